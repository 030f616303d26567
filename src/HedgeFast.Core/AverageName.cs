using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Hedge;

namespace HedgeFast.Core;

/// <summary>How a person names a settlement average that the engine's decisions depend on.</summary>
/// <param name="Underlying">Name of the underlying.</param>
/// <param name="ExpiryNanos">Expiry, UTC nanoseconds since 1970.</param>
/// <param name="UnderlyingIndex">Index of the underlying.</param>
/// <param name="Index">Index among the averages of the underlying.</param>
public readonly record struct AverageName(string Underlying, long ExpiryNanos, int UnderlyingIndex, ushort Index)
{
    /// <summary>Names every settlement average of the underlyings with <see cref="SettlementDelta.Exact"/>.</summary>
    public static AverageName[] All(HedgeSettings settings, OptionBook book) =>
    [
        .. settings.Underlyings.Where(underlying => underlying.SettlementDelta == SettlementDelta.Exact)
            .SelectMany(underlying => NamesOf(underlying, book)),
    ];

    /// <summary>The average that two words name; null when there is none.</summary>
    /// <param name="names">All.</param>
    /// <param name="underlying">Name of the underlying.</param>
    /// <param name="expiry">Expiry, as in the book.</param>
    public static AverageName? Find(AverageName[] names, string underlying, string expiry)
    {
        if (!UtcTime.TryParse(expiry, out long nanos))
            return null;
        foreach (AverageName name in names)
        {
            // As fine as it is written.
            bool isIt = UtcTime.Of(name.ExpiryNanos) == UtcTime.Of(nanos);
            if (name.Underlying == underlying && isIt)
                return name;
        }

        return null;
    }

    /// <summary>Which there are, in words.</summary>
    public static string Known(AverageName[] names) => names.Length == 0
        ? "no underlying has settlementDelta exact and options that settle on an average"
        : $"there are the averages {string.Join(", ", names)}";

    /// <summary>As a person writes it.</summary>
    public override string ToString() =>
        $"{Underlying} {UtcTime.Text(UtcTime.Of(ExpiryNanos))}";

    private static IEnumerable<AverageName> NamesOf(UnderlyingSettings underlying, OptionBook book) =>
        new SettlementAverages(book, underlying.Index).All.Select(
            (average, i) => new AverageName(underlying.Name, average.ExpiryNanos, underlying.Index, (ushort)i));
}

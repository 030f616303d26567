using HedgeFast.Core.Book;

namespace HedgeFast.Core.Control;

/// <summary>Name of a settlement average in an operator's request: underlying and expiry.</summary>
/// <param name="Underlying">Name of the underlying.</param>
/// <param name="ExpiryNanos">Expiry, UTC nanoseconds since 1970.</param>
/// <param name="UnderlyingIndex">Index of the underlying.</param>
/// <param name="Index">Index among the averages of the underlying.</param>
public readonly record struct AverageName(string Underlying, long ExpiryNanos, int UnderlyingIndex, ushort Index)
{
    /// <summary>Names of the settlement averages of one underlying.</summary>
    /// <param name="underlying">Name of the underlying.</param>
    /// <param name="index">Index of the underlying.</param>
    /// <param name="book">The options.</param>
    public static IEnumerable<AverageName> Of(string underlying, int index, OptionBook book) =>
        new SettlementAverages(book, index).All.Select(
            (average, i) => new AverageName(underlying, average.ExpiryNanos, index, (ushort)i));

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

    /// <summary>The two words of a request.</summary>
    public override string ToString() =>
        $"{Underlying} {UtcTime.Text(UtcTime.Of(ExpiryNanos))}";
}

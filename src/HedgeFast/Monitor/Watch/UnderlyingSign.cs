using System.Globalization;
using System.Text;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Monitor.Watch;

/// <summary>What can be seen of one underlying at one moment.</summary>
internal readonly record struct UnderlyingSign
{
    /// <summary>Its name.</summary>
    public string Name { get; init; }

    /// <summary>Whether it has an instrument that it may be hedged in, and its options can be valued. The age of a quote is not looked at.</summary>
    public bool Hedgeable { get; init; }

    /// <summary>Whether the exchange has closed every hedge instrument.</summary>
    public bool Closed { get; init; }

    /// <summary>Symbol of an option that keeps it from being hedged; null when there is none.</summary>
    public string? UnusableOption { get; init; }

    /// <summary>Whether that option is an American one that is being prepared, and not one without a volatility.</summary>
    public bool IsUnprepared { get; init; }

    /// <summary>
    /// Number of options without a volatility that is young enough; 0 where one of them stops the underlying.
    /// </summary>
    public long MissingOptions { get; init; }

    /// <summary>How far these may move the options' delta together, units of the underlying.</summary>
    public double UncertainDelta { get; init; }

    /// <summary>How far they are allowed to, units of the underlying.</summary>
    public double UncertainDeltaMax { get; init; }

    /// <summary>
    /// Which options have no volatility and what that leaves open, in words; null where none keeps the underlying from
    /// being hedged.
    /// </summary>
    public string? Missing
    {
        get
        {
            if (UnusableOption is null || IsUnprepared)
                return null;
            if (MissingOptions == 0)
                return $"{UnusableOption} has no volatility that is young enough";
            string options = MissingOptions == 1 ? "1 option has"
                : string.Create(CultureInfo.InvariantCulture, $"{MissingOptions} options have");
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{options} no volatility that is young enough and may move the delta by {UncertainDelta:G4}, "
                + $"above {UncertainDeltaMax:G4} (missingShare); the most: {UnusableOption}");
        }
    }

    /// <summary>Why underlyings are not hedged, in words; null when all are hedgeable.</summary>
    /// <param name="underlyings">All underlyings; with several each has its name.</param>
    public static string? ReasonIn(IReadOnlyCollection<UnderlyingSign> underlyings)
    {
        string[] reasons =
        [
            .. underlyings.Where(u => !u.Hedgeable)
                .Select(u => underlyings.Count == 1 ? u.Reason! : $"{u.Name}: {u.Reason}"),
        ];
        return reasons.Length == 0 ? null : string.Join("; ", reasons);
    }

    /// <summary>How many options are hedged without a volatility, and what they leave open; null for none.</summary>
    /// <param name="underlyings">All underlyings; with several each has its name.</param>
    public static string? MissingIn(IReadOnlyCollection<UnderlyingSign> underlyings)
    {
        string[] parts =
        [
            .. underlyings.Where(u => u.Hedgeable && u.MissingOptions > 0).Select(u => string.Create(
                CultureInfo.InvariantCulture,
                $"{(underlyings.Count == 1 ? "" : u.Name + " ")}missing {u.MissingOptions} open {u.UncertainDelta:G3}")),
        ];
        return parts.Length == 0 ? null : string.Join(", ", parts);
    }

    /// <summary>Expiry without a usable forward, UTC; null when there is none.</summary>
    public DateTime? UnusableExpiry { get; init; }

    /// <summary>Expiry whose settlement average is not known, UTC; null when there is none.</summary>
    public DateTime? LostAverage { get; init; }

    /// <summary>Net delta, units of the underlying.</summary>
    public double NetDelta { get; init; }

    /// <summary>Part of it that is left unhedged on purpose, by <c>hedgeRatio</c>, units of the underlying.</summary>
    public double LeftDelta { get; init; }

    /// <summary>How far the delta that is steered is out of its band, units of the underlying; 0 inside.</summary>
    public double OutOfBand { get; init; }

    /// <summary>Whether that delta has been inside its band since the start.</summary>
    public bool HasBeenHedged { get; init; }

    /// <summary>Its hedge instruments, in order of preference.</summary>
    public IReadOnlyList<InstrumentSign> Instruments { get; init; }

    /// <summary>The instrument in use.</summary>
    public InstrumentSign InUse => Instruments.FirstOrDefault(instrument => instrument.InUse, Instruments[0]);

    /// <summary>Why it is not hedged, in words; null when it is hedgeable. The age of a quote is not looked at.</summary>
    public string? Reason
    {
        get
        {
            if (Hedgeable)
                return null;
            if (UnusableOption is { } option)
                return Missing ?? $"{option} is being prepared";
            if (UnusableExpiry is { } expiry)
                return string.Create(CultureInfo.InvariantCulture, $"no forward for {expiry:yyyy-MM-dd HH:mm} that is young enough");
            return InUse.Fault == QuoteFault.None ? "no price that can be valued" : $"{InUse.Symbol}: {Words(InUse.Fault)}";
        }
    }

    /// <summary>What a loop shows of its underlyings. Any thread.</summary>
    /// <param name="settings">Resolved settings.</param>
    /// <param name="loop">The loop; its counters alone are read.</param>
    /// <param name="symbols">Symbols of the options, by index in the book.</param>
    public static UnderlyingSign[] Of(HedgeSettings settings, HedgeLoop loop, IReadOnlyList<string> symbols) =>
        [.. settings.Underlyings.Select(underlying => Of(settings, underlying, loop, symbols))];

    private static UnderlyingSign Of(HedgeSettings settings, UnderlyingSettings underlying, HedgeLoop loop, IReadOnlyList<string> symbols)
    {
        UnderlyingCounters counters = loop.Counters.Underlyings[underlying.Index];
        return new UnderlyingSign
        {
            Name = underlying.Name,
            Hedgeable = counters.Hedgeable != 0,
            Closed = counters.Closed != 0,
            UnusableOption = counters.UnusableOption is > 0 and var option ? symbols[(int)option - 1] : null,
            IsUnprepared = counters.IsUnprepared != 0,
            MissingOptions = counters.MissingOptions,
            UncertainDelta = counters.UncertainDelta,
            UncertainDeltaMax = underlying.Volatility.For(underlying.BandHalfWidth, underlying.HedgeRatio)
                .UncertainDeltaMax,
            UnusableExpiry = Time(counters.UnusableExpiry),
            LostAverage = Time(counters.LostAverage),
            NetDelta = counters.NetDelta,
            LeftDelta = counters.LeftDelta,
            OutOfBand = counters.OutOfBand,
            HasBeenHedged = counters.HasBeenHedged != 0,
            Instruments = [.. underlying.Hedges.Select(index => Of(settings.Instruments[index].Symbol, loop.Instruments[index]))],
        };
    }

    private static DateTime? Time(long nanos) => nanos > 0 ? UtcTime.Of(nanos) : null;

    private static InstrumentSign Of(string symbol, InstrumentCounters counters) => new(symbol, counters.QuoteNanos, (QuoteFault)counters.Fault, counters.InUse != 0);

    // NeverQuoted: never quoted.
    private static string Words(QuoteFault fault)
    {
        var words = new StringBuilder();
        foreach (char c in fault.ToString())
        {
            if (char.IsUpper(c) && words.Length > 0)
                words.Append(' ');
            words.Append(char.ToLowerInvariant(c));
        }

        return words.ToString();
    }
}

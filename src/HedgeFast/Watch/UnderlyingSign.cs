using System.Globalization;
using System.Text;
using HedgeFast.Core;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Watch;

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

    /// <summary>Expiry without a usable forward, UTC; null when there is none.</summary>
    public DateTime? UnusableExpiry { get; init; }

    /// <summary>Expiry whose settlement average is not known, UTC; null when there is none.</summary>
    public DateTime? LostAverage { get; init; }

    /// <summary>Net delta, units of the underlying.</summary>
    public double NetDelta { get; init; }

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
                return IsUnprepared ? $"{option} is being prepared" : $"{option} has no volatility that is young enough";
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
            UnusableExpiry = Time(counters.UnusableExpiry),
            LostAverage = Time(counters.LostAverage),
            NetDelta = counters.NetDelta,
            OutOfBand = counters.OutOfBand,
            HasBeenHedged = counters.HasBeenHedged != 0,
            Instruments = [.. underlying.Hedges.Select(index => Of(settings.Instruments[index].Symbol, loop.Instruments[index]))],
        };
    }

    private static DateTime? Time(long nanos) =>
        nanos > 0 ? DateTime.UnixEpoch.AddTicks(nanos / TimeSpan.NanosecondsPerTick) : null;

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

using System.Globalization;
using System.Text;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Profit;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Monitor;

/// <summary>One underlying at one moment.</summary>
internal sealed record UnderlyingStatus
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its counts and levels, a copy of the loop's.</summary>
    public UnderlyingCounters Counters { get; init; } = new();

    /// <summary>Its hedge instruments, in order of preference.</summary>
    public IReadOnlyList<InstrumentStatus> Instruments { get; init; } = [];

    /// <summary>Symbol of an option that stops the hedge; null when there is none.</summary>
    public string? UnusableOption { get; init; }

    /// <summary>Largest uncertain delta with which the hedge goes on, units of the underlying.</summary>
    public double UncertainDeltaMax { get; init; }

    /// <summary>Profit of its options and hedge, quote currency; null before it was marked.</summary>
    public ProfitParts? Profit { get; init; }

    /// <summary>Gamma of its options at the last mark, units of the underlying per quote currency.</summary>
    public double Gamma { get; init; } = double.NaN;

    /// <summary>Whether an instrument can be hedged in and the options can be valued.</summary>
    public bool IsHedgeable => Counters.Hedgeable != 0;

    /// <summary>Whether <see cref="UnusableOption"/> is an American option whose preparation is not done.</summary>
    public bool IsUnprepared => Counters.IsUnprepared != 0;

    /// <summary>State of the feedback governor.</summary>
    public GovernorState Governor => (GovernorState)Counters.Governor;

    /// <summary>Net delta that the band holds, units of the underlying: without the part left on purpose.</summary>
    public double SteeredDelta => Counters.NetDelta - Counters.LeftDelta;

    /// <summary>Whether the steered delta is inside its band; false before the first valuation.</summary>
    public bool IsInBand => SteeredDelta >= Counters.BandLower && SteeredDelta <= Counters.BandUpper;

    /// <summary>Distance from the band in money, quote currency: comparable among underlyings.</summary>
    public double OutOfBandValue =>
        double.IsFinite(Counters.Price) ? Counters.OutOfBand * Math.Abs(Counters.Price) : 0;

    /// <summary>Whether the hedge is stopped: not hedgeable, or a position in doubt.</summary>
    public bool IsStopped => !IsHedgeable || Instruments.Any(instrument => instrument.IsDoubted);

    /// <summary>Expiry without a usable forward, UTC; null when there is none.</summary>
    public DateTime? UnusableExpiry => Time(Counters.UnusableExpiry);

    /// <summary>Expiry whose settlement average is unknown, UTC; null when there is none.</summary>
    public DateTime? LostAverage => Time(Counters.LostAverage);

    /// <summary>The instrument in use.</summary>
    public InstrumentStatus InUse => Instruments.FirstOrDefault(instrument => instrument.IsInUse) ?? Instruments[0];

    /// <summary>Options without a volatility and the delta they leave open, where they stop the hedge.</summary>
    public string? Missing
    {
        get
        {
            if (UnusableOption is null || IsUnprepared)
                return null;
            if (Counters.MissingOptions == 0)
                return $"{UnusableOption} has no volatility that is young enough";
            string options = Counters.MissingOptions == 1
                ? "1 option has"
                : string.Create(CultureInfo.InvariantCulture, $"{Counters.MissingOptions} options have");
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{options} no volatility that is young enough and may move the delta by {Counters.UncertainDelta:G4}, "
                + $"above {UncertainDeltaMax:G4} (missingShare); the most: {UnusableOption}");
        }
    }

    /// <summary>Reason why the underlying is not hedged, apart from the age of a quote; null without one.</summary>
    public string? Reason
    {
        get
        {
            if (IsHedgeable)
                return null;
            if (UnusableOption is { } option)
                return Missing ?? $"{option} is being prepared";
            if (UnusableExpiry is { } expiry)
            {
                return string.Create(
                    CultureInfo.InvariantCulture, $"no forward for {expiry:yyyy-MM-dd HH:mm} that is young enough");
            }

            return InUse.Fault == QuoteFault.None
                ? "no price that can be valued"
                : $"{InUse.Symbol}: {Words(InUse.Fault)}";
        }
    }

    /// <summary>Reads one underlying.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="counters">Its counters, a copy.</param>
    /// <param name="instruments">Its hedge instruments, in order of preference.</param>
    /// <param name="optionSymbols">Symbols of the options, by index in the book.</param>
    public static UnderlyingStatus Of(
        UnderlyingSettings settings, UnderlyingCounters counters, IReadOnlyList<InstrumentStatus> instruments,
        IReadOnlyList<string> optionSymbols) => new()
        {
            Name = settings.Name,
            Counters = counters,
            Instruments = instruments,
            UnusableOption = counters.UnusableOption is > 0 and var option ? optionSymbols[(int)option - 1] : null,
            UncertainDeltaMax =
                settings.Volatility.For(settings.BandHalfWidth, settings.HedgeRatio).UncertainDeltaMax,
        };

    /// <summary>Reasons why underlyings are not hedged; null when all can be.</summary>
    /// <param name="underlyings">All underlyings; with several each reason begins with the name.</param>
    public static string? ReasonIn(IReadOnlyCollection<UnderlyingStatus> underlyings)
    {
        string[] reasons =
        [
            .. underlyings.Where(u => !u.IsHedgeable)
                .Select(u => underlyings.Count == 1 ? u.Reason! : $"{u.Name}: {u.Reason}"),
        ];
        return reasons.Length == 0 ? null : string.Join("; ", reasons);
    }

    /// <summary>Options hedged without a volatility and the delta they leave open; null for none.</summary>
    /// <param name="underlyings">All underlyings; with several each part begins with the name.</param>
    public static string? MissingIn(IReadOnlyCollection<UnderlyingStatus> underlyings)
    {
        string[] parts =
        [
            .. underlyings.Where(u => u.IsHedgeable && u.Counters.MissingOptions > 0).Select(u => string.Create(
                CultureInfo.InvariantCulture,
                $"{Prefix(u)}missing {u.Counters.MissingOptions} open {u.Counters.UncertainDelta:G3}")),
        ];
        return parts.Length == 0 ? null : string.Join(", ", parts);

        string Prefix(UnderlyingStatus underlying) => underlyings.Count == 1 ? "" : underlying.Name + " ";
    }

    /// <summary>The underlyings to show in little room: all in their order, or the worst ones first.</summary>
    /// <remarks>Stopped ones are worst, then those furthest out of their bands, in money.</remarks>
    /// <param name="underlyings">All underlyings.</param>
    /// <param name="most">Room; at least 1.</param>
    public static IReadOnlyList<UnderlyingStatus> Worst(IReadOnlyList<UnderlyingStatus> underlyings, int most) =>
        underlyings.Count <= most
            ? underlyings
            : [.. underlyings.OrderByDescending(u => u.IsStopped).ThenByDescending(u => u.OutOfBandValue).Take(most)];

    private static DateTime? Time(long nanos) => nanos > 0 ? UtcTime.Of(nanos) : null;

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

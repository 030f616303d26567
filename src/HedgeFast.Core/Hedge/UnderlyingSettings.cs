using System.Text.Json.Serialization;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Core.Hedge;

/// <summary>How one underlying is valued and hedged.</summary>
public sealed record UnderlyingSettings
{
    /// <summary>Position in the settings' list.</summary>
    public required int Index { get; init; }

    /// <summary>Name as in the book's <c>underlying</c> column.</summary>
    public required string Name { get; init; }

    /// <summary>Dense index of the preferred hedge instrument, whose mid is also the reference price.</summary>
    public required int HedgeInstrument { get; init; }

    /// <summary>
    /// Dense indexes of the instruments that hedge while those before them can't, in order of preference.
    /// </summary>
    public IReadOnlyList<int> Fallbacks { get; init; } = [];

    /// <summary>
    /// How long an instrument must have been unfit before the next one takes its place, nanoseconds; 0 waits for
    /// nothing.
    /// </summary>
    public long FallbackAfterNanos { get; init; } = 1_000_000_000;

    /// <summary>The delta that is hedged.</summary>
    public required DeltaConvention Delta { get; init; }

    /// <summary>
    /// Half-width of the fixed no-trade band, units of the underlying; other policies compute theirs. Positive.
    /// </summary>
    public required double BandHalfWidth { get; init; }

    /// <summary>Net delta to hold, units of the underlying; the centre of the band.</summary>
    public double TargetDelta { get; init; }

    /// <summary>
    /// How much wider the band is above its target than below, from -1 to 1: above it is (1 + skew) half-widths, below
    /// (1 - skew).
    /// </summary>
    public double BandSkew { get; init; }

    /// <summary>Share of the options' delta that is hedged: 0 to 1.5, 1 is all of it.</summary>
    public double HedgeRatio { get; init; } = 1;

    /// <summary>What sets the band.</summary>
    public PolicySettings Policy { get; init; } = new();

    /// <summary>What trading costs.</summary>
    public CostSettings Costs { get; init; } = new();

    /// <summary>When hedging would move the market.</summary>
    public GovernorSettings Governor { get; init; } = new();

    /// <summary>Trade to the edge of the band, to its centre or to a point between.</summary>
    public TradeTo TradeTo { get; init; } = TradeTo.Edge;

    /// <summary>Revalue at every price, or only outside the triggers.</summary>
    public RevalueMode Revalue { get; init; } = RevalueMode.EveryTick;

    /// <summary>
    /// UTC time of day at which its options expire, for expiries in files that are bare dates; null refuses them.
    /// </summary>
    public TimeOnly? ExpiryTime { get; init; }

    /// <summary>How its volatilities are used.</summary>
    public VolatilityRule Volatility { get; init; } = VolatilityRule.Default;

    /// <summary>Where its forwards come from.</summary>
    public ForwardRule Forward { get; init; } = new();

    /// <summary>Its discrete dividends; null without any.</summary>
    public DividendRule? Dividends { get; init; }

    /// <summary>Which delta its options have that settle on an average.</summary>
    public SettlementDelta SettlementDelta { get; init; }

    /// <summary>Continuous interest rate a year, ACT/365.</summary>
    public double Rate { get; init; }

    /// <summary>Continuous carry (rate minus yield) a year: forward = price * e^(carry T), the price net of dividends.
    /// </summary>
    public double Carry { get; init; }

    /// <summary>
    /// Time-dependent terms are recomputed when the valuation time has moved by this many nanoseconds. Positive.
    /// </summary>
    public long TimeStepNanos { get; init; } = 1_000_000_000;

    /// <summary>Rate, carry and dividends that age its options. Allocates where there are dividends.</summary>
    [JsonIgnore]
    public UnderlyingCarry Aging =>
        new(Rate, Carry, TimeStepNanos) { Dividends = DividendSchedule.Of(Dividends) };

    /// <summary>The fixed no-trade band of the net delta.</summary>
    [JsonIgnore]
    public Band Band => Band.Skewed(TargetDelta, BandHalfWidth, BandSkew);

    /// <summary>All its hedge instruments, in order of preference.</summary>
    [JsonIgnore]
    public IEnumerable<int> Hedges => Fallbacks.Prepend(HedgeInstrument);
}

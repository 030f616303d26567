using System.Text.Json.Serialization;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Core.Hedge;

/// <summary>Settings for valuing and hedging one underlying.</summary>
public sealed record UnderlyingSettings
{
    /// <summary>Position in the settings' list.</summary>
    public required int Index { get; init; }

    /// <summary>Name as in the book's <c>underlying</c> column.</summary>
    public required string Name { get; init; }

    /// <summary>Dense index of the preferred hedge instrument, whose mid is also the reference price.</summary>
    public required int HedgeInstrument { get; init; }

    /// <summary>Dense indexes of the fallback instruments, in order of preference.</summary>
    public IReadOnlyList<int> Fallbacks { get; init; } = [];

    /// <summary>
    /// Time an instrument must have been unfit before the next one takes over, nanoseconds; 0 for at once.
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

    /// <summary>Skew of the band, from -1 to 1: (1 + skew) half-widths above the target, (1 - skew) below.</summary>
    public double BandSkew { get; init; }

    /// <summary>Hedged share of the options' delta: 0 to 1.5, 1 is all.</summary>
    public double HedgeRatio { get; init; } = 1;

    /// <summary>The policy that sets the band.</summary>
    public PolicySettings Policy { get; init; } = new();

    /// <summary>Costs of trading.</summary>
    public CostSettings Costs { get; init; } = new();

    /// <summary>Thresholds of the feedback governor.</summary>
    public GovernorSettings Governor { get; init; } = new();

    /// <summary>Trade to the edge of the band, to its centre or to a point between.</summary>
    public TradeTo TradeTo { get; init; } = TradeTo.Edge;

    /// <summary>Revalue at every price, or only outside the triggers.</summary>
    public RevalueMode Revalue { get; init; } = RevalueMode.EveryTick;

    /// <summary>
    /// UTC time of day at which its options expire, for expiries in files that are bare dates; null refuses them.
    /// </summary>
    public TimeOnly? ExpiryTime { get; init; }

    /// <summary>The rule of its volatilities.</summary>
    public VolatilityRule Volatility { get; init; } = VolatilityRule.Default;

    /// <summary>The rule of its forwards.</summary>
    public ForwardRule Forward { get; init; } = new();

    /// <summary>Its discrete dividends; null without any.</summary>
    public DividendRule? Dividends { get; init; }

    /// <summary>The delta of its options that settle on an average.</summary>
    public SettlementDelta SettlementDelta { get; init; }

    /// <summary>Continuous interest rate a year, ACT/365.</summary>
    public double Rate { get; init; }

    /// <summary>Continuous carry (rate minus yield) a year: forward = price * e^(carry T), the price net of dividends.
    /// </summary>
    public double Carry { get; init; }

    /// <summary>
    /// Step of valuation time after which time-dependent terms are prepared anew, nanoseconds. Positive.
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

/// <summary>When options are revalued. The orders are the same.</summary>
public enum RevalueMode : byte
{
    /// <summary>Every option is revalued at every price.</summary>
    EveryTick = 1,

    /// <summary>No option is revalued between two trigger prices, which are proved from the net-delta curve.</summary>
    Triggers = 2,
}

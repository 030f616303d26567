using System.Text.Json.Serialization;
using HedgeFast.Core.Greeks;

namespace HedgeFast.Core.Hedge;

/// <summary>How one underlying is valued and hedged.</summary>
public sealed record UnderlyingSettings
{
    /// <summary>Position in the settings' list.</summary>
    public required int Index { get; init; }

    /// <summary>Name as in the book's <c>underlying</c> column.</summary>
    public required string Name { get; init; }

    /// <summary>Dense index of the hedge instrument, whose mid is also the reference price.</summary>
    public required int HedgeInstrument { get; init; }

    /// <summary>The delta that is hedged.</summary>
    public required DeltaConvention Delta { get; init; }

    /// <summary>Half-width of the no-trade band, units of the underlying. Positive.</summary>
    public required double BandHalfWidth { get; init; }

    /// <summary>Net delta to hold, units of the underlying; the centre of the band.</summary>
    public double TargetDelta { get; init; }

    /// <summary>Trade to the edge or to the centre of the band.</summary>
    public TradeTo TradeTo { get; init; } = TradeTo.Edge;

    /// <summary>Revalue at every price, or only outside the triggers.</summary>
    public RevalueMode Revalue { get; init; } = RevalueMode.EveryTick;

    /// <summary>UTC time of day at which its options expire, for expiries in files that are bare dates; null refuses them.</summary>
    public TimeOnly? ExpiryTime { get; init; }

    /// <summary>How its volatilities are used.</summary>
    public VolatilityRule Volatility { get; init; } = VolatilityRule.Default;

    /// <summary>Continuous interest rate a year, ACT/365.</summary>
    public double Rate { get; init; }

    /// <summary>Continuous carry (rate minus yield) a year: forward = price * e^(carry T).</summary>
    public double Carry { get; init; }

    /// <summary>Time-dependent terms are recomputed when the valuation time has moved by this many nanoseconds. Positive.</summary>
    public long TimeStepNanos { get; init; } = 1_000_000_000;

    /// <summary>The no-trade band of the net delta.</summary>
    [JsonIgnore]
    public Band Band => Band.Symmetric(TargetDelta, BandHalfWidth);
}

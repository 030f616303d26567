namespace HedgeFast.Core.Greeks.Pricing;

/// <summary>Price and sensitivities of one unit of an option, long. An expired option has zeros.</summary>
public readonly record struct OptionValue
{
    /// <summary>Price: quote currency, or coin for an inverse option. Never below zero.</summary>
    public double Price { get; init; }

    /// <summary>d price / d spot; e^-qT Phi(d1) for a European call.</summary>
    public double SpotDelta { get; init; }

    /// <summary>d undiscounted price / d forward; Phi(d1) for a European call. Deribit's greeks.delta.</summary>
    public double ForwardDelta { get; init; }

    /// <summary>d price / d forward; e^-rT Phi(d1) for a European call.</summary>
    public double FuturesDelta { get; init; }

    /// <summary>
    /// Forward delta less the undiscounted price over the forward; (K/F) Phi(d2) for a European call. Also the net
    /// transaction delta. NaN for Bachelier.
    /// </summary>
    public double PremiumAdjustedDelta { get; init; }

    /// <summary>
    /// Change of the delta for one unit of quote currency: of the spot delta by the spot (bsm), of the futures delta by
    /// the forward (black76, bachelier), of the forward delta by the forward (inverse).
    /// </summary>
    public double Gamma { get; init; }

    /// <summary>
    /// d price / d volatility, for a change of 1 (from 50 % to 150 %, or one price unit for Bachelier).
    /// </summary>
    public double Vega { get; init; }

    /// <summary>
    /// d price / d time for a year, with spot (bsm) or forward (others) and volatility as they are; usually negative.
    /// </summary>
    public double Theta { get; init; }

    /// <summary>The delta of a convention.</summary>
    public double Delta(DeltaConvention convention) => convention switch
    {
        DeltaConvention.NetTransaction => PremiumAdjustedDelta,
        DeltaConvention.Forward => ForwardDelta,
        DeltaConvention.Spot => SpotDelta,
        _ => FuturesDelta,
    };
}

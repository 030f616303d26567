namespace HedgeFast.Core.Greeks.American;

/// <summary>Value, slope and curvature by the price.</summary>
internal struct AmericanSum
{
    /// <summary>Value.</summary>
    public double Value;

    /// <summary>d value / d price.</summary>
    public double Slope;

    /// <summary>d slope / d price.</summary>
    public double Bend;
}

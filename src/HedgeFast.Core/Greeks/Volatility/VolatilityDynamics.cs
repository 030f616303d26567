namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>What the volatility of an option does when the underlying moves.</summary>
public enum VolatilityDynamics : byte
{
    /// <summary>It stays: every strike keeps its volatility.</summary>
    StickyStrike = 1,

    /// <summary>
    /// It belongs to the moneyness: the smile moves with the forward, and the option's volatility is read again at
    /// ln(K/F). The delta is the model's at that volatility.
    /// </summary>
    StickyMoneyness = 2,
}

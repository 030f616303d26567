namespace HedgeFast.Core.Greeks.Dividends;

/// <summary>How the price of an underlying moves around its discrete dividends.</summary>
public enum DividendModel : byte
{
    /// <summary>The price less the dividends due until expiry is lognormal; the volatility is that of the
    /// difference.</summary>
    Escrowed = 0,

    /// <summary>The price is lognormal between ex dates and falls by the amount at each.</summary>
    PiecewiseLognormal = 1,
}

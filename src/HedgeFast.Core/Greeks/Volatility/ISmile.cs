namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>The volatilities of one expiry as a function of moneyness.</summary>
public interface ISmile
{
    /// <summary>Volatility a year, a fraction.</summary>
    /// <param name="logMoneyness">ln(K/F), finite.</param>
    double VolatilityAt(double logMoneyness);
}

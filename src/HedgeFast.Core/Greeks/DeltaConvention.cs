namespace HedgeFast.Core.Greeks;

/// <summary>
/// Which delta of an option is hedged. Coin-settled books differ by the option's coin price between the first two, so
/// it is always chosen by name.
/// </summary>
public enum DeltaConvention : byte
{
    /// <summary>
    /// Forward delta minus option price in coin: d(V/S)/d ln S. Equals the premium-adjusted delta, (K/F) Phi(d2) for a
    /// call. Deribit's account delta_total.
    /// </summary>
    NetTransaction = 1,

    /// <summary>Undiscounted Black-76: Phi(d1) for a call. Deribit's greeks.delta.</summary>
    Forward = 2,

    /// <summary>Black-Scholes-Merton: e^-qT Phi(d1) for a call.</summary>
    Spot = 3,

    /// <summary>Discounted Black-76: e^-rT Phi(d1) for a call; options on futures.</summary>
    Futures = 4,
}

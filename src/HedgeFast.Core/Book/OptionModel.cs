namespace HedgeFast.Core.Book;

/// <summary>The model that an option's volatility belongs to.</summary>
public enum OptionModel : byte
{
    /// <summary>Black (1976): the forward is lognormal; volatility is a fraction a year.</summary>
    Black76 = 1,

    /// <summary>
    /// Black-Scholes-Merton: the spot is lognormal with a yield; the same distribution as Black-76 on its forward.
    /// </summary>
    Bsm = 2,

    /// <summary>
    /// Bachelier: the forward is normal; volatility is in price units a year, and prices and strikes may be zero or
    /// negative.
    /// </summary>
    Bachelier = 3,

    /// <summary>
    /// Black (1976) with the right to exercise at any time, on the future: American options on futures.
    /// </summary>
    Black76American = 4,

    /// <summary>Black-Scholes-Merton with the right to exercise at any time, on the spot with its yield.</summary>
    BsmAmerican = 5,
}

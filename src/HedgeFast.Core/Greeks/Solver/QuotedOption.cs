using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Quotes;

namespace HedgeFast.Core.Greeks.Solver;

/// <summary>The newest quote of an option, with the solver's results.</summary>
internal struct QuotedOption
{
    /// <summary>Price of a unit; NaN for none.</summary>
    public double Bid;

    /// <summary>Price of a unit; NaN for none.</summary>
    public double Ask;

    /// <summary>The middle; NaN unless both sides are there.</summary>
    public double Mid;

    /// <summary>The underlying's price when the quote came; NaN for none.</summary>
    public double UnderlyingPrice;

    /// <summary>Exchange time of the quote, UTC nanoseconds since 1970.</summary>
    public long TimeNanos;

    /// <summary>The last volatility that a middle implied, while <see cref="HasOwn"/>.</summary>
    public double Volatility;

    /// <summary>Exchange time of its quote.</summary>
    public long VolatilityNanos;

    /// <summary>Volatilities that bid and ask allow; all of them before the first quote.</summary>
    public VolatilityBounds Bounds;

    /// <summary>Work that the option waits for.</summary>
    public QuoteWork Work;

    /// <summary>Whether its own quotes gave a volatility that still holds.</summary>
    public bool HasOwn;

    /// <summary>Whether the loop has bounds of its delta, renewed as the price moves.</summary>
    public bool IsBounded;

    /// <summary>Before the first quote.</summary>
    public static QuotedOption Unquoted(OptionModel model) => new()
    {
        Bid = double.NaN,
        Ask = double.NaN,
        Mid = double.NaN,
        UnderlyingPrice = double.NaN,
        Bounds = VolatilityBounds.All(model),
    };
}

/// <summary>Work that an option waits for; greater work includes smaller.</summary>
internal enum QuoteWork : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Its delta's bounds at the price of now.</summary>
    Refresh = 1,

    /// <summary>The volatilities that bid and ask allow.</summary>
    Bound = 2,

    /// <summary>The volatility of the middle.</summary>
    Solve = 3,
}

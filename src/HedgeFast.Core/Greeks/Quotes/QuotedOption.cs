using HedgeFast.Core.Book;

namespace HedgeFast.Core.Greeks.Quotes;

/// <summary>The newest quote of an option, and what the <c>VolatilitySolver</c> made of it.</summary>
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

    /// <summary>Volatilities that bid and ask allow; every one before they were looked at.</summary>
    public VolatilityBounds Bounds;

    /// <summary>Work that it waits for.</summary>
    public QuoteWork Work;

    /// <summary>Whether its own quotes gave a volatility that still holds.</summary>
    public bool HasOwn;

    /// <summary>Whether the loop has bounds of its delta, to be made anew as the price moves.</summary>
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

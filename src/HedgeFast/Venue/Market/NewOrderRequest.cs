using HedgeFast.Core.Book;

namespace HedgeFast.Venue.Market;

/// <summary>A NewOrderSingle as received, before any check.</summary>
public readonly ref struct NewOrderRequest
{
    /// <summary>Decimals of <see cref="LimitNanos"/>.</summary>
    public const int PriceDecimals = 9;

    /// <summary>Index of the client's session.</summary>
    public required int Owner { get; init; }

    /// <summary>The client's id; FIX 11.</summary>
    public required ReadOnlySpan<byte> ClOrdId { get; init; }

    /// <summary>Symbol; FIX 55.</summary>
    public required ReadOnlySpan<byte> Symbol { get; init; }

    /// <summary>Side; any other value is refused.</summary>
    public required Side Side { get; init; }

    /// <summary>Quantity, lots; 0 or less stands for missing or malformed.</summary>
    public required long Lots { get; init; }

    /// <summary>Limit price in billionths of the quote currency; null stands for missing or malformed.</summary>
    public required long? LimitNanos { get; init; }

    /// <summary>Day, immediate or cancel, or fill or kill; any other value is refused.</summary>
    public required TimeInForce TimeInForce { get; init; }

    /// <summary>Whether the order type is limit; others are refused.</summary>
    public bool IsLimit { get; init; } = true;

    /// <summary>Whether the message may be repeated, 43=Y or 97=Y: a used id then gets the order's status.</summary>
    public bool MayBeRepeated { get; init; }

    /// <summary>Makes a limit order of the required fields.</summary>
    public NewOrderRequest()
    {
    }
}

using HedgeFast.Core.Limits;

namespace HedgeFast.Venue.Market;

/// <summary>An order as a client asked for it, before any check.</summary>
public readonly ref struct NewOrderRequest
{
    /// <summary>Decimals of <see cref="LimitNanos"/>.</summary>
    public const int PriceDecimals = 9;

    /// <summary>Session it came from.</summary>
    public required int Owner { get; init; }

    /// <summary>The client's id.</summary>
    public required ReadOnlySpan<byte> ClOrdId { get; init; }

    /// <summary>Symbol.</summary>
    public required ReadOnlySpan<byte> Symbol { get; init; }

    /// <summary>Side; any other value is refused.</summary>
    public required Side Side { get; init; }

    /// <summary>Quantity, lots; 0 or less stands for missing or malformed.</summary>
    public required long Lots { get; init; }

    /// <summary>Limit price in billionths of the quote currency; null stands for missing or malformed.</summary>
    public required long? LimitNanos { get; init; }

    /// <summary>Day, immediate or cancel, or fill or kill; any other value is refused.</summary>
    public required TimeInForce TimeInForce { get; init; }

    /// <summary>Whether it is a limit order; others are refused.</summary>
    public bool IsLimit { get; init; } = true;

    /// <summary>Whether the message may be a repetition (43=Y or 97=Y): a known ClOrdID is then answered with the order's status, not with a reject.</summary>
    public bool MayBeRepeated { get; init; }

    /// <summary>All fields at their defaults but the required ones.</summary>
    public NewOrderRequest()
    {
    }
}

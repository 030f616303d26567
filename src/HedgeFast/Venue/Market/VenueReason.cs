namespace HedgeFast.Venue.Market;

/// <summary>The reason of a refused order or request, or of a cancellation by the venue.</summary>
public enum VenueReason : byte
{
    /// <summary>No refusal.</summary>
    None = 0,

    /// <summary>The symbol is not traded here.</summary>
    UnknownSymbol,

    /// <summary>The tape has not begun or has ended.</summary>
    MarketClosed,

    /// <summary>The quantity is missing, not whole, not positive or above the venue's maximum.</summary>
    BadQuantity,

    /// <summary>The price is missing, malformed, or zero or negative where that is not allowed.</summary>
    BadPrice,

    /// <summary>The price lies between two ticks.</summary>
    PriceOffTick,

    /// <summary>The ClOrdID was used before by this client.</summary>
    DuplicateClOrdId,

    /// <summary>The ClOrdID is missing or longer than the venue keeps.</summary>
    BadClOrdId,

    /// <summary>The side is neither buy nor sell.</summary>
    BadSide,

    /// <summary>Only limit orders, day, immediate-or-cancel or fill-or-kill, are traded here.</summary>
    Unsupported,

    /// <summary>The client has no order of that id.</summary>
    UnknownOrder,

    /// <summary>The order is already out of the market.</summary>
    TooLate,

    /// <summary>A configured fault refused it.</summary>
    Fault,

    /// <summary>The client sent more orders in a second than allowed.</summary>
    Throttled,

    /// <summary>The rest of an immediate-or-cancel order is cancelled.</summary>
    ImmediateRest,

    /// <summary>A fill-or-kill order asks for more than fills at once.</summary>
    NotWhole,

    /// <summary>The client's session was lost or logged out.</summary>
    Disconnected,

    /// <summary>The venue was restarted while the order was open.</summary>
    Restarted,

    /// <summary>The venue is being stopped.</summary>
    Stopped,

    /// <summary>Trading is halted.</summary>
    Halted,

    /// <summary>A replace changes side, symbol or time in force.</summary>
    BadChange,
}

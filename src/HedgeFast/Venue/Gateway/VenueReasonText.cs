using HedgeFast.Venue.Market;

namespace HedgeFast.Venue.Gateway;

/// <summary>Texts and codes of the reasons in FIX messages.</summary>
public static class VenueReasonText
{
    /// <summary>FIX tag 58; empty without a reason. Never contains what a client sent.</summary>
    public static ReadOnlySpan<byte> Text(this VenueReason reason) => reason switch
    {
        VenueReason.UnknownSymbol => "unknown symbol"u8,
        VenueReason.MarketClosed => "market closed"u8,
        VenueReason.BadQuantity => "bad quantity"u8,
        VenueReason.BadPrice => "bad price"u8,
        VenueReason.PriceOffTick => "price off tick"u8,
        VenueReason.DuplicateClOrdId => "duplicate ClOrdID"u8,
        VenueReason.BadClOrdId => "bad ClOrdID"u8,
        VenueReason.BadSide => "bad side"u8,
        VenueReason.Unsupported => "only limit orders, day, immediate or cancel, fill or kill"u8,
        VenueReason.UnknownOrder => "unknown order"u8,
        VenueReason.TooLate => "too late, the order is out of the market"u8,
        VenueReason.Fault => "rejected by rule"u8,
        VenueReason.Throttled => "too many orders in a second"u8,
        VenueReason.ImmediateRest => "rest of immediate or cancel"u8,
        VenueReason.NotWhole => "fill or kill, and not whole"u8,
        VenueReason.Disconnected => "cancelled on disconnect"u8,
        VenueReason.Restarted => "cancelled, venue restarted"u8,
        VenueReason.Stopped => "cancelled, venue stops"u8,
        VenueReason.Halted => "trading halt"u8,
        VenueReason.BadChange => "only price and quantity can be replaced"u8,
        _ => default,
    };

    /// <summary>OrdRejReason, FIX 4.4 tag 103.</summary>
    public static int OrderRejectCode(this VenueReason reason) => reason switch
    {
        VenueReason.UnknownSymbol => 1,
        VenueReason.MarketClosed or VenueReason.Halted => 2,
        VenueReason.UnknownOrder => 5,
        VenueReason.DuplicateClOrdId => 6,
        VenueReason.Unsupported => 11,
        VenueReason.BadQuantity => 13,
        VenueReason.Fault => 0,
        _ => 99,
    };

    /// <summary>CxlRejReason, FIX 4.4 tag 102.</summary>
    public static int CancelRejectCode(this VenueReason reason) => reason switch
    {
        VenueReason.TooLate => 0,
        VenueReason.UnknownOrder => 1,
        VenueReason.DuplicateClOrdId => 6,
        _ => 99,
    };
}

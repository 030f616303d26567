namespace HedgeFast.Venue.Market;

/// <summary>State of an order; the values are the characters of FIX tag 39.</summary>
public enum VenueOrderStatus : byte
{
    /// <summary>Accepted, nothing filled.</summary>
    New = (byte)'0',

    /// <summary>Part filled and still open.</summary>
    PartiallyFilled = (byte)'1',

    /// <summary>Wholly filled.</summary>
    Filled = (byte)'2',

    /// <summary>Out of the market for today with something unfilled.</summary>
    DoneForDay = (byte)'3',

    /// <summary>Out of the market with something unfilled.</summary>
    Canceled = (byte)'4',

    /// <summary>Never accepted, or not known.</summary>
    Rejected = (byte)'8',
}

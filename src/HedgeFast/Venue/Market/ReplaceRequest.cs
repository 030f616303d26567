namespace HedgeFast.Venue.Market;

/// <summary>A replace request as a client asked for it, before any check.</summary>
public readonly ref struct ReplaceRequest
{
    /// <summary>The order as it shall be, under the id of the request itself; the quantity is the whole one.</summary>
    public required NewOrderRequest Order { get; init; }

    /// <summary>Id of the order to replace; FIX 41.</summary>
    public required ReadOnlySpan<byte> OrigClOrdId { get; init; }
}

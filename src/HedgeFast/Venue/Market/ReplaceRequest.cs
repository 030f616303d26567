namespace HedgeFast.Venue.Market;

/// <summary>An OrderCancelReplaceRequest as received, before any check.</summary>
public readonly ref struct ReplaceRequest
{
    /// <summary>The order as it shall be, under the id of the request; the quantity includes what is filled.</summary>
    public required NewOrderRequest Order { get; init; }

    /// <summary>Id of the order to replace; FIX 41.</summary>
    public required ReadOnlySpan<byte> OrigClOrdId { get; init; }
}

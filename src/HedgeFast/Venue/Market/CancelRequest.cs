namespace HedgeFast.Venue.Market;

/// <summary>An OrderCancelRequest as received, before any check.</summary>
public readonly ref struct CancelRequest
{
    /// <summary>Index of the client's session.</summary>
    public required int Owner { get; init; }

    /// <summary>Id of the request; FIX 11.</summary>
    public required ReadOnlySpan<byte> ClOrdId { get; init; }

    /// <summary>Id of the order to cancel; FIX 41.</summary>
    public required ReadOnlySpan<byte> OrigClOrdId { get; init; }

    /// <summary>Symbol; FIX 55.</summary>
    public required ReadOnlySpan<byte> Symbol { get; init; }

    /// <summary>Whether the message may be repeated: a used request id then gets the order's status.</summary>
    public bool MayBeRepeated { get; init; }
}

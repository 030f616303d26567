namespace HedgeFast.Venue.Market;

/// <summary>A cancel request as a client asked for it, before any check.</summary>
public readonly ref struct CancelRequest
{
    /// <summary>Session it came from.</summary>
    public required int Owner { get; init; }

    /// <summary>Id of the request itself; FIX 11.</summary>
    public required ReadOnlySpan<byte> ClOrdId { get; init; }

    /// <summary>Id of the order to cancel; FIX 41.</summary>
    public required ReadOnlySpan<byte> OrigClOrdId { get; init; }

    /// <summary>Symbol.</summary>
    public required ReadOnlySpan<byte> Symbol { get; init; }

    /// <summary>Whether the message may be a repetition: a request id already used is then answered with the order's status.</summary>
    public bool MayBeRepeated { get; init; }
}

namespace HedgeFast.Bench.Wire;

/// <summary>Measurements with one size of the book; null where not measured.</summary>
internal sealed record WireRow
{
    /// <summary>Options in the book.</summary>
    public required int Options { get; init; }

    /// <summary>
    /// Bytes of a tick to bytes of its order, in process: median, nanoseconds. One reading of the clock beyond the
    /// engine's own is in it.
    /// </summary>
    public required long InProcessNanosP50 { get; init; }

    /// <summary>99th percentile.</summary>
    public required long InProcessNanosP99 { get; init; }

    /// <summary>99.9th percentile.</summary>
    public required long InProcessNanosP999 { get; init; }

    /// <summary>Managed bytes an order, with its fill and all that follows.</summary>
    public required double BytesPerOrder { get; init; }

    /// <summary>Share of the orders that waited for an exact revaluation.</summary>
    public required double RevaluedFirst { get; init; }

    /// <summary>Datagram in to order out over loopback, seen by the exchange: median, microseconds.</summary>
    public double? SocketMicrosP50 { get; init; }

    /// <summary>The same of a relay that only moves the bytes.</summary>
    public double? RelayMicrosP50 { get; init; }

    /// <summary>99th percentile of the engine's.</summary>
    public double? SocketMicrosP99 { get; init; }

    /// <summary>99th percentile of the relay's.</summary>
    public double? RelayMicrosP99 { get; init; }
}

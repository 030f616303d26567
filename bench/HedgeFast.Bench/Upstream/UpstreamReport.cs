namespace HedgeFast.Bench.Upstream;

/// <summary>Report of <c>peers upstream</c>, as JSON; medians unless the name says otherwise.</summary>
internal sealed record UpstreamReport
{
    /// <summary>Our ring, an event of a stream, nanoseconds.</summary>
    public double RingStreamNanos { get; init; }

    /// <summary>Disruptor-net, the same.</summary>
    public double DisruptorStreamNanos { get; init; }

    /// <summary>Our ring, an event there and back, nanoseconds.</summary>
    public double RingRoundTripNanos { get; init; }

    /// <summary>Disruptor-net, the same.</summary>
    public double DisruptorRoundTripNanos { get; init; }

    /// <summary>Our order port, from instruction to fill, microseconds.</summary>
    public double PortMicrosP50 { get; init; }

    /// <summary>Our order port, 99th percentile.</summary>
    public double PortMicrosP99 { get; init; }

    /// <summary>Managed bytes an order, exchange included, with our order port.</summary>
    public double PortBytesPerOrder { get; init; }

    /// <summary>QuickFIX/n behind the order port, microseconds.</summary>
    public double QuickFixMicrosP50 { get; init; }

    /// <summary>QuickFIX/n, 99th percentile.</summary>
    public double QuickFixMicrosP99 { get; init; }

    /// <summary>Managed bytes an order with QuickFIX/n.</summary>
    public double QuickFixBytesPerOrder { get; init; }
}

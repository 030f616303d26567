using HedgeFast.Core.Ring;

namespace HedgeFast.Bench.Latency;

/// <summary>Options of the measurement.</summary>
internal sealed record LatencyOptions
{
    /// <summary>Ticks a second; 1 to 1,000,000.</summary>
    public required int Rate { get; init; }

    /// <summary>Length of the measurement, seconds; positive.</summary>
    public required int Seconds { get; init; }

    /// <summary>Length of the warm-up before it, seconds; positive.</summary>
    public required int WarmupSeconds { get; init; }

    /// <summary>Options in the book.</summary>
    public required int Options { get; init; }

    /// <summary>Ticks between two changes of the price level, each of which needs an order; positive.</summary>
    public required int TicksPerOrder { get; init; }

    /// <summary>Threads of the engine.</summary>
    public required ScheduleSettings Schedule { get; init; }

    /// <summary>Ticks of the warm-up, which are numbered from 0.</summary>
    public long WarmupTicks => (long)Rate * WarmupSeconds;

    /// <summary>Ticks of warm-up and measurement.</summary>
    public long TotalTicks => (long)Rate * (WarmupSeconds + Seconds);
}

using HedgeFast.Report;
namespace HedgeFast.Bench.Latency;

/// <summary>Results of one run, with the faults of its answer.</summary>
internal sealed record LatencyResult
{
    /// <summary>Where.</summary>
    public required MachineInfo Machine { get; init; }

    /// <summary>Options of the run.</summary>
    public required LatencyOptions Asked { get; init; }

    /// <summary>Ticks a second that left the exchange during the measurement.</summary>
    public required double AchievedRate { get; init; }

    /// <summary>Ticks of the measurement that were replaced by a newer one before they were valued.</summary>
    public required long Conflated { get; init; }

    /// <summary>Orders of the whole run, warm-up included.</summary>
    public required long Orders { get; init; }

    /// <summary>Orders of the measurement that had to wait for the fill of another one.</summary>
    public required long OrdersAfterFill { get; init; }

    /// <summary>
    /// Moves of the measurement that had been taken back when the engine saw them, so that no order was needed.
    /// </summary>
    public required long MovesWithoutOrder { get; init; }

    /// <summary>From the planned time of a tick to the decision that took it in; every tick.</summary>
    public required LatencyPercentiles PlannedTickToDecision { get; init; }

    /// <summary>
    /// From the planned time of a move to the bytes of the order that answers it handed to the kernel; see
    /// <see cref="MoveLatency"/>.
    /// </summary>
    public required LatencyPercentiles PlannedTickToOrder { get; init; }

    /// <summary>From the receipt of a tick to the decision on it.</summary>
    public required LatencyPercentiles ReceivedTickToDecision { get; init; }

    /// <summary>From the receipt of a tick to the bytes of its order handed to the kernel.</summary>
    public required LatencyPercentiles ReceivedTickToOrder { get; init; }

    /// <summary>
    /// Managed bytes that each thread of the engine allocated during the measurement, by the stages it runs.
    /// </summary>
    public required IReadOnlyDictionary<string, long> ManagedBytes { get; init; }

    /// <summary>Garbage collections of the process during the measurement.</summary>
    public required int GcCollections { get; init; }

    /// <summary>Position of the engine and of the exchange at the end, lots.</summary>
    public required long PositionLots { get; init; }

    /// <summary>Faults of the answer; empty when the answer was right.</summary>
    public required IReadOnlyList<string> Faults { get; init; }
}

/// <summary>One distribution, nanoseconds; all zero when nothing was recorded.</summary>
internal sealed record LatencyPercentiles(long Count, long P50, long P90, long P99, long P999, long P9999, long Max)
{
    /// <summary>Reads a recorder that has no writer any more.</summary>
    public static LatencyPercentiles Of(HdrLatencyRecorder recorder) => new(
        recorder.Count, recorder.Percentile(50), recorder.Percentile(90), recorder.Percentile(99),
        recorder.Percentile(99.9), recorder.Percentile(99.99), recorder.MaxNanos);
}

namespace HedgeFast.Core.Telemetry;

/// <summary>Where the engine's latencies are recorded; each has one writing thread.</summary>
/// <param name="TickToDecision">From the tick's receive stamp to the end of the decision it caused.</param>
/// <param name="TickToOrder">From the tick's receive stamp to the order's bytes handed to the kernel.</param>
public sealed record PipelineProbes(LatencyProbe TickToDecision, LatencyProbe TickToOrder)
{
    /// <summary>Records nothing.</summary>
    public static PipelineProbes Off { get; } = new(LatencyProbe.Off, LatencyProbe.Off);
}

namespace HedgeFast.Core.Telemetry;

/// <summary>Forgets every duration.</summary>
public sealed class NullLatencyRecorder : ILatencyRecorder
{
    /// <summary>The one instance; it has no state.</summary>
    public static NullLatencyRecorder Instance { get; } = new();

    private NullLatencyRecorder()
    {
    }

    /// <inheritdoc/>
    public void Record(long nanos)
    {
    }
}

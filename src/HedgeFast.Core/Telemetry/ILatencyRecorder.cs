namespace HedgeFast.Core.Telemetry;

/// <summary>Takes durations. One thread writes; what stands behind it must not allocate.</summary>
public interface ILatencyRecorder
{
    /// <summary>Records one duration.</summary>
    /// <param name="nanos">Nanoseconds, 0 or more.</param>
    void Record(long nanos);
}

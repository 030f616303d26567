namespace HedgeFast.Core.Telemetry;

/// <summary>Records durations. One thread writes; an implementation must not allocate.</summary>
public interface ILatencyRecorder
{
    /// <summary>Records one duration.</summary>
    /// <param name="nanos">Nanoseconds, 0 or more.</param>
    void Record(long nanos);
}

namespace HedgeFast.Fix.Log;

/// <summary>When a message crossed, and which way.</summary>
/// <param name="Mono">Monotonic nanoseconds.</param>
/// <param name="Utc">UTC nanoseconds since 1970.</param>
/// <param name="IsSent">Whether it went out.</param>
internal readonly record struct LogStamp(long Mono, long Utc, bool IsSent);

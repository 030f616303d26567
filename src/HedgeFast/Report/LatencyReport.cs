using System.Text.Json.Serialization;

namespace HedgeFast.Report;

/// <summary>Percentiles of one latency, nanoseconds; zero, and null in JSON, when nothing was recorded.</summary>
[JsonConverter(typeof(LatencyConverter))]
internal sealed record LatencyReport
{
    /// <summary>Median.</summary>
    public long P50 { get; init; }

    /// <summary>90th percentile.</summary>
    public long P90 { get; init; }

    /// <summary>99th percentile.</summary>
    public long P99 { get; init; }

    /// <summary>99.9th percentile.</summary>
    public long P999 { get; init; }

    /// <summary>Largest value.</summary>
    public long Max { get; init; }

    /// <summary>Values recorded; not in the JSON.</summary>
    public long Count { get; init; }

    /// <summary>Whether anything was recorded.</summary>
    public bool IsMeasured => Count > 0 || Max > 0;
}

using System.Text.Json.Serialization;

namespace HedgeFast.Report;

/// <summary>Percentiles of one latency, nanoseconds; all zero when nothing was recorded.</summary>
internal sealed record LatencyReport
{
    /// <summary>Median.</summary>
    [JsonPropertyName("p50")]
    public long P50 { get; init; }

    /// <summary>90th percentile.</summary>
    [JsonPropertyName("p90")]
    public long P90 { get; init; }

    /// <summary>99th percentile.</summary>
    [JsonPropertyName("p99")]
    public long P99 { get; init; }

    /// <summary>99.9th percentile.</summary>
    [JsonPropertyName("p999")]
    public long P999 { get; init; }

    /// <summary>Largest value.</summary>
    [JsonPropertyName("max")]
    public long Max { get; init; }

    /// <summary>Values recorded; in the text only.</summary>
    [JsonIgnore]
    public long Count { get; init; }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace HedgeFast.Report;

/// <summary>Writes percentiles by name, each null where nothing was measured.</summary>
internal sealed class LatencyConverter : JsonConverter<LatencyReport>
{
    /// <inheritdoc/>
    public override LatencyReport Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("A report is written and not read.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LatencyReport value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        Write(writer, value, "p50", value.P50);
        Write(writer, value, "p90", value.P90);
        Write(writer, value, "p99", value.P99);
        Write(writer, value, "p999", value.P999);
        Write(writer, value, "max", value.Max);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, LatencyReport report, string name, long nanos)
    {
        if (report.IsMeasured)
            writer.WriteNumber(name, nanos);
        else
            writer.WriteNull(name);
    }
}

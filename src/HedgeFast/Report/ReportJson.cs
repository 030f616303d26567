using System.Text.Json;
using System.Text.Json.Serialization;

namespace HedgeFast.Report;

/// <summary>Writes the report as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    Converters = [typeof(FiniteNumberConverter)])]
[JsonSerializable(typeof(RunReport))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    /// <summary>The report as JSON text, with a line feed at the end.</summary>
    public static string Write(RunReport report) =>
        JsonSerializer.Serialize(report, Default.RunReport).ReplaceLineEndings("\n") + "\n";
}

using System.Text.Json;

namespace HedgeFast.Bench;

/// <summary>A report as JSON: an array of rows, names in camel case.</summary>
internal static class ReportFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Write<T>(string file, IReadOnlyList<T> rows) => File.WriteAllText(file, JsonSerializer.Serialize(rows, Options) + Environment.NewLine);
}

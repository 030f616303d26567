using System.Text.Json;
using System.Text.RegularExpressions;

namespace HedgeFast.Tests.Program.Config;

/// <summary>Checks JSON against the part of JSON Schema that our schema uses.</summary>
internal static class SchemaCheck
{
    /// <summary>The parts of a value that a schema refuses.</summary>
    public static IReadOnlyList<string> Problems(JsonElement value, JsonElement schema, string path)
    {
        var problems = new List<string>();
        Check(value, schema, path, problems);
        return problems;
    }

    private static void Check(JsonElement value, JsonElement schema, string path, List<string> problems)
    {
        if (schema.TryGetProperty("anyOf", out JsonElement anyOf)
            && !anyOf.EnumerateArray().Any(one => Problems(value, one, path).Count == 0))
        {
            problems.Add($"{path}: none of anyOf");
        }

        if (schema.TryGetProperty("enum", out JsonElement words)
            && !words.EnumerateArray().Any(word => word.GetRawText() == value.GetRawText()))
        {
            problems.Add($"{path}: not in enum");
        }

        if (schema.TryGetProperty("minimum", out JsonElement min) && value.GetDouble() < min.GetDouble())
            problems.Add($"{path}: below minimum");
        if (schema.TryGetProperty("exclusiveMinimum", out JsonElement open) && value.GetDouble() <= open.GetDouble())
            problems.Add($"{path}: not above minimum");
        if (schema.TryGetProperty("maximum", out JsonElement max) && value.GetDouble() > max.GetDouble())
            problems.Add($"{path}: above maximum");
        if (schema.TryGetProperty("pattern", out JsonElement pattern)
            && !Regex.IsMatch(value.GetString()!, pattern.GetString()!))
        {
            problems.Add($"{path}: pattern");
        }

        if (!schema.TryGetProperty("type", out JsonElement type))
            return;
        bool fits = type.GetString() switch
        {
            "object" => value.ValueKind == JsonValueKind.Object,
            "array" => value.ValueKind == JsonValueKind.Array,
            "string" => value.ValueKind == JsonValueKind.String,
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            _ => value.ValueKind == JsonValueKind.Number,
        };
        if (!fits)
        {
            problems.Add($"{path}: not {type}");
            return;
        }

        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement element in value.EnumerateArray())
                Check(element, schema.GetProperty("items"), path + "[]", problems);
        }

        if (value.ValueKind != JsonValueKind.Object)
            return;
        JsonElement properties = schema.GetProperty("properties");
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (properties.TryGetProperty(property.Name, out JsonElement inner))
                Check(property.Value, inner, $"{path}.{property.Name}", problems);
            else
                problems.Add($"{path}.{property.Name}: unknown");
        }

        if (!schema.TryGetProperty("required", out JsonElement required))
            return;
        foreach (JsonElement name in required.EnumerateArray())
        {
            if (!value.TryGetProperty(name.GetString()!, out _))
                problems.Add($"{path}.{name}: required");
        }
    }
}

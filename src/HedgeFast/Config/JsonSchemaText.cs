using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HedgeFast.Config;

/// <summary>The JSON schema of the configuration file, written from the table of keys; an editor that reads it completes and explains every key.</summary>
internal static class JsonSchemaText
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole schema, with a line feed at the end.</summary>
    public static string Write()
    {
        JsonObject root = Object("");
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "HedgeFast configuration",
            ["description"] = "JSON with comments. Unknown keys are refused.",
        };
        foreach ((string name, JsonNode? value) in root.ToList())
        {
            root.Remove(name);
            schema[name] = value;
        }

        schema["properties"]!.AsObject().Insert(0, "$schema", new JsonObject { ["type"] = "string" });
        return schema.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Object(string section)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (ConfigKey key in ConfigKeys.In(section))
        {
            properties[key.Name] = Property(key);
            if (key.IsRequired || (key.Kind == ConfigValueKind.Section && NeedsSection(key.Path))) required.Add(key.Name);
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Count > 0) schema["required"] = required;
        return schema;
    }

    private static bool NeedsSection(string path) => ConfigKeys.In(path).Any(k => k.IsRequired || (k.Kind == ConfigValueKind.Section && NeedsSection(k.Path)));

    private static JsonObject Property(ConfigKey key)
    {
        JsonObject schema = key.Kind switch
        {
            ConfigValueKind.Section => Object(key.Path),
            ConfigValueKind.SectionList => new JsonObject { ["type"] = "array", ["minItems"] = (int)key.Min, ["maxItems"] = (int)key.Max, ["items"] = Object(key.Path + "[]") },
            ConfigValueKind.IntegerList => new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "integer", ["minimum"] = key.Min, ["maximum"] = key.Max } },
            ConfigValueKind.TextList => new JsonObject { ["type"] = "array", ["items"] = Text(key with { Default = null }) },
            ConfigValueKind.Word => Words(key),
            _ when key.Words.Count > 0 => new JsonObject { ["anyOf"] = new JsonArray(Simple(key), Words(key)) },
            _ => Simple(key),
        };
        schema.Insert(0, "description", Describe(key));
        if (key.Default is { } value) schema["default"] = DefaultNode(key, value);
        return schema;
    }

    private static JsonObject Simple(ConfigKey key) => key.Kind switch
    {
        ConfigValueKind.Integer => Ranged("integer", key),
        ConfigValueKind.Number => Ranged("number", key),
        ConfigValueKind.Flag => new JsonObject { ["type"] = "boolean" },
        _ => Text(key),
    };

    private static JsonObject Ranged(string type, ConfigKey key)
    {
        var schema = new JsonObject { ["type"] = type };
        if (key.PowerOfTwo) schema["enum"] = new JsonArray([.. Enumerable.Range(0, 31).Select(b => 1L << b).Where(v => v >= key.Min && v <= key.Max).Select(v => JsonValue.Create(v))]);
        if (double.IsFinite(key.Min)) schema[key.MinIsOpen ? "exclusiveMinimum" : "minimum"] = key.Min;
        if (double.IsFinite(key.Max)) schema["maximum"] = key.Max;
        return schema;
    }

    private static JsonObject Words(ConfigKey key) => new() { ["enum"] = new JsonArray([.. key.Words.Select(w => JsonValue.Create(w))]) };

    private static JsonObject Text(ConfigKey key)
    {
        var schema = new JsonObject { ["type"] = "string" };
        switch (key.Rule)
        {
            case TextRule.Instance:
                schema["pattern"] = "^[A-Za-z0-9-]{1,12}$";
                break;
            case TextRule.FixValue:
                schema["pattern"] = key.Default is "" ? "^[ -<>-~]{0,64}$" : "^[ -<>-~]{1,64}$";
                break;
        }

        return schema;
    }

    private static JsonNode? DefaultNode(ConfigKey key, string value) => key.Kind switch
    {
        ConfigValueKind.IntegerList or ConfigValueKind.TextList => new JsonArray(),
        _ when key.Words.Contains(value) => JsonValue.Create(value),
        ConfigValueKind.Integer or ConfigValueKind.Number or ConfigValueKind.Flag => JsonNode.Parse(value),
        _ => JsonValue.Create(value),
    };

    private static string Describe(ConfigKey key)
    {
        string text = key.Description;
        if (key.Unit.Length > 0) text += $" Unit: {key.Unit}.";
        if (key.TradeOff.Length > 0) text += $" Trade-off: {key.TradeOff}";
        return text;
    }
}

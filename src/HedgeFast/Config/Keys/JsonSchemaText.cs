using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HedgeFast.Config.Keys;

/// <summary>Writes the JSON schema of the configuration file from the table of keys.</summary>
/// <remarks>An editor that reads the schema completes and explains every key.</remarks>
internal static class JsonSchemaText
{
    private const int HighestPower = 30;

    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

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
            if (IsRequired(key))
                required.Add(key.Name);
        }

        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        if (required.Count > 0)
            schema["required"] = required;
        return schema;
    }

    private static bool IsRequired(ConfigKey key) =>
        key.IsRequired || (key.Kind == ConfigValueKind.Section && ConfigKeys.In(key.Path).Any(IsRequired));

    private static JsonObject Property(ConfigKey key)
    {
        JsonObject schema = key.Kind switch
        {
            ConfigValueKind.Section => Object(key.Path),
            ConfigValueKind.SectionList => List(key),
            ConfigValueKind.IntegerList => ListOf(
                new JsonObject { ["type"] = "integer", ["minimum"] = key.Range.Min, ["maximum"] = key.Range.Max }),
            ConfigValueKind.TextList => ListOf(Text(key, canBeEmpty: false)),
            ConfigValueKind.Word => Words(key),
            _ when key.Words.Count > 0 => new JsonObject { ["anyOf"] = new JsonArray(Simple(key), Words(key)) },
            _ => Simple(key),
        };
        schema.Insert(0, "description", Describe(key));
        if (key.Default is { } value)
            schema["default"] = DefaultNode(key, value);
        return schema;
    }

    private static JsonObject List(ConfigKey key) => new()
    {
        ["type"] = "array",
        ["minItems"] = (int)key.Range.Min,
        ["maxItems"] = (int)key.Range.Max,
        ["items"] = Object(key.Inside!),
    };

    private static JsonObject ListOf(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject Simple(ConfigKey key) => key.Kind switch
    {
        ConfigValueKind.Integer => Ranged("integer", key),
        ConfigValueKind.Number => Ranged("number", key),
        ConfigValueKind.Flag => new JsonObject { ["type"] = "boolean" },
        _ => Text(key, canBeEmpty: key.Default is ""),
    };

    private static JsonObject Ranged(string type, ConfigKey key)
    {
        var schema = new JsonObject { ["type"] = type };
        if (key.Range.PowerOfTwo)
        {
            IEnumerable<long> powers = Enumerable.Range(0, HighestPower + 1)
                .Select(power => 1L << power)
                .Where(value => value >= key.Range.Min && value <= key.Range.Max);
            schema["enum"] = new JsonArray([.. powers.Select(value => JsonValue.Create(value))]);
        }

        schema[key.Range.MinIsOpen ? "exclusiveMinimum" : "minimum"] = key.Range.Min;
        schema["maximum"] = key.Range.Max;
        return schema;
    }

    private static JsonObject Words(ConfigKey key) =>
        new() { ["enum"] = new JsonArray([.. key.Words.Select(word => JsonValue.Create(word))]) };

    private static JsonObject Text(ConfigKey key, bool canBeEmpty)
    {
        var schema = new JsonObject { ["type"] = "string" };
        switch (key.Rule)
        {
            case TextRule.Instance:
                schema["pattern"] = "^[A-Za-z0-9-]{1,12}$";
                break;
            case TextRule.FixValue:
                schema["pattern"] = canBeEmpty ? "^[ -<>-~]{0,64}$" : "^[ -<>-~]{1,64}$";
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
        if (key.Unit.Length > 0)
            text += $" Unit: {key.Unit}.";
        if (key.TradeOff.Length > 0)
            text += $" Trade-off: {key.TradeOff}";
        return text;
    }
}

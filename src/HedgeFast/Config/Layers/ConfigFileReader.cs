using System.Text;
using System.Text.Json;
using HedgeFast.Config.Keys;
using HedgeFast.Fix.Files;

namespace HedgeFast.Config.Layers;

/// <summary>Reads a configuration file, JSON with comments, into a layer.</summary>
/// <remarks>
/// Names, nesting, duplicates and kinds of values are checked here, where the line is known; ranges once all layers are
/// stacked.
/// </remarks>
internal sealed class ConfigFileReader
{
    private const int LongestFileBytes = 1 << 20;

    private static readonly JsonReaderOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    private readonly string _name;
    private readonly ConfigErrors _errors;
    private readonly ConfigLayerProvider _layer;
    private readonly List<int> _lineStarts = [0];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    private ConfigFileReader(string name, string folder, ConfigErrors errors)
    {
        _name = name;
        _errors = errors;
        _layer = new ConfigLayerProvider(folder);
    }

    /// <summary>Reads a file from the disk; a file that cannot be read is one more error.</summary>
    public static ConfigLayerProvider Read(string file, ConfigErrors errors)
    {
        string name = Path.GetFileName(file);
        string folder = Path.GetDirectoryName(Path.GetFullPath(file)) ?? ".";
        try
        {
            return Read(InputFile.ReadAllBytes(file, LongestFileBytes), name, folder, errors);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add(name, $"can't be read: {e.Message}");
        }

        return new ConfigLayerProvider(folder) { IsCutShort = true };
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="json">UTF-8, with or without a byte order mark.</param>
    /// <param name="name">Name of the file in errors and origins.</param>
    /// <param name="folder">Folder from which its relative input paths start.</param>
    /// <param name="errors">Receives the faults.</param>
    public static ConfigLayerProvider Read(ReadOnlySpan<byte> json, string name, string folder, ConfigErrors errors)
    {
        var file = new ConfigFileReader(name, folder, errors);
        file.Scan(json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json);
        return file._layer;
    }

    private void Scan(ReadOnlySpan<byte> json)
    {
        for (int i = 0; i < json.Length; i++)
        {
            if (json[i] == (byte)'\n')
                _lineStarts.Add(i + 1);
        }

        var reader = new Utf8JsonReader(json, Options);
        try
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadObject(ref reader, "", "");
            }
            else
            {
                CutShort(_name, "a JSON object is expected");
                reader.Skip();
            }

            while (reader.Read())
            {
                // Reads on to the end, so that text after the object is found.
            }
        }
        catch (JsonException e)
        {
            long line = (e.LineNumber ?? 0) + 1;
            long column = (e.BytePositionInLine ?? 0) + 1;
            CutShort($"{_name}:{line}:{column}", "not valid JSON: " + FirstSentence(e.Message));
        }
        catch (InvalidOperationException)
        {
            CutShort($"{_name}:{Line(reader)}", "not valid JSON: text that is not valid UTF-8");
        }
    }

    private void CutShort(string where, string message)
    {
        _errors.Add(where, message);
        _layer.IsCutShort = true;
    }

    private void ReadObject(ref Utf8JsonReader reader, string path, string pattern)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            string childPath = ConfigPath.Join(path, name);
            ConfigOrigin origin = Origin(reader);
            bool known = ConfigKeys.ByPath.TryGetValue(ConfigPath.Join(pattern, name), out ConfigKey? key)
                && key.Parent == pattern;
            bool repeated = !_seen.Add(childPath);
            reader.Read();
            if (repeated)
                _errors.Add(childPath, "given twice", origin);
            else if (known)
                ReadValue(ref reader, key!, childPath);
            else if (path.Length > 0 || name != "$schema")
                _errors.Add(childPath, ConfigPath.UnknownKey(pattern, name), origin);
            if (repeated || !known)
                reader.Skip();
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, ConfigKey key, string path)
    {
        ConfigOrigin origin = Origin(reader);
        switch (key.Kind)
        {
            case ConfigValueKind.Section when reader.TokenType == JsonTokenType.StartObject:
                ReadObject(ref reader, path, key.Path);
                return;
            case ConfigValueKind.SectionList when reader.TokenType == JsonTokenType.StartArray:
                ReadList(ref reader, key, path);
                return;
            case ConfigValueKind.IntegerList when reader.TokenType == JsonTokenType.StartArray:
                ReadItems(ref reader, JsonTokenType.Number, key, path, origin);
                return;
            case ConfigValueKind.TextList when reader.TokenType == JsonTokenType.StartArray:
                ReadItems(ref reader, JsonTokenType.String, key, path, origin);
                return;
            case ConfigValueKind.Integer or ConfigValueKind.Number when reader.TokenType == JsonTokenType.Number:
                _layer.Put(path, Encoding.UTF8.GetString(reader.ValueSpan), origin);
                return;
            case ConfigValueKind.Flag when reader.TokenType is JsonTokenType.True or JsonTokenType.False:
                _layer.Put(path, reader.TokenType == JsonTokenType.True ? "true" : "false", origin);
                return;
            case not (ConfigValueKind.Section or ConfigValueKind.SectionList or ConfigValueKind.IntegerList
                or ConfigValueKind.TextList) when reader.TokenType == JsonTokenType.String && HoldsText(key):
                _layer.Put(path, reader.GetString()!, origin);
                return;
        }

        _errors.Add(path, $"{Describe(reader)}; expected {key.Allowed}", origin);
        reader.Skip();
    }

    // Text and words as they are; numbers and flags where a word may stand in their place.
    private static bool HoldsText(ConfigKey key) => key.Words.Count > 0
        || key.Kind is ConfigValueKind.Text or ConfigValueKind.File or ConfigValueKind.Folder;

    private void ReadList(ref Utf8JsonReader reader, ConfigKey key, string path)
    {
        for (int index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            string element = $"{path}[{index}]";
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadObject(ref reader, element, key.Inside!);
            }
            else
            {
                _errors.Add(element, $"{Describe(reader)}; expected an object", Origin(reader));
                reader.Skip();
            }
        }
    }

    private void ReadItems(
        ref Utf8JsonReader reader, JsonTokenType item, ConfigKey key, string path, ConfigOrigin origin)
    {
        var values = new List<string>();
        bool wrong = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == item)
            {
                values.Add(
                    item == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan));
                continue;
            }

            if (!wrong)
                _errors.Add(path, $"{Describe(reader)}; expected {key.Allowed}", Origin(reader));
            wrong = true;
            reader.Skip();
        }

        if (!wrong)
            _layer.Put(path, string.Join(',', values), origin);
    }

    private ConfigOrigin Origin(in Utf8JsonReader reader) => new(ConfigLayer.File, $"{_name}:{Line(reader)}");

    private int Line(in Utf8JsonReader reader)
    {
        int found = _lineStarts.BinarySearch((int)reader.TokenStartIndex);
        return found >= 0 ? found + 1 : ~found;
    }

    private static string Describe(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => $"{ConfigErrors.Quoted(reader.GetString()!)} is text",
        JsonTokenType.Number => $"{ConfigErrors.Printable(Encoding.UTF8.GetString(reader.ValueSpan))} is a number",
        JsonTokenType.True => "true is no value for this key",
        JsonTokenType.False => "false is no value for this key",
        JsonTokenType.Null => "null is no value; leave the key out for its default",
        JsonTokenType.StartObject => "an object is no value for this key",
        _ => "a list is no value for this key",
    };

    private static string FirstSentence(string message)
    {
        if (message.Contains("should be closed", StringComparison.Ordinal))
            return "an object or a list is still open where the file ends";
        int end = message.IndexOf(". ", StringComparison.Ordinal);
        return ConfigErrors.Printable(end < 0 ? message : message[..end]);
    }
}

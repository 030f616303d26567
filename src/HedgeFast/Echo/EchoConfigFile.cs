using System.Text.Json;
using HedgeFast.Config.Keys;
using HedgeFast.Fix.Files;

namespace HedgeFast.Echo;

/// <summary>
/// The echo acceptor's configuration file: a JSON object with the keys <c>version</c>, <c>host</c>, <c>port</c>, <c>dictionary</c>, <c>transportDictionary</c>,
/// <c>senderCompId</c> and <c>peers</c>, all optional. Files it names are looked for beside it.
/// </summary>
internal static class EchoConfigFile
{
    private const long BytesMax = 1 << 20;

    private static readonly string[] Keys = ["version", "host", "port", "dictionary", "transportDictionary", "senderCompId", "peers"];

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    /// <exception cref="InvalidDataException">It says something that can't be; the message names the key.</exception>
    public static EchoSettings Read(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(InputFile.ReadAllBytes(path, BytesMax), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw new InvalidDataException($"{path}: the file is not an object");
            var settings = new EchoSettings();
            foreach (JsonProperty property in document.RootElement.EnumerateObject())
                settings = Apply(settings, property, path);
            return settings;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: not JSON: {e.Message}", e);
        }
    }

    private static EchoSettings Apply(EchoSettings settings, JsonProperty property, string path) => property.Name switch
    {
        "version" => settings with { Version = Text(property, path) },
        "host" => settings with { Host = Text(property, path) },
        "port" => settings with { Port = property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetInt32(out int port) ? port : throw Fault(property, path, "a number") },
        "dictionary" => settings with { Dictionary = Beside(path, Text(property, path)) },
        "transportDictionary" => settings with { TransportDictionary = Beside(path, Text(property, path)) },
        "senderCompId" => settings with { SenderCompId = Text(property, path) },
        "peers" => settings with { Peers = [.. Texts(property, path)] },
        _ => throw new InvalidDataException($"{path}: unknown key '{property.Name}'{(NearestWord.Find(property.Name, Keys) is { } near ? $"; did you mean {near}?" : "")}"),
    };

    private static string Text(JsonProperty property, string path) => property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : throw Fault(property, path, "text");

    private static IEnumerable<string> Texts(JsonProperty property, string path)
    {
        if (property.Value.ValueKind != JsonValueKind.Array)
            throw Fault(property, path, "a list of texts");
        foreach (JsonElement element in property.Value.EnumerateArray())
        {
            yield return element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Fault(property, path, "a list of texts");
        }
    }

    private static string Beside(string path, string file) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, file);

    private static InvalidDataException Fault(JsonProperty property, string path, string expected) => new($"{path}: {property.Name}: expected {expected}");
}

using System.Text.Json;
using HedgeFast.Config.Keys;
using HedgeFast.Fix.Files;

namespace HedgeFast.Echo;

/// <summary>Reads the configuration file of the echo acceptor, a JSON object whose keys are all optional.</summary>
/// <remarks>
/// Keys: <c>version</c>, <c>host</c>, <c>port</c>, <c>dictionary</c>, <c>transportDictionary</c>, <c>senderCompId</c>
/// and <c>peers</c>. Relative file names start at the folder of the file.
/// </remarks>
internal static class EchoConfigFile
{
    private const long BytesMax = 1 << 20;

    private static readonly string[] Keys =
        ["version", "host", "port", "dictionary", "transportDictionary", "senderCompId", "peers"];

    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="InvalidDataException">A key or value is wrong; the message names the key.</exception>
    public static EchoSettings Read(string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(
                InputFile.ReadAllBytes(path, BytesMax),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
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
        "port" => settings with { Port = Number(property, path) },
        "dictionary" => settings with { Dictionary = Beside(path, Text(property, path)) },
        "transportDictionary" => settings with { TransportDictionary = Beside(path, Text(property, path)) },
        "senderCompId" => settings with { SenderCompId = Text(property, path) },
        "peers" => settings with { Peers = [.. Texts(property, path)] },
        _ => throw new InvalidDataException($"{path}: unknown key '{property.Name}'{Suggest(property.Name)}"),
    };

    private static string Suggest(string key) =>
        NearestWord.Find(key, Keys) is { } near ? $"; did you mean {near}?" : "";

    private static int Number(JsonProperty property, string path) =>
        property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetInt32(out int number)
            ? number
            : throw Fault(property, path, "a number");

    private static string Text(JsonProperty property, string path) =>
        property.Value.ValueKind == JsonValueKind.String
            ? property.Value.GetString()!
            : throw Fault(property, path, "text");

    private static IEnumerable<string> Texts(JsonProperty property, string path)
    {
        if (property.Value.ValueKind != JsonValueKind.Array)
            throw Fault(property, path, "a list of texts");
        foreach (JsonElement element in property.Value.EnumerateArray())
        {
            yield return element.ValueKind == JsonValueKind.String
                ? element.GetString()!
                : throw Fault(property, path, "a list of texts");
        }
    }

    private static string Beside(string path, string file) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, file);

    private static InvalidDataException Fault(JsonProperty property, string path, string expected) =>
        new($"{path}: {property.Name}: expected {expected}");
}

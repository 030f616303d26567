using System.Text;
using HedgeFast.Config;
using HedgeFast.Config.Layers;

namespace HedgeFast.Tests.Program.Config;

/// <summary>A small valid configuration and ways to load it changed.</summary>
internal static class ConfigFixture
{
    /// <summary>Valid: an embedded exchange, one instrument, only required keys.</summary>
    public const string Json =
        """
        {
          // comments and trailing commas are allowed
          "instruments": [
            { "symbol": "P1", "feedId": 7, "underlying": "U1", "kind": "inverse", "contractSize": 100,
              "tickSize": 0.1, },
          ],
          "underlyings": [ { "name": "U1", "delta": "net-transaction", "hedgeInstrument": "P1",
            "band": { "halfWidth": 0.5 } } ],
          "book": { "file": "book.csv" },
          "fix": { "senderCompId": "ME", "targetCompId": "YOU" },
          "limits": { "maxOrderLots": 10, "maxPositionLots": 100, "ordersPerSecond": 5, "staleMs": 500,
            "collarFraction": 0.01 },
          "venue": { "embedded": true, "tape": "tape.csv" }
        }
        """;

    /// <summary>Folder of the file.</summary>
    public static string Folder { get; } = Path.Combine(Path.GetTempPath(), "config-folder");

    /// <summary>Current folder of the program.</summary>
    public static string Current { get; } = Path.Combine(Path.GetTempPath(), "current-folder");

    /// <summary>Surroundings without environment variables.</summary>
    public static ConfigRequest Request(int cpus = 8) => new()
    {
        File = "test.json",
        Cpus = [.. Enumerable.Range(0, cpus)],
        CurrentDirectory = Current,
        ProgramDirectory = AppContext.BaseDirectory,
    };

    /// <summary>Loads a text with --set values of the form key=value.</summary>
    public static ConfigResult Load(string json, params string[] sets) =>
        Load(json, Request() with { Overrides = [.. sets.Select(Split)] });

    /// <summary>Loads a text in given surroundings.</summary>
    public static ConfigResult Load(string json, ConfigRequest request) => Load(Encoding.UTF8.GetBytes(json), request);

    /// <summary>Loads bytes in given surroundings.</summary>
    public static ConfigResult Load(byte[] json, ConfigRequest request)
    {
        var errors = new ConfigErrors();
        ConfigLayerProvider file = ConfigFileReader.Read(json, "test.json", Folder, errors);
        return ConfigLoader.Load(request, "test.json", file, errors);
    }

    /// <summary>The configuration of a text that must be right.</summary>
    public static ResolvedConfig Resolve(string json, params string[] sets)
    {
        ConfigResult result = Load(json, sets);
        Assert.Empty(result.Errors);
        return result.Config!;
    }

    /// <summary>The only error of a text.</summary>
    public static ConfigError OnlyError(string json, params string[] sets)
    {
        ConfigResult result = Load(json, sets);
        Assert.Null(result.Config);
        return Assert.Single(result.Errors);
    }

    /// <summary>The path of the first element for a pattern.</summary>
    public static string First(string pattern) => pattern.Replace("[]", "[0]", StringComparison.Ordinal);

    /// <summary>Finds a file of the repository by walking up from the tests.</summary>
    public static string RepositoryFile(string path)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "HedgeFast.sln")))
                return Path.Combine(folder.FullName, path);
        }

        Assert.Skip("the tests run outside the repository, so committed files can't be compared");
        return "";
    }

    private static (string Key, string Value, string Option) Split(string set)
    {
        int equals = set.IndexOf('=', StringComparison.Ordinal);
        return (set[..equals], set[(equals + 1)..], "--set");
    }
}

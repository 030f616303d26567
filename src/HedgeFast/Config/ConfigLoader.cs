using HedgeFast.Config.Sections;
using HedgeFast.Fix.Profiles;

namespace HedgeFast.Config;

/// <summary>From a name to a checked configuration: file, environment and command line, layered; then read, cross-checked and resolved.</summary>
internal static class ConfigLoader
{
    private const string VariablePrefix = "HEDGEFAST__";

    /// <summary>Loads what is asked for. Never throws for what somebody wrote; every error is in the result.</summary>
    public static ConfigResult Load(ConfigRequest request)
    {
        var errors = new ConfigErrors();

        // 1. The file.
        string? file = request.File is { } named ? Path.GetFullPath(named, request.CurrentDirectory) : FindPreset(request, errors);
        if (file is null) return new ConfigResult(null, errors.All);
        if (!File.Exists(file))
        {
            errors.Add(request.File!, Directory.Exists(file) ? $"is a folder: {file}" : $"no such file: {file}");
            return new ConfigResult(null, errors.All);
        }

        ConfigLayerProvider fromFile = ConfigFileReader.Read(file, errors);
        return Load(request, request.Preset ?? Path.GetFileName(file), fromFile, errors);
    }

    /// <summary>Loads on top of a file that has been read already.</summary>
    public static ConfigResult Load(ConfigRequest request, string name, ConfigLayerProvider file, ConfigErrors errors)
    {
        // A file that breaks off would seem to lack every key behind the break.
        if (file.IsCutShort) return new ConfigResult(null, errors.All);

        // 2. Environment and command line on top.
        var layers = new ConfigLayers(request.CurrentDirectory, file, FromEnvironment(request, errors), FromCommandLine(request, errors));

        // 3. Text to typed values.
        var reader = new ConfigReader(layers, errors);
        EngineConfig raw = new EngineConfigReader(reader).Read();

        // 4. The venue's profile, rules between keys, then the units of the engine.
        FixChecks.CheckSecret(raw.Fix, layers, errors);
        VenueProfile profile = errors.Touch("fix.secret") ? VenueProfiles.Generic44 : FixProfiles.Read(raw.Fix, layers, errors);
        ConfigChecks.Check(raw, profile, layers, errors);
        if (!errors.IsEmpty) return new ConfigResult(null, errors.All);
        return new ConfigResult(new ConfigResolver(request, layers).Resolve(name, raw, profile, reader.Entries), []);
    }

    /// <summary>Names of the presets beside the program.</summary>
    public static IReadOnlyList<string> Presets(string programDirectory)
    {
        string folder = Path.Combine(programDirectory, "presets");
        if (!Directory.Exists(folder)) return [];
        return [.. Directory.EnumerateFiles(folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Where(n => !n.EndsWith(".schema", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    private static string? FindPreset(ConfigRequest request, ConfigErrors errors)
    {
        IReadOnlyList<string> presets = Presets(request.ProgramDirectory);
        if (presets.Contains(request.Preset)) return Path.Combine(request.ProgramDirectory, "presets", request.Preset + ".json");
        string? near = NearestWord.Find(request.Preset ?? "", presets);
        errors.Add("--preset", $"there is no preset \"{ConfigErrors.Printable(request.Preset ?? "")}\"; {(near is null ? "" : $"did you mean {near}? ")}presets: {string.Join(", ", presets)}");
        return null;
    }

    private static ConfigLayerProvider FromEnvironment(ConfigRequest request, ConfigErrors errors)
    {
        var layer = new ConfigLayerProvider(request.CurrentDirectory);
        foreach ((string name, string value) in request.Environment.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(VariablePrefix, StringComparison.Ordinal)) continue;
            Put(layer, ConfigPath.SplitVariable(name[VariablePrefix.Length..]), value, new ConfigOrigin(ConfigLayer.Environment, "environment " + ConfigErrors.Printable(name)), errors);
        }

        return layer;
    }

    private static ConfigLayerProvider FromCommandLine(ConfigRequest request, ConfigErrors errors)
    {
        var layer = new ConfigLayerProvider(request.CurrentDirectory);
        foreach ((string path, string value, string option) in request.Overrides)
            Put(layer, ConfigPath.SplitOption(path), value, new ConfigOrigin(ConfigLayer.CommandLine, option), errors);
        return layer;
    }

    private static void Put(ConfigLayerProvider layer, string[] segments, string value, ConfigOrigin origin, ConfigErrors errors)
    {
        if (ConfigPath.TryFind(segments, out _, out string path, out string problem)) layer.Put(path, value, origin);
        else errors.Add(path.Length == 0 ? string.Join('.', segments) : path, problem, origin);
    }
}

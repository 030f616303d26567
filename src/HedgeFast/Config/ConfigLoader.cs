using HedgeFast.Config.Checks;
using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;
using HedgeFast.Config.Resolve;
using HedgeFast.Fix.Profiles;

namespace HedgeFast.Config;

/// <summary>Loads a configuration: layers, values by key, rules between keys, settings.</summary>
internal static class ConfigLoader
{
    private const string VariablePrefix = "HEDGEFAST__";

    /// <summary>Loads a preset or file; every fault of the configuration is an error of the result.</summary>
    public static ConfigResult Load(ConfigRequest request)
    {
        var errors = new ConfigErrors();

        // 1. The file.
        string? file = request.File is { } named
            ? Path.GetFullPath(named, request.CurrentDirectory)
            : FindPreset(request, errors);
        if (file is null)
            return new ConfigResult(null, errors.All);
        if (!File.Exists(file))
        {
            errors.Add(request.File!, Directory.Exists(file) ? $"is a folder: {file}" : $"no such file: {file}");
            return new ConfigResult(null, errors.All);
        }

        ConfigLayerProvider fromFile = ConfigFileReader.Read(file, errors);
        return Load(request, request.Preset ?? Path.GetFileName(file), fromFile, errors);
    }

    /// <summary>Loads a configuration whose file is read already.</summary>
    public static ConfigResult Load(ConfigRequest request, string name, ConfigLayerProvider file, ConfigErrors errors)
    {
        // A file that breaks off would seem to lack every key behind the break.
        if (file.IsCutShort)
            return new ConfigResult(null, errors.All);

        // 2. Environment and command line on top.
        var layers = new ConfigLayers(
            request.CurrentDirectory, file, FromEnvironment(request, errors), FromCommandLine(request, errors));

        // 3. Text to typed values, key by key.
        ConfigValues values = ConfigReader.Read(layers, errors, out IReadOnlyList<ConfigEntry> entries);

        // 4. The venue's profile, and the rules between keys.
        FixChecks.CheckSecret(values, layers, errors);
        VenueProfile profile = errors.Touch(FixKeys.Secret.Path)
            ? VenueProfiles.Generic44
            : FixProfiles.Read(values, layers, errors);
        ConfigChecks.Check(values, profile, layers, errors);
        if (!errors.IsEmpty)
            return new ConfigResult(null, errors.All);

        // 5. The units of the engine.
        return new ConfigResult(ConfigResolver.Resolve(request, name, values, profile, entries), []);
    }

    /// <summary>Names of the presets beside the program.</summary>
    public static IReadOnlyList<string> Presets(string programDirectory)
    {
        string folder = Path.Combine(programDirectory, "presets");
        if (!Directory.Exists(folder))
            return [];
        return
        [
            .. Directory.EnumerateFiles(folder, "*.json")
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Where(name => !name.EndsWith(".schema", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static string? FindPreset(ConfigRequest request, ConfigErrors errors)
    {
        IReadOnlyList<string> presets = Presets(request.ProgramDirectory);
        if (presets.Contains(request.Preset))
            return Path.Combine(request.ProgramDirectory, "presets", request.Preset + ".json");
        string wanted = request.Preset ?? "";
        string near = NearestWord.Find(wanted, presets) is { } word ? $"did you mean {word}? " : "";
        errors.Add(
            "--preset",
            $"there is no preset {ConfigErrors.Quoted(wanted)}; {near}presets: {string.Join(", ", presets)}");
        return null;
    }

    private static ConfigLayerProvider FromEnvironment(ConfigRequest request, ConfigErrors errors)
    {
        var layer = new ConfigLayerProvider(request.CurrentDirectory);
        foreach ((string name, string value) in request.Environment.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(VariablePrefix, StringComparison.Ordinal))
                continue;
            var origin = new ConfigOrigin(ConfigLayer.Environment, "environment " + ConfigErrors.Printable(name));
            Put(layer, ConfigPath.SplitVariable(name[VariablePrefix.Length..]), value, origin, errors);
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

    private static void Put(
        ConfigLayerProvider layer, string[] segments, string value, ConfigOrigin origin, ConfigErrors errors)
    {
        if (ConfigPath.TryFind(segments, out _, out string path, out string problem))
            layer.Put(path, value, origin);
        else
            errors.Add(path.Length == 0 ? string.Join('.', segments) : path, problem, origin);
    }
}

/// <summary>A configuration, or all errors of one.</summary>
/// <param name="Config">The configuration; null when there are errors.</param>
/// <param name="Errors">All errors; empty when there is a configuration.</param>
internal sealed record ConfigResult(ResolvedConfig? Config, IReadOnlyList<ConfigError> Errors);

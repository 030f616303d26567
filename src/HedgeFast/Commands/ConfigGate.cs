using HedgeFast.Config;
using HedgeFast.Config.Layers;

namespace HedgeFast.Commands;

/// <summary>Loads a configuration for a command and complains where it can't.</summary>
internal static class ConfigGate
{
    /// <summary>The configuration, or null after every error has been written, one a line.</summary>
    public static ResolvedConfig? Load(ConfigRequest request, TextWriter error)
    {
        ConfigResult result = ConfigLoader.Load(request);
        foreach (ConfigError problem in result.Errors)
            error.WriteLine(problem);
        if (result.Errors.Count > 1)
            error.WriteLine($"{result.Errors.Count} errors in {request.Preset ?? request.File}; nothing was started");
        return result.Config;
    }

    /// <summary>Whether every input file is there; each that is not is written, one a line.</summary>
    public static bool HasFiles(ResolvedConfig config, TextWriter error)
    {
        IReadOnlyList<(string Key, string File)> missing = config.MissingFiles();
        foreach ((string key, string file) in missing)
            error.WriteLine(Directory.Exists(file) ? $"{key}: is a folder: {file}" : $"{key}: no such file: {file}");
        return missing.Count == 0;
    }
}

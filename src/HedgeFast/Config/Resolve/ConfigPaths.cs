using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;

namespace HedgeFast.Config.Resolve;

/// <summary>Full paths of the files and folders that a configuration names.</summary>
internal sealed class ConfigPaths(ConfigRequest request, ConfigValues values)
{
    private const string SamplePrefix = "sample:";

    // Only a name: checking a configuration creates nothing.
    private readonly string _temporary =
        Path.Combine(Path.GetTempPath(), $"hedgefast-{Environment.ProcessId}-{Guid.NewGuid():N}");

    /// <summary>Message store of the engine's session.</summary>
    public string EngineStore => Output(FixKeys.StoreDirectory) ?? Path.Combine(_temporary, "engine");

    /// <summary>Message store of the simulated exchange.</summary>
    public string VenueStore => Output(VenueKeys.StoreDirectory) ?? Path.Combine(_temporary, "venue");

    /// <summary>Folder of the stores without one of their own; null where both have one.</summary>
    public string? TemporaryInUse =>
        Output(FixKeys.StoreDirectory) is null || Output(VenueKeys.StoreDirectory) is null ? _temporary : null;

    /// <summary>A file that is read: a bundled sample, or a path from the folder of the layer; null for none.</summary>
    public string? Input(FileKey key)
    {
        string file = values.Get(key);
        return file.StartsWith(SamplePrefix, StringComparison.Ordinal)
            ? Path.Combine(request.ProgramDirectory, "samples", Path.GetFileName(file[SamplePrefix.Length..]))
            : values.FullPath(key);
    }

    /// <summary>A file or folder that is written or watched, from the current directory; null for none.</summary>
    public string? Output(FolderKey key) =>
        values.Get(key) is { Length: > 0 } path ? Path.GetFullPath(path, request.CurrentDirectory) : null;
}

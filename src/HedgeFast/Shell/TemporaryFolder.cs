using HedgeFast.Fix.Files;

namespace HedgeFast.Shell;

/// <summary>A folder for the time of a run.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string? _path;

    /// <summary>Makes the folder; null makes none.</summary>
    public TemporaryFolder(string? path)
    {
        _path = path;
        if (path is not null) PrivateFolder.Create(path);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_path is null || !Directory.Exists(_path)) return;
        try
        {
            Directory.Delete(_path, recursive: true);
        }
        catch (IOException)
        {
            // A file still open by a thread that was left behind; the system's own cleaning takes it.
        }
    }
}

using HedgeFast.Fix.Files;

namespace HedgeFast.Shell;

/// <summary>A folder that exists for the time of a run.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string? _path;

    /// <summary>Makes the folder.</summary>
    /// <param name="path">Path of the folder; null makes none.</param>
    public TemporaryFolder(string? path)
    {
        _path = path;
        if (path is not null)
            PrivateFolder.Create(path);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_path is null || !Directory.Exists(_path))
            return;
        try
        {
            Directory.Delete(_path, recursive: true);
        }
        catch (IOException)
        {
            // A thread that was left behind still has a file open; the system cleans its temporary folder.
        }
    }
}

using HedgeFast.Fix.Files;

namespace HedgeFast.Core;

/// <summary>
/// The file that keeps a kill beyond the process. A disk that makes trouble ends no thread: the loop is killed by an event and stays so, and what could not be done to the file is told.
/// </summary>
/// <param name="path">The file.</param>
internal sealed class KillFile(string path)
{
    private string? _failure;

    /// <summary>Whether it is there: then the kill switch is on.</summary>
    public bool Exists => File.Exists(path);

    /// <summary>Whether this process has made it.</summary>
    public bool IsOurs { get; private set; }

    /// <summary>What went wrong with it last; null while all is well. Any thread.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <summary>Makes it, where it is not there already.</summary>
    public void Make()
    {
        if (Exists)
            return;
        try
        {
            PrivateFile.Write(path, []);
            IsOurs = true;
            Volatile.Write(ref _failure, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Volatile.Write(ref _failure, $"the kill file can't be written, so that a restart would forget the kill: {e.Message}");
        }
    }

    /// <summary>Removes it, whoever has made it. Where that fails the kill switch stays on.</summary>
    public void Remove()
    {
        IsOurs = false;
        try
        {
            if (Exists)
                File.Delete(path);
            Volatile.Write(ref _failure, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Volatile.Write(ref _failure, $"the kill file can't be removed, so that the kill switch stays on: {e.Message}");
        }
    }
}

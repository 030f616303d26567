using HedgeFast.Fix.Os;

namespace HedgeFast.Fix.Store;

/// <summary>The ids of one session whose store lies in a folder.</summary>
/// <param name="BeginString">Tag 8.</param>
/// <param name="SenderCompId">Our CompID.</param>
/// <param name="TargetCompId">The other side's CompID.</param>
public readonly record struct StoredSession(string BeginString, string SenderCompId, string TargetCompId)
{
    /// <summary>"FIX.4.4 HEDGE to VENUE".</summary>
    public override string ToString() => $"{BeginString} {SenderCompId} to {TargetCompId}";

    /// <summary>
    /// The sessions of a folder, by the names of their control files, in their order; files of other names are passed
    /// over.
    /// </summary>
    /// <param name="disk">The disk of the folder.</param>
    /// <param name="directory">The folder.</param>
    /// <exception cref="IOException">The folder can't be read.</exception>
    public static IReadOnlyList<StoredSession> In(Disk disk, string directory)
    {
        var found = new List<StoredSession>();
        foreach (string path in disk.FilesOf(directory, StoreNames.Control("*")))
        {
            if (StoreNames.TryParseStem(Path.GetFileNameWithoutExtension(path), out StoredSession session))
                found.Add(session);
        }

        return found;
    }
}

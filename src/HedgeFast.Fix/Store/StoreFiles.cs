using HedgeFast.Fix.Os;

namespace HedgeFast.Fix.Store;

/// <summary>The files beside a store's segments.</summary>
internal static class StoreFiles
{
    /// <summary>Locks a store against every other session and process.</summary>
    /// <exception cref="IOException">It is in use.</exception>
    public static DiskFile TakeLock(Disk disk, string path)
    {
        try
        {
            return disk.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new IOException($"The FIX message store is in use by another session or process: {path}", e);
        }
    }

    /// <summary>Deletes a store's segments of other epochs than the one in force.</summary>
    public static void DeleteLitter(Disk disk, string directory, string stem, long epochInForce)
    {
        foreach (string path in disk.FilesOf(directory, stem + ".*.seg"))
        {
            bool isSegment = StoreNames.TryParseSegment(stem, Path.GetFileName(path), out long epoch, out _);
            if (isSegment && epoch != epochInForce)
                disk.Delete(path);
        }
    }
}

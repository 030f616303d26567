namespace HedgeFast.Fix.Os;

/// <summary>An open file, read and written at its position.</summary>
public abstract class DiskFile : Stream
{
    /// <summary>Forces what was written to the disk, and waits.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public abstract void FlushToDisk();
}

namespace HedgeFast.Fix.Store;

/// <summary>
/// The message store on disk is damaged as no crash leaves it. Starting anyway could lose messages silently.
/// </summary>
public sealed class StoreDamagedException : IOException
{
    /// <summary>Names the file and the damage.</summary>
    public StoreDamagedException(string path, string what)
        : base(
            $"The FIX message store is damaged: {path}: {what}. Restore the file, "
                + "or move the store away and agree new sequence numbers with the other side.") => Path = path;

    /// <summary>The damaged file.</summary>
    public string Path { get; }
}

namespace HedgeFast.Fix.Store;

/// <summary>When the message store is forced to the disk. Without it a killed process loses nothing, a power cut may lose the tail.</summary>
public enum FsyncPolicy : byte
{
    /// <summary>Left to the kernel.</summary>
    None = 0,

    /// <summary>Before each message is sent.</summary>
    Each = 1,
}

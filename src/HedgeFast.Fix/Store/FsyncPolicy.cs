namespace HedgeFast.Fix.Store;

/// <summary>When the message store is forced to the disk. Whatever is chosen, a killed process loses nothing; what differs is a power cut.</summary>
public enum FsyncPolicy : byte
{
    /// <summary>Left to the kernel: a power cut may lose half a minute, and leave the store so that a person has to look.</summary>
    None = 0,

    /// <summary>Before each message is sent: nothing is lost, and every message waits for the disk.</summary>
    Each = 1,

    /// <summary>All that was written since the last time, whenever the session has nothing else to do: a power cut loses at most the burst under way, and no message waits.</summary>
    WhenIdle = 2,
}

namespace HedgeFast.Core.Ring;

/// <summary>What a thread does when a round of its stages found no work.</summary>
public enum WaitKind : byte
{
    /// <summary>Spins: lowest latency, a whole CPU.</summary>
    Spin = 1,

    /// <summary>Spins a little, then lets other threads of this CPU run.</summary>
    Yield = 2,

    /// <summary>Spins a little, then sleeps until signalled or for at most a millisecond.</summary>
    Block = 3,
}

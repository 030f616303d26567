namespace HedgeFast.Core.Ring;

/// <summary>The one place that turns a <see cref="WaitKind"/> into a strategy.</summary>
public static class WaitChoice
{
    /// <summary>Makes the strategy; each thread needs its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a member of the enumeration.</exception>
    public static IWaitStrategy For(WaitKind kind) => kind switch
    {
        WaitKind.Spin => new SpinningWait(),
        WaitKind.Yield => new YieldingWait(),
        WaitKind.Block => new BlockingWait(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The wait kinds are spin, yield and block."),
    };
}

/// <summary>Waiting of a thread whose stages found no work.</summary>
public enum WaitKind : byte
{
    /// <summary>Spins: lowest latency, a whole CPU.</summary>
    Spin = 1,

    /// <summary>Spins a little, then lets other threads of this CPU run.</summary>
    Yield = 2,

    /// <summary>Spins a little, then sleeps until signalled or for at most a millisecond.</summary>
    Block = 3,
}

/// <summary>Waits between two rounds of a thread's stages; belongs to that thread alone.</summary>
public interface IWaitStrategy
{
    /// <summary>Waits if the round found no work; called after every round.</summary>
    /// <param name="workDone">Sum of the stages' returns; 0 when none found work.</param>
    void Idle(int workDone);
}

/// <summary>Wakes a thread that sleeps because it had no work.</summary>
public interface IWakeup
{
    /// <summary>
    /// Wakes the thread; any producer calls this after publishing. Costs one volatile read while the thread is awake.
    /// </summary>
    void Wake();
}

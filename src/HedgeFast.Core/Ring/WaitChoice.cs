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

using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace HedgeFast.Core.Ring;

/// <summary>
/// Keeps the CPU. One pause instruction an idle round leaves the core's resources to a sibling hyper-thread and costs
/// tens of nanoseconds at most.
/// </summary>
public sealed class SpinningWait : IWaitStrategy
{
    /// <inheritdoc/>
    public void Idle(int workDone)
    {
        if (workDone == 0)
            Pause();
    }

    /// <summary>One pause instruction, where the processor has one. Thread.SpinWait is scaled to last longer.</summary>
    internal static void Pause()
    {
        if (X86Base.IsSupported)
            X86Base.Pause();
        else if (ArmBase.IsSupported)
            ArmBase.Yield();
    }
}

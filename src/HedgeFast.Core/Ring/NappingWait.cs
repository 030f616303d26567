namespace HedgeFast.Core.Ring;

/// <summary>Sleeps whenever there is no work, and no producer wakes the thread.</summary>
/// <remarks>
/// For a thread whose work can wait and must cost the others nothing: a producer pays for no signal, and no barrier
/// interrupts it. <see cref="BlockingWait"/> is the opposite choice.
/// </remarks>
/// <param name="millis">Length of a nap, milliseconds; the kernel may add its timer slack.</param>
public sealed class NappingWait(int millis = NappingWait.NapMillis) : IWaitStrategy
{
    /// <summary>Length of a nap where nothing else is said, milliseconds.</summary>
    public const int NapMillis = 1;

    /// <inheritdoc/>
    public void Idle(int workDone)
    {
        if (workDone == 0)
            Thread.Sleep(millis);
    }
}

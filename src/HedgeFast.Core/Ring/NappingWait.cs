namespace HedgeFast.Core.Ring;

/// <summary>
/// Sleeps, for a millisecond as a rule, whenever there is no work, and nobody wakes it: for a thread whose work can
/// wait and must cost the others nothing. A producer pays for no signal, and no barrier interrupts it; see
/// <see cref="BlockingWait"/> for the opposite choice.
/// </summary>
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

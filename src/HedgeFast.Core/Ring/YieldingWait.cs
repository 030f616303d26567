namespace HedgeFast.Core.Ring;

/// <summary>
/// Spins for <see cref="SpinRounds"/> idle rounds, then offers the CPU to other threads after every further one.
/// </summary>
public sealed class YieldingWait : IWaitStrategy
{
    /// <summary>Idle rounds before the first yield.</summary>
    public const int SpinRounds = 100;

    private int _idleRounds;

    /// <inheritdoc/>
    public void Idle(int workDone)
    {
        if (workDone != 0)
        {
            _idleRounds = 0;
        }
        else if (_idleRounds < SpinRounds)
        {
            _idleRounds++;
            SpinningWait.Pause();
        }
        else
        {
            Thread.Yield();
        }
    }
}

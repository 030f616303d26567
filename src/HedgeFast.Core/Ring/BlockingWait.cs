using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Ring;

/// <summary>
/// Spins a little, yields a little, then sleeps until <see cref="Wake"/> or for a millisecond.
/// </summary>
/// <remarks>
/// No wake-up is lost. The sleeper first announces itself, then makes every other thread of the process pass a memory
/// barrier, then lets its stages look once more, and only then sleeps. A producer publishes first and reads the
/// announcement afterwards. Whichever of its two steps the barrier fell between, either the last look finds what was
/// published, or the producer finds the announcement. The barrier is on the side that is about to sleep, so a producer
/// pays for no fence; it is paid once for a whole period of idleness, because the announcement stands until somebody
/// takes it down. It takes about a microsecond where the CPUs can interrupt each other directly, and may take
/// milliseconds on a virtual machine: there, spin or yield where latency counts.
/// </remarks>
public sealed class BlockingWait : IWaitStrategy, IWakeup
{
    /// <summary>Idle rounds before the first yield.</summary>
    public const int SpinRounds = 100;

    /// <summary>Idle rounds with a yield before the thread announces that it will sleep.</summary>
    public const int YieldRounds = 10;

    /// <summary>
    /// Longest sleep, milliseconds: stages also have work that no ring announces, such as sockets and timers.
    /// </summary>
    public const int SleepMillisMax = 1;

    // Left to its own finalizer: a producer of another thread may still wake while everything shuts down, and must not
    // meet a closed handle.
    private readonly AutoResetEvent _signal = new(false);
    private readonly PaddedSequence _announced = new();
    private readonly int _spinRounds;
    private readonly int _patientRounds;
    private readonly int _sleepMillisMax;
    private int _idleRounds;

    /// <summary>Makes the strategy with the rounds and the sleep that the constants say.</summary>
    public BlockingWait()
        : this(SpinRounds, YieldRounds, SleepMillisMax)
    {
    }

    /// <summary>Makes the strategy; tests sleep at once and for ever, so that a lost wake-up shows.</summary>
    internal BlockingWait(int spinRounds, int yieldRounds, int sleepMillisMax)
    {
        _spinRounds = spinRounds;
        _patientRounds = spinRounds + yieldRounds;
        _sleepMillisMax = sleepMillisMax;
    }

    /// <summary>Whether the thread sleeps or is about to. Any thread.</summary>
    public bool IsParked => _announced.Acquire() != 0;

    /// <inheritdoc/>
    public void Idle(int workDone)
    {
        if (workDone != 0)
        {
            if (_idleRounds > _patientRounds)
                _announced.Release(0);
            _idleRounds = 0;
            return;
        }

        if (_idleRounds < _spinRounds)
        {
            _idleRounds++;
            SpinningWait.Pause();
        }
        else if (_idleRounds < _patientRounds)
        {
            _idleRounds++;
            Thread.Yield();
        }
        else
        {
            AnnounceOrSleep();
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Wake()
    {
        if (_announced.Acquire() != 0)
            Rouse();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AnnounceOrSleep()
    {
        if (_announced.Acquire() != 0)
        {
            _signal.WaitOne(_sleepMillisMax);
            return;
        }

        _idleRounds = _patientRounds + 1;
        _announced.Release(1);
        Interlocked.MemoryBarrierProcessWide();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Rouse()
    {
        if (_announced.Exchange(0) != 0)
            _signal.Set();
    }
}

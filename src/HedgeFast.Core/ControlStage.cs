using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core;

/// <summary>
/// The one producer of control events: a timer tick every few milliseconds, the kill file, and what the program asks for. Requests come from any thread as
/// flags; the stage turns each into one event.
/// </summary>
/// <param name="controls">To the loop.</param>
/// <param name="killFile">While this file exists the kill switch is on; null looks at no file.</param>
/// <param name="time">The clock of the stamps.</param>
public sealed class ControlStage(IRingProducer<ControlEvent> controls, string? killFile, TimeProvider time) : IStage
{
    private const long TimerNanos = 5_000_000;

    // Looking at a file is a system call; twenty a second is quick enough for a hand and rare enough for the loop.
    private const long KillFileNanos = 50_000_000;

    private readonly NanosClock _clock = new(time);
    private long _timerDueNanos = long.MinValue;
    private long _killFileDueNanos = long.MinValue;
    private bool _killed;
    private int _stopRequested;
    private int _killRequested;
    private bool _stopSent;

    /// <inheritdoc/>
    public string Name => "control";

    /// <summary>Asks for an orderly stop. Any thread.</summary>
    public void RequestStop() => Volatile.Write(ref _stopRequested, 1);

    /// <summary>Turns the kill switch on or off. Any thread. A kill file keeps it on by itself.</summary>
    public void SetKill(bool on) => Volatile.Write(ref _killRequested, on ? 1 : 0);

    /// <inheritdoc/>
    public int DoWork()
    {
        long now = _clock.Now();
        if (now < _timerDueNanos)
            return 0;
        _timerDueNanos = now + TimerNanos;

        int work = Emit(ControlKind.Timer, now);
        if (Volatile.Read(ref _stopRequested) != 0 && !_stopSent)
        {
            int sent = Emit(ControlKind.Stop, now);
            _stopSent = sent > 0;
            work += sent;
        }

        return work + FollowKillSwitch(now);
    }

    private int FollowKillSwitch(long now)
    {
        if (now < _killFileDueNanos)
            return 0;
        _killFileDueNanos = now + KillFileNanos;

        bool wanted = Volatile.Read(ref _killRequested) != 0 || (killFile is not null && File.Exists(killFile));
        if (wanted == _killed)
            return 0;
        int sent = Emit(wanted ? ControlKind.Kill : ControlKind.Rearm, now);
        if (sent > 0)
            _killed = wanted;
        return sent;
    }

    private int Emit(ControlKind kind, long now) => controls.TryPublish(new ControlEvent { ReceiveNanos = now, Kind = kind }) ? 1 : 0;
}

using System.Collections.Concurrent;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core;

/// <summary>
/// The one producer of control events: a timer tick every few milliseconds, the kill file, and what the program asks for. Requests come from any thread; the stage turns each
/// into one event. A kill is kept as the kill file, where there is one, so that it outlives the process.
/// </summary>
/// <param name="controls">To the loop.</param>
/// <param name="killFile">While this file exists the kill switch is on; null looks at no file.</param>
/// <param name="operatorFile">Where a person leaves requests, see <see cref="OperatorFile"/>; null looks at no file.</param>
/// <param name="time">The clock of the stamps.</param>
/// <param name="symbols">By which a person names instruments, by dense index.</param>
public sealed class ControlStage(IRingProducer<ControlEvent> controls, string? killFile, string? operatorFile, TimeProvider time, string[] symbols) : IStage
{
    private const long TimerNanos = 5_000_000;

    // Looking at a file is a system call; twenty a second is quick enough for a hand and rare enough for the loop.
    private const long KillFileNanos = 50_000_000;

    private readonly NanosClock _clock = new(time);
    private readonly KillFile? _killFile = killFile is null ? null : new KillFile(killFile);
    private readonly ConcurrentQueue<ControlEvent> _asked = new();
    private long _timerDueNanos = long.MinValue;
    private long _killFileDueNanos = long.MinValue;
    private bool _killed;
    private int _stopRequested;
    private int _killRequested;
    private bool _stopSent;

    /// <inheritdoc/>
    public string Name => "control";

    /// <summary>What went wrong with the kill file last; null while all is well. Any thread.</summary>
    public string? KillFileFailure => _killFile?.Failure;

    /// <summary>Asks for an orderly stop. Any thread.</summary>
    public void RequestStop() => Volatile.Write(ref _stopRequested, 1);

    /// <summary>Turns the kill switch on or off. Any thread. A kill file that someone else has made, or that is left from another run, keeps it on by itself.</summary>
    public void SetKill(bool on) => Volatile.Write(ref _killRequested, on ? 1 : 0);

    /// <summary>A person releases the kill switch, its file and every latched limit. Any thread.</summary>
    /// <param name="name">Who; not empty.</param>
    public void Rearm(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _killFile?.Remove();
        SetKill(false);
        _asked.Enqueue(new ControlEvent { Kind = ControlKind.Rearm, Operator = OperatorName.Of(name) });
    }

    /// <summary>Changes a limit. Any thread. A value that makes no sense is counted by the loop and changes nothing.</summary>
    public void SetLimit(LimitKey key, double value) => _asked.Enqueue(new ControlEvent { Kind = ControlKind.SetLimit, Limit = key, Value = value });

    /// <summary>Says what book and hedge have gained since the start, quote currency; counts towards the day's loss. Any thread.</summary>
    public void MarkBook(double profit) => _asked.Enqueue(new ControlEvent { Kind = ControlKind.BookProfit, Value = profit });

    /// <summary>Says what an earlier process of the same day had made. Called once, before the threads start.</summary>
    public void CarryDay(long dayStartNanos, double profit) => Emit(new ControlEvent { Kind = ControlKind.CarryDay, DayStartNanos = dayStartNanos, Value = profit }, _clock.Now());

    /// <summary>A kill that outlived the last process reaches the loop before anything else. Called once, before the threads start.</summary>
    public void ApplyKillFile()
    {
        if (_killFile is { Exists: true })
            _killed = Emit(new ControlEvent { Kind = ControlKind.Kill }, _clock.Now()) > 0;
    }

    /// <inheritdoc/>
    public int DoWork()
    {
        long now = _clock.Now();
        if (now < _timerDueNanos)
            return 0;
        _timerDueNanos = now + TimerNanos;

        int work = Emit(new ControlEvent { Kind = ControlKind.Timer }, now);
        if (Volatile.Read(ref _stopRequested) != 0 && !_stopSent)
        {
            int sent = Emit(new ControlEvent { Kind = ControlKind.Stop }, now);
            _stopSent = sent > 0;
            work += sent;
        }

        return work + FollowKillSwitch(now) + PassOn(now);
    }

    private void TakeRequests()
    {
        foreach (ControlEvent request in OperatorFile.Take(operatorFile!, symbols))
        {
            if (request.Kind == ControlKind.Kill)
                SetKill(true);
            else if (request.Kind == ControlKind.Rearm)
                Rearm(request.Operator.ToString());
            else
                _asked.Enqueue(request);
        }
    }

    private int FollowKillSwitch(long now)
    {
        bool requested = Volatile.Read(ref _killRequested) != 0;
        if (!requested && _killFile is { IsOurs: true })
            _killFile.Remove();
        bool isUrgent = requested && !_killed;
        if (now < _killFileDueNanos && !isUrgent)
            return 0;
        _killFileDueNanos = now + KillFileNanos;
        if (operatorFile is not null)
            TakeRequests();

        bool wanted = Volatile.Read(ref _killRequested) != 0 || _killFile is { Exists: true };
        if (wanted == _killed)
            return 0;
        int sent = Emit(new ControlEvent { Kind = wanted ? ControlKind.Kill : ControlKind.Rearm }, now);
        if (sent > 0)
            _killed = wanted;
        if (wanted)
            _killFile?.Make();

        return sent;
    }

    private int PassOn(long now)
    {
        int work = 0;
        while (_asked.TryPeek(out ControlEvent control) && Emit(control, now) > 0)
        {
            _asked.TryDequeue(out _);
            work++;
        }

        return work;
    }

    private int Emit(in ControlEvent control, long now) => controls.TryPublish(control with { ReceiveNanos = now }) ? 1 : 0;
}

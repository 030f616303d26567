using System.Collections.Concurrent;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Control;

/// <summary>
/// The producer of control events: a timer tick every few milliseconds, and what the program and operators ask for, one
/// event each. It touches no file. A kill and a stop do not pass through here: the loop reads them from the
/// <see cref="KillSwitch"/>.
/// </summary>
/// <param name="controls">To the loop.</param>
/// <param name="time">The clock of the stamps.</param>
public sealed class ControlStage(IRingProducer<ControlEvent> controls, TimeProvider time) : IStage
{
    private const long TimerNanos = 5_000_000;

    private readonly NanosClock _clock = new(time);
    private readonly ConcurrentQueue<ControlEvent> _asked = new();
    private long _timerDueNanos = long.MinValue;

    /// <inheritdoc/>
    public string Name => "control";

    /// <summary>Asks the loop for something. Any thread.</summary>
    public void Ask(ControlEvent control) => _asked.Enqueue(control);

    /// <summary>
    /// Changes a limit. Any thread. A value that makes no sense, or is looser than configured, is counted by the loop
    /// and changes nothing.
    /// </summary>
    /// <param name="key">Which.</param>
    /// <param name="value">Its new value, in the unit of the limit.</param>
    /// <param name="name">Who; not empty. It goes to the journal.</param>
    public void SetLimit(LimitKey key, double value, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Ask(
            new ControlEvent
            {
                Kind = ControlKind.SetLimit,
                Limit = key,
                Value = value,
                Operator = OperatorName.Of(name),
            });
    }

    /// <summary>
    /// Says what book and hedge have gained since the start, quote currency; counts towards the day's loss. Any thread.
    /// </summary>
    public void MarkBook(double profit) => Ask(new ControlEvent { Kind = ControlKind.BookProfit, Value = profit });

    /// <summary>Says what an earlier process of the same day had made. Called once, before the threads start.</summary>
    public void CarryDay(long dayStartNanos, double profit) =>
        Emit(
            new ControlEvent { Kind = ControlKind.CarryDay, DayStartNanos = dayStartNanos, Value = profit },
            _clock.Now());

    /// <inheritdoc/>
    public int DoWork()
    {
        long now = _clock.Now();
        if (now < _timerDueNanos)
            return 0;
        _timerDueNanos = now + TimerNanos;
        int work = Emit(new ControlEvent { Kind = ControlKind.Timer }, now);
        while (_asked.TryPeek(out ControlEvent control) && Emit(control, now) > 0)
        {
            _asked.TryDequeue(out _);
            work++;
        }

        return work;
    }

    private int Emit(in ControlEvent control, long now) =>
        controls.TryPublish(control with { ReceiveNanos = now }) ? 1 : 0;
}

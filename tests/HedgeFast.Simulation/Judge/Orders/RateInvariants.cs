using HedgeFast.Core.Limits;
using HedgeFast.Simulation.Judge.Wire;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge.Orders;

/// <summary>Orders leave no faster than the rates allow.</summary>
/// <remarks>Loop time stands still between two events, so a second of loop time is up to a timer's period more on the
/// wire; worlds whose stages or clocks are held up are left out for a while.</remarks>
internal sealed class RateInvariants(World world, WireAccount account) : Invariants(world)
{
    private const long WindowNanos = 900_000_000;

    private readonly LimitSettings _limits = world.Plan.Settings.Limits;
    private readonly Queue<long> _orders = new();
    private readonly Queue<long> _messages = new();
    private readonly Dictionary<string, (string Side, Queue<long> Times)> _sameSide = [];
    private WireMessage _last = new("");
    private long _lastNanos = long.MinValue / 2;
    private long _heldUpUntil;
    private long _lastRound;

    /// <inheritdoc/>
    public override void OnStart(EngineProcess process)
    {
        _orders.Clear();
        _messages.Clear();
        _sameSide.Clear();
        _lastRound = World.Timeline.Now;
        _heldUpUntil = 0;
    }

    /// <inheritdoc/>
    public override void OnRound(EngineProcess process, uint without)
    {
        long now = World.Timeline.Now;
        bool isHeldUp = without != 0 || now - _lastRound > 50_000_000 || process.Pipeline.Rings.Order.Depth > 0;
        if (isHeldUp)
            _heldUpUntil = now + 1_200_000_000;
        _lastRound = now;
    }

    /// <inheritdoc/>
    public override void OnSent(in WireMessage message)
    {
        if (message.IsDuplicate || message.Type is not ("D" or "G" or "F" or "H" or "AF" or "AN"))
            return;
        long now = World.Clock.GetTimestamp();
        Count(_messages, now);
        if (!message.IsOrder)
            return;
        Count(_orders, now);
        if (message.Type == "D")
        {
            CheckDuplicate(message, now);
            CheckRepeats(message, now);
        }

        if (World.Timeline.Now < _heldUpUntil || !account.IsCurrent)
            return;
        if (_orders.Count > _limits.OrdersPerSecond)
            throw Broken("ordersPerSecond", $"{_orders.Count} of {_limits.OrdersPerSecond} in 0.9 s: {message}");
        if (_messages.Count > _limits.MessagesPerSecond)
            throw Broken("messagesPerSecond", $"{_messages.Count} of {_limits.MessagesPerSecond} in 0.9 s: {message}");
    }

    /// <inheritdoc/>
    public override void OnSaid(string text)
    {
        if (text.Contains("rearm", StringComparison.Ordinal))
            _sameSide.Clear();
    }

    // The engine's windows follow one another, so one of the judge's may lie across two of them.
    private void CheckRepeats(in WireMessage message, long now)
    {
        if (_limits.MaxRepeats >= LimitSettings.NoRepeatLimit)
            return;
        string symbol = message.Of(55), side = message.Of(54);
        (string Side, Queue<long> Times) run = _sameSide.GetValueOrDefault(symbol, ("", new Queue<long>()));
        if (run.Side != side)
            run.Times.Clear();
        run.Times.Enqueue(now);
        while (now - run.Times.Peek() > _limits.RepeatWindowNanos - 1_000_000_000)
            run.Times.Dequeue();
        _sameSide[symbol] = (side, run.Times);
        if (run.Times.Count > 2 * _limits.MaxRepeats)
            throw Broken("maxRepeats", $"{run.Times.Count} to one side, {_limits.MaxRepeats} in a window: {message}");
    }

    private void CheckDuplicate(in WireMessage message, long now)
    {
        bool isSame = message.Link == _last.Link
            && message.ValueOf(55).SequenceEqual(_last.ValueOf(55))
            && message.ValueOf(54).SequenceEqual(_last.ValueOf(54))
            && message.ValueOf(38).SequenceEqual(_last.ValueOf(38))
            && message.ValueOf(44).SequenceEqual(_last.ValueOf(44));
        if (isSame && now - _lastNanos < _limits.DuplicateNanos - 50_000_000 && World.Timeline.Now >= _heldUpUntil)
            throw Broken("duplicate", $"after {(now - _lastNanos) / 1e9:F3} s the same order: {message}");
        _last = message;
        _lastNanos = now;
    }

    private static void Count(Queue<long> times, long now)
    {
        times.Enqueue(now);
        while (now - times.Peek() > WindowNanos)
            times.Dequeue();
    }
}

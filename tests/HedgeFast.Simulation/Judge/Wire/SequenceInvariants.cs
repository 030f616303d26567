using HedgeFast.Simulation.Faults;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge.Wire;

/// <summary>Ids and numbers of what leaves: no id twice, numbers strictly in order, logons within the minute's bound.
/// </summary>
internal sealed class SequenceInvariants : Invariants
{
    // Messages that may be stored and not sent when a process or connection ends.
    private const long LostMost = 256;
    private const long MinuteNanos = 60_000_000_000;
    private const long SlowestConnectNanos = 5_000_000_000;

    private readonly WireAccount _account;
    private readonly HashSet<string> _ids = [];
    private readonly Queue<long> _logons = new();
    private readonly bool _isClockTrue;
    private readonly int _logonsPerMinute;
    private long _next = 1;
    private long _slack;
    private bool _mayRepeat;
    private int _link;

    public SequenceInvariants(World world, WireAccount account)
        : base(world)
    {
        _account = account;
        _logonsPerMinute = world.Plan.Endpoint.LogonsPerMinute;
        _isClockTrue = !world.Plan.Faults.Has(FaultKind.ClockSuspends);
    }

    /// <inheritdoc/>
    public override void OnStart(EngineProcess process)
    {
        _logons.Clear();
        if (_account.HasNewStore)
            _next = 1;
        _slack = LostMost;
        _mayRepeat = World.IsDiskHurt;
    }

    /// <inheritdoc/>
    public override void OnSessionReset() => BeginAnew(1);

    /// <inheritdoc/>
    public override void OnSent(in WireMessage message)
    {
        if (message.Link != _link)
        {
            // What waited for a kernel without room had its numbers, and went down with its connection.
            _link = message.Link;
            _slack = LostMost;
        }

        if (message.Type == "A")
            CheckLogon(message);
        CheckNumber(message);
        CheckId(message);
    }

    private void CheckLogon(in WireMessage message)
    {
        if (message.Is(141, "Y"))
            BeginAnew(message.Sequence);
        long now = World.Clock.GetTimestamp();
        _logons.Enqueue(now);

        // Counted when its connection begins, a logon leaves later where the way or the kernel take their time.
        while (now - _logons.Peek() >= MinuteNanos - SlowestConnectNanos)
            _logons.Dequeue();
        if (_logons.Count > _logonsPerMinute && _isClockTrue)
            throw Broken("logons", $"{_logons.Count} of {_logonsPerMinute} a minute: {message}");
    }

    private void CheckNumber(in WireMessage message)
    {
        long number = message.Sequence;
        if (message.IsDuplicate)
        {
            CheckResend(message, number);
            return;
        }

        // After a reset by the exchange's logon, ours counts as the first message.
        if (_account.Session.IsReset && number < _next)
        {
            BeginAnew(number);
            _account.Session.IsReset = false;
        }

        bool isRepeated = number < _next && !_mayRepeat;
        if (isRepeated || number > _next + _slack)
            throw Broken("sequence", $"{number} after {_next - 1}: {message}");
        _next = number + 1;
        _slack = 0;
        _mayRepeat = false;
    }

    private void CheckResend(in WireMessage message, long number)
    {
        if (message.IsOrder || message.Type is "F")
            throw Broken("replay", $"an order or cancel was sent again: {message}");
        if (number >= _next + LostMost)
            throw Broken("resend", $"{number} was never sent; the next one is {_next}: {message}");
    }

    private void BeginAnew(long number)
    {
        _next = number;
        _slack = 0;
    }

    private void CheckId(in WireMessage message)
    {
        if (message.IsDuplicate)
            return;
        int tag = message.Type switch
        {
            "D" or "G" or "F" => 11,
            "AF" => 584,
            "AN" => 710,
            _ => 0,
        };
        if (tag == 0)
            return;
        string id = message.Of(tag);
        if (id.Length == 0 || !_ids.Add(id))
            throw Broken("id", $"missing or used twice: {message}");
    }
}

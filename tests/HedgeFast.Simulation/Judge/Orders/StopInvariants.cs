using HedgeFast.Simulation.Judge.Wire;
using HedgeFast.Simulation.Run;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Judge.Orders;

/// <summary>No order leaves once the engine is killed, stopped or latched, until a named re-arm.</summary>
internal sealed class StopInvariants(World world, WireAccount account) : Invariants(world)
{
    private const long FileNanos = 200_000_000;
    private const long OperatorNanos = 2_000_000_000;

    private long _words;
    private long _killWord;
    private long _rearmWord;
    private long _killDueNanos;
    private long _killedNanos;
    private int _roundsSince;
    private bool _isKillInForce;
    private bool _isSignal;
    private bool _isStopping;
    private bool _isStopInForce;
    private long _latches;

    /// <inheritdoc/>
    public override void OnStart(EngineProcess process)
    {
        _latches = 0;
        _isStopping = _isStopInForce = false;
        bool mayBeLost = World.IsDiskHurt || process.Start is null;
        if (mayBeLost && !World.Disk.HasFile(WorldPlan.KillFile))
            _killWord = 0;
    }

    /// <inheritdoc/>
    public override void OnDeath()
    {
        if (_isSignal && !_isKillInForce)
            _killWord = 0;
    }

    /// <inheritdoc/>
    public override void OnKill()
    {
        Kill(dueIn: 0);
        _isSignal = true;
    }

    /// <inheritdoc/>
    public override void OnKillFile(bool exists)
    {
        if (exists)
            Kill(FileNanos);
        else if (!_isKillInForce)
            _killWord = 0;
    }

    /// <inheritdoc/>
    public override void OnStop() => _isStopping = true;

    /// <inheritdoc/>
    public override void OnSaid(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith("kill", StringComparison.OrdinalIgnoreCase))
                Kill(OperatorNanos);
            else if (line.StartsWith("rearm ", StringComparison.Ordinal))
                _rearmWord = ++_words;
        }
    }

    /// <inheritdoc/>
    public override void OnRound(EngineProcess process, uint without)
    {
        _latches = process.Pipeline.Loop.Counters.Latches;
        if (without != 0 || process.Pipeline.Rings.Order.Depth > 0)
            return;
        _isStopInForce = _isStopping;
        if (_killWord != 0 && !_isKillInForce && World.Clock.GetTimestamp() >= _killDueNanos)
            _isKillInForce = ++_roundsSince >= (_isSignal ? 1 : 3);
    }

    /// <inheritdoc/>
    public override void OnSent(in WireMessage message)
    {
        if (!message.IsOrder || message.IsDuplicate)
            return;
        if (_isKillInForce && _killWord > _rearmWord)
            throw Broken("kill", $"an order left after the kill of {_killedNanos / 1e9:F3}: {message}");
        if (_isStopInForce)
            throw Broken("stop", $"an order left after the stop: {message}");
        if (_latches != 0 && account.IsCurrent && World.Process?.Pipeline.Loop.Counters.Latches != 0)
            throw Broken("latch", $"an order left with latches {_latches}: {message}");
    }

    // A kill that is in force stays so while another one is under way.
    private void Kill(long dueIn)
    {
        bool isStillKilled = _isKillInForce && _killWord > _rearmWord;
        _killWord = ++_words;
        if (isStillKilled)
            return;
        _killedNanos = World.Timeline.Now;
        _killDueNanos = World.Clock.GetTimestamp() + dueIn;
        _isKillInForce = _isSignal = false;
        _roundsSince = 0;
    }
}

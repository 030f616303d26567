using HedgeFast.Core.Telemetry;
using HedgeFast.Simulation.Kernel;
using HedgeFast.Simulation.Run;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Judge;

/// <summary>Sees the wire, the exchange's ledger and the alerts, and checks the invariants after each step.</summary>
internal sealed class WorldJudge
{
    private const long Second = 1_000_000_000;

    private readonly World _world;
    private readonly WireReader _fromEngine = new();
    private readonly HashSet<string> _ids = [];
    private long _killedAt = long.MaxValue;
    private bool _isKillSeen;
    private long _restSince = long.MaxValue;
    private string _unrest = "";

    public WorldJudge(World world)
    {
        _world = world;
        world.Network.Sent = OnSent;
    }

    /// <summary>Messages of the engine, newest last, for the report of a failure.</summary>
    public Queue<string> LastMessages { get; } = new();

    /// <summary>Whether the engine has been at rest for two seconds.</summary>
    public bool IsAtRest => _world.Timeline.Now - _restSince > 2 * Second;

    public void OnStart(EngineProcess process)
    {
    }

    public void OnRefusedStart(Exception refusal)
    {
        if (_world.Plan.Faults.Has(Faults.FaultKind.DiskFills) || _world.Plan.Faults.Has(Faults.FaultKind.ProcessLosesPower))
            return;
        throw new InvariantException("start", $"refused without a fault of the disk: {refusal}");
    }

    /// <summary>The process ended in order; its state can be read once more.</summary>
    public void OnEnd(EngineProcess process)
    {
    }

    public void OnDeath() => _fromEngine.Clear();

    public void OnFailure(Exception failure) => throw new InvariantException("engine-failed", failure.ToString());

    /// <summary>The kill signal was given.</summary>
    public void OnKill()
    {
        _killedAt = _world.Timeline.Now;
        _isKillSeen = false;
    }

    /// <summary>The process had a turn.</summary>
    public void OnTurn(uint without)
    {
        if (without == 0)
            _isKillSeen = true;
    }

    /// <summary>Checks what must hold at any time.</summary>
    public void Check()
    {
        if (_world.IsCalm)
            CheckRest();
    }

    public void BeginCalm() => _restSince = long.MaxValue;

    /// <summary>Checks what must hold at the end.</summary>
    public void End()
    {
        if (!IsAtRest)
            throw new InvariantException("liveness", $"not at rest after all faults have stopped: {_unrest}");
    }

    private void OnSent(SimLink link, bool fromClient, ReadOnlySpan<byte> bytes)
    {
        if (link.Port != WorldPlan.FixPort || !fromClient || link.ClientHost != WorldPlan.EngineHost)
            return;
        foreach (WireMessage message in _fromEngine.Read(bytes))
        {
            LastMessages.Enqueue($"{_world.Timeline.Now / 1e9:F3} {message}");
            if (LastMessages.Count > 60)
                LastMessages.Dequeue();
            if (!message.IsDuplicate && message.Type is "D" or "F" or "G" && !_ids.Add(message.Of(11)))
                throw new InvariantException("I3", $"an id was used twice: {message}");
            if (!message.IsDuplicate && message.Type is "D" && _isKillSeen && _killedAt < _world.Timeline.Now && IsKilled())
                throw new InvariantException("I10", $"an order left after the kill of {_killedAt / 1e9:F3}: {message}");
        }
    }

    private bool IsKilled() => _world.Process?.Pipeline.Loop.Counters.Killed != 0;

    private void CheckRest()
    {
        _unrest = Unrest();
        if (_unrest.Length > 0)
            _restSince = long.MaxValue;
        else if (_restSince == long.MaxValue)
            _restSince = _world.Timeline.Now;
    }

    private string Unrest()
    {
        if (_world.Process is not { } process)
            return "no process runs";
        LoopCounters counters = process.Pipeline.Loop.Counters;
        if (counters.SessionUp == 0)
            return $"the session is down: {process.Engine.LastError}";
        if (counters.Recovering != 0)
            return "recovering";
        if (counters.Killed != 0)
            return "killed";
        if (counters.Latches != 0)
            return $"latched {counters.Latches}";
        for (int i = 0; i < _world.Venue.Exchange.Positions.Length; i++)
        {
            long ours = process.Pipeline.Loop.Ledger.FilledLots(i), theirs = _world.Venue.Exchange.Positions[i];
            if (ours != theirs)
                return $"position {i}: engine {ours}, exchange {theirs}";
        }

        return "";
    }
}

using HedgeFast.Simulation.Kernel;
using HedgeFast.Simulation.Run;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Judge;

/// <summary>Shows every group of invariants what happens in a world.</summary>
internal sealed class WorldJudge
{
    private const long Second = 1_000_000_000;
    private const int MessagesKept = 60;

    private readonly World _world;
    private readonly WireReader _fromEngine = new();
    private readonly Invariants[] _groups;
    private long _restSince = long.MaxValue;
    private string _unrest = "";

    public WorldJudge(World world)
    {
        _world = world;
        _groups = [new WireInvariants(world), new RestInvariants(world)];
        world.Network.Sent = OnSent;
    }

    /// <summary>The engine's last messages, oldest first, for the report of a failure.</summary>
    public Queue<string> LastMessages { get; } = new();

    /// <summary>Why the last start was refused.</summary>
    public Exception? LastRefusal { get; private set; }

    /// <summary>Whether the engine has been at rest for two seconds.</summary>
    public bool IsAtRest => _world.Timeline.Now - _restSince > 2 * Second;

    public void OnStart(EngineProcess process)
    {
        foreach (Invariants group in _groups)
            group.OnStart(process);
    }

    public void OnRefusedStart(Exception refusal)
    {
        LastRefusal = refusal;
        // A process whose feed has no address does not start; its supervisor tries again.
        if (!_world.IsDiskHurt && !_world.Network.Faults.FailsLookups)
            throw new InvariantException("start", $"refused without a fault of the disk: {refusal}");
    }

    public void OnEnd(EngineProcess process)
    {
        foreach (Invariants group in _groups)
            group.OnEnd(process);
    }

    public void OnDeath()
    {
        _fromEngine.Clear();
        foreach (Invariants group in _groups)
            group.OnDeath();
    }

    public void OnFailure(Exception failure) => throw new InvariantException("engine-failed", failure.ToString());

    public void OnKill()
    {
        foreach (Invariants group in _groups)
            group.OnKill();
    }

    public void OnRound(EngineProcess process, uint without)
    {
        foreach (Invariants group in _groups)
            group.OnRound(process, without);
    }

    public void Check()
    {
        foreach (Invariants group in _groups)
            group.Check();
        if (_world.IsCalm)
            CheckRest();
    }

    public void BeginCalm()
    {
        foreach (Invariants group in _groups)
            group.BeginCalm();
    }

    /// <summary>Checks what must hold at the end.</summary>
    public void End()
    {
        if (!IsAtRest)
            throw new InvariantException("liveness", $"not at rest after all faults have stopped: {_unrest}");
        foreach (Invariants group in _groups)
            group.End();
    }

    private void OnSent(SimLink link, bool fromClient, ReadOnlySpan<byte> bytes)
    {
        if (link.Port != WorldPlan.FixPort || !fromClient || link.ClientHost != WorldPlan.EngineHost)
            return;
        foreach (WireMessage message in _fromEngine.Read(bytes))
        {
            LastMessages.Enqueue($"{_world.Timeline.Now / 1e9:F3} {message}");
            if (LastMessages.Count > MessagesKept)
                LastMessages.Dequeue();
            foreach (Invariants group in _groups)
                group.OnSent(message);
        }
    }

    private void CheckRest()
    {
        _unrest = "";
        foreach (Invariants group in _groups)
        {
            if (_unrest.Length == 0)
                _unrest = group.Unrest();
        }

        if (_unrest.Length > 0)
            _restSince = long.MaxValue;
        else if (_restSince == long.MaxValue)
            _restSince = _world.Timeline.Now;
    }
}

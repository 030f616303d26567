using HedgeFast.Simulation.Judge.Orders;
using HedgeFast.Simulation.Judge.Rest;
using HedgeFast.Simulation.Judge.Resume;
using HedgeFast.Simulation.Judge.Told;
using HedgeFast.Simulation.Judge.Wire;
using HedgeFast.Simulation.Kernel;
using HedgeFast.Simulation.Outside;
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
    private InvariantException? _failure;
    private int _link;
    private long _restSince = long.MaxValue;
    private string _unrest = "";

    public WorldJudge(World world)
    {
        _world = world;
        Account = new WireAccount(world.Plan.Settings.Instruments) { Seen = OnSeen };
        var inputs = new InputInvariants(world);
        _groups =
        [
            new PositionInvariants(world, Account), new StopInvariants(world, Account),
            new DoubtInvariants(world, Account), new LimitInvariants(world, Account),
            new RateInvariants(world, Account), new EndedInvariants(world, Account), inputs,
            new NeedInvariants(world, Account, inputs),
            new SequenceInvariants(world, Account), new RecoveryInvariants(world, Account),
            new IntervalInvariants(world), new ResumeInvariants(world), new JournalInvariants(world),
            new StateAlerts(world), new EventAlerts(world), new OutsideAlerts(world), new ClearingInvariants(world),
            new RequestInvariants(world), new RestInvariants(world),
        ];
        world.Network.Sent = OnSent;
        world.Network.Read += OnRead;
        world.Feed.Quoted += OnQuoted;
    }

    /// <summary>Orders, fills and sessions as the wire shows them.</summary>
    public WireAccount Account { get; }

    /// <summary>Changes a message of the engine before it is judged, for tests that a check can fail.</summary>
    public Func<WireMessage, WireMessage>? ChangesSent { get; set; }

    /// <summary>Changes a message of the exchange before it is judged, for tests that a check can fail.</summary>
    public Func<WireMessage, WireMessage>? ChangesSeen { get; set; }

    /// <summary>The engine's last messages, oldest first, for the report of a failure.</summary>
    public Queue<string> LastMessages { get; } = new();

    /// <summary>Why the last start was refused.</summary>
    public Exception? LastRefusal { get; private set; }

    /// <summary>Whether the engine has been at rest for two seconds.</summary>
    public bool IsAtRest => _world.Timeline.Now - _restSince > 2 * Second;

    public void OnStarting()
    {
        Account.OnStarting(_world.Disk.Files(WorldPlan.Store).Any());
        foreach (Invariants group in _groups)
            group.OnStarting();
    }

    public void OnStart(EngineProcess process)
    {
        Account.OnStart(_world.IsDiskHurt);
        foreach (Invariants group in _groups)
            group.OnStart(process);
    }

    public void OnRefusedStart(Exception refusal)
    {
        LastRefusal = refusal;
        // A process whose feed has no address does not start; its supervisor tries again.
        if (_world.Network.Faults.FailsLookups && refusal is ArgumentException)
            throw new InvariantException("start", $"a name that does not resolve is no refusal of a start: {refusal}");
        if (!_world.IsDiskHurt && !_world.Network.Faults.FailsLookups)
            throw new InvariantException("start", $"refused without a fault of the disk: {refusal}");
    }

    public void OnStopped(EngineProcess process)
    {
        foreach (Invariants group in _groups)
            group.OnStopped(process);
    }

    public void OnEnd(EngineProcess process)
    {
        foreach (Invariants group in _groups)
            group.OnEnd(process);
    }

    public void OnDeath()
    {
        _fromEngine.Clear();
        Account.OnDeath();
        foreach (Invariants group in _groups)
            group.OnDeath();
    }

    public void OnFailure(Exception failure) => throw new InvariantException("engine-failed", failure.ToString());

    public void OnKill()
    {
        foreach (Invariants group in _groups)
            group.OnKill();
    }

    public void OnStop()
    {
        foreach (Invariants group in _groups)
            group.OnStop();
    }

    public void OnKillFile(bool exists)
    {
        foreach (Invariants group in _groups)
            group.OnKillFile(exists);
    }

    public void OnLook(EngineProcess process)
    {
        foreach (Invariants group in _groups)
            group.OnLook(process);
    }

    public void OnSessionReset()
    {
        Account.Session.OnReset();
        foreach (Invariants group in _groups)
            group.OnSessionReset();
    }

    public void OnSaid(string lines)
    {
        foreach (Invariants group in _groups)
            group.OnSaid(lines);
    }

    public void OnRound(EngineProcess process, uint without)
    {
        Account.EndRound(process);
        foreach (Invariants group in _groups)
            group.OnRound(process, without);
    }

    public void Check()
    {
        if (_failure is not null)
            throw _failure;
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

    // The engine's stages catch what a send throws: what is found here is thrown at the end of the step.
    private void OnSent(SimLink link, bool fromClient, ReadOnlySpan<byte> bytes)
    {
        if (!IsOurs(link) || !fromClient)
            return;
        if (link.Number != _link)
            _fromEngine.Clear();
        _link = link.Number;
        _fromEngine.Add(bytes);
        while (_fromEngine.TryRead(link.Number, out WireMessage message))
        {
            if (ChangesSent is { } change)
                message = change(message);
            LastMessages.Enqueue($"{_world.Timeline.Now / 1e9:F3} {message}");
            if (LastMessages.Count > MessagesKept)
                LastMessages.Dequeue();
            Account.BeginSent(message, _world.Process);
            try
            {
                foreach (Invariants group in _groups)
                    group.OnSent(message);
            }
            catch (InvariantException failure)
            {
                _failure ??= failure;
            }

            Account.EndSent(message, _world.Timeline.Now);
        }
    }

    private void OnRead(SimLink link, bool byClient, ReadOnlySpan<byte> bytes)
    {
        if (IsOurs(link) && byClient)
            Account.OnRead(link.Number, bytes);
    }

    private void OnSeen(WireMessage message, long place)
    {
        if (ChangesSeen is { } change)
            message = change(message);
        LastMessages.Enqueue($"{_world.Timeline.Now / 1e9:F3}   < {message}");
        if (LastMessages.Count > MessagesKept)
            LastMessages.Dequeue();
        LedgerOutcome outcome = Account.Enter(message, place, _world.Timeline.Now);
        foreach (Invariants group in _groups)
            group.OnSeen(message, outcome);
    }

    private void OnQuoted(int instrument, SimTouch touch)
    {
        foreach (Invariants group in _groups)
            group.OnQuoted(instrument, touch);
    }

    private static bool IsOurs(SimLink link) =>
        link.Port == WorldPlan.FixPort && link.ClientHost == WorldPlan.EngineHost;

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

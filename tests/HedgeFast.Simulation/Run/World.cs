using HedgeFast.Fix.Os;
using HedgeFast.Monitor;
using HedgeFast.Simulation.Coverage;
using HedgeFast.Simulation.Faults;
using HedgeFast.Simulation.Judge;
using HedgeFast.Simulation.Kernel;
using HedgeFast.Simulation.Outside;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Run;

/// <summary>One seed's world: engine and machine, feed, exchange, operators, faults and judge, in one time.</summary>
internal sealed partial class World : IDisposable
{
    private const long Milli = 1_000_000;
    private const long Second = 1_000 * Milli;

    // An engine with nothing to do is given a turn this often; its timer wants five milliseconds.
    private const long IdleNanos = 20 * Milli;
    private const long LookNanos = 500 * Milli;
    private const int RoundsMax = 16;

    private readonly Digest _sent = new();
    private readonly FaultPlayer _faults;
    private readonly SimDisk _venueDisk;
    private ProcessGate _venueGate = new();
    private long _lookDue;

    public World(WorldPlan plan, FaultChoice? choice = null)
    {
        Plan = EnginePlan = plan;
        Desk = new DeskOperator(this);
        var draw = new Draw(plan.Seed);
        Network = new SimNetwork(Timeline, draw.Fork("network")) { Digest = _sent };
        Network.Faults.LatencyNanos = plan.LatencyNanos;
        Disk = new SimDisk(Timeline, draw.Fork("disk")) { Digest = _sent };
        _venueDisk = new SimDisk(Timeline, draw.Fork("venue disk"));
        Clock = new SimClock(Timeline, plan.StartUtcNanos);
        VenueClock = new SimClock(Timeline, plan.StartUtcNanos);
        Network.Of(WorldPlan.EngineHost, new ProcessGate());
        Disk.MakeFolder("/run");
        Disk.MakeFolder("/control");
        Market = new SimMarket(plan, draw.Fork("market"));
        Feed = new SimFeed(plan, Timeline, Market, Network, draw.Fork("feed"));
        Venue = new SimVenue(plan, Timeline, Market, VenueMachine, draw.Fork("venue"));
        Judge = new WorldJudge(this);
        Coverage = new WorldCoverage(this);
        Record = new WorldRecord(this);
        _faults = new FaultPlayer(this, draw.Fork("fault times"), choice ?? FaultChoice.Everything);
        StartProcess();
    }

    public WorldPlan Plan { get; }

    public Timeline Timeline { get; } = new();

    public SimNetwork Network { get; }

    public SimDisk Disk { get; }

    public SimClock Clock { get; }

    public SimClock VenueClock { get; }

    public SimMarket Market { get; }

    public SimFeed Feed { get; }

    public SimVenue Venue { get; }

    public WorldJudge Judge { get; }

    /// <summary>States reached, and counts.</summary>
    public WorldCoverage Coverage { get; }

    /// <summary>The FIX messages of both sides, where wanted.</summary>
    public WorldRecord Record { get; }

    public FaultPlayer Faults => _faults;

    public AlertLines Alerts { get; } = new();

    /// <summary>The engine's process; null while none runs.</summary>
    public EngineProcess? Process { get; private set; }

    /// <summary>Until when the process gets no CPU.</summary>
    public long PausedUntil { get; set; }

    /// <summary>Stages without a turn, as bits, and until when.</summary>
    public uint StarvedStages { get; set; }

    public long StarvedUntil { get; set; }

    /// <summary>When the next process starts, while none runs.</summary>
    public long StartDue { get; set; }

    /// <summary>Whether the phase with faults is over.</summary>
    public bool IsCalm { get; private set; }

    public int Starts { get; private set; }

    /// <summary>Steps of time so far.</summary>
    public long Steps { get; private set; }

    /// <summary>Digest of every byte that was sent, every byte that the engine wrote, and its alerts.</summary>
    public ulong Digest
    {
        get
        {
            var all = new Digest();
            all.Add((long)_sent.Value);
            all.Add(Alerts.ToString());
            return all.Value;
        }
    }

    /// <summary>Changes a process that has just started, before the judge sees it; null, as a rule, does not.</summary>
    public Action<EngineProcess>? Started { get; set; }

    /// <summary>Changes what the watch of each process sees; null, as a rule, changes nothing.</summary>
    public Func<EngineStatus, EngineStatus>? Shown { get; set; }

    /// <summary>Whether the engine's disk has lost, changed or refused something.</summary>
    public bool IsDiskHurt { get; set; }

    /// <summary>Runs the world to its end.</summary>
    /// <exception cref="InvariantException">An invariant does not hold.</exception>
    public void Run()
    {
        while (Timeline.Now < Plan.ChaosNanos)
            StepOrStop();
        IsCalm = true;
        _faults.StopAll();
        Judge.BeginCalm();
        long until = Timeline.Now + Plan.CalmNanos;
        while (Timeline.Now < until && !Judge.IsAtRest)
            StepOrStop();
        Judge.End();
        EndInOrder();
    }

    private void StepOrStop()
    {
        if (IsStopAsked)
            EndInOrder();
        else
            Step();
    }

    /// <summary>Gives the disks' memory to the next world; nothing of this one may run afterwards.</summary>
    public void Dispose()
    {
        Disk.Dispose();
        _venueDisk.Dispose();
    }

    /// <summary>Ends the process at once, as kill -9 does.</summary>
    public void Die()
    {
        if (Process is null)
            return;
        Process.Gate.IsDead = true;
        Network.Die(WorldPlan.EngineHost);
        Disk.EndProcess();
        Coverage.OnDeath(Process);
        Judge.OnDeath();
        Process = null;
    }

    /// <summary>Starts a process, now or later, if it refuses to start.</summary>
    public void StartProcess()
    {
        var gate = new ProcessGate();
        Machine machine = MachineOf(gate);
        try
        {
            Judge.OnStarting();
            Alerts.BeginProcess();
            Process = new EngineProcess(EnginePlan, machine, gate, Alerts);
            Starts++;
            Coverage.OnStart();
            Started?.Invoke(Process);
            Judge.OnStart(Process);
        }
        catch (Exception refusal) when (refusal is not InvariantException)
        {
            gate.IsDead = true;
            Network.Die(WorldPlan.EngineHost);
            Disk.EndProcess();
            StartDue = Timeline.Now + 2 * Second;
            Coverage.OnRefusedStart();
            Judge.OnRefusedStart(refusal);
            Desk.OnRefusedStart(refusal.Message);
        }
    }

    /// <summary>Restarts the exchange's gateway.</summary>
    public void RestartVenue(bool forgets)
    {
        _venueGate.IsDead = true;
        Network.Die(WorldPlan.VenueHost);
        _venueDisk.EndProcess();
        if (forgets)
        {
            foreach (string file in _venueDisk.Files(Plan.VenueSession.StoreDirectory).ToArray())
                _venueDisk.Remove(file);
        }

        Venue.Restart();
    }

    private Machine MachineOf(ProcessGate gate) =>
        new(Clock, Network.Of(WorldPlan.EngineHost, gate), Disk.Of(gate))
        {
            SleptNanos = () => Clock.SleptNanos,
            FillSecret = bytes => Array.Clear(bytes),
        };

    private Machine VenueMachine()
    {
        _venueGate = new ProcessGate();
        return new Machine(VenueClock, Network.Of(WorldPlan.VenueHost, _venueGate), _venueDisk.Of(_venueGate));
    }

    private void Step()
    {
        long next = Math.Min(Math.Min(Feed.NextNanos, Network.NextNanos), Math.Min(Venue.NextNanos, _faults.NextNanos));
        Steps++;
        Timeline.MoveTo(Math.Clamp(next, Timeline.Now + 1_000, Timeline.Now + IdleNanos));
        _faults.DoWork();
        Network.Deliver();
        Feed.DoWork();
        Venue.DoWork();
        LookFromDesk();
        if (Process is null && Timeline.Now >= StartDue)
            StartProcess();
        if (Process is not null && Timeline.Now >= PausedUntil)
            Turn(Process);
        Judge.Check();
    }

    private void Turn(EngineProcess process)
    {
        uint without = Timeline.Now < StarvedUntil ? StarvedStages : 0;
        try
        {
            int work = 1;
            for (int round = 0; round < RoundsMax && work > 0; round++)
            {
                work = process.Round(without);
                Coverage.OnRound(process);
                Judge.OnRound(process, without);
            }

            if (Timeline.Now >= _lookDue)
            {
                _lookDue = Timeline.Now + LookNanos;
                process.Look(Shown);
                Judge.OnLook(process);
            }

            LookForFaults(process);
        }
        catch (ProcessKilledException)
        {
            // The gate is shut; the process ends below.
        }
        catch (Exception failure) when (!process.Gate.IsDead && failure is not InvariantException)
        {
            Judge.OnFailure(failure);
        }

        if (process.Gate.IsDead || Process is null)
        {
            Die();
            StartDue = Math.Max(StartDue, Timeline.Now + 500 * Milli);
        }
    }
}

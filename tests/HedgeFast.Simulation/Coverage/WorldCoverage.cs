using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Telemetry;
using HedgeFast.Fix.Session;
using HedgeFast.Simulation.Faults;
using HedgeFast.Simulation.Kernel;
using HedgeFast.Simulation.Outside;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Coverage;

/// <summary>Notes which states engine and exchange reached in one world, and counts what happened there.</summary>
internal sealed class WorldCoverage(World world)
{
    private readonly Tally _tally = new();
    private readonly LevelCount<FixSessionState> _ourState = new("session, engine");
    private readonly LevelCount<FixSessionState> _theirState = new("session, exchange");
    private readonly LevelCount<SessionEnd> _ourEnd = new("session end, engine");
    private readonly LevelCount<SessionEnd> _theirEnd = new("session end, exchange");
    private readonly LevelCount<LimitLatches> _latches = new("latch");
    private readonly LevelCount<GovernorState>[] _governors =
        [.. world.Plan.Settings.Underlyings.Select(_ => new LevelCount<GovernorState>("governor"))];

    private readonly int[] _inUse = [.. world.Plan.Settings.Underlyings.Select(each => each.HedgeInstrument)];
    private long _dayStart = long.MinValue;
    private long _powerLosses;
    private bool _wasKilled;
    private bool _wasRecovering;
    private bool _isFirstRound;
    private bool _endedInOrder;
    private int _refusedStarts;

    /// <summary>A process has started.</summary>
    public void OnStart()
    {
        _isFirstRound = true;
        _wasKilled = _wasRecovering = false;
        _tally.Add("count: starts");
        if (world.Starts > 1)
            _tally.Add("count: resumes");
        _tally.Add($"resume: {ResumeKind()}");
        if (_refusedStarts > 0)
            _tally.Add("resume: after a refusal");
        _refusedStarts = 0;
        _endedInOrder = false;
    }

    /// <summary>A process refused to start.</summary>
    public void OnRefusedStart()
    {
        _refusedStarts++;
        _tally.Add("resume: refused");
    }

    /// <summary>The process ended in order.</summary>
    public void OnEnd() => _endedInOrder = true;

    /// <summary>The stages had their turn.</summary>
    public void OnRound(EngineProcess process)
    {
        FixSession session = process.Engine.Session;
        _ourState.Reach((long)session.State);
        _ourEnd.Reach((long)session.LastEnd);
        if (world.Venue.AnySession is { } theirs)
        {
            _theirState.Reach((long)theirs.State);
            _theirEnd.Reach((long)theirs.LastEnd);
        }

        LoopCounters counters = process.Pipeline.Loop.Counters;
        _latches.ReachFlags(counters.Latches);
        Note(ref _wasRecovering, counters.Recovering != 0, "order: unknown after a logon");
        if (counters.Killed != 0 && !_wasKilled)
            _tally.Add($"kill: {KillSource()}");
        _wasKilled = counters.Killed != 0;
        if (counters.DayStartNanos != _dayStart)
        {
            if (_dayStart > 0)
                _tally.Add("time: day rolled");
            _dayStart = counters.DayStartNanos;
        }

        for (int u = 0; u < _governors.Length; u++)
            Note(u, counters.Underlyings[u], process.Pipeline.Loop.Instruments);
        _isFirstRound = false;
    }

    /// <summary>The process is gone; its counters are read a last time.</summary>
    public void OnDeath(EngineProcess process)
    {
        FeedCounters feed = process.Pipeline.Feed.Counters;
        foreach (FeedCounter counter in Enum.GetValues<FeedCounter>())
        {
            if (counter < FeedCounter.FirstFault)
                _tally.Add($"feed: {counter}", feed.Read(counter));
        }

        foreach (QuoteFault fault in Enum.GetValues<QuoteFault>())
            _tally.Add($"quote: {fault}", feed.Count(fault));
        foreach ((string name, long count) in process.Alerts)
            _tally.Add($"alert: {name}", count);
        LoopCounters counters = process.Pipeline.Loop.Counters;
        _tally.Add("count: orders", counters.Orders);
        _tally.Add("count: cancels", counters.Cancels);
        _tally.Add("count: replaces", counters.Replaces);
        _tally.Add("count: fills", counters.Fills);
        _tally.Add("count: quotes", counters.Ticks);
        _tally.Add("order: unresolved", counters.Unresolved);
        _tally.Add("loop: back-pressure", counters.BackPressure);
        _tally.Add("loop: records lost", counters.JournalLost);
        _tally.Add("loop: quote refused for its time", counters.WrongTimes);
        _tally.Add("loop: re-arm made void by a kill", counters.RearmsRefused);
        _ourState.Forget();
        _latches.Forget();
        _powerLosses = world.Disk.Tally[MachineFault.PowerLoss];
    }

    /// <summary>Counts of the whole world; to be called once, at its end.</summary>
    public Tally End()
    {
        if (world.Process is { } process)
            OnDeath(process);
        _ourState.AddTo(_tally);
        _theirState.AddTo(_tally);
        _ourEnd.AddTo(_tally);
        _theirEnd.AddTo(_tally);
        _latches.AddTo(_tally);
        foreach (LevelCount<GovernorState> governor in _governors)
            governor.AddTo(_tally);
        foreach (PlayedFault fault in world.Faults.Played)
        {
            _tally.Add($"due: {fault.Kind}");
            if (fault.IsPlayed)
                _tally.Add($"fault: {fault.Kind}");
        }

        foreach (MachineFault fault in Enum.GetValues<MachineFault>())
            _tally.Add($"machine: {fault}", world.Network.Tally[fault] + world.Disk.Tally[fault]);
        long now = world.Plan.StartUtcNanos + world.Timeline.Now;
        _tally.Add("time: options expired", world.Plan.Book.Count(option => option.ExpiryNanos <= now));
        _tally.Add("time: instrument expired", world.Plan.Settings.Instruments.Count(each => each.ExpiryNanos <= now));
        AddOrders(world.Venue.Exchange.Orders);
        JournalCoverage.AddTo(_tally, world.Disk.Of(new ProcessGate()));
        return _tally;
    }

    private void AddOrders(List<SimOrder> orders)
    {
        foreach (SimOrder order in orders)
            _tally.Add(order.IsOurs ? "count: orders at the exchange" : "order: foreign");
    }

    private void Note(int index, UnderlyingCounters counters, IReadOnlyList<InstrumentCounters> instruments)
    {
        _governors[index].Reach(counters.Governor);
        int preferred = world.Plan.Settings.Underlyings[index].HedgeInstrument;
        foreach (int instrument in world.Plan.Settings.Underlyings[index].Fallbacks.Append(preferred))
        {
            if (instruments[instrument].InUse == 0 || _inUse[index] == instrument)
                continue;
            _inUse[index] = instrument;
            _tally.Add(instrument == preferred ? "instrument: preferred again" : "instrument: fallback");
        }
    }

    private void Note(ref bool was, bool isNow, string state)
    {
        if (isNow && !was)
            _tally.Add(state);
        was = isNow;
    }

    private string ResumeKind()
    {
        if (world.Starts <= 1)
            return "none, a first run";
        if (world.Disk.Tally[MachineFault.PowerLoss] > _powerLosses)
            return "after a power loss";
        return _endedInOrder ? "after a stop" : "after a kill -9";
    }

    private string KillSource()
    {
        if (_isFirstRound)
            return "carried over a resume";
        if (world.Disk.Faults.FailsAll)
            return "kill file that can't be looked at";
        for (int i = world.Faults.Played.Count - 1; i >= 0; i--)
        {
            PlayedFault fault = world.Faults.Played[i];
            switch (fault.Kind)
            {
                case FaultKind.OperatorKills when fault.IsPlayed:
                    return "signal";
                case FaultKind.OperatorUsesKillFile when fault.IsPlayed:
                    return "kill file";
                case FaultKind.OperatorsCross when fault.IsPlayed:
                    return "operator file";
            }
        }

        return "unknown";
    }
}

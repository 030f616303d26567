using HedgeFast.Core;
using HedgeFast.Core.Telemetry;
using HedgeFast.Simulation.Faults;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge.Rest;

/// <summary>Liveness: once all faults have stopped, the engine comes to rest, hedges, and stops in order.</summary>
/// <remarks>Invariants 2, 20, 37 and 38.</remarks>
internal sealed class RestInvariants(World world) : Invariants(world)
{
    private const long Second = 1_000_000_000;

    private long _refusalsAtCalm;
    private long _lostSince = long.MaxValue;

    /// <inheritdoc/>
    public override void BeginCalm() => _refusalsAtCalm = World.Process?.Pipeline.Loop.Counters.Refusals ?? 0;

    /// <inheritdoc/>
    public override void OnStart(EngineProcess process) => _refusalsAtCalm = 0;

    /// <inheritdoc/>
    public override string Unrest()
    {
        if (World.Process is not { } process)
            return $"no process runs: {World.Judge.LastRefusal?.Message}";
        if (World.IsStopAsked)
            return "stopping";
        LoopCounters counters = process.Pipeline.Loop.Counters;
        if (counters.SessionUp == 0)
            return $"the session is down: {process.Engine.LastError}";
        if (counters.Recovering != 0)
            return "recovering";
        if (counters.Killed != 0)
            return "killed";
        if (counters.Latches != 0)
            return $"latched {counters.Latches}";
        if (!process.Pipeline.Feed.IsConnected)
            return $"the feed is down: {process.Pipeline.Feed.LastError}";
        if (process.Pipeline.Rings.Journal.Depth != 0)
            return $"{process.Pipeline.Rings.Journal.Depth} records wait";
        if (process.Pipeline.Loop.Ledger.Doubt.Any)
            return "a position in doubt";
        foreach (RaisedAlert alert in World.Alerts.Raised)
        {
            if (!IsExcused(alert, counters))
                return $"alert {alert.Name} raised: {alert.Detail}";
        }

        string lost = LostOrders(counters);
        return lost.Length > 0 || counters.LiveOrders != 0 ? lost : Positions(process);
    }

    /// <inheritdoc/>
    public override void OnStopped(EngineProcess process)
    {
        bool hasFailed = process.Pipeline.JournalFailure is not null || process.Engine.StoreFailure is not null;
        if (!World.Judge.IsAtRest || hasFailed)
            return;
        LoopCounters counters = process.Pipeline.Loop.Counters;
        if (!process.Pipeline.IsQuiet)
            throw Broken("38", $"{counters.LiveOrders} orders live after an orderly stop");
        if (!process.Pipeline.IsLoggedOut)
            throw Broken("38", "not logged out after an orderly stop");
        int open = World.Venue.Exchange.Open.Count(order => order.IsOurs);
        if (open > 0 && process.Alerts.GetValueOrDefault("unknown-order") == 0)
            throw Broken("38", $"{open} orders work at the exchange after an orderly stop");
    }

    // What holds the hedge back for good is told instead: a limit, a share of the depth, a need below the least move.
    private bool IsExcused(RaisedAlert alert, LoopCounters counters)
    {
        HedgeSettings settings = World.Plan.Settings;
        if (alert.Name == "out-of-band")
        {
            return counters.Refusals > _refusalsAtCalm || World.Alerts.IsRaised("governor-halted")
                || settings.Orders.DepthShare > 0
                || settings.Underlyings.Any(each => each.Policy.MinMoveFraction > 0);
        }

        bool hasExpiry = settings.Instruments.Any(each => each.ExpiryNanos is not null);
        return alert.Name is "loss-near" or "governor-slowed" or "governor-halted"
            || (alert.Name == "stale-input" && hasExpiry);
    }

    // Orders that the exchange does not have end by its answers; those on their way to it soon arrive.
    private string LostOrders(LoopCounters counters)
    {
        int open = World.Venue.Exchange.Open.Count(order => order.IsOurs);
        if (counters.LiveOrders <= open)
            _lostSince = long.MaxValue;
        else if (_lostSince == long.MaxValue)
            _lostSince = World.Timeline.Now;
        return World.Timeline.Now - _lostSince > Second
            ? $"{counters.LiveOrders} live orders, {open} at the exchange"
            : "";
    }

    private string Positions(EngineProcess process)
    {
        if (MayBeLost)
            return "";
        for (int i = 0; i < World.Venue.Exchange.Positions.Length; i++)
        {
            long ours = process.Pipeline.Loop.Ledger.FilledLots(i), theirs = World.Venue.Exchange.Positions[i];
            long? expiry = World.Plan.Settings.Instruments[i].ExpiryNanos;
            if (ours != 0 && expiry + (5 * Second) <= World.Feed.Utc)
                return $"position {i}: {ours} lots behind its expiry";
            if (!(expiry <= World.Feed.Utc) && ours != theirs)
                return $"position {i}: engine {ours}, exchange {theirs}";
        }

        return "";
    }

    // Reports that went with a session's history cannot be asked for again; without a question for positions nothing
    // tells. Nor can trades that were never ours be told from an execution id used again.
    private bool MayBeLost => !World.Plan.Settings.Orders.ReconcilePositions
        && (World.IsDiskHurt || World.Plan.Session.ResetOnLogon || World.Plan.Faults.Has(FaultKind.VenueForgetsSession)
            || World.Plan.Faults.Has(FaultKind.VenueReusesIds) || World.Plan.Faults.Has(FaultKind.VenueMarsReports));
}

using HedgeFast.Core.Limits;
using HedgeFast.Core.Telemetry;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge.Told;

/// <summary>Every state that stops hedging is told within five seconds, for as long as it lasts.</summary>
/// <remarks>Invariants 16, 18, 19 and 39 of the states that the loop shows.</remarks>
internal sealed class StateAlerts(World world) : Invariants(world)
{
    private const long Milli = 1_000_000;
    private const long AtOnce = 600 * Milli;
    private const long Late = 5_600 * Milli;

    private static readonly StateAlert[] States =
    [
        new("killed", AtOnce, p => Of(p).Killed != 0, "kill-switch"),
        new("latched", AtOnce, p => Of(p).Latches != 0, "latched"),
        new("day's loss", AtOnce, p => (Of(p).Latches & (long)LimitLatches.DayLoss) != 0, "loss-limit"),
        new("journal", AtOnce, p => p.Pipeline.JournalFailure is not null, "journal-failed"),
        new("file", AtOnce, p => p.Pipeline.Control.FileFailure is not null, "watch-failed"),
        new("position", AtOnce, p => p.Pipeline.Loop.Ledger.Doubt.Any && !IsStopping(p),
            "position-in-doubt", "position-differs"),
        new("session", Late, p => Of(p).SessionUp == 0 && IsExpected(p), "session-down"),
        new("feed", Late, p => !p.Pipeline.Feed.IsConnected && IsExpected(p), "feed-down"),
        new("input", Late, p => Of(p).Underlyings.Any(u => u.Hedgeable == 0 && u.Closed == 0) && IsExpected(p),
            "stale-input", "volatility-missing", "forward-missing", "unprepared"),
        new("band", Late, p => Of(p).Underlyings.Any(u => u.OutOfBand > 0 && u.Closed == 0) && IsExpected(p),
            "out-of-band"),
    ];

    private readonly WatchSpells _spells = new(world);
    private readonly AlertCounts _counts = new(world);

    /// <inheritdoc/>
    public override void OnStart(EngineProcess process)
    {
        _spells.Begin();
        _counts.Begin();
    }

    /// <inheritdoc/>
    public override void OnLook(EngineProcess process)
    {
        _spells.Look();
        _counts.Look(process);
        foreach (StateAlert state in States)
        {
            long lasted = _spells.Of(state.Name, state.Holds(process));
            bool isTold = lasted >= 0 && _counts.AreTold(state.Name, lasted == 0, state.Alerts);
            if (lasted <= state.PatienceNanos || isTold)
                continue;
            string alerts = string.Join(" or ", state.Alerts);
            throw Broken(
                "19", $"{state.Name} for {lasted / 1e9:F1} s, and no {alerts}; {Of(process).Batches} batches");
        }

        LoopCounters counters = Of(process);
        bool isBreached = counters.MaxDayLoss > 0
            && (!double.IsFinite(counters.DayProfit) || counters.DayProfit <= -1.01 * counters.MaxDayLoss);
        bool isLatched = (counters.Latches & (long)LimitLatches.DayLoss) != 0;
        if (_spells.Of("breach", isBreached && !isLatched) > AtOnce)
            throw Broken("16", $"{counters.DayProfit} today, limit {counters.MaxDayLoss}, and nothing latched");
        if (counters.Contradicted != 0)
            throw Broken("39", $"{counters.Contradicted} decisions contradicted");
        if (counters.MaxExcess != 0 && !HasExpired)
            throw Broken("39", $"{counters.MaxExcess} beyond a band after a decision");
    }

    // A position that expires leaves the delta behind the decision of its batch.
    private bool HasExpired => World.Plan.Settings.Instruments.Any(each => each.ExpiryNanos <= World.Feed.Utc);

    private static LoopCounters Of(EngineProcess process) => process.Pipeline.Loop.Counters;

    private static bool IsStopping(EngineProcess process) => Of(process).Stopping != 0;

    private static bool IsExpected(EngineProcess process) => !IsStopping(process) && Of(process).MarketClosed == 0;

    private sealed record StateAlert(
        string Name, long PatienceNanos, Func<EngineProcess, bool> Holds, params string[] Alerts);
}

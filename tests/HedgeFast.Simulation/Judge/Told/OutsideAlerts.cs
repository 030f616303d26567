using HedgeFast.Core.Book;
using HedgeFast.Simulation.Faults;
using HedgeFast.Simulation.Judge.Orders;
using HedgeFast.Simulation.Judge.Wire;
using HedgeFast.Simulation.Outside;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge.Told;

/// <summary>What the outside knows to have happened is told: kills, silence, lost sessions, busts.</summary>
/// <remarks>Invariants 18 and 19, without a look at what the engine believes.</remarks>
internal sealed class OutsideAlerts : Invariants
{
    private const long Second = 1_000_000_000;

    private readonly WatchSpells _spells;
    private readonly AlertCounts _counts;
    private readonly long[] _quotedNanos;
    private readonly HashSet<string> _takenBack = [];
    private bool _isKilled;
    private long _alarmsAtLook;
    private long _alarmsBefore;
    private long _alarmDue = long.MaxValue;

    public OutsideAlerts(World world)
        : base(world)
    {
        _spells = new WatchSpells(world);
        _counts = new AlertCounts(world);
        _quotedNanos = new long[world.Plan.Settings.Instruments.Count];
    }

    /// <inheritdoc/>
    public override void OnQuoted(int instrument, SimTouch touch) => _quotedNanos[instrument] = World.Timeline.Now;

    /// <inheritdoc/>
    public override void OnStart(EngineProcess process)
    {
        _spells.Begin();
        _counts.Begin();
        _isKilled = false;
        _alarmDue = long.MaxValue;
    }

    /// <inheritdoc/>
    public override void OnSeen(in WireMessage message, LedgerOutcome outcome)
    {
        bool isTakenBack = message.Type == "8" && (message.Is(150, "H") || message.Is(150, "G"));
        if (isTakenBack && _takenBack.Add(message.Of(17)) && _alarmDue == long.MaxValue)
            (_alarmDue, _alarmsBefore) = (_spells.Now + (5 * Second), _alarmsAtLook);
    }

    /// <inheritdoc/>
    public override void OnKill() => _isKilled = true;

    /// <inheritdoc/>
    public override void OnSaid(string lines) => _isKilled &= !lines.Contains("rearm", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override void OnLook(EngineProcess process)
    {
        _spells.Look();
        _counts.Look(process);
        bool isExpected = process.Pipeline.Loop.Counters is { Stopping: 0, MarketClosed: 0 };
        Require("killed by signal", _isKilled && IsFed, Second, "kill-switch");
        long heartbeats = 3 * World.Plan.Session.HeartbeatSeconds * Second;
        Require(
            "no session at the exchange", isExpected && World.Venue.Session is null, heartbeats + 12 * Second,
            "session-down", "session-refused", "logons-exhausted");
        foreach (Instrument instrument in World.Plan.Settings.Instruments)
        {
            bool isUsed = process.Pipeline.Loop.Instruments[instrument.Index].InUse != 0
                && !(instrument.ExpiryNanos <= World.Feed.Utc);
            bool isSilent = World.Timeline.Now - _quotedNanos[instrument.Index] > Second;
            Require(
                $"no quote of {instrument.Symbol}", isExpected && isUsed && isSilent && IsFed,
                World.Plan.Settings.Limits.StaleNanos + 5 * Second,
                "stale-input", "volatility-missing", "forward-missing", "unprepared", "feed-down");
        }

        TakenBack(process);
    }

    private bool IsFed => World.Timeline.Now >= World.StarvedUntil && World.Timeline.Now >= World.PausedUntil;

    private void Require(string condition, bool holds, long patience, params ReadOnlySpan<string> alerts)
    {
        long lasted = _spells.Of(condition, holds);
        bool isTold = lasted >= 0 && _counts.AreTold(condition, lasted == 0, alerts);
        if (lasted > patience && !isTold)
            throw Broken("19", $"{condition} for {lasted / 1e9:F1} s, and no {string.Join(" or ", alerts.ToArray())}");
    }

    // A bust or a correction that the engine has read: one of a session begun anew may never arrive. A number used
    // again may be one that is known.
    private void TakenBack(EngineProcess process)
    {
        long alarms = process.Pipeline.Loop.Counters.OrderAlarms;
        bool mayJudge = Undisturbed.Holds(World) && process.Pipeline.Loop.Counters.SessionUp != 0
            && !World.Plan.Faults.Has(FaultKind.VenueReusesIds) && !World.Plan.Faults.Has(FaultKind.VenueMarsReports);
        _alarmsAtLook = alarms;
        if (!mayJudge || alarms > _alarmsBefore)
            _alarmDue = long.MaxValue;
        if (_spells.Now > _alarmDue)
            throw Broken("18", $"a trade was taken back 5 s ago, and unknown-order still counts {alarms}");
    }
}

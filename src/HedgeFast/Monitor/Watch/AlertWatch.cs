using System.Globalization;
using HedgeFast.Core.Limits;

namespace HedgeFast.Monitor.Watch;

/// <summary>Raises and clears alerts from the engine's status, within five seconds of the cause.</summary>
/// <remarks>
/// Durations are measured by a clock of its own: an engine in which nothing happens any more shows the levels of its
/// last event, and they may be good. Belongs to the thread that watches; nothing of the engine waits for it.
/// </remarks>
/// <param name="log">Receives the alerts.</param>
/// <param name="limits">The limits as configured.</param>
/// <param name="time">The clock.</param>
internal sealed class AlertWatch(AlertLog log, LimitSettings limits, TimeProvider time)
{
    // Of the limit of a day's loss.
    private const double Near = 0.8;

    private readonly Spells _spells = new(time);
    private readonly RequestWords _requests = new(limits);
    private readonly ProgressAlerts _progress = new(log);
    private readonly UnderlyingAlerts _underlyings =
        new(log, TimeSpan.FromTicks(limits.StaleNanos / TimeSpan.NanosecondsPerTick));
    private bool _wasUp;
    private bool _feedWasUp;
    private LimitLatches _latches;
    private string? _positionsDiffer;
    private string? _positionDoubt;
    private long _refusalsSeen;
    private long _refusals;

    /// <summary>Looks once.</summary>
    public void Look(EngineStatus status)
    {
        _spells.Look();
        log.Condition(AlertKind.EngineFailed, status.Failure is not null, status.Failure);
        log.Condition(AlertKind.KillSwitch, status.IsKilled);
        Latches(status);
        _progress.Look(status, _spells);
        Feed(status);
        foreach (UnderlyingStatus underlying in status.Underlyings)
            _underlyings.Look(status, underlying, _spells);
        Session(status);
        foreach (SinkStatus sink in status.Sinks)
            log.Condition(AlertKind.SinkFailed, sink.Failure is not null, sink.Failure, sink.Name);
        Orders(status);
        _requests.Look(status);
        log.Event(AlertKind.LimitChangeRefused, status.Loop.LimitChangesRefused, _requests.LimitChange);
        log.Event(AlertKind.RequestRefused, RequestWords.Count(status), _requests.Request);
        log.Event(AlertKind.JournalIncomplete, status.Loop.JournalLost);
        Positions(status);
        log.Event(AlertKind.Contradicted, status.Loop.Contradicted);
        log.Event(AlertKind.WrongTime, status.Feed.WrongTimes, status.Feed.Note);
        log.Event(AlertKind.FeedPaused, status.Feed.Pauses, status.Feed.Note);
        log.Event(AlertKind.FeedForeign, status.Feed.ForeignFrames, status.Feed.Note);
        log.Condition(AlertKind.WatchFailed, status.WatchFailure is not null, status.WatchFailure);
    }

    private void Orders(EngineStatus status)
    {
        log.Event(AlertKind.Unresolved, status.Loop.Unresolved);
        log.Event(AlertKind.UnknownOrder, status.Loop.OrderAlarms);
        if (status.IsKilled || status.IsStopping || status.Latch != LimitRefusal.None)
            log.Event(AlertKind.CancelRefused, status.Loop.CancelsRefused);
        log.Event(AlertKind.Rejected, status.Loop.Rejects);

        // A refusal is no news while everything is refused on purpose, nor behind a kill that a re-arm has just ended.
        var last = (LimitRefusal)status.Loop.LastRefusal;
        if (!status.IsKilled && status.Latch == LimitRefusal.None && last != LimitRefusal.Killed)
            _refusals += status.Loop.Refusals - _refusalsSeen;
        _refusalsSeen = status.Loop.Refusals;
        log.Event(AlertKind.Refused, _refusals, Name(last));
        log.Event(AlertKind.NotUnderstood, status.Session.Anomalies);
        log.Event(AlertKind.FaultyReport, status.Session.Faulty.Count, status.Session.Faulty.Last);
    }

    // Other numbers, or another instrument, are another alert.
    private void Positions(EngineStatus status)
    {
        string? differ = status.PositionsDiffer, doubt = status.PositionDoubt;
        if (differ is not null && _positionsDiffer is not null && differ != _positionsDiffer)
            log.Condition(AlertKind.PositionDiffers, holds: false);
        _positionsDiffer = differ;
        log.Condition(AlertKind.PositionDiffers, differ is not null, differ);
        if (doubt is not null && _positionDoubt is not null && doubt != _positionDoubt)
            log.Condition(AlertKind.PositionInDoubt, holds: false);
        _positionDoubt = doubt;
        log.Condition(AlertKind.PositionInDoubt, doubt is not null, doubt);
        log.Event(AlertKind.PositionUnconfirmed, status.Loop.PositionsUnconfirmed);
    }

    private void Latches(EngineStatus status)
    {
        // The limit may have been changed since the start.
        double limit = status.Loop.MaxDayLoss > 0 ? status.Loop.MaxDayLoss : limits.MaxDayLoss;
        double lost = -status.Loop.DayProfit;
        LimitLatches latches = status.Latches;
        bool byLoss = (latches & LimitLatches.DayLoss) != 0;
        bool isNear = lost >= Near * limit;
        string? loss = byLoss || isNear
            ? string.Create(CultureInfo.InvariantCulture, $"{lost:F2} lost today, limit {limit:F2}")
            : null;
        log.Condition(AlertKind.LossLimit, byLoss, loss);
        log.Condition(AlertKind.LossNear, isNear && !byLoss, loss);

        // Another limit, beside those before or instead of them, is another alert.
        bool latched = latches != LimitLatches.None;
        if (latched && _latches != LimitLatches.None && _latches != latches)
            log.Condition(AlertKind.Latched, holds: false);
        _latches = latches;
        log.Condition(AlertKind.Latched, latched, latched ? latches.ToString() : null);
    }

    private void Feed(EngineStatus status)
    {
        _feedWasUp |= status.Feed.IsUp;
        bool isDown = !status.Feed.IsUp && !status.IsStopping && !status.IsMarketClosed;
        TimeSpan patience = _feedWasUp ? Patience.Usual : Patience.AtStart;
        log.Condition(
            AlertKind.FeedDown, _spells.Lasts(AlertKind.FeedDown, "", isDown, patience),
            status.Feed.Error ?? "never connected");
    }

    private void Session(EngineStatus status)
    {
        _wasUp |= status.IsSessionUp;
        bool isDown = !status.IsSessionUp && !status.IsStopping && !status.IsMarketClosed;
        TimeSpan patience = _wasUp ? TimeSpan.Zero : Patience.AtStart;
        string? error = status.Session.LastError;
        log.Condition(AlertKind.SessionDown, _spells.Lasts(AlertKind.SessionDown, "", isDown, patience), error);
        log.Condition(AlertKind.SessionRefused, status.Session.IsRefused, error);
        log.Condition(
            AlertKind.LogonsExhausted, status.Session.LogonsUsedUp && !status.IsSessionUp && !status.IsStopping);
    }

    private static string Name(LimitRefusal limit) => Names[(int)limit];

    private static readonly string[] Names = [.. Enum.GetValues<LimitRefusal>().Select(limit => limit.ToString())];
}

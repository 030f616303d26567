using System.Globalization;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;

namespace HedgeFast.Watch;

/// <summary>Looks at the engine's signs and says what a person has to know. It decides nothing and holds nothing up.</summary>
/// <param name="log">Where it is said.</param>
/// <param name="limits">The limits to begin with.</param>
/// <param name="time">The clock of what takes too long.</param>
internal sealed class AlertWatch(AlertLog log, LimitSettings limits, TimeProvider time)
{
    // A logon, a reconnect and a hedge take less, and a person must know within five seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // Of the limit of a day's loss.
    private const double Near = 0.8;

    private readonly long _started = time.GetTimestamp();
    private bool _wasUp;
    private bool _isOut;
    private long _volumeWaits;
    private long _outSince;
    private LimitRefusal _latch;
    private string? _positionsDiffer;
    private long _refusalsSeen;
    private long _refusals;

    /// <summary>Looks once.</summary>
    public void Look(in EngineSigns signs)
    {
        log.Condition(AlertKind.EngineFailed, signs.Failure is not null, signs.Failure);
        log.Condition(AlertKind.KillSwitch, signs.Killed);
        Latches(signs);
        Inputs(signs);
        Session(signs);
        log.Condition(AlertKind.GovernorSlowed, signs.Governor == GovernorState.Slowed);
        log.Condition(AlertKind.GovernorHalted, signs.Governor == GovernorState.Halted);
        log.Event(AlertKind.Unresolved, signs.Unresolved);
        log.Event(AlertKind.UnknownOrder, signs.OrderAlarms);
        if (signs.Killed || signs.Stopping || signs.Latch != LimitRefusal.None)
            log.Event(AlertKind.CancelRefused, signs.CancelsRefused);
        log.Event(AlertKind.Rejected, signs.Rejects);

        // Where everything is refused on purpose, each refusal is no news.
        if (!signs.Killed && signs.Latch == LimitRefusal.None)
            _refusals += signs.Refusals - _refusalsSeen;
        _refusalsSeen = signs.Refusals;
        log.Event(AlertKind.Refused, _refusals, Name(signs.LastRefusal));
        log.Event(AlertKind.NotUnderstood, signs.Anomalies);
        log.Event(AlertKind.FaultyReport, signs.FaultyReports, signs.LastFaultyReport);
        log.Event(AlertKind.LimitChangeRefused, signs.LimitChangesRefused);
        log.Event(AlertKind.RequestRefused, signs.RequestsRefused);
        Positions(signs);
        log.Event(AlertKind.Contradicted, signs.Contradicted);
        log.Condition(AlertKind.WatchFailed, signs.WatchFailure is not null, signs.WatchFailure);
    }

    // Other numbers, or another instrument, are another alert.
    private void Positions(in EngineSigns signs)
    {
        if (signs.PositionsDiffer is not null && _positionsDiffer is not null && signs.PositionsDiffer != _positionsDiffer)
            log.Condition(AlertKind.PositionDiffers, holds: false);
        _positionsDiffer = signs.PositionsDiffer;
        log.Condition(AlertKind.PositionDiffers, signs.PositionsDiffer is not null, signs.PositionsDiffer);
        log.Event(AlertKind.PositionUnconfirmed, signs.PositionsUnconfirmed);
    }

    private void Latches(in EngineSigns signs)
    {
        bool byLoss = signs.Latch == LimitRefusal.DayLoss;
        bool isNear = -signs.DayProfit >= Near * limits.MaxDayLoss;
        string? loss = byLoss || isNear ? string.Create(CultureInfo.InvariantCulture, $"{-signs.DayProfit:F2} lost today, limit {limits.MaxDayLoss:F2}") : null;
        log.Condition(AlertKind.LossLimit, byLoss, loss);
        log.Condition(AlertKind.LossNear, isNear && !byLoss, loss);

        // Another limit instead of the one before is another alert.
        bool latched = signs.Latch != LimitRefusal.None;
        if (latched && _latch != LimitRefusal.None && _latch != signs.Latch)
            log.Condition(AlertKind.Latched, holds: false);
        _latch = signs.Latch;
        log.Condition(AlertKind.Latched, latched, latched ? Name(signs.Latch) : null);
    }

    private void Inputs(in EngineSigns signs)
    {
        bool expected = signs.Ticks > 0 && !signs.MarketClosed && !signs.Stopping;
        bool isNamed = signs.UnusableOption is not null || signs.UnusableExpiry is not null;
        log.Condition(AlertKind.StaleInput, expected && !signs.Hedgeable && !isNamed, signs.LastError);
        log.Condition(AlertKind.VolatilityMissing, expected && signs.UnusableOption is not null, signs.UnusableOption);
        log.Condition(AlertKind.ForwardMissing, expected && signs.UnusableExpiry is not null, signs.UnusableExpiry?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));

        bool isOut = expected && signs.OutOfBand > 0;
        if (isOut && !_isOut)
            (_outSince, _volumeWaits) = (time.GetTimestamp(), signs.VolumeWaits);
        _isOut = isOut;
        bool forLong = isOut && time.GetElapsedTime(_outSince) >= Patience;
        string waits = signs.VolumeWaits > _volumeWaits ? "; the share of the traded volume is used up" : "";
        log.Condition(AlertKind.OutOfBand, forLong, forLong ? string.Create(CultureInfo.InvariantCulture, $"net delta {signs.NetDelta:F4}, {signs.OutOfBand:F4} out of its band{waits}") : null);
    }

    private void Session(in EngineSigns signs)
    {
        _wasUp |= signs.SessionUp;
        bool expected = (_wasUp || time.GetElapsedTime(_started) >= Patience) && !signs.Stopping && !signs.MarketClosed;
        log.Condition(AlertKind.SessionDown, expected && !signs.SessionUp, signs.LastError);
        log.Condition(AlertKind.SessionRefused, signs.SessionRefused, signs.LastError);
        log.Condition(AlertKind.LogonsExhausted, signs.LogonsExhausted && !signs.SessionUp && !signs.Stopping);
    }

    private static string Name(LimitRefusal limit) => Names[(int)limit];

    private static readonly string[] Names = [.. Enum.GetValues<LimitRefusal>().Select(limit => limit.ToString())];
}

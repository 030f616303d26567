using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;

namespace HedgeFast.Monitor.Watch;

/// <summary>
/// Looks at the engine's signs and says what an operator has to know, within five seconds of its cause. It judges how long something has lasted by a clock of its own:
/// an engine in which nothing happens any more shows the levels of its last event, and they may be good. It decides nothing and holds nothing up.
/// </summary>
/// <param name="log">Where it is said.</param>
/// <param name="limits">The limits to begin with.</param>
/// <param name="time">The clock.</param>
internal sealed class AlertWatch(AlertLog log, LimitSettings limits, TimeProvider time)
{
    // A logon, a reconnect and a hedge take less.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // At the start connections, volatilities and the first hedge come one after the other.
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(4);

    // A gap that the next quote closes is no alert.
    private static readonly TimeSpan InputPatience = TimeSpan.FromSeconds(1);

    // Of the limit of a day's loss.
    private const double Near = 0.8;

    private readonly Spells _spells = new(time);
    private readonly RequestWords _requests = new(limits);
    private readonly HashSet<string> _everUsable = [];
    private readonly Dictionary<string, DateTime> _lostAverages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _volumeWaits = [];
    private readonly TimeSpan _stale = TimeSpan.FromTicks(limits.StaleNanos / TimeSpan.NanosecondsPerTick);
    private bool _wasUp;
    private bool _feedWasUp;
    private long _backPressure;
    private LimitLatches _latches;
    private string? _positionsDiffer;
    private string? _positionDoubt;
    private long _refusalsSeen;
    private long _refusals;

    /// <summary>Looks once.</summary>
    public void Look(in EngineSigns signs)
    {
        _spells.Look();
        log.Condition(AlertKind.EngineFailed, signs.Failure is not null, signs.Failure);
        log.Condition(AlertKind.KillSwitch, signs.Killed);
        Latches(signs);
        Progress(signs);
        Feed(signs);
        foreach (UnderlyingSign underlying in signs.Underlyings)
            Underlying(signs, underlying);
        Session(signs);
        foreach (SinkSign sink in signs.Sinks)
            log.Condition(AlertKind.SinkFailed, sink.Failure is not null, sink.Failure, sink.Name);
        log.Condition(AlertKind.GovernorSlowed, signs.Governor == GovernorState.Slowed);
        log.Condition(AlertKind.GovernorHalted, signs.Governor == GovernorState.Halted);
        log.Event(AlertKind.Unresolved, signs.Unresolved);
        log.Event(AlertKind.UnknownOrder, signs.OrderAlarms);
        if (signs.Killed || signs.Stopping || signs.Latch != LimitRefusal.None)
            log.Event(AlertKind.CancelRefused, signs.CancelsRefused);
        log.Event(AlertKind.Rejected, signs.Rejects);

        // Where everything is refused on purpose, each refusal is no news; nor are those of a kill that a re-arm has just ended.
        if (!signs.Killed && signs.Latch == LimitRefusal.None && signs.LastRefusal != LimitRefusal.Killed)
            _refusals += signs.Refusals - _refusalsSeen;
        _refusalsSeen = signs.Refusals;
        log.Event(AlertKind.Refused, _refusals, Name(signs.LastRefusal));
        log.Event(AlertKind.NotUnderstood, signs.Anomalies);
        log.Event(AlertKind.FaultyReport, signs.FaultyReports, signs.LastFaultyReport);
        _requests.Look(signs);
        log.Event(AlertKind.LimitChangeRefused, signs.LimitChangesRefused, _requests.LimitChange);
        log.Event(AlertKind.RequestRefused, signs.RequestsRefused, _requests.Request);
        log.Event(AlertKind.JournalIncomplete, signs.JournalLost);
        Positions(signs);
        log.Event(AlertKind.Contradicted, signs.Contradicted);
        log.Event(AlertKind.WrongTime, signs.WrongTimes, signs.FeedNote);
        log.Event(AlertKind.FeedPaused, signs.FeedPauses, signs.FeedNote);
        log.Event(AlertKind.FeedForeign, signs.ForeignFrames, signs.FeedNote);
        log.Condition(AlertKind.WatchFailed, signs.WatchFailure is not null, signs.WatchFailure);
    }

    // Other numbers, or another instrument, are another alert.
    private void Positions(in EngineSigns signs)
    {
        if (signs.PositionsDiffer is not null && _positionsDiffer is not null && signs.PositionsDiffer != _positionsDiffer)
            log.Condition(AlertKind.PositionDiffers, holds: false);
        _positionsDiffer = signs.PositionsDiffer;
        log.Condition(AlertKind.PositionDiffers, signs.PositionsDiffer is not null, signs.PositionsDiffer);
        if (signs.PositionDoubt is not null && _positionDoubt is not null && signs.PositionDoubt != _positionDoubt)
            log.Condition(AlertKind.PositionInDoubt, holds: false);
        _positionDoubt = signs.PositionDoubt;
        log.Condition(AlertKind.PositionInDoubt, signs.PositionDoubt is not null, signs.PositionDoubt);
        log.Event(AlertKind.PositionUnconfirmed, signs.PositionsUnconfirmed);
    }

    private void Latches(in EngineSigns signs)
    {
        // The limit may have been changed since the start.
        double limit = signs.MaxDayLoss > 0 ? signs.MaxDayLoss : limits.MaxDayLoss;
        bool byLoss = (signs.Latches & LimitLatches.DayLoss) != 0;
        bool isNear = -signs.DayProfit >= Near * limit;
        string? loss = byLoss || isNear ? string.Create(CultureInfo.InvariantCulture, $"{-signs.DayProfit:F2} lost today, limit {limit:F2}") : null;
        log.Condition(AlertKind.LossLimit, byLoss, loss);
        log.Condition(AlertKind.LossNear, isNear && !byLoss, loss);

        // Another limit, beside those before or instead of them, is another alert.
        bool latched = signs.Latches != LimitLatches.None;
        if (latched && _latches != LimitLatches.None && _latches != signs.Latches)
            log.Condition(AlertKind.Latched, holds: false);
        _latches = signs.Latches;
        log.Condition(AlertKind.Latched, latched, latched ? signs.Latches.ToString() : null);
    }

    // Whether the engine's parts move at all.
    private void Progress(in EngineSigns signs)
    {
        bool expected = !signs.Stopping;
        TimeSpan patience = signs.Batches == 0 ? StartPatience : Patience;
        TimeSpan batches = _spells.Still(AlertKind.LoopStalled, "batches", signs.Batches);
        TimeSpan timers = _spells.Still(AlertKind.LoopStalled, "timers", signs.Timers);
        bool stalls = expected && (batches >= patience || timers >= patience);
        string? why = null;
        if (stalls)
        {
            string held = signs.BackPressure > _backPressure ? $"; the journal or the order ring is full, {signs.JournalDepth} records wait" : "";
            why = batches >= patience
                ? string.Create(CultureInfo.InvariantCulture, $"no batch for {batches.TotalSeconds:F1} s{held}; no quote, fill, kill or limit reaches the engine")
                : string.Create(CultureInfo.InvariantCulture, $"no timer for {timers.TotalSeconds:F1} s{held}; kill file, retries and marks stand still");
        }
        else
        {
            _backPressure = signs.BackPressure;
        }

        log.Condition(AlertKind.LoopStalled, stalls, why);

        TimeSpan taken = _spells.Still(AlertKind.JournalStalled, "", signs.JournalTaken);
        bool waits = expected && signs.JournalDepth > 0 && taken >= Patience;
        log.Condition(
            AlertKind.JournalStalled, waits,
            waits ? string.Create(CultureInfo.InvariantCulture, $"no record taken for {taken.TotalSeconds:F1} s, {signs.JournalDepth} wait; a disk that hangs?") : null);
        log.Condition(AlertKind.JournalFailed, signs.JournalFailure is not null, signs.JournalFailure);

        foreach (ThreadSign thread in signs.Threads)
        {
            TimeSpan still = _spells.Still(AlertKind.ThreadStuck, thread.Name, thread.Rounds);
            bool isStuck = expected && still >= (thread.Rounds == 0 ? StartPatience : Patience);
            log.Condition(
                AlertKind.ThreadStuck, isStuck, isStuck ? string.Create(CultureInfo.InvariantCulture, $"has not come round for {still.TotalSeconds:F1} s") : null, thread.Name);
        }
    }

    private void Feed(in EngineSigns signs)
    {
        _feedWasUp |= signs.FeedUp;
        bool isDown = !signs.FeedUp && !signs.Stopping && !signs.MarketClosed;
        log.Condition(AlertKind.FeedDown, _spells.Lasts(AlertKind.FeedDown, "", isDown, _feedWasUp ? Patience : StartPatience), signs.FeedError ?? "never connected");
    }

    private void Underlying(in EngineSigns signs, in UnderlyingSign underlying)
    {
        string name = underlying.Name;
        bool expected = !signs.Stopping && !signs.MarketClosed && !underlying.Closed;
        bool hasOption = underlying.UnusableOption is not null;
        bool hasExpiry = underlying.UnusableExpiry is not null;
        TimeSpan patience = _everUsable.Contains(name) ? InputPatience : StartPatience;

        InstrumentSign inUse = underlying.InUse;
        string? why = hasOption || hasExpiry ? null : underlying.Reason;
        if (underlying.Hedgeable && Age(inUse) is { } age && age > _stale)
            why = string.Create(CultureInfo.InvariantCulture, $"{inUse.Symbol} has had no quote for {age.TotalSeconds:F1} s");
        if (why is not null && signs.FeedError is { } error && !signs.FeedUp)
            why += $"; the feed: {error}";
        Condition(AlertKind.StaleInput, name, expected && why is not null, patience, why);
        Condition(AlertKind.VolatilityMissing, name, expected && hasOption && !underlying.IsUnprepared, patience,
            underlying.Missing);
        Condition(AlertKind.Unprepared, name, expected && hasOption && underlying.IsUnprepared, patience > Patience ? patience : Patience, underlying.UnusableOption);
        Condition(
            AlertKind.ForwardMissing, name, expected && hasExpiry, patience, underlying.UnusableExpiry?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        LookAtAverage(name, expected ? underlying.LostAverage : null);
        if (underlying.Hedgeable && why is null)
            _everUsable.Add(name);

        // The others are what takes over when the one in use fails, and say what a forward or a basis is. A halt is no fault of theirs.
        foreach (InstrumentSign other in underlying.Instruments)
        {
            if (other.Symbol == inUse.Symbol)
            {
                log.Condition(AlertKind.StaleInput, holds: false, subject: other.Symbol);
                continue;
            }

            TimeSpan old = Age(other) ?? TimeSpan.Zero;
            bool isFaulty = other.Fault is not QuoteFault.None and not QuoteFault.Halted;
            string? fault = isFaulty ? $"not usable: {other.Fault}" : old > _stale ? string.Create(CultureInfo.InvariantCulture, $"no quote for {old.TotalSeconds:F1} s") : null;
            bool counts = expected && fault is not null && other.Fault != QuoteFault.Halted;
            Condition(AlertKind.StaleInput, other.Symbol, counts, other.QuoteNanos == 0 ? StartPatience : InputPatience, fault);
        }

        OutOfBand(signs, underlying, expected);
    }

    // Each expiry is told: an average given for one says nothing of the next.
    private void LookAtAverage(string name, DateTime? lost)
    {
        if (_lostAverages.TryGetValue(name, out DateTime told) && told != lost)
        {
            _lostAverages.Remove(name);
            log.Condition(AlertKind.AverageUnknown, holds: false, subject: ExpiryText(name, told));
        }

        if (lost is not { } expiry)
            return;
        _lostAverages[name] = expiry;
        log.Condition(
            AlertKind.AverageUnknown, holds: true,
            "too much of the window was not seen; its options decay linearly, until an operator writes "
            + $"average {name} {UtcTime.Text(expiry)} PRICE NAME",
            ExpiryText(name, expiry));
    }

    private static string ExpiryText(string name, DateTime expiry) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} {expiry:yyyy-MM-dd HH:mm}");

    // Null before the first quote: then the fault says so.
    private TimeSpan? Age(in InstrumentSign instrument)
    {
        TimeSpan still = _spells.Still(AlertKind.StaleInput, instrument.Symbol, instrument.QuoteNanos);
        return instrument.QuoteNanos == 0 ? null : still;
    }

    private void OutOfBand(in EngineSigns signs, in UnderlyingSign underlying, bool expected)
    {
        string name = underlying.Name;
        bool isOut = expected && underlying.OutOfBand > 0;
        if (!isOut)
            _volumeWaits[name] = signs.VolumeWaits;
        string? detail = null;
        if (isOut)
        {
            string waits = signs.VolumeWaits > _volumeWaits.GetValueOrDefault(name, signs.VolumeWaits) ? "; the share of the traded volume is used up" : "";
            string never = underlying.HasBeenHedged ? "" : ", never yet inside";
            string left = underlying.LeftDelta == 0
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $", {underlying.LeftDelta:F4} of it left on purpose");
            detail = string.Create(
                CultureInfo.InvariantCulture,
                $"net delta {underlying.NetDelta:F4}{left}, {underlying.OutOfBand:F4} out of its band{never}{waits}");
        }

        Condition(AlertKind.OutOfBand, name, isOut, underlying.HasBeenHedged ? Patience : StartPatience, detail);
    }

    private void Condition(AlertKind kind, string subject, bool holds, TimeSpan patience, string? detail) =>
        log.Condition(kind, _spells.Lasts(kind, subject, holds, patience), detail, subject);

    private void Session(in EngineSigns signs)
    {
        _wasUp |= signs.SessionUp;
        bool isDown = !signs.SessionUp && !signs.Stopping && !signs.MarketClosed;
        log.Condition(AlertKind.SessionDown, _spells.Lasts(AlertKind.SessionDown, "", isDown, _wasUp ? TimeSpan.Zero : StartPatience), signs.LastError);
        log.Condition(AlertKind.SessionRefused, signs.SessionRefused, signs.LastError);
        log.Condition(AlertKind.LogonsExhausted, signs.LogonsExhausted && !signs.SessionUp && !signs.Stopping);
    }

    private static string Name(LimitRefusal limit) => Names[(int)limit];

    private static readonly string[] Names = [.. Enum.GetValues<LimitRefusal>().Select(limit => limit.ToString())];
}

using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Limits;

/// <summary>
/// The last question before an order leaves: may we? Owned by the loop; deterministic in the stamps it is given. An
/// order that a limit refuses is not made smaller here: size is the decision's business.
/// </summary>
/// <param name="settings">The limits to begin with.</param>
/// <param name="instruments">Number of instruments.</param>
public sealed class PreTradeLimits(LimitSettings settings, int instruments)
{
    private const long OneSecondNanos = 1_000_000_000;

    // The book is valued once a second. What is older than this says that nobody values it any more.
    private const long MarkMaxNanos = 30 * OneSecondNanos;

    private readonly RateLimiter _orders = new(settings.OrdersPerSecond, OneSecondNanos);
    private readonly RateLimiter _messages = new(settings.MessagesPerSecond, OneSecondNanos);
    private readonly SameSideRun[] _runs = MakeRuns(settings, instruments);

    private readonly DayCost _dayCost = new(settings.DayTimeZone);
    private readonly DayProfit _profit = new(settings.DayTimeZone);
    private readonly LimitSettings _configured = settings;
    private LimitLatches _rearmAsked;
    private long _byHand;
    private OperatorName _changedBy;
    private double _bookProfit;
    private long _bookMarkedNanos = long.MaxValue;
    private bool _isMarkMissing;

    /// <summary>The limits in force.</summary>
    public LimitSettings Settings { get; private set; } = settings;

    /// <summary>Whether the kill switch is on.</summary>
    public bool IsKilled { get; set; }

    /// <summary>Every limit that has stopped trading until it is re-armed.</summary>
    public LimitLatches Latches { get; private set; }

    /// <summary>The gravest of <see cref="Latches"/>; <see cref="LimitRefusal.None"/> when none holds.</summary>
    public LimitRefusal Latch => Latches.Gravest();

    /// <summary>Whether what has stopped trading cancels every order too.</summary>
    public bool IsClearing => IsKilled || (Latches & LimitLatches.DayLoss) != 0;

    /// <summary>Whether kill switch or latch refuse every order until a person re-arms.</summary>
    public bool HasStopped => WhatHasStopped != LimitRefusal.None;

    private LimitRefusal WhatHasStopped => IsKilled ? LimitRefusal.Killed : Latch;

    /// <summary>Checks one order. Counts it against the rates only when it is allowed.</summary>
    public LimitRefusal Check(in OrderCheck order)
    {
        LimitRefusal refusal = WhatHasStopped;
        if (refusal == LimitRefusal.None)
        {
            refusal = IsMarkMissing(order.NowNanos) && !Settings.TradesUnvalued
                ? LimitRefusal.NoMark
                : CheckOrder(order);
        }

        if (refusal == LimitRefusal.None)
            refusal = CheckRates(order);
        Latches |= refusal.ToLatch();
        return refusal;
    }

    /// <summary>
    /// Checks another price for an order that is out, whose quantity it does not raise. It counts against the rates as
    /// a new order does where it is allowed; as a repetition it does not count, because it is no further execution.
    /// </summary>
    public LimitRefusal CheckReplace(in OrderCheck order)
    {
        LimitRefusal refusal = WhatHasStopped;
        if (refusal == LimitRefusal.None)
            refusal = CheckReference(order);
        if (refusal == LimitRefusal.None)
            refusal = CheckPrice(order);
        if (refusal == LimitRefusal.None)
            refusal = CheckPace(order.NowNanos);
        if (refusal == LimitRefusal.None)
            CountOrder(order.NowNanos);
        return refusal;
    }

    /// <summary>
    /// Whether a position, with everything in flight, stays within its limit if signed <paramref name="lots"/> are
    /// added to it.
    /// </summary>
    public bool HasRoom(PositionInterval position, long lots) =>
        (lots > 0 ? position.High + lots : -(position.Low + lots)) <= Settings.MaxPositionLots;

    /// <summary>Counts a message that is no new order: it is never held back, but those after it are.</summary>
    public void CountMessage(long nowNanos) => _messages.Add(nowNanos);

    /// <summary>Profit of the day on the basis that is limited, quote currency; negative is a loss.</summary>
    public double ProfitToday => _profit.Today;

    /// <summary>When that day began, UTC nanoseconds since 1970; before the first mark, the smallest number.</summary>
    public long DayStartNanos => _profit.StartNanos;

    /// <summary>
    /// An earlier process had made this much on a day, quote currency. Passed over where that day, or a later one, is
    /// known already.
    /// </summary>
    public void CarryDay(long dayStartNanos, double profit) => _profit.Carry(dayStartNanos, profit);

    /// <summary>
    /// The hedge has gained this much since the start, quote currency, fees and execution costs taken off.
    /// </summary>
    /// <param name="profit">The gain.</param>
    /// <param name="utcNanos">Exchange time, UTC nanoseconds since 1970; says which day it is.</param>
    /// <returns>Whether the day's loss has just reached its limit: nothing goes out from here.</returns>
    public bool MarkHedge(double profit, long utcNanos) =>
        Mark(Settings.LossBasis == LossBasis.Hedge || !double.IsFinite(profit) ? profit : _bookProfit, utcNanos);

    /// <summary>
    /// So much has been paid since the start, spread and fees, quote currency. The day's cost latches here too,
    /// whatever else is latched and whether or not an order asks.
    /// </summary>
    /// <param name="costSinceStart">The cost.</param>
    /// <param name="utcNanos">Exchange time, UTC nanoseconds since 1970.</param>
    public void MarkCost(double costSinceStart, long utcNanos)
    {
        if (!(_dayCost.At(utcNanos, costSinceStart) <= Settings.MaxDayCost))
            Latches |= LimitLatches.DayCost;
    }

    /// <summary>
    /// Book and hedge together, valued at the same prices, have gained this much since the start, quote currency.
    /// </summary>
    /// <param name="profit">The gain.</param>
    /// <param name="utcNanos">Exchange time, UTC nanoseconds since 1970; 0 before the first quote.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    /// <returns>Whether the day's loss has just reached its limit.</returns>
    public bool MarkBook(double profit, long utcNanos, long nowNanos)
    {
        (_bookProfit, _bookMarkedNanos, _isMarkMissing) = (profit, nowNanos, false);
        return (Settings.LossBasis == LossBasis.Book || !double.IsFinite(profit))
            && utcNanos > 0
            && Mark(profit, utcNanos);
    }

    /// <summary>Shows others what the limits forbid.</summary>
    public void CountInto(LoopCounters counters)
    {
        (counters.Latch, counters.Latches, counters.MaxDayLoss) = ((long)Latch, (long)Latches, Settings.MaxDayLoss);
        counters.Killed = IsKilled ? 1 : 0;
        counters.MarkMissing = _isMarkMissing ? 1 : 0;
        (counters.DayProfit, counters.DayStartNanos) = (ProfitToday, DayStartNanos);
    }

    /// <summary>
    /// A re-arm was asked for. It clears what is latched now and nothing that latches before it is obeyed.
    /// </summary>
    /// <param name="isNamed">Whether a person gave a name; without one the kill switch alone is released, and only
    /// where nothing is latched.</param>
    /// <returns>Whether it will be obeyed.</returns>
    public bool AskRearm(bool isNamed)
    {
        if (!isNamed && Latches != LimitLatches.None)
            return false;
        _rearmAsked = Latches;
        return true;
    }

    /// <summary>
    /// Obeys the re-arm that was asked for: releases the kill switch and clears the latches of then, the day's loss
    /// last and alone (see <see cref="LimitLatchRules.Cleared"/>). What is breached now, cleared or not, latches at
    /// once.
    /// </summary>
    /// <param name="costSinceStart">Spread and fees paid since the start; a day's cost is counted anew from
    /// here.</param>
    /// <param name="hedgeProfit">What the hedge has gained since the start, quote currency; a day's loss is counted
    /// anew from here.</param>
    /// <returns>Whether the day's loss has latched again.</returns>
    public bool Rearm(double costSinceStart, double hedgeProfit)
    {
        IsKilled = false;
        double profit = Settings.LossBasis == LossBasis.Hedge || !double.IsFinite(hedgeProfit)
            ? hedgeProfit
            : _bookProfit;
        LimitLatches cleared = LimitLatchRules.Cleared(_rearmAsked & Latches);
        if ((cleared & LimitLatches.DayCost) != 0)
            _dayCost.Forgive(costSinceStart);
        if ((cleared & LimitLatches.DayLoss) != 0)
            _profit.Forgive(profit);
        Latches &= ~cleared;
        _rearmAsked = LimitLatches.None;
        foreach (SameSideRun run in _runs)
            run.Clear();
        if (!(_dayCost.Spent(costSinceStart) <= Settings.MaxDayCost))
            Latches |= LimitLatches.DayCost;
        bool isLost = (Latches & LimitLatches.DayLoss) == 0
            && !(double.IsFinite(profit) && -_profit.At(profit) < Settings.MaxDayLoss);
        if (isLost)
            Latches |= LimitLatches.DayLoss;
        return isLost;
    }

    /// <summary>Goes on where the run before ended; once, at the start.</summary>
    public void Carry(in CarriedTotals totals)
    {
        IsKilled = totals.IsKilled;
        Latches = totals.AllLatches;
        _dayCost.Carry(totals.DayStartNanos, totals.DayCost);
        _profit.Carry(totals.ProfitDayStartNanos, totals.DayProfit);
    }

    /// <summary>Goes on with orders of the run before to one side of an instrument.</summary>
    public void Carry(in CarriedRun run) => _runs[run.Instrument].Carry(run);

    /// <summary>
    /// An order that has left in the run whose journal is read: it counts as it did then, and is the proof that nothing
    /// stopped trading.
    /// </summary>
    internal void Recall(in OrderCheck order)
    {
        (IsKilled, Latches) = (false, LimitLatches.None);
        _dayCost.At(order.ExchangeNanos, order.CostSinceStart);
        _runs[order.Instrument].Meet(order);
        _runs[order.Instrument].Add(order);
    }

    /// <summary>
    /// An order that was refused in the run whose journal is read, because of what had stopped trading.
    /// </summary>
    internal void Recall(LimitRefusal latch) => Latches |= latch.ToLatch();

    /// <summary>What is left to the next run, but for the orders in a row.</summary>
    internal CarriedTotals ToCarried(long sessionSequence, double costSinceStart) => new()
    {
        SessionSequence = sessionSequence,
        DayStartNanos = _dayCost.StartNanos,
        DayCost = double.IsFinite(_dayCost.Spent(costSinceStart))
            ? _dayCost.Spent(costSinceStart)
            : Settings.MaxDayCost,
        Latch = Latch,
        Latches = Latches,
        IsKilled = IsKilled,
        ProfitDayStartNanos = DayStartNanos,
        DayProfit = ProfitToday,
    };

    /// <summary>The orders to one side in a row that are left to the next run.</summary>
    internal IEnumerable<CarriedRun> ToCarriedRuns()
    {
        for (int i = 0; i < _runs.Length; i++)
        {
            if (_runs[i].ToCarried(i) is { } run)
                yield return run;
        }
    }

    /// <summary>Changes a limit from the next order on.</summary>
    /// <param name="key">Which.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="by">Who asked; empty when nobody was named.</param>
    /// <returns>Whether it was changed: the value has to be positive, within the other limits, and at most
    /// <see cref="LimitSettings.OperatorFactor"/> times the configured one.</returns>
    public bool TryChange(LimitKey key, double value, OperatorName by = default)
    {
        if (!(value > 0 && value <= 1e15) || key is LimitKey.None or > LimitKey.MaxDayLoss)
            return false;
        LimitSettings changed = With(Settings, key, value);
        if (!changed.Hold || !(value <= _configured.OperatorFactor * Of(_configured, key)))
            return false;
        (Settings, _byHand, _changedBy) = (changed, _byHand | (1L << (int)key), by);
        return true;
    }

    /// <summary>The limits in force, and which of them were changed by hand.</summary>
    internal CarriedLimits ToCarriedLimits() => CarriedLimits.Of(Settings, _byHand, _changedBy);

    /// <summary>Restores the limits that were changed by hand in the run before, all at once.</summary>
    /// <returns>Whether they hold together with the limits of this run; if not nothing has changed.</returns>
    internal bool TryCarry(in CarriedLimits limits)
    {
        LimitSettings restored = limits.Over(Settings);
        if (!restored.Hold)
            return false;
        (Settings, _byHand, _changedBy) = (restored, limits.ByHand, limits.Operator);
        return true;
    }

    /// <summary>Settings with another value of one limit.</summary>
    internal static LimitSettings With(LimitSettings settings, LimitKey key, double value) => key switch
    {
        LimitKey.MaxOrderLots => settings with { MaxOrderLots = (long)value },
        LimitKey.MaxPositionLots => settings with { MaxPositionLots = (long)value },
        LimitKey.MaxOrderNotional => settings with { MaxOrderNotional = value },
        LimitKey.CollarFraction => settings with { CollarFraction = value },
        LimitKey.MaxDayCost => settings with { MaxDayCost = value },
        _ => settings with { MaxDayLoss = value },
    };

    private static double Of(LimitSettings settings, LimitKey key) => key switch
    {
        LimitKey.MaxOrderLots => settings.MaxOrderLots,
        LimitKey.MaxPositionLots => settings.MaxPositionLots,
        LimitKey.MaxOrderNotional => settings.MaxOrderNotional,
        LimitKey.CollarFraction => settings.CollarFraction,
        LimitKey.MaxDayCost => settings.MaxDayCost,
        _ => settings.MaxDayLoss,
    };

    /// <summary>Adds everything that later answers depend on.</summary>
    public void AddTo(ref StateDigest digest)
    {
        digest.Add((IsKilled ? 1L : 0L) + (256L * (int)Latches) + (65_536L * (int)_rearmAsked));
        digest.Add(_byHand);
        digest.Add(Settings.MaxOrderLots);
        digest.Add(Settings.MaxPositionLots);
        digest.Add(Settings.MaxOrderNotional);
        digest.Add(Settings.CollarFraction);
        digest.Add(Settings.MaxDayCost);
        digest.Add(Settings.MaxDayLoss);
        _dayCost.AddTo(ref digest);
        _profit.AddTo(ref digest);
        digest.Add(_bookProfit);
        digest.Add(_bookMarkedNanos);
        _orders.AddTo(ref digest);
        _messages.AddTo(ref digest);
        foreach (SameSideRun run in _runs)
            run.AddTo(ref digest);
    }

    private LimitRefusal CheckOrder(in OrderCheck order)
    {
        if (CheckReference(order) is not LimitRefusal.None and var refusal)
            return refusal;
        if (Math.Abs(order.Lots) > Settings.MaxOrderLots)
            return LimitRefusal.OrderQuantity;
        bool buy = order.Lots > 0;
        if (!HasRoom(order.Position, order.Lots))
            return LimitRefusal.Position;
        long open = buy ? order.Position.High - order.FilledLots : order.FilledLots - order.Position.Low;
        if (open + Math.Abs(order.Lots) > (buy ? order.NeedLots : -order.NeedLots) + Settings.OvershootLots)
            return LimitRefusal.Overshoot;
        return CheckPrice(order);
    }

    private LimitRefusal CheckReference(in OrderCheck order)
    {
        // Where prices may be zero, a market at zero is a market; there only the stamp says that there is none.
        if (order.BidTicks == 0 && order.AskTicks == 0 && (order.PriceBaseTicks == 0 || order.QuoteNanos == 0))
            return LimitRefusal.NoReference;
        return order.NowNanos - order.QuoteNanos > Settings.StaleNanos ? LimitRefusal.StaleQuote : LimitRefusal.None;
    }

    private LimitRefusal CheckPrice(in OrderCheck order)
    {
        // Written so that NaN is refused, here and below.
        if (!(Math.Abs(order.Notional) <= Settings.MaxOrderNotional))
            return LimitRefusal.Notional;
        double mid = 0.5 * ((double)order.BidTicks + order.AskTicks);
        double collar = Math.Max(
            Settings.CollarFraction * Math.Max(Math.Abs(mid), order.PriceBaseTicks), Settings.CollarTicks);
        return Math.Abs(order.LimitTicks - mid) <= collar ? LimitRefusal.None : LimitRefusal.PriceCollar;
    }

    private LimitRefusal CheckRates(in OrderCheck order)
    {
        if (!(_dayCost.At(order.ExchangeNanos, order.CostSinceStart) <= Settings.MaxDayCost))
            return LimitRefusal.DayCost;
        SameSideRun run = _runs[order.Instrument];
        run.Meet(order);
        if (run.IsDuplicate(order, Settings.DuplicateNanos))
            return LimitRefusal.Duplicate;
        if (CheckPace(order.NowNanos) is not LimitRefusal.None and var refusal)
            return refusal;
        if (run.IsTooLong(order))
            return LimitRefusal.Repetition;

        CountOrder(order.NowNanos);
        run.Add(order);
        return LimitRefusal.None;
    }

    private LimitRefusal CheckPace(long nowNanos)
    {
        if (_messages.IsFull(nowNanos))
            return LimitRefusal.MessageRate;
        return _orders.IsFull(nowNanos) ? LimitRefusal.OrderRate : LimitRefusal.None;
    }

    private void CountOrder(long nowNanos)
    {
        _orders.Add(nowNanos);
        _messages.Add(nowNanos);
    }

    // Written so that NaN is a breach. Each limit is looked at whatever else is latched.
    private bool Mark(double profit, long utcNanos)
    {
        _profit.Mark(profit, utcNanos);
        if ((_profit.IsKnown && -_profit.Today < Settings.MaxDayLoss) || (Latches & LimitLatches.DayLoss) != 0)
            return false;
        Latches |= LimitLatches.DayLoss;
        return true;
    }

    // Before the first mark the book counts as unchanged, for as long from the first order on as a mark may be old.
    private bool IsMarkMissing(long nowNanos)
    {
        if (_bookMarkedNanos == long.MaxValue)
            _bookMarkedNanos = nowNanos;
        _isMarkMissing = Settings.LossBasis == LossBasis.Book
            && Settings.MaxDayLoss < LimitSettings.NoLossLimit
            && nowNanos - _bookMarkedNanos > MarkMaxNanos;
        return _isMarkMissing;
    }

    private static SameSideRun[] MakeRuns(LimitSettings settings, int instruments)
    {
        var runs = new SameSideRun[instruments];
        for (int i = 0; i < runs.Length; i++)
            runs[i] = new SameSideRun(settings);
        return runs;
    }
}

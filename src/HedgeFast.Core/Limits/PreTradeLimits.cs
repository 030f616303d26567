using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Limits;

/// <summary>Pre-trade risk checks, kill switch and latches. Owned by the loop; deterministic in the stamps of
/// events.</summary>
/// <remarks>An order that a limit refuses is not made smaller here: its size is the decision's business.</remarks>
/// <param name="settings">The configured limits.</param>
/// <param name="instruments">Number of instruments.</param>
public sealed class PreTradeLimits(LimitSettings settings, int instruments)
{
    private const long OneSecondNanos = 1_000_000_000;

    // The book is valued once a second: an older mark shows that its valuation has stopped.
    private const long MarkMaxNanos = 30 * OneSecondNanos;

    private readonly RateLimiter _orders = new(settings.OrdersPerSecond, OneSecondNanos);
    private readonly RateLimiter _messages = new(settings.MessagesPerSecond, OneSecondNanos);
    private readonly SameSideRun[] _runs = MakeRuns(settings, instruments);

    private readonly DayCost _dayCost = new(settings.DayTimeZone);
    private readonly DayProfit _profit = new(settings.DayTimeZone);
    private readonly LimitsInForce _inForce = new(settings);
    private LimitLatches _rearmAsked;
    private double _bookProfit;
    private long _bookMarkedNanos = long.MaxValue;
    private bool _isMarkMissing;

    /// <summary>The limits in force.</summary>
    public LimitSettings Settings => _inForce.Settings;

    /// <summary>Whether the kill switch is on.</summary>
    public bool IsKilled { get; set; }

    /// <summary>The limits that have stopped trading until an operator re-arms them.</summary>
    public LimitLatches Latches { get; private set; }

    /// <summary>The gravest of <see cref="Latches"/>; <see cref="LimitRefusal.None"/> when none holds.</summary>
    public LimitRefusal Latch => Latches.Gravest();

    /// <summary>Whether kill switch or the day's loss cancel every live order.</summary>
    public bool IsClearing => IsKilled || (Latches & LimitLatches.DayLoss) != 0;

    /// <summary>Whether kill switch or latch refuse every order until an operator re-arms.</summary>
    public bool HasStopped => WhatHasStopped != LimitRefusal.None;

    private LimitRefusal WhatHasStopped => IsKilled ? LimitRefusal.Killed : Latch;

    /// <summary>Checks one order. Counts it against the rates only when it is allowed.</summary>
    public LimitRefusal Check(in OrderCheck order)
    {
        LimitRefusal refusal = WhatHasStopped;
        if (refusal == LimitRefusal.None)
        {
            CheckMark(order.NowNanos);
            refusal = _isMarkMissing && !Settings.TradesUnvalued ? LimitRefusal.NoMark : CheckOrder(order);
        }

        if (refusal == LimitRefusal.None)
            refusal = CheckRates(order);
        Latches |= refusal.ToLatch();
        return refusal;
    }

    /// <summary>Checks another price for a live order whose quantity is not raised.</summary>
    /// <remarks>Where it is allowed it counts against the rates as a new order does, and is no repetition: it adds no
    /// execution.</remarks>
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

    /// <summary>Whether signed <paramref name="lots"/> fit within the position limit, with everything in
    /// flight.</summary>
    public bool HasRoom(PositionInterval position, long lots) =>
        (lots > 0 ? position.High + lots : -(position.Low + lots)) <= Settings.MaxPositionLots;

    /// <summary>Counts a message that is no new order. Only new orders are held back by the rate.</summary>
    public void CountMessage(long nowNanos) => _messages.Add(nowNanos);

    /// <summary>Profit of the day on the basis that is limited, quote currency; negative is a loss.</summary>
    public double ProfitToday => _profit.Today;

    /// <summary>When that day began, UTC nanoseconds since 1970; before the first mark, the smallest number.</summary>
    public long DayStartNanos => _profit.StartNanos;

    /// <summary>Restores a day's profit of an earlier process, quote currency. Ignored where that day, or a later one,
    /// is known.</summary>
    public void CarryDay(long dayStartNanos, double profit) => _profit.Carry(dayStartNanos, profit);

    /// <summary>Marks the hedge to market, and latches the day's loss at its limit.</summary>
    /// <param name="profit">Gain of the hedge since the start, fees and execution costs taken off, quote
    /// currency.</param>
    /// <param name="utcNanos">Exchange time, UTC nanoseconds since 1970; says which day it is.</param>
    /// <returns>Whether the day's loss has just reached its limit: no order leaves from here.</returns>
    public bool MarkHedge(double profit, long utcNanos) =>
        Mark(Settings.LossBasis == LossBasis.Hedge || !double.IsFinite(profit) ? profit : _bookProfit, utcNanos);

    /// <summary>Checks the day's cost, and latches it at its limit, whatever else is latched.</summary>
    /// <param name="costSinceStart">Spread and fees paid since the start, quote currency.</param>
    /// <param name="utcNanos">Exchange time, UTC nanoseconds since 1970.</param>
    public void MarkCost(double costSinceStart, long utcNanos)
    {
        double cost = _dayCost.At(utcNanos, costSinceStart);
        if (!(cost <= Settings.MaxDayCost))
            Latches |= LimitLatches.DayCost;
    }

    /// <summary>Marks book and hedge to market at the same prices, and latches the day's loss at its limit.</summary>
    /// <param name="profit">Gain of both since the start, quote currency.</param>
    /// <param name="utcNanos">Exchange time, UTC nanoseconds since 1970; 0 before the first quote.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    /// <returns>Whether the day's loss has just reached its limit.</returns>
    public bool MarkBook(double profit, long utcNanos, long nowNanos)
    {
        _bookProfit = profit;
        _bookMarkedNanos = nowNanos;
        _isMarkMissing = false;
        bool counts = Settings.LossBasis == LossBasis.Book || !double.IsFinite(profit);
        if (!counts || utcNanos <= 0)
            return false;
        return Mark(profit, utcNanos);
    }

    /// <summary>Shows others what the limits forbid.</summary>
    public void CountInto(LoopCounters counters)
    {
        counters.Latch = (long)Latch;
        counters.Latches = (long)Latches;
        counters.MaxDayLoss = Settings.MaxDayLoss;
        counters.Killed = IsKilled ? 1 : 0;
        counters.MarkMissing = _isMarkMissing ? 1 : 0;
        (counters.DayProfit, counters.DayStartNanos) = (ProfitToday, DayStartNanos);
    }

    /// <summary>Requests a re-arm. It clears the latches of now, and none that latches before it is carried
    /// out.</summary>
    /// <param name="isNamed">Whether an operator gave a name; without one the kill switch alone is released, and only
    /// where nothing is latched.</param>
    /// <returns>Whether it will be carried out.</returns>
    public bool AskRearm(bool isNamed)
    {
        if (!isNamed && Latches != LimitLatches.None)
            return false;
        _rearmAsked = Latches;
        return true;
    }

    /// <summary>Carries out the re-arm: releases the kill switch and clears the latches that it was requested
    /// for.</summary>
    /// <remarks>The day's loss is cleared last and alone, see <see cref="LimitLatchRules.Cleared"/>. A limit that is
    /// breached at the prices of now latches at once.</remarks>
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

    /// <summary>Resumes the latches, the cost and the profit of the run before; once, at the start.</summary>
    public void Carry(in CarriedTotals totals)
    {
        IsKilled = totals.IsKilled;
        Latches = totals.AllLatches;
        _dayCost.Carry(totals.DayStartNanos, totals.DayCost);
        _profit.Carry(totals.ProfitDayStartNanos, totals.DayProfit);
    }

    /// <summary>Resumes the orders in a row of the run before to one side of an instrument.</summary>
    public void Carry(in CarriedRun run) => _runs[run.Instrument].Carry(run);

    /// <summary>Counts an order of the run whose journal is read. That it left proves that nothing had stopped
    /// trading.</summary>
    internal void Recall(in OrderCheck order)
    {
        (IsKilled, Latches) = (false, LimitLatches.None);
        _dayCost.At(order.ExchangeNanos, order.CostSinceStart);
        _runs[order.Instrument].Meet(order);
        _runs[order.Instrument].Add(order);
    }

    /// <summary>Restores the latch that refused an order of the run whose journal is read.</summary>
    internal void Recall(LimitRefusal latch) => Latches |= latch.ToLatch();

    /// <summary>The totals that the next run resumes from.</summary>
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

    /// <summary>Changes a limit from the next order on, see <see cref="LimitsInForce.TryChange"/>.</summary>
    /// <param name="key">The limit.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="by">The operator; empty without a name.</param>
    /// <returns>Whether the value holds.</returns>
    public bool TryChange(LimitKey key, double value, OperatorName by = default) => _inForce.TryChange(key, value, by);

    /// <summary>The limits to journal, and which of them an operator changed.</summary>
    internal CarriedLimits ToCarriedLimits() => _inForce.ToCarried();

    /// <summary>Restores the limits that operators changed in the run before, all at once.</summary>
    /// <returns>Whether they hold together with the limits of this run; if not nothing changes.</returns>
    internal bool TryCarry(in CarriedLimits limits) => _inForce.TryCarry(limits);

    /// <summary>Adds everything that later answers depend on.</summary>
    public void AddTo(ref StateDigest digest)
    {
        digest.Add((IsKilled ? 1L : 0L) + (256L * (int)Latches) + (65_536L * (int)_rearmAsked));
        _inForce.AddTo(ref digest);
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
        double cost = _dayCost.At(order.ExchangeNanos, order.CostSinceStart);
        if (!(cost <= Settings.MaxDayCost))
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
    private void CheckMark(long nowNanos)
    {
        if (_bookMarkedNanos == long.MaxValue)
            _bookMarkedNanos = nowNanos;
        _isMarkMissing = Settings.LossBasis == LossBasis.Book
            && Settings.MaxDayLoss < LimitSettings.NoLossLimit
            && nowNanos - _bookMarkedNanos > MarkMaxNanos;
    }

    private static SameSideRun[] MakeRuns(LimitSettings settings, int instruments)
    {
        var runs = new SameSideRun[instruments];
        for (int i = 0; i < runs.Length; i++)
            runs[i] = new SameSideRun(settings);
        return runs;
    }
}

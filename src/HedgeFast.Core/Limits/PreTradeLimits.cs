using HedgeFast.Core.Book;

namespace HedgeFast.Core.Limits;

/// <summary>
/// The last question before an order leaves: may we? Owned by the loop; deterministic in the stamps it is given. An order that a limit refuses is
/// not made smaller here: size is the decision's business.
/// </summary>
/// <param name="settings">The limits to begin with.</param>
/// <param name="instruments">Number of instruments.</param>
public sealed class PreTradeLimits(LimitSettings settings, int instruments)
{
    private const long OneSecondNanos = 1_000_000_000;
    private const long OneDayNanos = 86_400 * OneSecondNanos;

    private readonly SlidingWindow _orders = new(settings.OrdersPerSecond, OneSecondNanos);
    private readonly SlidingWindow _messages = new(settings.MessagesPerSecond, OneSecondNanos);
    private readonly SameSideRun[] _runs = MakeRuns(settings, instruments);

    private long _day = long.MinValue;
    private double _costAtDayStart;

    /// <summary>The limits in force.</summary>
    public LimitSettings Settings { get; private set; } = settings;

    /// <summary>Whether the kill switch is on.</summary>
    public bool IsKilled { get; set; }

    /// <summary>The limit that has stopped trading until it is re-armed; <see cref="LimitRefusal.None"/> when none has.</summary>
    public LimitRefusal Latch { get; private set; }

    /// <summary>Checks one order. Counts it against the rates only when it is allowed.</summary>
    public LimitRefusal Check(in OrderCheck order)
    {
        if (IsKilled)
            return LimitRefusal.Killed;
        if (Latch != LimitRefusal.None)
            return Latch;
        LimitRefusal refusal = CheckOrder(order);
        if (refusal == LimitRefusal.None)
            refusal = CheckRates(order);
        if (refusal is LimitRefusal.Repetition or LimitRefusal.DayCost)
            Latch = refusal;
        return refusal;
    }

    /// <summary>Whether a position, with everything in flight, stays within its limit if signed <paramref name="lots"/> are added to it.</summary>
    public bool HasRoom(PositionInterval position, long lots) => (lots > 0 ? position.High + lots : -(position.Low + lots)) <= Settings.MaxPositionLots;

    /// <summary>Counts a message that is no new order: it is never held back, but those after it are.</summary>
    public void CountMessage(long nowNanos) => _messages.Add(nowNanos);

    /// <summary>A person has said that trading may go on.</summary>
    /// <param name="costSinceStart">Spread and fees paid since the start; a day's cost is counted anew from here.</param>
    public void Rearm(double costSinceStart)
    {
        IsKilled = false;
        if (Latch == LimitRefusal.DayCost)
            _costAtDayStart = costSinceStart;
        Latch = LimitRefusal.None;
        foreach (SameSideRun run in _runs)
            run.Clear();
    }

    /// <summary>Changes a limit from the next order on.</summary>
    /// <returns>Whether it was changed: the value has to be positive and within the other limits.</returns>
    public bool TryChange(LimitKey key, double value)
    {
        if (!(value > 0 && value <= 1e15))
            return false;
        LimitSettings changed = key switch
        {
            LimitKey.MaxOrderLots => Settings with { MaxOrderLots = (long)value },
            LimitKey.MaxPositionLots => Settings with { MaxPositionLots = (long)value },
            LimitKey.MaxOrderNotional => Settings with { MaxOrderNotional = value },
            LimitKey.CollarFraction => Settings with { CollarFraction = value },
            LimitKey.MaxDayCost => Settings with { MaxDayCost = value },
            _ => Settings,
        };
        bool holds = !ReferenceEquals(changed, Settings) && changed.MaxOrderLots >= 1 && changed.MaxOrderLots <= changed.MaxPositionLots && changed.OvershootLots <= changed.MaxOrderLots;
        if (holds)
            Settings = changed;
        return holds;
    }

    private LimitRefusal CheckOrder(in OrderCheck order)
    {
        if (order.BidTicks == 0 && order.AskTicks == 0)
            return LimitRefusal.NoReference;
        if (order.NowNanos - order.QuoteNanos > Settings.StaleNanos)
            return LimitRefusal.StaleQuote;
        if (Math.Abs(order.Lots) > Settings.MaxOrderLots)
            return LimitRefusal.OrderQuantity;

        // Written so that NaN is refused, here and below.
        if (!(Math.Abs(order.Notional) <= Settings.MaxOrderNotional))
            return LimitRefusal.Notional;
        bool buy = order.Lots > 0;
        if (!HasRoom(order.Position, order.Lots))
            return LimitRefusal.Position;
        long open = buy ? order.Position.High - order.FilledLots : order.FilledLots - order.Position.Low;
        if (open + Math.Abs(order.Lots) > (buy ? order.NeedLots : -order.NeedLots) + Settings.OvershootLots)
            return LimitRefusal.Overshoot;

        double mid = 0.5 * ((double)order.BidTicks + order.AskTicks);
        return Math.Abs(order.LimitTicks - mid) <= Settings.CollarFraction * Math.Abs(mid) ? LimitRefusal.None : LimitRefusal.PriceCollar;
    }

    private LimitRefusal CheckRates(in OrderCheck order)
    {
        long day = order.ExchangeNanos / OneDayNanos;
        if (day != _day)
            (_day, _costAtDayStart) = (day, order.CostSinceStart);
        if (!(order.CostSinceStart - _costAtDayStart <= Settings.MaxDayCost))
            return LimitRefusal.DayCost;
        SameSideRun run = _runs[order.Instrument];
        if (run.IsDuplicate(order, Settings.DuplicateNanos))
            return LimitRefusal.Duplicate;
        if (_messages.IsFull(order.NowNanos))
            return LimitRefusal.MessageRate;
        if (_orders.IsFull(order.NowNanos))
            return LimitRefusal.OrderRate;
        if (run.IsTooLong(order))
            return LimitRefusal.Repetition;

        _orders.Add(order.NowNanos);
        _messages.Add(order.NowNanos);
        run.Add(order);
        return LimitRefusal.None;
    }

    private static SameSideRun[] MakeRuns(LimitSettings settings, int instruments)
    {
        var runs = new SameSideRun[instruments];
        for (int i = 0; i < runs.Length; i++)
            runs[i] = new SameSideRun(settings);
        return runs;
    }
}

using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders.Positions;

/// <summary>
/// Checks fills against the orders and limits: which lots and prices count, and when a position is in doubt. Owned by
/// the ledger.
/// </summary>
/// <remarks>State besides the settings follows from events in their order.</remarks>
public sealed class FillJudge
{
    private const int ForeignSlots = 60;
    private const long ForeignSlotNanos = 1_000_000_000;

    // How far beyond limit and market a price may be where both are a few ticks from 0.
    private const long NearTicks = 10;

    private readonly IReadOnlyList<Instrument> _instruments;
    private readonly MarketState? _market;
    private readonly PreTradeLimits? _limits;
    private readonly OrderSettings _settings;
    private readonly TrailingSum[] _foreign;

    /// <summary>Makes one.</summary>
    /// <param name="instruments">What can be held.</param>
    /// <param name="settings">What is done about fills that are not ours.</param>
    /// <param name="market">Prices that a fill without a limit is held against; null holds it against none.</param>
    /// <param name="limits">The limits in force; null has none.</param>
    public FillJudge(
        IReadOnlyList<Instrument> instruments, OrderSettings settings, MarketState? market, PreTradeLimits? limits)
    {
        _instruments = instruments;
        _settings = settings;
        _market = market;
        _limits = limits;
        _foreign = [.. instruments.Select(_ => new TrailingSum(ForeignSlots, ForeignSlotNanos))];
    }

    /// <summary>
    /// Number after which this run numbers its orders. Orders up to it are of earlier runs, possibly unjournaled.
    /// </summary>
    public long FirstNumber { get; set; }

    /// <summary>
    /// Whether an unknown order number may belong to an order of a run before, with lots within one order's limit.
    /// </summary>
    public bool MayBeOfRunBefore(long orderId, long lots) =>
        orderId != 0 && orderId <= FirstNumber && lots <= (_limits?.Settings.MaxOrderLots ?? long.MaxValue);

    /// <summary>Why a fill of an order that is known neither alive nor ended leaves the position in doubt.</summary>
    public DoubtReasons OfUnknown(in ExecutionEvent fill, int instrument)
    {
        if (fill.OrderId != 0)
            return MayBeOfRunBefore(fill.OrderId, fill.LastLots) ? DoubtReasons.None : DoubtReasons.UnknownOrder;
        if (_settings.ForeignFills != ForeignFills.Count)
            return DoubtReasons.UnknownOrder;
        TrailingSum minute = _foreign[instrument];
        minute.Add(fill.LastLots, fill.ReceiveNanos);
        return minute.At(fill.ReceiveNanos) > _settings.ForeignLotsPerMinute
            ? DoubtReasons.UnknownOrder
            : DoubtReasons.None;
    }

    /// <summary>Whether fills of no live order have taken a position beyond its limit.</summary>
    public DoubtReasons OfPosition(long lots) =>
        Math.Abs((double)lots) > (_limits?.Settings.MaxPositionLots ?? long.MaxValue)
            ? DoubtReasons.PositionLimit
            : DoubtReasons.None;

    /// <summary>
    /// Price at which a fill moves money, ticks: as reported, or the order's limit, or the mid; null without any.
    /// </summary>
    /// <remarks>The limit, or the mid of an order without one, stands in for an impossible price.</remarks>
    /// <param name="fill">The fill.</param>
    /// <param name="instrument">Its instrument.</param>
    /// <param name="side">Its side.</param>
    /// <param name="mostTicks">The worst price that the order has ever allowed, ticks; null without one.</param>
    /// <param name="isPossible">Whether the price told is taken.</param>
    public long? PriceOf(in ExecutionEvent fill, int instrument, Side side, long? mostTicks, out bool isPossible)
    {
        Instrument traded = _instruments[instrument];
        long ticks = fill.LastTicks;
        long? mid = _market?.LastMid(instrument) is not null ? _market![instrument].MidHalfTicks / 2 : null;
        long? reference = mostTicks ?? mid;
        isPossible = (fill.Flags & ReportFlags.HasNoPrice) == 0 && (ticks > 0 || traded.AllowsNegativePrice);
        if (mostTicks is { } most)
            isPossible &= side == Side.Buy ? ticks <= most : ticks >= most;
        if (reference is { } near)
        {
            // Between limit and market every price is right: the order might have paid more.
            double beyond = Math.Max(
                Math.Min(near, mid ?? near) - (double)ticks, ticks - (double)Math.Max(near, mid ?? near));
            double size = Math.Max(
                Math.Abs((double)near), traded.AllowsNegativePrice ? QuoteGuard.SignedMoveBaseTicks : 0);
            isPossible &= beyond <= Math.Max(NearTicks, traded.MaxMoveFraction * size);
        }

        return isPossible ? ticks : reference;
    }

    /// <summary>Whether a fill of no ticks was entered without a price: 0 is none of this instrument's.</summary>
    public bool IsUnpriced(in AppliedFill fill) =>
        fill.Ticks == 0 && fill.SignedLots != 0 && !_instruments[fill.Instrument].AllowsNegativePrice;

    /// <summary>Adds everything that later answers depend on.</summary>
    public void AddTo(ref StateDigest digest)
    {
        if (_settings.ForeignFills != ForeignFills.Count)
            return;
        foreach (TrailingSum minute in _foreign)
            minute.AddTo(ref digest);
    }
}

/// <summary>
/// Treatment of fills of foreign orders: traded by hand in the same account, or a fault of the exchange.
/// </summary>
public enum ForeignFills
{
    /// <summary>It counts, and stops its underlying until the position is settled.</summary>
    Stop = 0,

    /// <summary>It counts and is hedged, up to so many lots a minute.</summary>
    Count = 1,
}

using HedgeFast.Core.Book;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Venue.Market;

/// <summary>
/// Fills arriving orders at the tape's touch, and resting ones at their limit when the touch reaches it.
/// </summary>
/// <remarks>
/// Orders never trade with each other or deeper than the touch. What they take is gone until the next row of the tape.
/// Resting orders fill by price, then by age.
/// </remarks>
/// <param name="maxFillLots">Most lots that trade on one side a row of the tape, whatever is displayed;
/// positive.</param>
public sealed class MatchingBook(long maxFillLots = long.MaxValue) : IMatchingBook
{
    private readonly List<VenueOrder> _buys = [];
    private readonly List<VenueOrder> _sells = [];
    private long _bidTicks;
    private long _askTicks;
    private long _bidLeft;
    private long _askLeft;

    /// <summary>Resting orders of both sides.</summary>
    public int RestingCount => _buys.Count + _sells.Count;

    /// <inheritdoc/>
    public TopOfBook Shown { get; private set; }

    /// <inheritdoc/>
    public void SetTop(long exchangeNanos, in TopOfBook top)
    {
        Shown = top;
        _bidTicks = top.BidTicks;
        _askTicks = top.AskTicks;
        _bidLeft = Math.Clamp(top.BidLots, 0, maxFillLots);
        _askLeft = Math.Clamp(top.AskLots, 0, maxFillLots);
    }

    /// <inheritdoc/>
    public long Offered(VenueOrder order)
    {
        bool inside = order.Side == Side.Buy ? _askTicks <= order.LimitTicks : _bidTicks >= order.LimitTicks;
        return inside ? Math.Min(order.LeavesLots, order.Side == Side.Buy ? _askLeft : _bidLeft) : 0;
    }

    /// <inheritdoc/>
    public bool TryTake(VenueOrder order, out long ticks, out long lots)
    {
        lots = Offered(order);
        if (order.Side == Side.Buy)
        {
            ticks = _askTicks;
            _askLeft -= lots;
        }
        else
        {
            ticks = _bidTicks;
            _bidLeft -= lots;
        }

        return lots > 0;
    }

    /// <inheritdoc/>
    public void Rest(VenueOrder order)
    {
        List<VenueOrder> side = SideOf(order);
        int at = side.Count;
        while (at > 0 && ComesBefore(order, side[at - 1]))
            at--;
        side.Insert(at, order);
    }

    /// <inheritdoc/>
    public bool Remove(VenueOrder order) => SideOf(order).Remove(order);

    /// <inheritdoc/>
    public bool TryFillResting(out VenueOrder order, out long ticks, out long lots)
    {
        if (_askLeft > 0 && _buys.Count > 0 && _buys[0].LimitTicks >= _askTicks)
        {
            order = _buys[0];
            lots = Math.Min(order.LeavesLots, _askLeft);
            _askLeft -= lots;
        }
        else if (_bidLeft > 0 && _sells.Count > 0 && _sells[0].LimitTicks <= _bidTicks)
        {
            order = _sells[0];
            lots = Math.Min(order.LeavesLots, _bidLeft);
            _bidLeft -= lots;
        }
        else
        {
            order = null!;
            ticks = lots = 0;
            return false;
        }

        ticks = order.LimitTicks;
        return true;
    }

    private static bool ComesBefore(VenueOrder a, VenueOrder b) =>
        a.LimitTicks == b.LimitTicks ? a.OrderId < b.OrderId : a.LimitTicks > b.LimitTicks == (a.Side == Side.Buy);

    private List<VenueOrder> SideOf(VenueOrder order) => order.Side == Side.Buy ? _buys : _sells;
}

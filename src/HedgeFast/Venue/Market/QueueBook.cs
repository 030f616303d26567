using HedgeFast.Core.Book;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Venue.Market;

/// <summary>Fills orders in a book with levels, queues and market impact behind the tape's touch.</summary>
/// <remarks>
/// An order beyond the displayed size fills at the next levels, each as large as the touch. It moves the displayed
/// touch, which recovers with a half-life. A resting order queues behind the size displayed when it joins. Of the size
/// that disappears there, half is taken to have traded, from the front, and half to have been cancelled, from the back:
/// a tape of quotes does not tell them apart. It also fills, at its limit, when the opposite touch reaches it.
/// </remarks>
/// <param name="levelTicks">Ticks between levels, and the impact of taking one touch's size; positive.</param>
/// <param name="halfLifeNanos">Time in which half of the impact decays, nanoseconds of the tape; positive.</param>
/// <param name="maxFillLots">Most lots that trade on one side a row of the tape; positive.</param>
public sealed class QueueBook(int levelTicks, long halfLifeNanos, long maxFillLots = long.MaxValue) : IMatchingBook
{
    // Beyond this many levels nothing is offered.
    private const int Levels = 20;

    private readonly List<Resting> _resting = [];
    private double _moveTicks;
    private long _nanos;
    private long _boughtLots;
    private long _soldLots;

    /// <inheritdoc/>
    public TopOfBook Shown { get; private set; }

    /// <inheritdoc/>
    public void SetTop(long exchangeNanos, in TopOfBook top)
    {
        // Earlier impact decays, and what was traded since the last row adds to it.
        _moveTicks *= Math.Pow(0.5, Math.Max(0, exchangeNanos - _nanos) / (double)halfLifeNanos);
        _moveTicks += levelTicks * (Touches(_boughtLots, Shown.AskLots) - Touches(_soldLots, Shown.BidLots));
        _nanos = exchangeNanos;
        _boughtLots = _soldLots = 0;

        long move = (long)Math.Round(_moveTicks);
        TopOfBook before = Shown;
        Shown = top with { BidTicks = top.BidTicks + move, AskTicks = top.AskTicks + move };
        foreach (Resting resting in _resting)
            resting.Follow(before, Shown);
    }

    /// <inheritdoc/>
    public long Offered(VenueOrder order)
    {
        long taken = order.Side == Side.Buy ? _boughtLots : _soldLots;
        long offered = 0;
        long lots;
        do
        {
            (_, lots) = Level(order, taken + offered, order.LeavesLots - offered);
            offered += lots;
        }
        while (lots > 0);
        return offered;
    }

    /// <inheritdoc/>
    public bool TryTake(VenueOrder order, out long ticks, out long lots)
    {
        ref long taken = ref order.Side == Side.Buy ? ref _boughtLots : ref _soldLots;
        (ticks, lots) = Level(order, taken, order.LeavesLots);
        taken += lots;
        return lots > 0;
    }

    /// <inheritdoc/>
    public void Rest(VenueOrder order)
    {
        var resting = new Resting(order);
        resting.Join(Shown);
        int at = _resting.FindIndex(other => other.Order.Side == order.Side && IsBetter(order, other.Order));
        _resting.Insert(at < 0 ? _resting.Count : at, resting);
    }

    /// <inheritdoc/>
    public bool Remove(VenueOrder order) => _resting.RemoveAll(resting => resting.Order == order) > 0;

    /// <inheritdoc/>
    public bool TryFillResting(out VenueOrder order, out long ticks, out long lots)
    {
        foreach (Resting resting in _resting)
        {
            order = resting.Order;
            bool buy = order.Side == Side.Buy;
            ticks = order.LimitTicks;
            lots = Math.Min(order.LeavesLots, resting.DueLots);
            resting.DueLots -= lots;
            if (lots == 0 && (buy ? Shown.AskTicks <= ticks : Shown.BidTicks >= ticks))
            {
                ref long taken = ref buy ? ref _boughtLots : ref _soldLots;
                lots = Math.Min(order.LeavesLots, Math.Min(buy ? Shown.AskLots : Shown.BidLots, maxFillLots) - taken);
                lots = Math.Max(lots, 0);
                taken += lots;
            }

            if (lots > 0)
                return true;
        }

        order = null!;
        ticks = lots = 0;
        return false;
    }

    // Price and lots of the level that an order reaches after so many lots were taken.
    private (long Ticks, long Lots) Level(VenueOrder order, long taken, long leaves)
    {
        bool buy = order.Side == Side.Buy;
        long size = buy ? Shown.AskLots : Shown.BidLots;
        if (size <= 0 || taken / size >= Levels)
            return (0, 0);
        long away = levelTicks * (taken / size);
        long ticks = buy ? Shown.AskTicks + away : Shown.BidTicks - away;
        bool inside = buy ? ticks <= order.LimitTicks : ticks >= order.LimitTicks;
        return (ticks, inside ? Math.Clamp(maxFillLots - taken, 0, Math.Min(leaves, size - (taken % size))) : 0);
    }

    private static double Touches(long lots, long displayed) => displayed > 0 ? (double)lots / displayed : 0;

    private static bool IsBetter(VenueOrder a, VenueOrder b) =>
        a.Side == Side.Buy ? a.LimitTicks > b.LimitTicks : a.LimitTicks < b.LimitTicks;

    private sealed class Resting(VenueOrder order)
    {
        // The touch has not been at the price yet, so the queue ahead is unknown.
        private const long Unknown = long.MaxValue;

        private long _aheadLots = Unknown;

        public VenueOrder Order { get; } = order;

        /// <summary>Lots that the queue has let through, not filled yet.</summary>
        public long DueLots { get; set; }

        public void Join(in TopOfBook shown)
        {
            (long ticks, long lots) = OwnTouch(shown);
            if (ticks == Order.LimitTicks)
                _aheadLots = lots;
            else if (Order.Side == Side.Buy ? Order.LimitTicks > ticks : Order.LimitTicks < ticks)
                _aheadLots = 0;
        }

        public void Follow(in TopOfBook before, in TopOfBook now)
        {
            (long ticks, long lots) = OwnTouch(now);
            (long ticksBefore, long lotsBefore) = OwnTouch(before);
            if (_aheadLots == Unknown || ticks != Order.LimitTicks || ticksBefore != Order.LimitTicks)
            {
                Join(now);
                return;
            }

            long traded = Math.Max(0, lotsBefore - lots) / 2;
            DueLots = Math.Min(Order.LeavesLots, Math.Max(0, traded - _aheadLots));
            _aheadLots = Math.Min(Math.Max(0, _aheadLots - traded), lots);
        }

        private (long Ticks, long Lots) OwnTouch(in TopOfBook shown) =>
            Order.Side == Side.Buy ? (shown.BidTicks, shown.BidLots) : (shown.AskTicks, shown.AskLots);
    }
}

using HedgeFast.Core.Book;

namespace HedgeFast.Core.Orders;

/// <summary>The table of live orders, with the lots of each instrument that may still fill. Owned by the
/// loop.</summary>
/// <remarks>A few at a time, so a flat array that is scanned. Sums are kept with it, so that a decision reads two
/// numbers.</remarks>
public sealed class LiveOrders
{
    private readonly LiveOrder[] _orders;
    private readonly long[] _buyLeaves;
    private readonly long[] _sellLeaves;
    private readonly ReplaceNumbers _replaces = new();

    /// <summary>Makes an empty table.</summary>
    /// <param name="capacity">Most orders alive at once.</param>
    /// <param name="instruments">Number of instruments.</param>
    public LiveOrders(int capacity, int instruments)
    {
        _orders = new LiveOrder[capacity];
        _buyLeaves = new long[instruments];
        _sellLeaves = new long[instruments];
    }

    /// <summary>Orders alive.</summary>
    public int Count { get; private set; }

    /// <summary>Changes whenever the lots that may still fill change.</summary>
    public long Version { get; private set; }

    /// <summary>Whether no further order fits.</summary>
    public bool IsFull => Count == _orders.Length;

    /// <summary>Whether any order of unknown state is still asked about.</summary>
    public bool AnyUnknown
    {
        get
        {
            foreach (ref LiveOrder order in All)
            {
                if (order.IsUnknown && !order.IsUnresolved)
                    return true;
            }

            return false;
        }
    }

    /// <summary>The orders, oldest first among those that stayed; valid until the next change.</summary>
    public Span<LiveOrder> All => _orders.AsSpan(0, Count);

    /// <summary>The latest orders that left the table, for late reports on them.</summary>
    public ClosedOrders Closed { get; } = new();

    /// <summary>Position of an instrument with everything that may still fill.</summary>
    public PositionInterval Interval(int instrument, long filledLots) =>
        new(filledLots - _sellLeaves[instrument], filledLots + _buyLeaves[instrument]);

    /// <summary>Position of an instrument with the lots that are certainly in flight.</summary>
    /// <remarks>Lots that an ended or unresolved order lacks are a difference, and not on their way.</remarks>
    public PositionInterval InFlight(int instrument, long filledLots)
    {
        (long low, long high) = (filledLots, filledLots);
        foreach (ref LiveOrder order in All)
        {
            if (order.Instrument != instrument || order.IsEnded || order.IsUnresolved)
                continue;
            if (order.Side == Side.Buy)
                high += order.LeavesLots;
            else
                low -= order.LeavesLots;
        }

        return new PositionInterval(low, high);
    }

    /// <summary>Whether an instrument has an order that only a settled position closes: ended with fills missing, or
    /// unresolved.</summary>
    public bool HasOpenEnd(int instrument)
    {
        foreach (ref LiveOrder order in All)
        {
            if (order.Instrument == instrument && (order.IsEnded || order.IsUnresolved))
                return true;
        }

        return false;
    }

    /// <summary>Whether an order may rest on one side of an instrument, see <see cref="LiveOrder.MayRest"/>.</summary>
    public bool MayRest(int instrument, Side side)
    {
        foreach (ref LiveOrder order in All)
        {
            if (order.Instrument == instrument && order.Side == side && order.MayRest)
                return true;
        }

        return false;
    }

    /// <summary>Schedules a request about live orders for the end of this batch, and starts their count anew.</summary>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    /// <param name="unknownOnly">Whether orders of known state are left as they are.</param>
    public void ScheduleRequests(long nowNanos, bool unknownOnly = false)
    {
        foreach (ref LiveOrder order in All)
        {
            if (unknownOnly && !order.IsUnknown)
                continue;
            order.ActionDueNanos = nowNanos;
            order.Requests = 0;
            order.IsUnresolved = false;
        }
    }

    /// <summary>Closes one of an instrument's ended or unresolved orders, whose position is being settled.</summary>
    /// <param name="instrument">Dense index.</param>
    /// <param name="moreLots">Signed lots that the settled position has more than our fills; what the closed order
    /// explains of them is taken off.</param>
    /// <param name="closed">The order, and how much of it that is.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryCloseOpenEnd(int instrument, ref long moreLots, out ClosedOrder closed)
    {
        foreach (ref LiveOrder order in All)
        {
            if (order.Instrument != instrument || (!order.IsEnded && !order.IsUnresolved))
                continue;
            long sign = order.Side == Side.Buy ? 1 : -1;
            long lots = Math.Clamp(sign * moreLots, 0, order.LeavesLots);
            moreLots -= sign * lots;
            closed = new ClosedOrder { OrderId = order.OrderId, SettledLots = lots };
            Close(closed);
            return true;
        }

        closed = default;
        return false;
    }

    /// <summary>Closes an order whose position was settled.</summary>
    public void Close(in ClosedOrder closed)
    {
        int index = Find(closed.OrderId);
        if (index < 0)
            return;
        ref LiveOrder order = ref _orders[index];
        order.SettledLots = closed.SettledLots;
        Leaves(order.Instrument, order.Side) -= order.LeavesLots;
        RemoveAt(index);
    }

    /// <summary>Lots that may still be bought and sold, over all instruments.</summary>
    public (long Buy, long Sell) TotalLeaves()
    {
        long buy = 0;
        long sell = 0;
        for (int i = 0; i < _buyLeaves.Length; i++)
        {
            buy += _buyLeaves[i];
            sell += _sellLeaves[i];
        }

        return (buy, sell);
    }

    /// <summary>Adds an order that is about to be sent. False when the table is full.</summary>
    public bool TryAdd(in LiveOrder order)
    {
        if (IsFull)
            return false;
        ref LiveOrder added = ref _orders[Count++];
        added = order;
        if (added.OrderedLots == 0)
            added.OrderedLots = order.Lots;
        Leaves(order.Instrument, order.Side) += order.LeavesLots;
        return true;
    }

    /// <summary>Finds a live order by any number it has had.</summary>
    /// <param name="number">The number that a report names.</param>
    /// <param name="orderId">The number the order had at first; <paramref name="number"/> where none of ours is
    /// known.</param>
    /// <returns>Its index; -1 when it is not live.</returns>
    public int Find(long number, out long orderId)
    {
        orderId = number;
        if (number == 0)
            return -1;
        int index = Find(number);
        if (index < 0)
        {
            // A late report may name a number of before the last replace.
            orderId = _replaces.OrderOf(number);
            index = orderId != number ? Find(orderId) : -1;
        }

        if (index >= 0)
            orderId = _orders[index].OrderId;
        return index;
    }

    /// <summary>Whether an index is still that of an order.</summary>
    public bool IsAt(int index, long orderId) => index < Count && _orders[index].OrderId == orderId;

    /// <summary>Index of an order by any number that the exchange may know it under now; -1 when not live.</summary>
    public int Find(long number)
    {
        for (int i = 0; i < Count; i++)
        {
            ref LiveOrder order = ref _orders[i];
            if (order.OrderId == number || order.KnownId == number || order.NewestId == number)
                return i;
        }

        return -1;
    }

    /// <summary>Notes that a replace is about to be sent.</summary>
    /// <param name="order">The order, one of <see cref="All"/>.</param>
    /// <param name="replaceId">Number of the request; positive.</param>
    /// <param name="lots">Lots of the whole order afterwards.</param>
    /// <param name="limitTicks">Its limit price afterwards.</param>
    public void BeginReplace(ref LiveOrder order, long replaceId, long lots, long limitTicks)
    {
        _replaces.Add(replaceId, order.OrderId);
        long before = order.LeavesLots;
        order.ReplaceId = replaceId;
        order.ReplaceLots = lots;
        order.ReplaceTicks = limitTicks;
        order.OrderedLots = Math.Max(order.OrderedLots, lots);
        Leaves(order.Instrument, order.Side) += order.LeavesLots - before;
    }

    /// <summary>Ends an accepted replace: the whole order is now for <paramref name="lots"/>.</summary>
    public void EndReplace(int index, long lots)
    {
        ref LiveOrder order = ref _orders[index];
        long before = order.LeavesLots;
        order.RememberLimit();
        order.AcceptedId = order.ReplaceId;
        order.LimitTicks = order.ReplaceTicks;
        order.ReplaceId = 0;
        order.Requests = 0;
        order.HasNoLimit = false;
        Leaves(order.Instrument, order.Side) += order.LeavesLots - before;
        Resize(index, lots);
    }

    /// <summary>Gives an order the number of an accepted replace that is not pending here: at an unknown price, to be
    /// cancelled.</summary>
    public void AdoptReplace(int index, long replaceId, long nowNanos)
    {
        ref LiveOrder order = ref _orders[index];
        _replaces.Add(replaceId, order.OrderId);
        order.AcceptedId = replaceId;
        order.HasNoLimit = true;
        order.ActionDueNanos = nowNanos;
    }

    /// <summary>Drops a replace that was refused or never arrived: the order keeps its old terms.</summary>
    public void DropReplace(int index)
    {
        ref LiveOrder order = ref _orders[index];
        long before = order.LeavesLots;
        order.ReplaceId = 0;
        Leaves(order.Instrument, order.Side) += order.LeavesLots - before;
        if (order.LeavesLots == 0)
            RemoveAt(index);
    }

    /// <summary>Counts a fill of a live order, which leaves the table once no more fills can come.</summary>
    public void ApplyFill(int index, long lots)
    {
        ref LiveOrder order = ref _orders[index];
        long before = order.LeavesLots;
        order.CumLots += lots;
        order.IsAnswered = true;
        order.IsUnknown = false;
        order.Requests = 0;
        Leaves(order.Instrument, order.Side) += order.LeavesLots - before;
        if (order.LeavesLots == 0)
            RemoveAt(index);
    }

    /// <summary>
    /// Returns lots of a busted or corrected fill to the order, which may fill them again; negative lots count as
    /// filled.
    /// </summary>
    public void TakeBack(int index, long lots)
    {
        ref LiveOrder order = ref _orders[index];
        long before = order.LeavesLots;
        order.CumLots -= lots;
        if (order.FinalCumLots >= 0)
            order.FinalCumLots = Math.Max(0, order.FinalCumLots - lots);
        Leaves(order.Instrument, order.Side) += order.LeavesLots - before;
        if (order.LeavesLots == 0)
            RemoveAt(index);
    }

    /// <summary>Changes the quantity of a live order.</summary>
    public void Resize(int index, long lots)
    {
        ref LiveOrder order = ref _orders[index];
        long before = order.LeavesLots;
        order.Lots = lots;
        order.IsAnswered = true;
        order.IsUnknown = false;
        Leaves(order.Instrument, order.Side) += order.LeavesLots - before;
        if (order.LeavesLots == 0)
            RemoveAt(index);
    }

    /// <summary>
    /// Ends an order at the exchange's final filled quantity; the order leaves the table once our fills reach that
    /// quantity.
    /// </summary>
    public void Finish(int index, long finalCumLots)
    {
        ref LiveOrder order = ref _orders[index];
        long before = order.LeavesLots;
        order.FinalCumLots = Math.Min(finalCumLots, order.MostLots);
        order.IsUnknown = false;
        Leaves(order.Instrument, order.Side) += order.LeavesLots - before;
        if (order.LeavesLots == 0)
            RemoveAt(index);
    }

    private void RemoveAt(int index)
    {
        Closed.Add(_orders[index]);
        Count--;
        for (int i = index; i < Count; i++)
            _orders[i] = _orders[i + 1];
    }

    private ref long Leaves(int instrument, Side side)
    {
        Version++;
        return ref (side == Side.Buy ? _buyLeaves : _sellLeaves)[instrument];
    }
}

using HedgeFast.Core.Book;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders.Positions;

/// <summary>Working orders that the table of live orders does not hold. Those of ours are cancelled.</summary>
/// <remarks>
/// What such an order may fill is in no interval: its underlying stops, all of them where no instrument is named. One
/// without a number of ours is another desk's, and is left alone.
/// </remarks>
/// <param name="accounts">Positions.</param>
/// <param name="doubt">Receives doubts.</param>
internal sealed class UnfollowedOrders(PositionAccounts accounts, PositionDoubt doubt)
{
    private const int WaitingMax = 256;

    private readonly Queue<LiveOrder> _waiting = new(WaitingMax);

    /// <summary>Orders added.</summary>
    public long Count { get; private set; }

    /// <summary>Orders whose cancel has not left.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Adds an order that the exchange reports working.</summary>
    /// <param name="order">The order.</param>
    /// <param name="isComplete">Whether instrument and side are known, so that it can be cancelled.</param>
    public void Add(in LiveOrder order, bool isComplete)
    {
        Count++;
        if (order.OrderId == 0)
            return;
        int first = Math.Max(0, order.Instrument);
        int end = order.Instrument < 0 ? accounts.Count : first + 1;
        for (int i = first; i < end; i++)
            doubt.Raise(i, DoubtReasons.UnknownOrder, accounts.Lots(i), accounts.Lots(i));
        if (isComplete && _waiting.Count < WaitingMax)
            _waiting.Enqueue(order with { TimeInForce = TimeInForce.Day, IsUnknown = false });
    }

    /// <summary>The order to cancel next; false without one.</summary>
    public bool TryPeek(out LiveOrder order) => _waiting.TryPeek(out order);

    /// <summary>Drops the order to cancel next: its cancel has left.</summary>
    public void Drop() => _waiting.Dequeue();

    /// <summary>Adds everything that later cancels depend on.</summary>
    public void AddTo(ref StateDigest digest)
    {
        foreach (LiveOrder order in _waiting)
            order.AddTo(ref digest);
    }
}

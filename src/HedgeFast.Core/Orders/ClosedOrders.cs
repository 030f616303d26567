using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Orders;

/// <summary>
/// Latest orders that left the market, to recognise late fills, overfills and reinstated orders. Owned by the loop.
/// </summary>
/// <remarks>A ring, allocated at start-up and searched backwards.</remarks>
public sealed class ClosedOrders
{
    private const int Capacity = 256;

    private readonly LiveOrder[] _orders = new LiveOrder[Capacity];
    private int _next;

    /// <summary>Remembers an order; the oldest one is forgotten.</summary>
    public void Add(in LiveOrder order)
    {
        _orders[_next] = order;
        _next = (_next + 1) & (Capacity - 1);
    }

    /// <summary>Orders with lots in a settled position whose fills were never reported.</summary>
    public IEnumerable<LiveOrder> Settled => _orders.Where(order => order.SettledLots > 0);

    /// <summary>Finds a closed order by number, later changes included; a null reference when forgotten.</summary>
    public ref LiveOrder Find(long orderId)
    {
        for (int back = 1; back <= Capacity && orderId != 0; back++)
        {
            ref LiveOrder order = ref _orders[(_next - back) & (Capacity - 1)];
            if (order.OrderId == orderId)
                return ref order;
        }

        return ref Unsafe.NullRef<LiveOrder>();
    }

    /// <summary>Forgets an order that came back to life.</summary>
    public static void Forget(ref LiveOrder order) => order = default;
}

namespace HedgeFast.Core.Orders;

/// <summary>Maps numbers of recent replaces to their orders. Owned by the loop.</summary>
/// <remarks>
/// The exchange names an order by the number of its last replace, and in a late report by an earlier one. A ring by
/// number, allocated at start-up.
/// </remarks>
public sealed class ReplaceNumbers
{
    // A replace is answered within a round trip; this many numbers are minutes of a busy day.
    private const int Capacity = 4096;

    private readonly (long ReplaceId, long OrderId)[] _latest = new (long, long)[Capacity];

    /// <summary>Remembers a replace.</summary>
    public void Add(long replaceId, long orderId) => _latest[replaceId & (Capacity - 1)] = (replaceId, orderId);

    /// <summary>
    /// The order that a number refers to: the order replaced under that number, or the number itself.
    /// </summary>
    public long OrderOf(long number)
    {
        (long replaceId, long orderId) = _latest[number & (Capacity - 1)];
        return replaceId == number && number != 0 ? orderId : number;
    }
}

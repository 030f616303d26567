namespace HedgeFast.Venue.Market;

/// <summary>Every order ever accepted, by owner and ClOrdID, and those that are still open, oldest first.</summary>
internal sealed class OrderRegister
{
    private readonly Dictionary<(int Owner, IdText Id), VenueOrder> _orders = new(4096);
    private readonly List<VenueOrder> _open = [];
    private long _lastNumber;

    /// <summary>Orders that can still fill, in the order in which they came to rest.</summary>
    public IReadOnlyList<VenueOrder> Open => _open;

    /// <summary>The order that a client's id names, its own or that of a request about it; null when unknown.</summary>
    public VenueOrder? Find(int owner, in IdText id) => _orders.GetValueOrDefault((owner, id));

    /// <summary>Files an order under an id that was not used before.</summary>
    /// <exception cref="ArgumentException">The client has used the id.</exception>
    public void Add(in IdText id, VenueOrder order) => _orders.Add((order.Owner, id), order);

    /// <summary>Files an order under an id; false when the client has used the id.</summary>
    public bool TryAdd(in IdText id, VenueOrder order) => _orders.TryAdd((order.Owner, id), order);

    /// <summary>The number of the next order; FIX 37.</summary>
    public long NextNumber() => ++_lastNumber;

    /// <summary>Keeps the numbers of later orders above a number already used.</summary>
    public void SkipNumber(long used) => _lastNumber = Math.Max(_lastNumber, used);

    /// <summary>Enters an order among the open ones.</summary>
    public void Enter(VenueOrder order) => _open.Add(order);

    /// <summary>Removes an order from the open ones, if it is among them.</summary>
    public void Leave(VenueOrder order) => _open.Remove(order);
}

using HedgeFast.Core.Book;

namespace HedgeFast.Venue.Market;

/// <summary>Answers status requests, mass status requests and requests for positions.</summary>
internal sealed class OrderQueries(VenueListings listings, OrderRegister orders, ExecutionReporter reporter)
{
    /// <summary>Answers with the state of one order, or that it is unknown.</summary>
    public void Status(
        int owner, ReadOnlySpan<byte> clOrdId, ReadOnlySpan<byte> symbol, Side side, ReadOnlySpan<byte> queryId)
    {
        IdText id = new(clOrdId);
        if (IdText.Fits(clOrdId) && orders.Find(owner, id) is { } order)
            reporter.Status(order, id, new IdText(queryId));
        else
            reporter.UnknownOrder(owner, new IdText(queryId), id, new IdText(symbol), side);
    }

    /// <summary>Answers with the state of each open order of a client, or that there is none.</summary>
    public void Open(int owner, ReadOnlySpan<byte> queryId)
    {
        IdText query = new(queryId);
        VenueOrder[] open = [.. orders.Open.Where(order => order.Owner == owner)];
        if (open.Length == 0)
            reporter.NoOpenOrders(owner, query);
        for (int i = 0; i < open.Length; i++)
            reporter.MassStatus(open[i], query, open.Length, isLast: i == open.Length - 1);
    }

    /// <summary>Answers with a client's position in each instrument, or that it holds none.</summary>
    public void Positions(int owner, ReadOnlySpan<byte> queryId, ReadOnlySpan<byte> account)
    {
        IdText query = new(queryId);
        IdText name = new(account);
        VenueListing[] held = [.. listings.All.Where(listing => listing.PositionOf(owner) != 0)];
        if (held.Length == 0)
            reporter.NoPositions(owner, query, name);
        foreach (VenueListing listing in held)
            reporter.Position(owner, query, name, listing, held.Length);
    }
}

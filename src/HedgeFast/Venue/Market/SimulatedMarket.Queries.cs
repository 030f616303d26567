using HedgeFast.Core.Limits;

namespace HedgeFast.Venue.Market;

/// <summary>How the market answers questions.</summary>
public sealed partial class SimulatedMarket
{
    /// <summary>Answers with the state of an order; one that is not known is answered as rejected, "unknown order".</summary>
    public void QueryStatus(int owner, ReadOnlySpan<byte> clOrdId, ReadOnlySpan<byte> symbol, Side side, ReadOnlySpan<byte> queryId)
    {
        IdText id = new(clOrdId);
        if (IdText.Fits(clOrdId) && _orders.TryGetValue((owner, id), out VenueOrder? order))
        {
            ReportStatus(order, id, new IdText(queryId));
            return;
        }

        _sink.OnReport(NoOrder(owner, new IdText(queryId)) with
        {
            Reason = VenueReason.UnknownOrder,
            ClOrdId = id,
            Symbol = new IdText(symbol),
            Instrument = _symbols.GetValueOrDefault(new IdText(symbol), -1),
            Side = side,
        });
    }

    /// <summary>Answers with the state of every open order of a session, each under its latest id; without one, with a report that says so.</summary>
    public void QueryAll(int owner, ReadOnlySpan<byte> queryId)
    {
        IdText query = new(queryId);
        VenueOrder[] open = [.. _open.Where(order => order.Owner == owner)];
        if (open.Length == 0)
            _sink.OnReport(NoOrder(owner, query) with { MassReports = 0, IsLastOfMass = true });
        for (int i = 0; i < open.Length; i++)
            Report(open[i], VenueReportKind.Status, relatedId: query, massReports: open.Length, isLastOfMass: i == open.Length - 1);
    }

    /// <summary>Answers with what a client holds, one report for each instrument in which that is something; without any, with a report that says so.</summary>
    public void QueryPositions(int owner, ReadOnlySpan<byte> queryId, ReadOnlySpan<byte> account)
    {
        VenueListing[] held = [.. _listings.Where(listing => listing.PositionOf(owner) != 0)];
        var answer = new VenueReport
        {
            Epoch = _epoch,
            Kind = VenueReportKind.NoPositions,
            Owner = owner,
            ClOrdId = new IdText(account),
            RelatedId = new IdText(queryId),
            Instrument = -1,
            ExchangeNanos = _exchangeNanos,
            MassReports = held.Length,
        };
        if (held.Length == 0)
            _sink.OnReport(answer with { Number = ++_reports });
        foreach (VenueListing listing in held)
        {
            _sink.OnReport(answer with
            {
                Number = ++_reports,
                Kind = VenueReportKind.Position,
                Symbol = listing.Symbol,
                Instrument = listing.Instrument.Index,
                LastLots = listing.PositionOf(owner),
                LastTicks = listing.Book.Shown.BidTicks,
            });
        }
    }

    /// <summary>The lots that clients have traded in an instrument since this was last asked.</summary>
    public long TakeTradedLots(int instrument)
    {
        long lots = _listings[instrument].NewTradedLots;
        _listings[instrument].NewTradedLots = 0;
        return lots;
    }

    private VenueReport NoOrder(int owner, in IdText query) => new()
    {
        Epoch = _epoch,
        Number = ++_reports,
        Kind = VenueReportKind.Status,
        Status = VenueOrderStatus.Rejected,
        Owner = owner,
        RelatedId = query,
        Instrument = -1,
        ExchangeNanos = _exchangeNanos,
    };
}

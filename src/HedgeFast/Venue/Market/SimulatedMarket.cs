using HedgeFast.Core.Book;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Venue.Market;

/// <summary>The exchange without sockets or clocks: quotes of the tape and requests in, reports out.</summary>
/// <remarks>
/// Its answers depend on the order of the calls alone. One thread calls it; others may read the counters.
/// </remarks>
public sealed class SimulatedMarket
{
    private readonly MarketClock _clock = new();
    private readonly OrderRegister _orders = new();
    private readonly VenueListings _listings;
    private readonly ExecutionReporter _reporter;
    private readonly MatchingEngine _matching;
    private readonly OrderEntry _entry;
    private readonly OrderQueries _queries;
    private readonly TradingHalts _halts;
    private readonly MarketRestore _restore;

    /// <summary>Makes a market without orders.</summary>
    /// <param name="instruments">What is traded, by dense index.</param>
    /// <param name="sink">Takes the reports.</param>
    /// <param name="epoch">Number of this start of the venue, above all before it, so that no ExecID repeats.</param>
    /// <param name="faults">Faults and scenarios to play; none when null.</param>
    /// <param name="maxOrderLots">Largest quantity accepted, lots.</param>
    /// <param name="book">Makes the matching rule of an instrument; <see cref="MatchingBook"/> when null.</param>
    /// <exception cref="ArgumentException">Two instruments have the same symbol.</exception>
    public SimulatedMarket(
        IReadOnlyList<Instrument> instruments,
        IVenueReportSink sink,
        long epoch,
        VenueFaults? faults = null,
        long maxOrderLots = 1_000_000_000,
        Func<Instrument, IMatchingBook>? book = null)
    {
        faults ??= new VenueFaults();
        book ??= _ => new MatchingBook(faults.MaxFillLots);
        _listings = new VenueListings(instruments, book);
        _reporter = new ExecutionReporter(sink, _listings, _clock, epoch);
        _matching = new MatchingEngine(_listings, _orders, _reporter);
        var scenarios = new ScenarioPlayer(_listings, _orders, _matching, _reporter);
        var checks = new OrderChecks(_listings, _orders, _clock, faults, maxOrderLots);
        _entry = new OrderEntry(_listings, _orders, checks, _matching, scenarios, _reporter, faults);
        _queries = new OrderQueries(_listings, _orders, _reporter);
        _halts = new TradingHalts(_listings, _orders, _matching);
        _restore = new MarketRestore(_listings, _orders);
    }

    /// <summary>Orders accepted since the process started.</summary>
    public long Accepted => _entry.Accepted;

    /// <summary>Fills since the process started.</summary>
    public long Fills => _reporter.Fills;

    /// <summary>Orders, cancels and replaces refused since the process started.</summary>
    public long Rejects => _reporter.Rejects;

    /// <summary>Orders that can still fill.</summary>
    public int OpenOrders => _orders.Open.Count;

    /// <summary>Number of this start of the venue.</summary>
    public long Epoch => _reporter.Epoch;

    /// <summary>Position, cash and fees in an instrument.</summary>
    public VenueAccount Account(int instrument) => _listings[instrument].Account;

    /// <summary>Moves an instrument's touch, opens the instrument with the first one, fills resting orders.</summary>
    /// <returns>The displayed touch: the tape's, moved by the impact of trading here.</returns>
    public TopOfBook OnQuote(int instrument, in TopOfBook top, long exchangeNanos)
    {
        _clock.ExchangeNanos = exchangeNanos;
        return _matching.Quote(instrument, top, exchangeNanos);
    }

    /// <summary>Closes an instrument at the end of the tape: cancels resting orders, refuses new ones.</summary>
    public void Close(int instrument)
    {
        _listings[instrument].IsOpen = false;
        _matching.CancelAll(VenueReason.MarketClosed, instrument: instrument);
    }

    /// <summary>Halts an instrument: cancels resting orders, refuses new ones until <see cref="Resume"/>.</summary>
    public void Halt(int instrument, long exchangeNanos)
    {
        _clock.ExchangeNanos = exchangeNanos;
        _halts.Halt(instrument);
    }

    /// <summary>Resumes trading in a halted instrument.</summary>
    /// <param name="instrument">Dense index.</param>
    /// <param name="exchangeNanos">Exchange time of the tape, UTC nanoseconds since 1970.</param>
    /// <param name="reinstates">Whether the orders cancelled by the halt come back, last in their queues.</param>
    public void Resume(int instrument, long exchangeNanos, bool reinstates)
    {
        _clock.ExchangeNanos = exchangeNanos;
        _halts.Resume(instrument, reinstates);
    }

    /// <summary>Accepts and matches an order, or refuses it with the first rule it breaks.</summary>
    public void Submit(in NewOrderRequest request) => _entry.Submit(request);

    /// <summary>Cancels an order, or refuses to.</summary>
    public void Cancel(in CancelRequest request) => _entry.Cancel(request);

    /// <summary>Replaces price, quantity and id of an order, or refuses to.</summary>
    /// <remarks>
    /// Number and fills stay; the place in the queue stays if only the quantity shrinks. A quantity at or below the
    /// fills leaves a filled order, a larger one brings a filled day order back to the market.
    /// </remarks>
    public void Replace(in ReplaceRequest request) => _entry.Replace(request);

    /// <summary>Cancels every open order of a client, oldest first.</summary>
    public void CancelOwner(int owner, VenueReason reason) => _matching.CancelAll(reason, owner);

    /// <summary>Answers a status request; an unknown order is answered as rejected.</summary>
    public void QueryStatus(
        int owner, ReadOnlySpan<byte> clOrdId, ReadOnlySpan<byte> symbol, Side side, ReadOnlySpan<byte> queryId) =>
        _queries.Status(owner, clOrdId, symbol, side, queryId);

    /// <summary>Answers a mass status request with each open order of a client, or that there is none.</summary>
    public void QueryAll(int owner, ReadOnlySpan<byte> queryId) => _queries.Open(owner, queryId);

    /// <summary>Answers a request for positions with one report an instrument held, or a report that none is.</summary>
    public void QueryPositions(int owner, ReadOnlySpan<byte> queryId, ReadOnlySpan<byte> account) =>
        _queries.Positions(owner, queryId, account);

    /// <summary>Returns the lots that clients have traded in an instrument since the last call.</summary>
    public long TakeTradedLots(int instrument) => _listings[instrument].TakeTradedLots();

    /// <summary>
    /// Restores one durable report of an earlier start, in the ledger's order, before any other call.
    /// </summary>
    /// <exception cref="InvalidDataException">The report does not follow from those before it.</exception>
    public void Restore(in VenueReport report)
    {
        _clock.ExchangeNanos = report.ExchangeNanos;
        _restore.Apply(report);
    }

    /// <summary>Begins a new start after <see cref="Restore"/> and cancels the orders that were open.</summary>
    public void EndRestore(long epoch)
    {
        _reporter.Epoch = epoch;
        _matching.CancelAll(VenueReason.Restarted);
    }
}

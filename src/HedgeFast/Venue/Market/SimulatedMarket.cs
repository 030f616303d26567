using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Venue.Market;

/// <summary>
/// The exchange without sockets or clocks: tape quotes and requests in, reports out. Its time is the tape's, its answers depend on nothing but the
/// order of the calls. One thread calls it; counters may be read by others.
/// </summary>
public sealed partial class SimulatedMarket
{
    private readonly VenueListing[] _listings;
    private readonly Dictionary<IdText, int> _symbols = [];
    private readonly Dictionary<(int Owner, IdText Id), VenueOrder> _orders = new(4096);
    private readonly List<VenueOrder> _open = [];
    private readonly IVenueReportSink _sink;
    private readonly VenueFaults _faults;
    private readonly long _maxOrderLots;
    private long _epoch;
    private long _reports;
    private long _lastOrderId;
    private long _exchangeNanos;
    private long _accepted;
    private long _fills;
    private long _rejects;
    private long _rejectRule;
    private long _acceptable;
    private long _cancelRule;
    private long _throttleSecond;
    private int _throttleCount;
    private VenueScenarioKind _scenario;

    /// <summary>Makes a market in which nothing is open yet.</summary>
    /// <param name="instruments">What is traded, by dense index.</param>
    /// <param name="sink">Takes the reports.</param>
    /// <param name="epoch">Number of this start of the venue, greater than that of every start before it, so that no ExecID repeats.</param>
    /// <param name="faults">What to do wrong on purpose.</param>
    /// <param name="maxOrderLots">Largest quantity accepted, lots.</param>
    /// <param name="book">Makes the matching rule of an instrument; the touch of the tape when null.</param>
    public SimulatedMarket(IReadOnlyList<Instrument> instruments, IVenueReportSink sink, long epoch, VenueFaults? faults = null,
        long maxOrderLots = 1_000_000_000, Func<Instrument, IMatchingBook>? book = null)
    {
        _sink = sink;
        _epoch = epoch;
        _maxOrderLots = maxOrderLots;
        _faults = faults ?? new VenueFaults();
        _listings = new VenueListing[instruments.Count];
        for (int i = 0; i < _listings.Length; i++)
        {
            Instrument instrument = instruments[i];
            IdText symbol = IdText.Of(instrument.Symbol);
            if (!_symbols.TryAdd(symbol, i)) throw new ArgumentException($"two instruments have the symbol {instrument.Symbol}", nameof(instruments));
            long tickNanos = instrument.TickMantissa * (long)Math.Pow(10, NewOrderRequest.PriceDecimals - instrument.TickDecimals);
            _listings[i] = new VenueListing(instrument, symbol, tickNanos, book?.Invoke(instrument) ?? new MatchingBook(_faults.MaxFillLots), new VenueAccount(instrument));
        }
    }

    /// <summary>Orders accepted since the start of this process.</summary>
    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>Fills since the start of this process.</summary>
    public long Fills => Volatile.Read(ref _fills);

    /// <summary>Orders and cancel requests refused since the start of this process.</summary>
    public long Rejects => Volatile.Read(ref _rejects);

    /// <summary>Orders that can still fill.</summary>
    public int OpenOrders => _open.Count;

    /// <summary>Number of the highest start of the venue seen: the one given, or one restored.</summary>
    public long Epoch => _epoch;

    /// <summary>Position, cash and fees in an instrument.</summary>
    public VenueAccount Account(int instrument) => _listings[instrument].Account;

    /// <summary>The tape moved. The market of the instrument opens with the first quote. A side whose price can't be a price shows nothing to trade with.</summary>
    /// <returns>What the market shows now: the tape, moved by what was traded here where the matching rule says so.</returns>
    public TopOfBook OnQuote(int instrument, in TopOfBook top, long exchangeNanos)
    {
        VenueListing listing = _listings[instrument];
        _exchangeNanos = exchangeNanos;
        listing.IsOpen = true;
        bool anyPrice = listing.Instrument.AllowsNegativePrice;
        listing.Book.SetTop(exchangeNanos, top with { BidLots = anyPrice || top.BidTicks > 0 ? top.BidLots : 0, AskLots = anyPrice || top.AskTicks > 0 ? top.AskLots : 0 });
        while (listing.Book.TryFillResting(out VenueOrder order, out long ticks, out long lots))
        {
            order.Fill(ticks, lots);
            if (!order.IsOpen)
            {
                listing.Book.Remove(order);
                _open.Remove(order);
            }

            ReportFill(listing, order, ticks, lots, passive: true);
        }

        return listing.Book.Shown;
    }

    /// <summary>The tape of the instrument has ended: resting orders are cancelled, new ones refused.</summary>
    public void Close(int instrument)
    {
        _listings[instrument].IsOpen = false;
        CancelWhere(VenueReason.MarketClosed, instrument: instrument);
    }

    /// <summary>Takes an order: accepts and matches it, or refuses it with the first rule it breaks.</summary>
    public void Submit(in NewOrderRequest request)
    {
        IdText clOrdId = new(request.ClOrdId);
        if (request.MayBeRepeated && _orders.TryGetValue((request.Owner, clOrdId), out VenueOrder? known))
        {
            ReportStatus(known, clOrdId, default);
            return;
        }

        int instrument = _symbols.GetValueOrDefault(new IdText(request.Symbol), -1);
        VenueReason refusal = Check(request, clOrdId, instrument, out long limitTicks);
        if (refusal != VenueReason.None)
        {
            Volatile.Write(ref _rejects, _rejects + 1);
            _sink.OnReport(new VenueReport
            {
                Epoch = _epoch,
                Number = ++_reports,
                Kind = VenueReportKind.Rejected,
                Status = VenueOrderStatus.Rejected,
                Reason = refusal,
                Owner = request.Owner,
                ClOrdId = clOrdId,
                Symbol = new IdText(request.Symbol),
                Instrument = instrument,
                Side = request.Side,
                TimeInForce = request.TimeInForce,
                LimitTicks = limitTicks,
                Lots = Math.Max(request.Lots, 0),
                ExchangeNanos = _exchangeNanos,
            });
            return;
        }

        _scenario = _faults.ScenarioOf(++_acceptable);
        if (_scenario == VenueScenarioKind.NoAnswer)
            return;
        VenueListing listing = _listings[instrument];
        var order = new VenueOrder
        {
            OrderId = ++_lastOrderId,
            Owner = request.Owner,
            ClOrdId = clOrdId,
            Instrument = instrument,
            Side = request.Side,
            TimeInForce = request.TimeInForce,
            LimitTicks = limitTicks,
            Lots = request.Lots,
            TellsPending = _scenario == VenueScenarioKind.Pending,
        };
        _orders.Add((order.Owner, clOrdId), order);
        Volatile.Write(ref _accepted, _accepted + 1);
        if (order.TellsPending) Report(order, VenueReportKind.PendingNew);
        Report(order, VenueReportKind.New);
        if (order.TimeInForce != TimeInForce.FillOrKill || listing.Book.Offered(order) == order.Lots) Meet(listing, order);
        Misbehave(listing, order);
        _scenario = VenueScenarioKind.None;
        if (!order.IsOpen) return;
        if (order.TimeInForce != TimeInForce.Day)
        {
            order.Cancel();
            Report(order, VenueReportKind.Canceled, order.TimeInForce == TimeInForce.FillOrKill ? VenueReason.NotWhole : VenueReason.ImmediateRest);
            return;
        }

        listing.Book.Rest(order);
        _open.Add(order);
        MisbehaveAtRest(order);
    }

    /// <summary>Takes a cancel request.</summary>
    public void Cancel(in CancelRequest request)
    {
        IdText requestId = new(request.ClOrdId);
        IdText orderId = new(request.OrigClOrdId);
        if (_orders.TryGetValue((request.Owner, requestId), out VenueOrder? known))
        {
            if (request.MayBeRepeated) ReportStatus(known, known.ClOrdId, default);
            else RefuseCancel(request, requestId, orderId, known, VenueReason.DuplicateClOrdId);
        }
        else if (requestId.IsEmpty || !IdText.Fits(request.ClOrdId))
        {
            RefuseCancel(request, requestId, orderId, null, VenueReason.BadClOrdId);
        }
        else if (!IdText.Fits(request.OrigClOrdId) || !_orders.TryGetValue((request.Owner, orderId), out VenueOrder? order))
        {
            RefuseCancel(request, requestId, orderId, null, VenueReason.UnknownOrder);
        }
        else if (!order.IsOpen || (_faults.RefuseCancelEvery > 0 && ++_cancelRule % _faults.RefuseCancelEvery == 0))
        {
            RefuseCancel(request, requestId, orderId, order, VenueReason.TooLate);
        }
        else
        {
            _orders.Add((request.Owner, requestId), order);
            if (order.TellsPending) Report(order, VenueReportKind.PendingCancel, clOrdId: requestId, relatedId: order.ClOrdId);
            TakeOut(order);
            Report(order, VenueReportKind.Canceled, clOrdId: requestId, relatedId: order.ClOrdId);
        }
    }

    /// <summary>Cancels every open order of a session, oldest first.</summary>
    public void CancelOwner(int owner, VenueReason reason) => CancelWhere(reason, owner);

    private VenueReason Check(in NewOrderRequest request, in IdText clOrdId, int instrument, out long limitTicks)
    {
        limitTicks = 0;
        if (clOrdId.IsEmpty || !IdText.Fits(request.ClOrdId)) return VenueReason.BadClOrdId;
        if (_orders.ContainsKey((request.Owner, clOrdId))) return VenueReason.DuplicateClOrdId;
        if (instrument < 0 || !IdText.Fits(request.Symbol)) return VenueReason.UnknownSymbol;
        VenueListing listing = _listings[instrument];
        if (!listing.IsOpen) return VenueReason.MarketClosed;
        if (request.Side is not (Side.Buy or Side.Sell)) return VenueReason.BadSide;
        VenueReason refusal = CheckTerms(request, listing, out limitTicks);
        if (refusal != VenueReason.None) return refusal;
        if (IsThrottled()) return VenueReason.Throttled;
        return _faults.RejectEvery > 0 && ++_rejectRule % _faults.RejectEvery == 0 ? VenueReason.Fault : VenueReason.None;
    }

    private VenueReason CheckTerms(in NewOrderRequest request, VenueListing listing, out long limitTicks)
    {
        limitTicks = 0;
        if (listing.IsHalted) return VenueReason.Halted;
        if (!request.IsLimit || request.TimeInForce is not (TimeInForce.Day or TimeInForce.ImmediateOrCancel or TimeInForce.FillOrKill)) return VenueReason.Unsupported;
        if (request.Lots <= 0 || request.Lots > _maxOrderLots) return VenueReason.BadQuantity;
        if (request.LimitNanos is not { } limit || (limit <= 0 && !listing.Instrument.AllowsNegativePrice)) return VenueReason.BadPrice;
        (long ticks, long rest) = Math.DivRem(limit, listing.TickNanos);
        if (rest != 0) return VenueReason.PriceOffTick;
        limitTicks = ticks;
        return VenueReason.None;
    }

    // Takes what the market offers at the order's price.
    private void Meet(VenueListing listing, VenueOrder order)
    {
        while (order.IsOpen && listing.Book.TryTake(order, out long ticks, out long lots))
        {
            order.Fill(ticks, lots);
            ReportFill(listing, order, ticks, lots, passive: false);
        }
    }

    // Of one owner and one instrument; -1 stands for any.
    private void CancelWhere(VenueReason reason, int owner = -1, int instrument = -1)
    {
        for (int i = 0; i < _open.Count;)
        {
            VenueOrder order = _open[i];
            if ((owner >= 0 && order.Owner != owner) || (instrument >= 0 && order.Instrument != instrument))
            {
                i++;
                continue;
            }

            TakeOut(order);
            Report(order, VenueReportKind.Canceled, reason);
        }
    }

    private void TakeOut(VenueOrder order, bool forToday = false)
    {
        _open.Remove(order);
        _listings[order.Instrument].Book.Remove(order);
        order.Cancel(forToday);
    }
}

using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>Places, replaces and cancels orders within the limits, and follows them to their end. Owned by the
/// loop.</summary>
public sealed class OrderDesk
{
    private readonly OrderSettings _settings;
    private readonly PreTradeLimits _limits;
    private readonly PositionLedger _ledger;
    private readonly LiveOrders _live;
    private readonly MarketState _market;
    private readonly OrderPauses _pauses;
    private readonly JournalAppender _journal;
    private readonly LoopCounters _counters;
    private readonly Reconciliation _positions;
    private readonly OrderSizer _sizer;
    private readonly IntentSender _sender;
    private readonly OrderRequests _requests;
    private readonly OrderRecovery _recovery;

    /// <summary>Allocates everything that later calls need.</summary>
    /// <param name="settings">How orders are placed.</param>
    /// <param name="limits">Pre-trade limits.</param>
    /// <param name="ledger">Positions and live orders.</param>
    /// <param name="market">Latest quotes.</param>
    /// <param name="pauses">When each instrument may be traded again.</param>
    /// <param name="intents">Ring to the order port; the loop makes sure of room.</param>
    /// <param name="journal">Receives instructions and refusals.</param>
    /// <param name="counters">Counts of the loop.</param>
    /// <param name="positions">Reconciles positions with the exchange's.</param>
    public OrderDesk(
        OrderSettings settings, PreTradeLimits limits, PositionLedger ledger, MarketState market, OrderPauses pauses,
        IRingProducer<OrderIntent> intents, JournalAppender journal, LoopCounters counters, Reconciliation positions)
    {
        _settings = settings;
        _limits = limits;
        _ledger = ledger;
        _live = ledger.Live;
        _market = market;
        _pauses = pauses;
        _journal = journal;
        _counters = counters;
        _positions = positions;
        _sizer = new OrderSizer(settings, limits, ledger, market, counters);
        _sender = new IntentSender(limits, intents, journal);
        _requests = new OrderRequests(settings, _sender, counters);
        _recovery = new OrderRecovery(settings, _live, positions, _sender, counters);
        Requests = new OperatorRequests(positions, counters);
    }

    /// <summary>The last number given to an order or a request. Set at the start only, to a number beyond those of
    /// every run before.</summary>
    public long LastOrderId
    {
        get => _sender.LastNumber;
        set => _sender.LastNumber = value;
    }

    /// <summary>Requests of operators about the session and positions.</summary>
    public OperatorRequests Requests { get; }

    /// <summary>Whether every live order is being cancelled: after kill, stop or the day's loss.</summary>
    public bool IsClearing
    {
        get => _requests.IsClearing;
        set => _requests.IsClearing = value;
    }

    /// <summary>Whether recovery after a logon holds every new order back.</summary>
    public bool IsRecovering => _recovery.IsOpen || _positions.HoldsAll;

    /// <summary>Whether new orders of an underlying are held back: by recovery, or by a position in doubt.</summary>
    public bool IsHeld(int underlying) => _recovery.IsOpen || _positions.Holds(underlying);

    /// <summary>Sizes, places and checks one order of an underlying, and sends it where the limits allow it.</summary>
    /// <remarks>
    /// What rests on the other side, in any of the instruments, works against the order: it is cancelled first. Where
    /// that side of the order's own instrument may still rest, the order waits for it to be gone.
    /// </remarks>
    /// <param name="demand">Finds the need.</param>
    /// <param name="hedges">Instruments of the underlying.</param>
    /// <param name="first">The first tradable one, by order of preference.</param>
    /// <param name="decision">Sequence, cause and price of the decision; instrument and lots are those of
    /// <paramref name="order"/>.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    /// <param name="order">The order, or its refusal: counted and journaled.</param>
    /// <returns>Whether the underlying can be valued; if not there is no order.</returns>
    internal bool TryOrder<TDemand>(
        in TDemand demand, InstrumentChoice hedges, int first, in HedgeDecision decision, long nowNanos,
        out HedgeOrder order)
        where TDemand : IHedgeDemand
    {
        bool isValued = _sizer.TrySize(demand, hedges, first, decision.Price, nowNanos, out order);
        if (!isValued || order.Lots == 0)
            return isValued;

        OrderIntent intent = IntentOf(order, hedges[order.Hedge].Index, decision.CauseNanos);
        Side otherSide = intent.Side == Side.Buy ? Side.Sell : Side.Buy;
        for (int i = 0; i < hedges.Count; i++)
        {
            // State hashes of journals so far count a cancel of this instrument that is held back twice.
            bool countsTwice = i == order.Hedge && !_live.IsFull;
            CancelResting(hedges[i].Index, otherSide, nowNanos, turns: countsTwice ? 2 : 1);
        }

        // Orders in the other instruments are for a part of the need.
        long needLots = order.Need.LotsFromFilled - hedges.OpenElsewhere(order.Hedge, intent.Side, decision.Price);
        LimitRefusal refusal = Check(intent, otherSide, needLots, nowNanos);
        if (refusal != LimitRefusal.None)
        {
            NoteRefusal(decision.Sequence, refusal);
            return true;
        }

        Place(intent with { OrderId = _sender.NextNumber() }, order.Placement, nowNanos);
        hedges.CountOrder(order.Hedge);
        order = order with { IsPlaced = true };
        return true;
    }

    /// <summary>Cancels what rests on one side of an underlying's instruments. It counts as live until the exchange
    /// confirms its end.</summary>
    /// <param name="hedges">The instruments.</param>
    /// <param name="side">The side.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    internal void CancelResting(InstrumentChoice hedges, Side side, long nowNanos)
    {
        for (int i = 0; i < hedges.Count; i++)
            CancelResting(hedges[i].Index, side, nowNanos);
    }

    /// <summary>Notes a quote that has become the latest of its instrument.</summary>
    public void OnQuote(int instrument) => _pauses.OnQuote(instrument);

    /// <summary>Applies a trade that the feed printed.</summary>
    public void Apply(in MarketEvent trade) => _sizer.OnTrade(trade);

    /// <summary>Applies an event of an order, or an answer about positions.</summary>
    /// <returns>The instrument it concerns; -1 when unknown.</returns>
    public int Apply(in ExecutionEvent execution)
    {
        if (execution.Kind == ExecutionKind.ReconnectRefused)
            _counters.RequestsRefused++;
        bool isOfPositions = _positions.TryApply(execution);
        if (isOfPositions)
            return -1;

        OrderUpdate update = _ledger.Apply(execution);
        if (update.CancelWasRequested && execution.Kind == ExecutionKind.CancelNotSent)
            _requests.OnCancelNotSent(execution.ReceiveNanos);
        if (update.FilledLots > 0)
            _sizer.OnOwnFill(update.Instrument, update.FilledLots, execution.ReceiveNanos);
        if (execution.Kind == ExecutionKind.MassStatusEnd)
            _recovery.EndMassStatus(execution.ReceiveNanos);
        _recovery.Check(execution.ReceiveNanos);
        if (update.Instrument < 0)
            return -1;

        _pauses.Apply(execution, update);
        if (update.HasEnded && execution.Kind == ExecutionKind.Fill)
            _sizer.Placer.OnFilledWhole(update.Instrument);
        return update.Instrument;
    }

    /// <summary>Begins recovery: the session is up.</summary>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public void BeginRecovery(long nowNanos) => _recovery.Begin(nowNanos);

    /// <summary>Schedules a request about every live order for the end of this batch, and starts their count
    /// anew.</summary>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public void ScheduleRequests(long nowNanos) => _live.ScheduleRequests(nowNanos);

    /// <summary>Settles an expired position, before the batch's decisions count it.</summary>
    public void SettleExpired() => _positions.Settlement.SettleExpired();

    /// <summary>Ends a batch: sends what operators asked for and, while the session is up, the requests that are
    /// due.</summary>
    /// <param name="nowNanos">Stamp of the latest event.</param>
    /// <param name="sessionUp">Whether the session is up.</param>
    public void EndBatch(long nowNanos, bool sessionUp)
    {
        bool reconnects = Requests.TakeReconnect();
        if (reconnects)
            _sender.SendRequest(IntentKind.Reconnect, nowNanos);
        if (sessionUp)
        {
            CancelUnfollowed(nowNanos);
            SendDueRequests(nowNanos);
        }

        _ledger.Doubt.JournalOne(_journal);
    }

    /// <summary>Adds everything that later orders and requests depend on.</summary>
    public void AddTo(ref StateDigest digest)
    {
        digest.Add(LastOrderId);
        digest.Add((_recovery.IsOpen ? 1 : 0) | (IsClearing ? 2 : 0) | (_recovery.AwaitsMassStatus ? 4 : 0));
        _recovery.AddTo(ref digest);
        _sizer.Placer.AddTo(ref digest);
        _requests.AddTo(ref digest);
        _positions.AddTo(ref digest);
        _sizer.AddVolumesTo(ref digest);
        _pauses.AddTo(ref digest);
        foreach (ref LiveOrder order in _live.All)
            order.AddTo(ref digest);
        _ledger.ToCancel.AddTo(ref digest);
    }

    private OrderIntent IntentOf(in HedgeOrder order, int instrument, long causeNanos) => new()
    {
        Kind = IntentKind.New,
        CauseNanos = causeNanos,
        Instrument = instrument,
        Side = order.Lots > 0 ? Side.Buy : Side.Sell,
        Lots = Math.Abs(order.Lots),
        LimitTicks = order.Placement.LimitTicks,
        TimeInForce = order.Placement.TimeInForce,
        ArrivalMid = _market[instrument].Mid,
    };

    private LimitRefusal Check(in OrderIntent intent, Side otherSide, long needLots, long nowNanos)
    {
        if (_live.IsFull)
            return LimitRefusal.LiveOrders;
        if (_live.MayRest(intent.Instrument, otherSide))
            return LimitRefusal.SelfMatch;
        return _limits.Check(OrderCheck.From(intent, _market[intent.Instrument], nowNanos) with
        {
            Notional = _ledger.Notional(intent.Instrument, intent.SignedLots, intent.LimitTicks),
            Position = _ledger.Interval(intent.Instrument),
            FilledLots = _ledger.FilledLots(intent.Instrument),
            NeedLots = needLots,
            CostSinceStart = _ledger.Cost,
        });
    }

    private void NoteRefusal(long decisionSequence, LimitRefusal reason)
    {
        _counters.Refusals++;
        _counters.LastRefusal = (long)reason;
        _journal.Append(JournalKind.Refusal, new Refusal { DecisionSequence = decisionSequence, Reason = reason });
    }

    private void Place(in OrderIntent intent, in OrderPlacement placement, long nowNanos)
    {
        LiveOrder order = LiveOrder.From(intent, _market[intent.Instrument]);
        order.ActionDueNanos = placement.RequestDueNanos;
        order.SentNanos = nowNanos;
        _live.TryAdd(order);
        _sizer.Placer.OnPlaced(intent.Instrument, intent.Side == Side.Buy, intent.TimeInForce, nowNanos);
        _counters.Orders++;
        _sender.Send(intent);
    }

    private void CancelResting(int instrument, Side side, long nowNanos, int turns = 1)
    {
        foreach (ref LiveOrder order in _live.All)
        {
            bool rests = order.Instrument == instrument
                && order.Side == side
                && order.TimeInForce == TimeInForce.Day
                && !order.IsEnded;
            if (rests && !order.IsUnknown && !order.CancelRequested)
                _requests.Cancel(ref order, nowNanos, turns);
        }
    }

    // One a batch, so that a batch needs room for one. What is lost of these the next mass status names again.
    private void CancelUnfollowed(long nowNanos)
    {
        if (!_ledger.ToCancel.TryPeek(out LiveOrder order))
            return;
        _requests.Cancel(ref order, nowNanos);
        if (order.CancelRequested)
            _ledger.ToCancel.Drop();
    }

    private void SendDueRequests(long nowNanos)
    {
        _recovery.EndBatch(nowNanos);

        // While everything is being cancelled, cancels do not wait for the answers to mass status.
        if (_recovery.AwaitsMassStatus && !IsClearing)
            return;
        foreach (ref LiveOrder order in _live.All)
        {
            if (!order.IsEnded || order.IsUnknown)
                Follow(ref order, nowNanos);
            else if (!_recovery.IsOpen)
                _positions.CheckMissingFills(order, nowNanos);
        }

        _recovery.Check(nowNanos);
        if (_recovery.IsOpen)
            return;
        _positions.EndBatch(nowNanos);
        if (!_positions.IsRequestDue(nowNanos))
            return;
        long number = _sender.SendRequest(IntentKind.Positions, nowNanos);
        _positions.OnRequested(number, nowNanos);
    }

    // A resting order whose time is over is cancelled, and one that must move is replaced or cancelled; every order is
    // while clearing. One without an answer is asked about.
    private void Follow(ref LiveOrder order, long nowNanos)
    {
        bool mayCancel = _requests.MayCancel(order);
        bool isSettled = mayCancel && order.Requests == 0;
        bool mustMove = isSettled
            && order.ReplaceId == 0
            && _sizer.Placer.MustMove(order, _market[order.Instrument], nowNanos);
        bool mustStop = isSettled && _positions.Stops(_ledger.Instruments[order.Instrument].Underlying);
        if (mustMove && !mustStop)
        {
            bool isReplaced = TryReplace(ref order, nowNanos);
            if (isReplaced)
                return;
        }

        if (nowNanos < order.ActionDueNanos && !mustMove && !mustStop)
            return;
        if (mayCancel && (order.TimeInForce == TimeInForce.Day || IsClearing))
            _requests.Cancel(ref order, nowNanos);
        else
            _requests.AskStatus(ref order, nowNanos);
    }

    // The order keeps its size. One that the exchange has made larger than it was ordered is cancelled instead, and so
    // is one whose replace was refused before.
    private bool TryReplace(ref LiveOrder order, long nowNanos)
    {
        ref InstrumentState quote = ref _market[order.Instrument];
        if (_settings.Repricing != Repricing.Replace
            || order.ReplaceRefused
            || order.Lots > order.OrderedLots
            || IsClearing
            || IsRecovering
            || quote.Fault != QuoteFault.None)
        {
            return false;
        }

        OrderPlacement placement = _sizer.Placer.Place(order.Side == Side.Buy, quote, order.Instrument, nowNanos);
        if (placement.TimeInForce != TimeInForce.Day)
            return false;
        OrderIntent open = order.ToIntent(IntentKind.Replace, order.LeavesLots, placement.LimitTicks, nowNanos);
        LimitRefusal refusal = _limits.CheckReplace(OrderCheck.From(open, quote, nowNanos) with
        {
            Notional = _ledger.Notional(order.Instrument, order.LeavesLots, placement.LimitTicks),
            Position = _ledger.Interval(order.Instrument),
        });
        if (refusal != LimitRefusal.None)
            return false;

        long number = _sender.NextNumber();
        order.SentNanos = nowNanos;
        order.ActionDueNanos = placement.RequestDueNanos;
        _live.BeginReplace(ref order, number, order.Lots, placement.LimitTicks);
        _counters.Replaces++;
        _sender.SendRequest(order, IntentKind.Replace, number, nowNanos);
        return true;
    }
}

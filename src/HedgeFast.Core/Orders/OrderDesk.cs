using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>
/// The loop's hands: turns decisions into orders if the limits allow, looks after the orders that live too long, and
/// after a logon finds out what became of those that were alive before. Owned by the loop.
/// </summary>
/// <param name="settings">How orders are placed.</param>
/// <param name="limits">May we?</param>
/// <param name="ledger">Positions and live orders.</param>
/// <param name="market">Quotes and pauses of the instruments.</param>
/// <param name="intents">The way to the order port; the loop makes sure of room.</param>
/// <param name="journal">The record.</param>
/// <param name="counters">Counts.</param>
/// <param name="positions">Does the exchange hold what we hold?</param>
public sealed class OrderDesk(
    OrderSettings settings, PreTradeLimits limits, PositionLedger ledger, MarketState market,
    IRingProducer<OrderIntent> intents, JournalAppender journal, LoopCounters counters,
    Reconciliation positions)
{
    // A request that goes unanswered is repeated after CancelAfterNanos, then after twice that, and so on up to 64
    // times.
    private const int MaxDoublings = 6;

    // While everything has to go, a cancel that left and was not answered is repeated after this at the latest.
    private const long ClearAgainNanos = 500_000_000;
    private const long NotAsked = long.MinValue;

    private readonly OrderPlacer _placer = new(settings, market.Count);
    private readonly Participation _participation = new(settings, market.Count);
    private readonly ReplaceNumbers _replaces = new();
    private readonly CancelPace _cancels = new();
    private readonly IntentSender _sender = new(limits, intents, journal);
    private long _recoverUntilNanos;
    private long _massStatusUntilNanos;
    private bool _awaitsMassStatus;
    private bool _isRecovering;

    /// <summary>
    /// The last number given out to an order or a request. To be set at the start only, to a number that no run before
    /// has reached.
    /// </summary>
    public long LastOrderId { get; set; }

    /// <summary>What a person may ask for.</summary>
    public OperatorRequests Requests { get; } = new(positions, counters);

    /// <summary>Whether every live order shall be cancelled: after kill or stop.</summary>
    public bool IsClearing { get; set; }

    /// <summary>
    /// Whether orders of before the last logon are still unaccounted for, or our positions unconfirmed: until then no
    /// new order may leave.
    /// </summary>
    public bool IsRecovering => _isRecovering || positions.HoldsAll;

    /// <summary>
    /// Whether no new order of an underlying may leave: everything is recovering, or a position in it is in doubt.
    /// </summary>
    public bool IsHeld(int underlying) => _isRecovering || positions.Holds(underlying);

    /// <summary>
    /// The part of a need that one order may be for now, by style, by participation and by the limits on an order's
    /// quantity and notional; 0 when it has to wait. Where not even one lot is within the limit on notional it is one
    /// lot, which the limit will refuse.
    /// </summary>
    public long Sized(long needLots, int instrument, long nowNanos)
    {
        ref InstrumentState quote = ref market[instrument];
        long most = limits.Settings.MaxOrderLots;
        if (_participation.IsOn)
        {
            most = Math.Min(most, _participation.RoomLots(instrument, ledger.Interval(instrument), nowNanos));
            counters.VolumeWaits += most == 0 && needLots != 0 ? 1 : 0;
        }

        long lots = _placer.Lots(needLots, instrument, quote, most, nowNanos);
        return lots == 0
            ? 0
            : ledger.LotsWithin(
                instrument, lots, _placer.Place(lots > 0, quote, instrument, nowNanos).LimitTicks,
                limits.Settings.MaxOrderNotional);
    }

    /// <summary>Sends a decision as an order. False when a limit refused it: counted and journaled.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="hedge">Its instrument.</param>
    /// <param name="position">Position with everything in flight.</param>
    /// <param name="needLots">What the hedge would need if nothing were in flight.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public bool TryPlace(
        in HedgeDecision decision, Instrument hedge, PositionInterval position, long needLots, long nowNanos)
    {
        bool buy = decision.Lots > 0;
        ref InstrumentState quote = ref market[decision.Instrument];
        OrderPlacement placement = _placer.Place(buy, quote, decision.Instrument, nowNanos);

        // Whatever rests on the other side would trade with the new order; it is hedged past once it is known to be
        // gone.
        LimitRefusal refusal = ledger.Live.IsFull ? LimitRefusal.LiveOrders
            : CancelResting(decision.Instrument, buy ? Side.Sell : Side.Buy, nowNanos) ? LimitRefusal.SelfMatch
            : limits.Check(new OrderCheck
            {
                Instrument = decision.Instrument,
                Lots = decision.Lots,
                LimitTicks = placement.LimitTicks,
                Notional = hedge.Notional(decision.Lots, placement.LimitTicks * quote.TickSize),
                Position = position,
                FilledLots = ledger.FilledLots(decision.Instrument),
                NeedLots = needLots,
                BidTicks = quote.BidTicks,
                AskTicks = quote.AskTicks,
                PriceBaseTicks = quote.PriceBaseTicks,
                QuoteNanos = quote.ReceiveNanos,
                CauseNanos = decision.CauseNanos,
                NowNanos = nowNanos,
                ExchangeNanos = quote.ExchangeNanos,
                CostSinceStart = ledger.SpreadCost + ledger.FeeCost,
            });
        if (refusal != LimitRefusal.None)
        {
            counters.Refusals++;
            counters.LastRefusal = (long)refusal;
            journal.Append(JournalKind.Refusal, new Refusal { DecisionSequence = decision.Sequence, Reason = refusal });
            return false;
        }

        var order = new LiveOrder
        {
            OrderId = ++LastOrderId,
            Lots = Math.Abs(decision.Lots),
            FinalCumLots = -1,
            ActionDueNanos = placement.LookAfterNanos,
            SentNanos = nowNanos,
            LimitTicks = placement.LimitTicks,
            ArrivalMid = quote.Mid,
            ArrivalTouch = quote.TickSize * (buy ? quote.AskTicks : quote.BidTicks),
            Instrument = decision.Instrument,
            Side = buy ? Side.Buy : Side.Sell,
            TimeInForce = placement.TimeInForce,
        };
        ledger.Live.TryAdd(order);
        _placer.OnPlaced(order.Instrument, buy, order.TimeInForce, nowNanos);
        counters.Orders++;
        _sender.Send(order, IntentKind.New, 0, decision.CauseNanos);
        return true;
    }

    /// <summary>Applies a trade that the feed printed.</summary>
    public void Apply(in MarketEvent trade) => _participation.OnTrade(trade);

    /// <summary>
    /// Applies what the exchange says of an order: positions and orders change, and what it says of the market is kept
    /// in mind.
    /// </summary>
    /// <returns>The instrument it concerns; -1 when that is not known.</returns>
    public int Apply(in ExecutionEvent told)
    {
        if (told.Kind == ExecutionKind.ReconnectRefused)
            counters.RequestsRefused++;
        if (positions.TryApply(told))
            return -1;

        // Reports name an order by any number it has had.
        ExecutionEvent execution = _replaces.Resolve(told, ledger.Live);
        int index = execution.OrderId == 0 ? -1 : ledger.Live.Find(execution.OrderId);
        bool wasAskedFor = index >= 0 && ledger.Live.All[index].CancelRequested;
        if (wasAskedFor && execution.Kind == ExecutionKind.CancelNotSent)
            _cancels.OnNotSent(execution.ReceiveNanos);
        long fillsBefore = ledger.Fills;
        int instrument = ledger.Apply(execution);
        if (ledger.Fills != fillsBefore)
            _participation.OnOwnFill(execution with { Instrument = instrument });
        if (execution.Kind == ExecutionKind.MassStatusEnd)
            EndMassStatus(execution.ReceiveNanos);
        CheckRecovery(execution.ReceiveNanos);
        if (instrument < 0)
            return instrument;

        ref InstrumentState state = ref market[instrument];
        if (execution.Kind is ExecutionKind.New or ExecutionKind.Fill)
            state.RejectsInARow = 0;
        if (execution.Kind is ExecutionKind.Rejected or ExecutionKind.NotSent)
        {
            state.PausedUntilNanos = execution.ReceiveNanos
                + (settings.RejectPauseNanos << Math.Min(state.RejectsInARow++, MaxDoublings));
        }
        else if (execution.Kind == ExecutionKind.Canceled && !wasAskedFor)
            state.SpentUntilNanos = execution.ReceiveNanos + settings.RejectPauseNanos;
        else if (execution.Kind == ExecutionKind.Fill && index >= 0 && ledger.Live.Find(execution.OrderId) < 0)
            _placer.OnFilledWhole(instrument);
        return instrument;
    }

    /// <summary>
    /// The session is up: what is alive from before is asked about at the end of the batch, all at once where the
    /// exchange can, and nothing new leaves until it is accounted for.
    /// </summary>
    public void BeginRecovery(long nowNanos)
    {
        _recoverUntilNanos = nowNanos + settings.RecoveryNanos;
        _awaitsMassStatus = settings.MassStatus;
        _massStatusUntilNanos = NotAsked;
        _isRecovering = true;
        positions.Begin(nowNanos);
        if (!_awaitsMassStatus)
            LookAfterAllNow(nowNanos);
        CheckRecovery(nowNanos);

        // Before the session is shown as up, so that nobody sees one that hedges already.
        counters.Recovering = IsRecovering ? 1 : 0;
    }

    /// <summary>
    /// Makes every live order due to be looked after at the end of this batch, with all its requests before it again.
    /// </summary>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    /// <param name="unknownOnly">Whether what is known stays as it is.</param>
    public void LookAfterAllNow(long nowNanos, bool unknownOnly = false)
    {
        foreach (ref LiveOrder order in ledger.Live.All)
        {
            if (unknownOnly && !order.IsUnknown)
                continue;
            order.ActionDueNanos = nowNanos;
            order.Requests = 0;
            order.IsUnresolved = false;
        }
    }

    /// <summary>
    /// Called at the end of each batch: what a person asked for goes out, and while the session is up orders and
    /// positions are looked after.
    /// </summary>
    public void EndBatch(long nowNanos, bool sessionUp)
    {
        if (Requests.TakeReconnect())
            _sender.Send(++LastOrderId, IntentKind.Reconnect, nowNanos);
        if (sessionUp)
            LookAfterOrders(nowNanos);
        positions.Settlement.SettleExpired();
        ledger.Doubt.JournalOne(journal);
    }

    // A resting order that has had its time is cancelled, one that stands wrong replaced or cancelled, and every order
    // when clearing; one whose answer is missing is asked about.
    private void LookAfterOrders(long nowNanos)
    {
        if (_awaitsMassStatus)
        {
            if (_massStatusUntilNanos == NotAsked)
            {
                _massStatusUntilNanos = nowNanos + Math.Min(settings.CancelAfterNanos, settings.RecoveryNanos);
                _sender.Send(++LastOrderId, IntentKind.MassStatus, nowNanos);
            }

            // What has to go is cancelled without waiting for what is known of it.
            if (nowNanos >= _massStatusUntilNanos)
                EndMassStatus(nowNanos);
            else if (!IsClearing)
                return;
        }

        foreach (ref LiveOrder order in ledger.Live.All)
        {
            if (order.IsEnded && !order.IsUnknown)
            {
                if (!_isRecovering)
                    positions.MissFills(order, nowNanos);
                continue;
            }

            // What is not known is asked about first, unless everything has to go: a cancel of an order that is not
            // there does no harm, so every other request is one.
            bool canCancel = (!order.CancelRequested && !order.IsUnknown) || (IsClearing && (order.Requests & 1) == 0);
            bool misplaced = canCancel
                && order.Requests == 0
                && order.ReplaceId == 0
                && _placer.IsMisplaced(order, market[order.Instrument], nowNanos);
            bool stopped = canCancel
                && order.Requests == 0
                && positions.Stops(ledger.Instruments[order.Instrument].Underlying);
            if (misplaced && !stopped && TryReplace(ref order, nowNanos))
                continue;
            if (nowNanos >= order.ActionDueNanos || misplaced || stopped)
                LookAfter(ref order, canCancel && (order.TimeInForce == TimeInForce.Day || IsClearing), nowNanos);
        }

        CheckRecovery(nowNanos);
        if (_isRecovering || !positions.IsDue(nowNanos))
            return;
        _sender.Send(++LastOrderId, IntentKind.Positions, nowNanos);
        positions.OnAsked(LastOrderId, nowNanos);
    }

    /// <summary>
    /// Cancels what rests on one side of an instrument: it has become wrong. It may still fill until the exchange says
    /// otherwise, and counts as live until then.
    /// </summary>
    /// <returns>Whether anything may rest on that side, cancelled or not: see
    /// <see cref="LiveOrder.MayRest"/>.</returns>
    public bool CancelResting(int instrument, Side side, long nowNanos)
    {
        bool any = false;
        foreach (ref LiveOrder order in ledger.Live.All)
        {
            if (order.Instrument != instrument || order.Side != side)
                continue;
            any |= order.MayRest;
            if (order.TimeInForce == TimeInForce.Day && !order.IsEnded && !order.IsUnknown && !order.CancelRequested)
                LookAfter(ref order, cancel: true, nowNanos);
        }

        return any;
    }

    /// <summary>Adds everything that later orders and requests depend on.</summary>
    public void AddTo(ref StateDigest digest)
    {
        digest.Add(LastOrderId);
        digest.Add((_isRecovering ? 1 : 0) | (IsClearing ? 2 : 0) | (_awaitsMassStatus ? 4 : 0));
        digest.Add(_recoverUntilNanos);
        digest.Add(_massStatusUntilNanos);
        _placer.AddTo(ref digest);
        _cancels.AddTo(ref digest);
        positions.AddTo(ref digest);
        _participation.AddTo(ref digest);
        for (int i = 0; i < market.Count; i++)
        {
            digest.Add(market[i].PausedUntilNanos);
            digest.Add(market[i].RejectsInARow);
            digest.Add(market[i].SpentUntilNanos);
        }

        foreach (ref LiveOrder order in ledger.Live.All)
            order.AddTo(ref digest);
    }

    // The order keeps its size, unless the exchange has made it larger than it was ordered: then it is cancelled. A
    // replace that was refused is not tried again.
    private bool TryReplace(ref LiveOrder order, long nowNanos)
    {
        ref InstrumentState quote = ref market[order.Instrument];
        if (settings.Repricing != Repricing.Replace
            || order.ReplaceRefused
            || order.Lots > order.OrderedLots
            || IsClearing
            || IsRecovering
            || quote.Fault != QuoteFault.None)
        {
            return false;
        }

        OrderPlacement placement = _placer.Place(order.Side == Side.Buy, quote, order.Instrument, nowNanos);
        if (placement.TimeInForce != TimeInForce.Day)
            return false;
        LimitRefusal refusal = limits.CheckReplace(new OrderCheck
        {
            Instrument = order.Instrument,
            Lots = order.LeavesLots,
            LimitTicks = placement.LimitTicks,
            Notional = ledger.Notional(order.Instrument, order.LeavesLots, placement.LimitTicks),
            Position = ledger.Interval(order.Instrument),
            NeedLots = 0,
            BidTicks = quote.BidTicks,
            AskTicks = quote.AskTicks,
            PriceBaseTicks = quote.PriceBaseTicks,
            QuoteNanos = quote.ReceiveNanos,
            CauseNanos = nowNanos,
            NowNanos = nowNanos,
        });
        if (refusal != LimitRefusal.None)
            return false;

        long number = ++LastOrderId;
        _replaces.Add(number, order.OrderId);
        order.SentNanos = nowNanos;
        order.ActionDueNanos = placement.LookAfterNanos;
        ledger.Live.BeginReplace(ledger.Live.Find(order.OrderId), number, order.Lots, placement.LimitTicks);
        counters.Replaces++;
        _sender.Send(order, IntentKind.Replace, number, nowNanos);
        return true;
    }

    // Requests grow rarer and end in an alarm, so that an exchange that refuses them all is not asked for ever. What
    // has to go is cancelled for ever, and as rarely at last.
    private void LookAfter(ref LiveOrder order, bool cancel, long nowNanos)
    {
        if (order.Requests >= settings.MaxRequests)
        {
            counters.Unresolved += order.IsUnresolved ? 0 : 1;
            order.IsUnresolved = true;
            order.ActionDueNanos = long.MaxValue;
            if (!IsClearing)
                return;
        }

        // A cancel whose turn has not come costs no request: it is tried again at the end of the next batch.
        order.ActionDueNanos = nowNanos;
        if (cancel && !_cancels.TryTake(nowNanos))
            return;
        order.ActionDueNanos += Math.Min(
            settings.CancelAfterNanos,
            IsClearing ? ClearAgainNanos : long.MaxValue) << Math.Min(order.Requests, MaxDoublings);
        order.Requests++;
        order.IsUnknown |= !order.IsAnswered;
        order.CancelRequested |= cancel;
        counters.Cancels += cancel ? 1 : 0;
        _sender.Send(order, cancel ? IntentKind.Cancel : IntentKind.Status, ++LastOrderId, nowNanos);
    }

    private void EndMassStatus(long nowNanos)
    {
        _awaitsMassStatus = false;
        LookAfterAllNow(nowNanos, unknownOnly: true);
    }

    private void CheckRecovery(long nowNanos)
    {
        if (!_isRecovering || _awaitsMassStatus)
            return;
        bool anyOpen = false;
        foreach (ref LiveOrder order in ledger.Live.All)
            anyOpen |= order.IsUnknown && !order.IsUnresolved;
        bool late = nowNanos >= _recoverUntilNanos;
        if (anyOpen && !late)
            return;
        _isRecovering = false;
        counters.Unresolved += anyOpen ? 1 : 0;
    }
}

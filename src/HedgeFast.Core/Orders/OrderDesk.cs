using HedgeFast.Core.Book;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>
/// The loop's hands: turns decisions into orders if the limits allow, and looks after the orders that live too long. Owned by the loop.
/// </summary>
/// <param name="settings">How orders are placed.</param>
/// <param name="limits">May we?</param>
/// <param name="ledger">Positions and live orders.</param>
/// <param name="intents">The way to the order port; the loop makes sure of room.</param>
/// <param name="journal">The record.</param>
/// <param name="counters">Counts.</param>
public sealed class OrderDesk(
    OrderSettings settings, PreTradeLimits limits, PositionLedger ledger, IRingProducer<OrderIntent> intents, JournalAppender journal, LoopCounters counters)
{
    /// <summary>Numbers given out to orders and requests so far.</summary>
    public long LastOrderId { get; private set; }

    /// <summary>Whether every live order shall be cancelled: after kill or stop.</summary>
    public bool IsClearing { get; set; }

    /// <summary>The price an order would carry: the touch, and the configured ticks beyond it.</summary>
    public long LimitTicks(bool buy, in InstrumentState market) => buy ? market.AskTicks + settings.CapTicks : market.BidTicks - settings.CapTicks;

    /// <summary>Sends a decision as an order. False when a limit refused it: counted and journaled.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="hedge">Its instrument.</param>
    /// <param name="market">The instrument's market.</param>
    /// <param name="position">Position with everything in flight.</param>
    /// <param name="needLots">What the hedge would need if nothing were in flight.</param>
    /// <param name="nowNanos">Stamp of the event being handled.</param>
    public bool TryPlace(in HedgeDecision decision, Instrument hedge, in InstrumentState market, PositionInterval position, long needLots, long nowNanos)
    {
        bool buy = decision.Lots > 0;
        long limitTicks = LimitTicks(buy, market);
        // Whatever rests on the other side would trade with the new order; it is hedged past once it is known to be gone.
        LimitRefusal refusal = ledger.Live.IsFull ? LimitRefusal.LiveOrders : CancelResting(decision.Instrument, buy ? Side.Sell : Side.Buy, nowNanos) ? LimitRefusal.SelfMatch : limits.Check(new OrderCheck
        {
            Instrument = decision.Instrument,
            Lots = decision.Lots,
            LimitTicks = limitTicks,
            Notional = hedge.Notional(decision.Lots, limitTicks * hedge.TickSize),
            Position = position,
            FilledLots = ledger.FilledLots(decision.Instrument),
            NeedLots = needLots,
            BidTicks = market.BidTicks,
            AskTicks = market.AskTicks,
            QuoteNanos = market.ReceiveNanos,
            CauseNanos = decision.CauseNanos,
            NowNanos = nowNanos,
            ExchangeNanos = market.ExchangeNanos,
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
            ActionDueNanos = nowNanos + settings.CancelAfterNanos,
            ArrivalMid = decision.Price,
            Instrument = decision.Instrument,
            Side = buy ? Side.Buy : Side.Sell,
            TimeInForce = settings.TimeInForce,
        };
        ledger.Live.TryAdd(order);
        counters.Orders++;
        Send(order, IntentKind.New, 0, limitTicks, decision.CauseNanos);
        return true;
    }

    /// <summary>Makes every live order due to be looked after at the end of this batch.</summary>
    public void LookAfterAllNow(long nowNanos)
    {
        foreach (ref LiveOrder order in ledger.Live.All)
            order.ActionDueNanos = nowNanos;
    }

    /// <summary>A resting order that has had its time is cancelled, and every order when clearing; one whose answer is missing is asked about.</summary>
    public void LookAfterOrders(long nowNanos)
    {
        foreach (ref LiveOrder order in ledger.Live.All)
        {
            if (nowNanos < order.ActionDueNanos)
                continue;
            order.ActionDueNanos = nowNanos + (settings.CancelAfterNanos << order.CancelsRefused);
            bool cancel = !order.IsUnknown && !order.CancelRequested && (order.TimeInForce == TimeInForce.Day || IsClearing);
            if (cancel)
                Cancel(ref order, nowNanos);
            else
                Request(order, IntentKind.Status, nowNanos);
        }
    }

    /// <summary>Cancels what rests on one side of an instrument: it has become wrong. It may still fill until the exchange says otherwise, and counts as live until then.</summary>
    /// <returns>Whether anything is alive on that side, cancelled or not.</returns>
    public bool CancelResting(int instrument, Side side, long nowNanos)
    {
        bool any = false;
        foreach (ref LiveOrder order in ledger.Live.All)
        {
            if (order.Instrument != instrument || order.Side != side)
                continue;
            any = true;
            if (order.TimeInForce == TimeInForce.Day && !order.IsUnknown && !order.CancelRequested)
                Cancel(ref order, nowNanos);
        }

        return any;
    }

    private void Cancel(ref LiveOrder order, long nowNanos)
    {
        order.CancelRequested = true;
        order.ActionDueNanos = nowNanos + (settings.CancelAfterNanos << order.CancelsRefused);
        counters.Cancels++;
        Request(order, IntentKind.Cancel, nowNanos);
    }

    private void Request(in LiveOrder order, IntentKind kind, long nowNanos)
    {
        limits.CountMessage(nowNanos);
        Send(order, kind, ++LastOrderId, 0, nowNanos);
    }

    private void Send(in LiveOrder order, IntentKind kind, long requestId, long limitTicks, long causeNanos)
    {
        var intent = new OrderIntent
        {
            OrderId = order.OrderId,
            RequestId = requestId,
            CauseNanos = causeNanos,
            LimitTicks = limitTicks,
            Lots = order.Lots,
            Instrument = order.Instrument,
            Kind = kind,
            Side = order.Side,
            TimeInForce = order.TimeInForce,
        };
        journal.Append(JournalKind.Intent, intent);
        if (!intents.TryPublish(intent))
            throw new InvalidOperationException($"order intent {order.OrderId} found no room");
    }
}

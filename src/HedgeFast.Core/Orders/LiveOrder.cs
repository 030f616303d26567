using HedgeFast.Core.Book;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>An order that may still fill, or whose fate is not certain.</summary>
public struct LiveOrder
{
    /// <summary>Value of <see cref="FinalCumLots"/> while the order may be in the market.</summary>
    public const long NotFinal = -1;

    /// <summary>Our order number.</summary>
    public long OrderId;

    /// <summary>
    /// Number of the replace under which the exchange has the order now; 0 while that is still <see cref="OrderId"/>.
    /// </summary>
    public long AcceptedId;

    /// <summary>
    /// Number of the replace in flight; 0 without one. Until its answer the order may fill on its old and new terms.
    /// </summary>
    public long ReplaceId;

    /// <summary>Lots of the whole order if that replace is accepted.</summary>
    public long ReplaceLots;

    /// <summary>Limit price of the replace in flight, ticks.</summary>
    public long ReplaceTicks;

    /// <summary>Lots ordered.</summary>
    public long Lots;

    /// <summary>Largest quantity that we ever ordered, lots; 0 stands for <see cref="Lots"/>. Fills beyond put the
    /// position in doubt.</summary>
    public long OrderedLots;

    /// <summary>Lots that a settled position includes although their fills never came: late fills of them are not
    /// counted again.</summary>
    public long SettledLots;

    /// <summary>Lots filled, from unique fills only.</summary>
    public long CumLots;

    /// <summary>The exchange's final filled quantity, lots; <see cref="NotFinal"/> before the order's end. The order
    /// stays live until our fills reach it.</summary>
    public long FinalCumLots;

    /// <summary>When the exchange first reported the end, monotonic nanoseconds.</summary>
    public long FinishedNanos;

    /// <summary>When a resting order is cancelled and an unanswered one asked about, monotonic nanoseconds.</summary>
    public long ActionDueNanos;

    /// <summary>Time at which the order was sent, monotonic nanoseconds.</summary>
    public long SentNanos;

    /// <summary>Limit price, ticks.</summary>
    public long LimitTicks;

    /// <summary>Whether the limit is unknown: the exchange reported the order, and this run never sent it.</summary>
    public bool HasNoLimit;

    /// <summary>The worst limit of its former terms, ticks, where <see cref="HasFormer"/>.</summary>
    public long FormerTicks;

    /// <summary>Whether the order had another limit before.</summary>
    public bool HasFormer;

    /// <summary>Mid at the decision, quote currency; the price that execution cost is measured from.</summary>
    public double ArrivalMid;

    /// <summary>
    /// Touch at the decision on the side that the order would take, quote currency: as far as this the cost is the
    /// spread's.
    /// </summary>
    public double ArrivalTouch;

    /// <summary>Dense instrument index.</summary>
    public int Instrument;

    /// <summary>Side.</summary>
    public Side Side;

    /// <summary>Life time in the market.</summary>
    public TimeInForce TimeInForce;

    /// <summary>Whether a cancel request is on its way.</summary>
    public bool CancelRequested;

    /// <summary>
    /// Whether the exchange has refused to replace the order, which is then cancelled when it must move.
    /// </summary>
    public bool ReplaceRefused;

    /// <summary>Whether the exchange has answered the order.</summary>
    public bool IsAnswered;

    /// <summary>
    /// Whether the order's state is unknown: no answer in time, a request refused, or the session lost.
    /// </summary>
    public bool IsUnknown;

    /// <summary>Cancel and status requests since the order last moved; at the configured number they end in an
    /// alarm.</summary>
    public int Requests;

    /// <summary>
    /// Whether the requests have ended in an alarm. The order still counts with everything that may fill.
    /// </summary>
    public bool IsUnresolved;

    /// <summary>Number of the order at the exchange if every message of ours has arrived.</summary>
    public readonly long NewestId => ReplaceId != 0 ? ReplaceId : KnownId;

    /// <summary>Number of the order that the exchange last confirmed.</summary>
    public readonly long KnownId => AcceptedId != 0 ? AcceptedId : OrderId;

    /// <summary>Lots of the whole order at the larger of its old and its new terms.</summary>
    public readonly long MostLots => ReplaceId != 0 ? Math.Max(Lots, ReplaceLots) : Lots;

    /// <summary>Lots that may still fill, on old or new terms of a replace that is on its way.</summary>
    public readonly long LeavesLots => Math.Max(0, (FinalCumLots >= 0 ? FinalCumLots : MostLots) - CumLots);

    /// <summary>The worst price that a fill may have on any of its terms, ticks; null without a known limit.</summary>
    public readonly long? WorstTicks =>
        HasNoLimit
            ? null
            : Worse(
                ReplaceId != 0 ? Worse(LimitTicks, ReplaceTicks) : LimitTicks, HasFormer ? FormerTicks : LimitTicks);

    /// <summary>
    /// Whether the exchange has reported the order's end. Fills that the report lacks are no longer in flight.
    /// </summary>
    public readonly bool IsEnded => FinalCumLots >= 0;

    /// <summary>Whether the order may rest in the market, so that the other side waits.</summary>
    /// <remarks>An immediate order counts until its first answer is overdue, so that a turn of the market is not traded
    /// to both sides. An unresolved order does not count: it would hold the other side back for ever.</remarks>
    public readonly bool MayRest =>
        !IsEnded && !IsUnresolved && (TimeInForce == TimeInForce.Day || (Requests == 0 && !IsUnknown));

    /// <summary>The live order that a new order becomes.</summary>
    /// <param name="intent">The instruction.</param>
    /// <param name="quote">Quote of its instrument at the decision.</param>
    public static LiveOrder From(in OrderIntent intent, in InstrumentState quote) => new()
    {
        OrderId = intent.OrderId,
        Lots = intent.Lots,
        FinalCumLots = NotFinal,
        LimitTicks = intent.LimitTicks,
        ArrivalMid = intent.ArrivalMid,
        ArrivalTouch = quote.TickSize * (intent.Side == Side.Buy ? quote.AskTicks : quote.BidTicks),
        Instrument = intent.Instrument,
        Side = intent.Side,
        TimeInForce = intent.TimeInForce,
    };

    /// <summary>An instruction about the order on given terms; number and known id are the sender's to add.</summary>
    public readonly OrderIntent ToIntent(IntentKind kind, long lots, long limitTicks, long causeNanos) => new()
    {
        OrderId = OrderId,
        CauseNanos = causeNanos,
        LimitTicks = limitTicks,
        Lots = lots,
        Instrument = Instrument,
        Kind = kind,
        Side = Side,
        TimeInForce = TimeInForce,
    };

    /// <summary>Remembers the limit in force before a replace changes it.</summary>
    public void RememberLimit()
    {
        if (HasNoLimit)
            return;
        FormerTicks = HasFormer ? Worse(LimitTicks, FormerTicks) : LimitTicks;
        HasFormer = true;
    }

    /// <summary>Adds everything that later decisions depend on.</summary>
    public readonly void AddTo(ref StateDigest digest)
    {
        digest.Add(OrderId);
        digest.Add(AcceptedId);
        digest.Add(ReplaceId);
        digest.Add(ReplaceLots);
        digest.Add(ReplaceTicks);
        digest.Add(Lots);
        digest.Add(OrderedLots);
        digest.Add(SettledLots);
        digest.Add(FinishedNanos);
        digest.Add(FormerTicks);
        digest.Add(CumLots);
        digest.Add(FinalCumLots);
        digest.Add(ActionDueNanos);
        digest.Add(SentNanos);
        digest.Add(LimitTicks);
        digest.Add(ArrivalMid);
        digest.Add(ArrivalTouch);
        digest.Add(Instrument);
        digest.Add(((long)Side << 8) | (long)TimeInForce);
        digest.Add(Requests);
        int flags = (CancelRequested ? 1 : 0)
            | (ReplaceRefused ? 2 : 0)
            | (IsAnswered ? 4 : 0)
            | (IsUnknown ? 8 : 0)
            | (IsUnresolved ? 16 : 0)
            | (HasNoLimit ? 32 : 0)
            | (HasFormer ? 64 : 0);
        digest.Add(flags);
    }

    private readonly long Worse(long ticks, long other) =>
        Side == Side.Buy ? Math.Max(ticks, other) : Math.Min(ticks, other);
}

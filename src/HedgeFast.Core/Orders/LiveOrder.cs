using HedgeFast.Core.Book;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>An order that may still fill, as the loop sees it.</summary>
public struct LiveOrder
{
    /// <summary>Stands in <see cref="FinalCumLots"/> while the order may be in the market.</summary>
    public const long NotFinal = -1;

    /// <summary>Our order number.</summary>
    public long OrderId;

    /// <summary>
    /// Number of the replace under which the exchange has the order now; 0 while that is still <see cref="OrderId"/>.
    /// </summary>
    public long AcceptedId;

    /// <summary>
    /// Number of the replace that is on its way; 0 without one. Until it is answered the order may fill on its old
    /// terms and on its new ones.
    /// </summary>
    public long ReplaceId;

    /// <summary>Lots of the whole order if that replace is accepted.</summary>
    public long ReplaceLots;

    /// <summary>Limit price if it is accepted, ticks.</summary>
    public long ReplaceTicks;

    /// <summary>Lots ordered.</summary>
    public long Lots;

    /// <summary>
    /// Most lots that we have ever ordered, whatever the exchange has made of the order since; 0 takes
    /// <see cref="Lots"/>. What fills beyond puts the position in doubt.
    /// </summary>
    public long OrderedLots;

    /// <summary>
    /// Lots that a settled position has in it already although their fills were never told: told later, they are not
    /// counted again.
    /// </summary>
    public long SettledLots;

    /// <summary>Lots filled, from unique fills only.</summary>
    public long CumLots;

    /// <summary>
    /// The exchange's final filled quantity once it said the order is out of the market, otherwise -1. The order stays
    /// until our fills reach it.
    /// </summary>
    public long FinalCumLots;

    /// <summary>When the exchange first said so, monotonic nanoseconds.</summary>
    public long FinishedNanos;

    /// <summary>
    /// When the order is looked after if it is still alive: a resting one is cancelled, an unanswered one asked about.
    /// Monotonic nanoseconds.
    /// </summary>
    public long ActionDueNanos;

    /// <summary>When it was sent, monotonic nanoseconds.</summary>
    public long SentNanos;

    /// <summary>Limit price, ticks.</summary>
    public long LimitTicks;

    /// <summary>Whether its limit is not known: the exchange has told of it, and nobody here has ordered it.</summary>
    public bool HasNoLimit;

    /// <summary>The worst limit that it had before, ticks, where <see cref="HasFormer"/>.</summary>
    public long FormerTicks;

    /// <summary>Whether it had another limit before.</summary>
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

    /// <summary>Whether the exchange has refused to replace it: then it is cancelled when it stands wrong.</summary>
    public bool ReplaceRefused;

    /// <summary>Whether the exchange has said anything of the order yet.</summary>
    public bool IsAnswered;

    /// <summary>
    /// Whether its state has to be asked for: no answer came in time, a request was refused, or the session was lost.
    /// It may be anything but forgotten.
    /// </summary>
    public bool IsUnknown;

    /// <summary>
    /// Cancel and status requests made since the order last moved. They grow rarer, and at the configured number they
    /// end in an alarm.
    /// </summary>
    public int Requests;

    /// <summary>
    /// Whether the requests have ended in an alarm. The order still counts with everything that may fill.
    /// </summary>
    public bool IsUnresolved;

    /// <summary>Number under which the exchange has the order if it has taken everything we sent.</summary>
    public readonly long NewestId => ReplaceId != 0 ? ReplaceId : KnownId;

    /// <summary>Number under which the exchange last said that it has the order.</summary>
    public readonly long KnownId => AcceptedId != 0 ? AcceptedId : OrderId;

    /// <summary>Lots of the whole order at the larger of its old and its new terms.</summary>
    public readonly long MostLots => ReplaceId != 0 ? Math.Max(Lots, ReplaceLots) : Lots;

    /// <summary>Lots that may still fill, whatever becomes of a replace that is on its way.</summary>
    public readonly long LeavesLots => Math.Max(0, (FinalCumLots >= 0 ? FinalCumLots : MostLots) - CumLots);

    /// <summary>
    /// The worst price at which a fill may be told, whichever terms it was on, ticks; null where no limit is known.
    /// </summary>
    public readonly long? WorstTicks =>
        HasNoLimit
            ? null
            : Worse(
                ReplaceId != 0 ? Worse(LimitTicks, ReplaceTicks) : LimitTicks, HasFormer ? FormerTicks : LimitTicks);

    /// <summary>
    /// Whether the exchange has said that it is out of the market. What it is missing then is no longer in flight.
    /// </summary>
    public readonly bool IsEnded => FinalCumLots >= 0;

    /// <summary>
    /// Whether it may rest in the market. An immediate order never does; only as long as its first answer may be on the
    /// way does the other side wait, so that a turn of the market is not traded to both sides. An unresolved order
    /// counts no longer: it would hold up the other side for ever.
    /// </summary>
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

    /// <summary>Takes note of the limit in force before another takes its place.</summary>
    public void RememberLimit()
    {
        if (!HasNoLimit)
            (FormerTicks, HasFormer) = (HasFormer ? Worse(LimitTicks, FormerTicks) : LimitTicks, true);
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
        digest.Add(
            (
                CancelRequested ? 1
                : 0) | (ReplaceRefused ? 2
                : 0) | (IsAnswered ? 4
                : 0) | (IsUnknown ? 8
                : 0) | (IsUnresolved ? 16
                : 0) | (HasNoLimit ? 32
                : 0) | (HasFormer ? 64
                : 0));
    }

    private readonly long Worse(long ticks, long other) =>
        Side == Side.Buy ? Math.Max(ticks, other) : Math.Min(ticks, other);
}

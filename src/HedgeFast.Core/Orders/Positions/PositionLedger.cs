using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders.Positions;

/// <summary>Applies execution events to live orders and positions, and keeps what positions cost. Owned by the
/// loop.</summary>
/// <remarks>A position is the sum of unique fills that the exchange has not busted. A quantity that a report only
/// counts is no fill.</remarks>
public sealed class PositionLedger
{
    private readonly IReadOnlyList<Instrument> _instruments;
    private readonly FillBook _book = new();
    private readonly PositionAccounts _accounts;
    private readonly FillEntry _fills;

    /// <summary>Starts with default settings, and without prices or limits to check fills against.</summary>
    public PositionLedger(IReadOnlyList<Instrument> instruments, int maxLive)
        : this(instruments, new OrderSettings { MaxLive = maxLive })
    {
    }

    /// <summary>Starts with the configured positions and without orders.</summary>
    /// <param name="instruments">Instruments by dense index.</param>
    /// <param name="settings">Capacity for live orders, and the rule for foreign fills.</param>
    /// <param name="market">Quotes that prices of fills are checked against; null checks them against limit prices
    /// only.</param>
    /// <param name="limits">Limits that positions are checked against; null has none.</param>
    public PositionLedger(
        IReadOnlyList<Instrument> instruments, OrderSettings settings, MarketState? market = null,
        PreTradeLimits? limits = null)
    {
        _instruments = instruments;
        _accounts = new PositionAccounts(instruments);
        Live = new LiveOrders(settings.MaxLive, instruments.Count);
        Judge = new FillJudge(instruments, settings, market, limits);
        Doubt = new PositionDoubt(instruments);
        _fills = new FillEntry(_accounts, Live, _book, Judge, Doubt);
        ToCancel = new UnfollowedOrders(_accounts, Doubt);
    }

    /// <summary>Positions in doubt, with their reasons.</summary>
    public PositionDoubt Doubt { get; }

    /// <summary>Checks fills against their orders.</summary>
    public FillJudge Judge { get; }

    /// <summary>Orders that may still fill.</summary>
    public LiveOrders Live { get; }

    /// <summary>Unique fills applied.</summary>
    public long Fills => _fills.Fills;

    /// <summary>Fills of orders that were not live: late or foreign. Applied all the same, see <see cref="Doubt"/>.
    /// Alarm when not 0.</summary>
    public long UnexpectedFills => _fills.UnexpectedFills;

    /// <summary>Fills beyond the ordered quantity. Applied all the same: the position follows the exchange. Alarm when
    /// not 0.</summary>
    public long Overfills => _fills.Overfills;

    /// <summary>Late fills that a settled position includes already: not counted again. Alarm when not 0.</summary>
    public long SettledFills => _fills.SettledFills;

    /// <summary>Unreadable reports that may carry a fill. Alarm when not 0.</summary>
    public long UnreadableReports => _fills.UnreadableReports;

    /// <summary>Fills that the exchange busted or corrected. Alarm when not 0.</summary>
    public long TakenBack => _fills.TakenBack;

    /// <summary>Repeated fills, corrections and busts: not applied again.</summary>
    public long DuplicateFills => _book.DuplicateFills;

    /// <summary>Repeated fills, corrections and busts without a mark of repetition. Alarm when not 0.</summary>
    public long UnmarkedDuplicates => _book.UnmarkedDuplicates;

    /// <summary>Other repeated reports: ignored.</summary>
    public long DuplicateReports => _book.DuplicateReports;

    /// <summary>Orders that the exchange reports working after they had ended. Alarm when not 0.</summary>
    public long Reinstated { get; private set; }

    /// <summary>Working orders that cannot be followed: of another process, or beyond the table. Alarm when not
    /// 0.</summary>
    public long Unfollowed => ToCancel.Count;

    /// <summary>The orders of ours among them that have to be cancelled.</summary>
    internal UnfollowedOrders ToCancel { get; }

    /// <summary>Orders that the exchange rejected.</summary>
    public long Rejects { get; private set; }

    /// <summary>Orders that never left because the session was down.</summary>
    public long NotSent { get; private set; }

    /// <summary>Cancel requests that the exchange rejected. Alarm while the kill switch is on.</summary>
    public long CancelsRefused { get; private set; }

    /// <summary>Execution cost against the mid at the decision, quote currency; positive is a cost.</summary>
    public double SpreadCost => _accounts.SpreadCost;

    /// <summary>Fees, quote currency.</summary>
    public double FeeCost => _accounts.FeeCost;

    /// <summary>Spread and fees together, quote currency.</summary>
    public double Cost => SpreadCost + FeeCost;

    /// <summary>Instruments by dense index.</summary>
    public IReadOnlyList<Instrument> Instruments => _instruments;

    /// <summary>The money of an instrument's fills.</summary>
    public ref readonly HedgeAccount Account(int instrument) => ref _accounts[instrument];

    /// <summary>Adds the position of an instrument and its money.</summary>
    public void AddAccountTo(ref StateDigest digest, int instrument)
    {
        ref readonly HedgeAccount account = ref _accounts[instrument];
        digest.Add(account.Lots);
        digest.Add(account.Entry);
        digest.Add(account.Fees);
    }

    /// <summary>Filled position of an instrument, signed lots.</summary>
    public long FilledLots(int instrument) => _accounts.Lots(instrument);

    /// <summary>Notional of some lots at a limit price, quote currency.</summary>
    public double Notional(int instrument, long lots, long limitTicks) =>
        _instruments[instrument].Notional(lots, limitTicks * _instruments[instrument].TickSize);

    /// <summary>As many of some signed lots as have a notional within a bound, one at least; see
    /// <see cref="Instrument.LotsWithin"/>.</summary>
    public long LotsWithin(int instrument, long lots, long limitTicks, double mostNotional) =>
        _instruments[instrument].LotsWithin(lots, limitTicks * _instruments[instrument].TickSize, mostNotional);

    /// <summary>Changes whenever a position, or the lots that may still fill, change.</summary>
    public long Version => _accounts.Version + Live.Version;

    /// <summary>Position with everything in flight.</summary>
    public PositionInterval Interval(int instrument) => Live.Interval(instrument, _accounts.Lots(instrument));

    /// <summary>Opens the starting position of an instrument at its first mid; later calls do nothing.</summary>
    public void OpenAt(int instrument, double mid) => _accounts.OpenAt(instrument, mid);

    /// <summary>Books a dividend on what is held, see <see cref="PositionAccounts.PayDividend"/>.</summary>
    internal void PayDividend(int instrument, double amount) => _accounts.PayDividend(instrument, amount);

    /// <summary>The executions applied, and the other reports noted.</summary>
    public IEnumerable<CarriedExecution> Executions => _book.Executions;

    /// <summary>Resumes a position of the run before, in place of the configured one.</summary>
    public void Carry(in CarriedPosition position) => _accounts.Carry(position);

    /// <summary>Sets a position to settled lots; the difference is booked at the mid, free of cost.</summary>
    /// <param name="instrument">Dense instrument index.</param>
    /// <param name="lots">The settled position, signed lots.</param>
    /// <param name="mid">The mid; null before the first quote, whose mid then counts.</param>
    public void Adopt(int instrument, long lots, double? mid) =>
        _accounts.EnterUnpriced(instrument, lots - _accounts.Lots(instrument), mid);

    /// <summary>Remembers an execution of the run before.</summary>
    public void Carry(in CarriedExecution execution) => _book.Carry(execution);

    /// <summary>Resumes an order of the run before: live, or closed by a settled position.</summary>
    /// <returns>False when the table of live orders is full.</returns>
    public bool TryCarry(in CarriedOrder order)
    {
        if (!order.IsSettled)
            return Live.TryAdd(order.ToLive());
        Live.Closed.Add(order.ToLive());
        return true;
    }

    /// <summary>Applies an event of an order. Session events are not for the ledger.</summary>
    /// <param name="told">The event, under any number the order has had.</param>
    /// <returns>The changes it made.</returns>
    public OrderUpdate Apply(in ExecutionEvent told)
    {
        int index = Live.Find(told.OrderId, out long orderId);
        ExecutionEvent execution = told with { OrderId = orderId };
        bool wasLive = index >= 0;
        var update = new OrderUpdate(
            wasLive ? Live.All[index].Instrument : execution.Instrument,
            orderId,
            CancelWasRequested: wasLive && Live.All[index].CancelRequested);
        bool isNews = _book.TryTakeReport(told);
        if (!isNews)
            return update;
        update = Apply(execution, index, update);
        return update with { HasEnded = wasLive && !Live.IsAt(index, orderId) };
    }

    // Applies an event to the order at an index, -1 when it is not live.
    private OrderUpdate Apply(in ExecutionEvent execution, int index, in OrderUpdate update)
    {
        switch (execution.Kind)
        {
            case ExecutionKind.Fill:
                return _fills.ApplyFill(execution, index, update);

            case ExecutionKind.Unreadable:
                return update with { Instrument = _fills.ApplyUnreadable(execution, index) };

            case ExecutionKind.Bust or ExecutionKind.Correction:
                int changed = _fills.TakeBack(execution, index, out bool isNews);
                if (isNews && index < 0 && execution.LeavesLots > 0)
                    Reinstate(execution);
                return update with { Instrument = changed };

            case ExecutionKind.Rejected:
                Rejects++;
                Finish(index, execution.CumLots, execution.ReceiveNanos);
                break;

            case ExecutionKind.NotSent:
                NotSent++;
                Finish(index, 0, execution.ReceiveNanos);
                break;

            // An exchange that does not know a replace may know the order by the number before it: that is asked about
            // next.
            case ExecutionKind.Status when execution is { LeavesLots: 0, CumLots: 0 }
                && IsOtherNumber(index, execution.RequestId):
                if (!IsPending(index, execution.RequestId))
                    break;
                Live.All[index].IsUnknown = true;
                Live.All[index].ActionDueNanos = execution.ReceiveNanos;
                Live.DropReplace(index);
                break;

            case ExecutionKind.Canceled:
            case ExecutionKind.Status or ExecutionKind.Restated
                or ExecutionKind.Replaced when execution.LeavesLots == 0:
                Finish(index, execution.CumLots, execution.ReceiveNanos);
                break;

            case ExecutionKind.Status or ExecutionKind.Replaced when IsPending(index, execution.RequestId):
                Live.EndReplace(index, execution.CumLots + execution.LeavesLots);
                break;

            // Numbers grow, so a higher one is of a later replace: one that the run before had no time to journal, or
            // that was given up.
            case ExecutionKind.Restated or ExecutionKind.Replaced when index >= 0:
                if (execution.Kind == ExecutionKind.Replaced && execution.RequestId > Live.All[index].KnownId)
                    Live.AdoptReplace(index, execution.RequestId, execution.ReceiveNanos);
                Live.Resize(index, execution.CumLots + execution.LeavesLots);
                break;

            case ExecutionKind.Status or ExecutionKind.Restated or ExecutionKind.Replaced when index < 0:
                Reinstate(execution);
                break;

            // An order of ours that a run before this one had no time to journal.
            case ExecutionKind.New when index < 0
                && execution is { OrderId: not 0, LeavesLots: > 0 }
                && Unsafe.IsNullRef(in Live.Closed.Find(execution.OrderId)):
                Reinstate(execution);
                break;

            case ExecutionKind.New or ExecutionKind.Status or ExecutionKind.PendingCancel when index >= 0:
                ref LiveOrder answered = ref Live.All[index];
                if (!answered.IsAnswered)
                    answered.Requests = 0;
                answered.IsAnswered = true;

                // Asked about after the session was lost, and known by its old number: the replace went down with the
                // session.
                bool neverArrived = answered.IsUnknown
                    && answered.ReplaceId != 0
                    && execution.Kind == ExecutionKind.Status
                    && execution.RequestId == answered.KnownId;
                answered.IsUnknown = false;
                if (neverArrived)
                    Live.DropReplace(index);
                break;

            case ExecutionKind.RequestRejected or ExecutionKind.CancelNotSent when IsPending(
                index, execution.RequestId):
                Live.All[index].ReplaceRefused = execution.Kind == ExecutionKind.RequestRejected;
                Live.DropReplace(index);
                break;

            case ExecutionKind.RequestRejected when index >= 0:
                ref LiveOrder refused = ref Live.All[index];
                CancelsRefused += refused.CancelRequested ? 1 : 0;
                refused.CancelRequested = false;
                refused.IsUnknown = true;
                break;

            // What never left costs no request, and is due again at once: how fast is the desk's pace.
            case ExecutionKind.CancelNotSent when index >= 0:
                ref LiveOrder held = ref Live.All[index];
                held.Requests = Math.Max(0, held.Requests - 1);
                held.CancelRequested = false;
                held.ActionDueNanos = execution.ReceiveNanos;
                break;
        }

        return update;
    }

    /// <summary>Marks every live order as of unknown state: the session was lost.</summary>
    public void MarkUnknown()
    {
        foreach (ref LiveOrder order in Live.All)
        {
            order.IsUnknown = true;
            order.CancelRequested = false;
        }
    }

    // Whether a number is one that the order does not certainly go by.
    private bool IsOtherNumber(int index, long requestId) =>
        index >= 0 && requestId != 0 && Live.All[index].KnownId != requestId;

    // Whether a number is that of the replace that is on its way.
    private bool IsPending(int index, long requestId) =>
        index >= 0 && requestId != 0 && Live.All[index].ReplaceId == requestId;

    private void Finish(int index, long cumLots, long nowNanos)
    {
        if (index < 0)
            return;
        ref LiveOrder order = ref Live.All[index];
        if (!order.IsEnded)
            order.FinishedNanos = nowNanos;
        long ours = _accounts.Lots(order.Instrument);
        if (cumLots > order.OrderedLots)
        {
            Doubt.Raise(
                order.Instrument, DoubtReasons.Overfill, ours, ours + Signed(order.Side, cumLots - order.CumLots));
        }

        Live.Finish(index, cumLots);
    }

    // The exchange reports an order working that is not live here. It counts from now on, and is asked about.
    private void Reinstate(in ExecutionEvent execution)
    {
        ref LiveOrder closed = ref Live.Closed.Find(execution.OrderId);
        LiveOrder order = !Unsafe.IsNullRef(in closed)
            ? closed
            : new LiveOrder
            {
                OrderId = execution.OrderId,
                CumLots = execution.CumLots,
                Instrument = execution.Instrument,
                Side = execution.Side,
                TimeInForce = TimeInForce.Day,
                HasNoLimit = true,
            };
        order.Lots = order.CumLots + execution.LeavesLots;
        order.FinalCumLots = -1;
        order.ActionDueNanos = execution.ReceiveNanos;
        order.IsAnswered = true;
        order.IsUnknown = true;
        order.CancelRequested = false;
        order.Requests = 0;
        order.IsUnresolved = false;
        bool isComplete = order.Instrument >= 0 && order.Side is Side.Buy or Side.Sell;
        if (execution.OrderId == 0 || !isComplete || !Live.TryAdd(order))
        {
            ToCancel.Add(order, isComplete);
            return;
        }

        long ours = _accounts.Lots(order.Instrument);
        if (Unsafe.IsNullRef(in closed) && !Judge.MayBeOfRunBefore(execution.OrderId, order.Lots))
            Doubt.Raise(order.Instrument, DoubtReasons.UnknownOrder, ours, ours);

        // Fills of such an order were never reported here, and may never be.
        long missing = Unsafe.IsNullRef(in closed) && order.CumLots > 0
            ? order.CumLots - _book.LotsOf(execution.OrderId)
            : 0;
        if (missing > 0)
            Doubt.Raise(order.Instrument, DoubtReasons.MissingFills, ours, ours + Signed(order.Side, missing));

        Reinstated++;
        if (!Unsafe.IsNullRef(in closed))
            ClosedOrders.Forget(ref closed);
    }

    /// <summary>Shows others working orders, their alarms, and positions that have changed.</summary>
    public void CountInto(LoopCounters counters, IReadOnlyList<InstrumentCounters> instruments)
    {
        counters.LiveOrders = Live.Count;
        (counters.InFlightBuyLots, counters.InFlightSellLots) = Live.TotalLeaves();
        counters.Fills = Fills;
        counters.Rejects = Rejects;
        counters.CancelsRefused = CancelsRefused;
        counters.OrderAlarms =
            UnexpectedFills + Overfills + TakenBack + Reinstated + Unfollowed + UnmarkedDuplicates + SettledFills
                + UnreadableReports;
        _fills.CountInto(instruments);
    }

    private static long Signed(Side side, long lots) => side == Side.Buy ? lots : -lots;
}

using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders;

/// <summary>
/// What we hold and what it cost: applies execution events to live orders and positions. A position is the sum of unique fills that the exchange has not taken
/// back, whatever else is said of the orders: a quantity that a report only counts is never taken for a fill. Owned by the loop.
/// </summary>
public sealed class PositionLedger
{
    // Reports of a day and more of resends, 10 MB.
    private const int RememberedExecutions = 1 << 15;

    private readonly IReadOnlyList<Instrument> _instruments;
    private readonly AppliedFills _applied = new(RememberedExecutions);
    private readonly HedgeAccount[] _accounts;
    private readonly double?[] _openedAt;
    private readonly long[] _startLots;
    private long _filledVersion;

    /// <summary>Starts with the positions that the instruments are held at and no orders.</summary>
    public PositionLedger(IReadOnlyList<Instrument> instruments, int maxLive)
    {
        _instruments = instruments;
        _accounts = [.. instruments.Select(instrument => new HedgeAccount { Lots = instrument.StartLots })];
        _openedAt = new double?[instruments.Count];
        _startLots = [.. instruments.Select(instrument => instrument.StartLots)];
        Live = new LiveOrders(maxLive, instruments.Count);
    }

    /// <summary>Orders that may still fill.</summary>
    public LiveOrders Live { get; }

    /// <summary>Unique fills applied.</summary>
    public long Fills { get; private set; }

    /// <summary>Fills, corrections and fills taken back that came again and were not applied.</summary>
    public long DuplicateFills { get; private set; }

    /// <summary>Other reports that came again and were passed over: what they say was true when they first came.</summary>
    public long DuplicateReports { get; private set; }

    /// <summary>Fills of orders that were not alive here: late ones, and ones whose ClOrdID is not ours. Applied to the position all the same. Alarm when not 0.</summary>
    public long UnexpectedFills { get; private set; }

    /// <summary>Fills beyond what was ordered. Applied to the position all the same: it follows the exchange. Alarm when not 0.</summary>
    public long Overfills { get; private set; }

    /// <summary>Fills that the exchange took back or corrected. Alarm when not 0.</summary>
    public long TakenBack { get; private set; }

    /// <summary>Orders that came back to life after they had left the market. Alarm when not 0.</summary>
    public long Reinstated { get; private set; }

    /// <summary>Orders that the exchange says are working and that can't be followed here: of another process, or beyond the table. Alarm when not 0.</summary>
    public long Unfollowed { get; private set; }

    /// <summary>Orders the exchange refused.</summary>
    public long Rejects { get; private set; }

    /// <summary>Orders that never left because the session was down.</summary>
    public long NotSent { get; private set; }

    /// <summary>Cancel requests that the exchange refused: an alarm while the kill switch is on.</summary>
    public long CancelsRefused { get; private set; }

    /// <summary>What was paid against the mid at the decision, quote currency: the spread, and whatever went beyond it. Positive is a cost.</summary>
    public double SpreadCost { get; private set; }

    /// <summary>Fees, quote currency.</summary>
    public double FeeCost { get; private set; }

    /// <summary>What can be held, by dense index.</summary>
    public IReadOnlyList<Instrument> Instruments => _instruments;

    /// <summary>The money of an instrument's fills.</summary>
    public ref readonly HedgeAccount Account(int instrument) => ref _accounts[instrument];

    /// <summary>Filled position of an instrument, signed lots.</summary>
    public long FilledLots(int instrument) => _accounts[instrument].Lots;

    /// <summary>Notional of some lots at a limit price, quote currency.</summary>
    public double Notional(int instrument, long lots, long limitTicks) => _instruments[instrument].Notional(lots, limitTicks * _instruments[instrument].TickSize);

    /// <summary>As many of some signed lots as have a notional within a bound at a limit price; one at least. See <see cref="Instrument.LotsWithin"/>.</summary>
    public long LotsWithin(int instrument, long lots, long limitTicks, double mostNotional) =>
        _instruments[instrument].LotsWithin(lots, limitTicks * _instruments[instrument].TickSize, mostNotional);

    /// <summary>Another number whenever a position, or what may still fill, has changed.</summary>
    public long Version => _filledVersion + Live.Version;

    /// <summary>Position with everything in flight.</summary>
    public PositionInterval Interval(int instrument) => Live.Interval(instrument, _accounts[instrument].Lots);

    /// <summary>An instrument has a price: what was held of it at the start counts as bought at the first one. Called again it does nothing.</summary>
    public void OpenAt(int instrument, double mid)
    {
        if (_openedAt[instrument] is not null)
            return;
        _openedAt[instrument] = mid;
        _accounts[instrument].Open(_instruments[instrument], _startLots[instrument], mid);
    }

    /// <summary>The executions counted, and the other reports that were taken.</summary>
    public IEnumerable<CarriedExecution> Executions => _applied.All;

    /// <summary>Goes on with a position of the run before, in place of the one that the instrument is held at.</summary>
    public void Carry(in CarriedPosition position)
    {
        _accounts[position.Instrument].Lots = _startLots[position.Instrument] = position.Lots;
        _filledVersion++;
    }

    /// <summary>Goes on with another position, because a person said so. What it has more counts as bought at the mid, or where there is none yet at the first price, without cost.</summary>
    public void Adopt(int instrument, long lots, double? mid)
    {
        long moreLots = lots - _accounts[instrument].Lots;
        _accounts[instrument].Lots = lots;
        _filledVersion++;
        if (_openedAt[instrument] is { } first)
            _accounts[instrument].Open(_instruments[instrument], moreLots, mid ?? first);
        else
            _startLots[instrument] += moreLots;
    }

    /// <summary>Remembers an execution of the run before.</summary>
    public void Carry(in CarriedExecution execution) => _applied.TryAdd(execution.Low, execution.High, execution.Fill);

    /// <summary>Applies one event of an order. Session events are not for the ledger.</summary>
    /// <returns>The instrument it concerns; -1 when that is not known.</returns>
    public int Apply(in ExecutionEvent execution)
    {
        int index = execution.OrderId == 0 ? -1 : Live.Find(execution.OrderId);
        int instrument = index >= 0 ? Live.All[index].Instrument : execution.Instrument;
        if (IsRepetition(execution))
        {
            DuplicateReports++;
            return instrument;
        }

        switch (execution.Kind)
        {
            case ExecutionKind.Fill:
                ApplyFill(execution, index);
                break;

            case ExecutionKind.Bust or ExecutionKind.Correction:
                TakeBack(execution, index);
                break;

            case ExecutionKind.Rejected:
                Rejects++;
                Finish(index, execution.CumLots);
                break;

            case ExecutionKind.NotSent:
                NotSent++;
                Finish(index, 0);
                break;

            // An exchange that does not know a replace may know the order by the number before it: that is asked about next.
            case ExecutionKind.Status when execution is { LeavesLots: 0, CumLots: 0 } && IsOtherNumber(index, execution.RequestId):
                if (!IsPending(index, execution.RequestId))
                    break;
                Live.All[index].IsUnknown = true;
                Live.All[index].ActionDueNanos = execution.ReceiveNanos;
                Live.DropReplace(index);
                break;

            case ExecutionKind.Canceled:
            case ExecutionKind.Status or ExecutionKind.Restated or ExecutionKind.Replaced when execution.LeavesLots == 0:
                Finish(index, execution.CumLots);
                break;

            case ExecutionKind.Status or ExecutionKind.Replaced when IsPending(index, execution.RequestId):
                Live.EndReplace(index, execution.CumLots + execution.LeavesLots);
                break;

            case ExecutionKind.Restated or ExecutionKind.Replaced when index >= 0:
                Live.Resize(index, execution.CumLots + execution.LeavesLots);
                break;

            case ExecutionKind.Status or ExecutionKind.Restated or ExecutionKind.Replaced when index < 0:
                Reinstate(execution);
                break;

            // An order of ours that a run before this one had no time to journal.
            case ExecutionKind.New when index < 0 && execution is { OrderId: not 0, LeavesLots: > 0 } && Unsafe.IsNullRef(in Live.Closed.Find(execution.OrderId)):
                Reinstate(execution);
                break;

            case ExecutionKind.New or ExecutionKind.Status or ExecutionKind.PendingCancel when index >= 0:
                ref LiveOrder answered = ref Live.All[index];
                if (!answered.IsAnswered)
                    answered.Requests = 0;
                answered.IsAnswered = true;

                // Asked about after the session was lost, and known by its old number: the replace went down with the session.
                bool neverArrived = answered.IsUnknown && answered.ReplaceId != 0 && execution.Kind == ExecutionKind.Status && execution.RequestId == answered.KnownId;
                answered.IsUnknown = false;
                if (neverArrived)
                    Live.DropReplace(index);
                break;

            case ExecutionKind.RequestRejected or ExecutionKind.CancelNotSent when IsPending(index, execution.RequestId):
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
                (held.Requests, held.CancelRequested, held.ActionDueNanos) = (Math.Max(0, held.Requests - 1), false, execution.ReceiveNanos);
                break;
        }

        return instrument;
    }

    /// <summary>The session is gone: what happened to live orders is not known until asked.</summary>
    public void MarkUnknown()
    {
        foreach (ref LiveOrder order in Live.All)
        {
            order.IsUnknown = true;
            order.CancelRequested = false;
        }
    }

    // Of reports that are no fills. They are kept apart from fills, so that an exchange that gives both one id can't make a fill disappear.
    private bool IsRepetition(in ExecutionEvent execution)
    {
        const ulong ApartFromFills = 0x9E3779B97F4A7C15;
        return execution.Kind is ExecutionKind.New or ExecutionKind.Canceled or ExecutionKind.Rejected or ExecutionKind.Restated or ExecutionKind.Replaced or ExecutionKind.PendingCancel
            && (execution.ExecIdLow != 0 || execution.ExecIdHigh != 0)
            && !_applied.TryAdd(execution.ExecIdLow ^ ApartFromFills, execution.ExecIdHigh);
    }

    // Whether a number is one that the order does not certainly go by.
    private bool IsOtherNumber(int index, long requestId) => index >= 0 && requestId != 0 && Live.All[index].KnownId != requestId;

    // Whether a number is that of the replace that is on its way.
    private bool IsPending(int index, long requestId) => index >= 0 && requestId != 0 && Live.All[index].ReplaceId == requestId;

    private void Finish(int index, long cumLots)
    {
        if (index >= 0)
            Live.Finish(index, cumLots);
    }

    private void ApplyFill(in ExecutionEvent fill, int index)
    {
        var applied = new AppliedFill
        {
            OrderId = fill.OrderId,
            Ticks = fill.LastTicks,
            SignedLots = Signed(fill.Side, fill.LastLots),
            ArrivalMid = index >= 0 ? Live.All[index].ArrivalMid : 0,
            ArrivalTouch = index >= 0 ? Live.All[index].ArrivalTouch : 0,
            Instrument = fill.Instrument,
        };
        if (!_applied.TryAdd(fill.ExecIdLow, fill.ExecIdHigh, applied))
        {
            DuplicateFills++;
            return;
        }

        Fills++;
        Enter(applied, +1);
        if (index >= 0)
        {
            // What the exchange counts beyond the order has filled, or will be told yet.
            long total = Math.Max(fill.CumLots, Live.All[index].CumLots + fill.LastLots);
            if (total > Live.All[index].MostLots)
            {
                Overfills++;
                Live.Resize(index, total);
            }

            Live.ApplyFill(index, fill.LastLots);
            return;
        }

        UnexpectedFills++;
        ref LiveOrder closed = ref Live.Closed.Find(fill.OrderId);
        if (Unsafe.IsNullRef(in closed))
            return;
        closed.CumLots += fill.LastLots;
        if (closed.CumLots > closed.Lots)
            Overfills++;
    }

    // A bust or a correction has an execution id of its own, and what it refers to may have been corrected before.
    private void TakeBack(in ExecutionEvent change, int index)
    {
        bool bust = change.Kind == ExecutionKind.Bust;
        ref AppliedFill old = ref _applied.Find(change.ExecRefLow, change.ExecRefHigh);
        bool known = !Unsafe.IsNullRef(in old);
        var now = new AppliedFill
        {
            OrderId = change.OrderId,
            Ticks = bust ? 0 : change.LastTicks,
            SignedLots = bust ? 0 : Signed(change.Side, change.LastLots),
            ArrivalMid = known ? old.ArrivalMid : 0,
            ArrivalTouch = known ? old.ArrivalTouch : 0,
            Instrument = change.Instrument,
        };

        // What is not remembered was filled before this process began: then only a bust says by how much the position changes.
        AppliedFill before = known ? old : now with { SignedLots = Signed(change.Side, change.LastLots), Ticks = change.LastTicks };
        if (!_applied.TryAdd(change.ExecIdLow, change.ExecIdHigh, now))
        {
            DuplicateFills++;
            return;
        }

        TakenBack++;
        if (known)
        {
            // Adding may have moved the older half of the table away.
            old = ref _applied.Find(change.ExecRefLow, change.ExecRefHigh);
            if (!Unsafe.IsNullRef(in old))
                (old.CorrectedByLow, old.CorrectedByHigh) = (change.ExecIdLow, change.ExecIdHigh);
        }

        Enter(before, -1);
        Enter(now, +1);
        long backLots = Math.Abs(before.SignedLots) - Math.Abs(now.SignedLots);
        if (index >= 0)
        {
            Live.TakeBack(index, backLots);
            return;
        }

        ref LiveOrder closed = ref Live.Closed.Find(change.OrderId);
        if (!Unsafe.IsNullRef(in closed))
            closed.CumLots -= backLots;
        if (change.LeavesLots > 0)
            Reinstate(change);
    }

    // The exchange says that an order works which is not alive here. It counts from now on, and is asked about.
    private void Reinstate(in ExecutionEvent execution)
    {
        ref LiveOrder closed = ref Live.Closed.Find(execution.OrderId);
        LiveOrder order = !Unsafe.IsNullRef(in closed)
            ? closed
            : new LiveOrder { OrderId = execution.OrderId, CumLots = execution.CumLots, Instrument = execution.Instrument, Side = execution.Side, TimeInForce = TimeInForce.Day };
        order.Lots = order.CumLots + execution.LeavesLots;
        order.FinalCumLots = -1;
        order.ActionDueNanos = execution.ReceiveNanos;
        order.IsAnswered = true;
        order.IsUnknown = true;
        order.CancelRequested = false;
        order.Requests = 0;
        order.IsUnresolved = false;
        if (execution.OrderId == 0 || order.Instrument < 0 || !Live.TryAdd(order))
        {
            Unfollowed++;
            return;
        }

        Reinstated++;
        if (!Unsafe.IsNullRef(in closed))
            ClosedOrders.Forget(ref closed);
    }

    private void Enter(in AppliedFill fill, int sign)
    {
        ref HedgeAccount account = ref _accounts[fill.Instrument];
        (double fees, double execution) = (account.Fees, account.Spread + account.Slippage);
        account.Add(_instruments[fill.Instrument], fill, sign);
        _filledVersion++;
        FeeCost += account.Fees - fees;
        SpreadCost += account.Spread + account.Slippage - execution;
    }

    /// <summary>Shows others what is alive and what has happened.</summary>
    public void CountInto(LoopCounters counters)
    {
        counters.LiveOrders = Live.Count;
        (counters.InFlightBuyLots, counters.InFlightSellLots) = Live.TotalLeaves();
        counters.Fills = Fills;
        counters.Rejects = Rejects;
        counters.CancelsRefused = CancelsRefused;
        counters.OrderAlarms = UnexpectedFills + Overfills + TakenBack + Reinstated + Unfollowed;
    }

    private static long Signed(Side side, long lots) => side == Side.Buy ? lots : -lots;
}

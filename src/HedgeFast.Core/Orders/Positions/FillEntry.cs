using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders.Positions;

/// <summary>Enters fills, busts and corrections into positions. Owned by the ledger.</summary>
/// <remarks>The quantity always counts, because the position follows the exchange. What the order does not allow puts
/// the position in doubt, so that no order trades against it.</remarks>
/// <param name="accounts">Positions and money.</param>
/// <param name="live">Live and ended orders.</param>
/// <param name="book">Reports of before.</param>
/// <param name="judge">Checks fills against orders.</param>
/// <param name="doubt">Receives doubts.</param>
public sealed class FillEntry(
    PositionAccounts accounts, LiveOrders live, FillBook book, FillJudge judge, PositionDoubt doubt)
{
    private readonly long[] _fillsOf = new long[accounts.Count];
    private long _shownVersion = -1;

    /// <summary>Unique fills applied.</summary>
    public long Fills { get; private set; }

    /// <summary>
    /// Fills of orders not alive here: late fills and those with a foreign ClOrdID. Alarm when not 0.
    /// </summary>
    /// <remarks>Applied to the position all the same: see <see cref="PositionDoubt"/>.</remarks>
    public long UnexpectedFills { get; private set; }

    /// <summary>
    /// Fills beyond the ordered quantity, applied to the position because it follows the exchange. Alarm when not 0.
    /// </summary>
    public long Overfills { get; private set; }

    /// <summary>Late fills that a settled position already includes, not counted again. Alarm when not 0.</summary>
    public long SettledFills { get; private set; }

    /// <summary>Reports that may carry a fill and could not be read. Alarm when not 0.</summary>
    public long UnreadableReports { get; private set; }

    /// <summary>Fills that the exchange took back or corrected. Alarm when not 0.</summary>
    public long TakenBack { get; private set; }

    // The order that a report is about, alive or ended; a null reference when none is known.
    private ref LiveOrder OrderOf(in ExecutionEvent told, int index)
    {
        if (index >= 0)
            return ref live.All[index];
        return ref live.Closed.Find(told.OrderId);
    }

    /// <summary>Shows others positions and fills, if one has changed.</summary>
    /// <remarks>Not at ticks: reports of the exchange and settlements of an operator change positions.</remarks>
    /// <param name="shown">The counters of each instrument, by dense index.</param>
    public void CountInto(IReadOnlyList<InstrumentCounters> shown)
    {
        long version = accounts.Version + Fills;
        if (version == _shownVersion)
            return;
        _shownVersion = version;
        for (int i = 0; i < _fillsOf.Length; i++)
        {
            shown[i].PositionLots = accounts.Lots(i);
            shown[i].Fills = _fillsOf[i];
        }
    }

    /// <summary>Applies a fill.</summary>
    /// <param name="fill">The report.</param>
    /// <param name="index">The live order it is about; -1 when none is.</param>
    /// <param name="update">Its order and instrument.</param>
    /// <returns>The changes it made.</returns>
    public OrderUpdate ApplyFill(in ExecutionEvent fill, int index, in OrderUpdate update)
    {
        ref LiveOrder order = ref OrderOf(fill, index);
        bool isKnown = !Unsafe.IsNullRef(in order);
        bool mayBeNews = isKnown || book.TryTakeOfUnknown(fill);
        if (!mayBeNews)
            return update;

        // A report that contradicts itself about the side may mean either; one without side or symbol means those of
        // its order.
        bool hasSide = (fill.Flags & ReportFlags.HasNoSide) == 0 && fill.Side is Side.Buy or Side.Sell;
        if (isKnown ? hasSide && fill.Side != order.Side : !hasSide || fill.Instrument < 0)
            return update with { Instrument = ApplyUnreadable(fill, index) };
        int instrument = isKnown ? order.Instrument : fill.Instrument;
        Side side = isKnown ? order.Side : fill.Side;
        long? ticks = judge.PriceOf(fill, instrument, side, isKnown ? order.WorstTicks : null, out bool isPossible);
        AppliedFill did = FillBook.Of(fill, instrument, side, fill.LastLots);
        did.Ticks = ticks ?? 0;
        if (index >= 0)
            (did.ArrivalMid, did.ArrivalTouch) = (order.ArrivalMid, order.ArrivalTouch);
        long before = accounts.Lots(instrument);

        // Under a number that is not known any more it may be one that was counted under another.
        bool isOfOtherNumber = !isKnown && fill.OrderId != 0 && book.HasId(fill);
        if (!book.TryTake(fill, did, out bool isOtherContent))
        {
            if (isOtherContent)
                doubt.Raise(instrument, DoubtReasons.ReusedId, before, before + did.SignedLots);
            return update with { Instrument = instrument };
        }

        Fills++;
        _fillsOf[instrument]++;
        long settledLots = isKnown ? Math.Min(order.SettledLots, fill.LastLots) : 0;
        if (settledLots > 0)
        {
            order.SettledLots -= settledLots;
            SettledFills++;
        }

        AppliedFill counts = did;
        counts.SignedLots = Signed(side, fill.LastLots - settledLots);
        if (ticks is null)
            accounts.EnterUnpriced(instrument, counts.SignedLots, null);
        else
            accounts.Enter(counts, +1);
        DoubtReasons reasons = index >= 0 ? CountLive(fill, index) : CountOther(fill, instrument, before, ref order);
        reasons |= isOfOtherNumber ? DoubtReasons.ReusedId : DoubtReasons.None;
        long ours = accounts.Lots(instrument);
        if (!isPossible)
            doubt.Raise(instrument, DoubtReasons.FillPrice, ours, reasons == DoubtReasons.None ? ours : before);
        if (reasons != DoubtReasons.None)
            doubt.Raise(instrument, reasons, ours, before);
        if (fill.Instrument >= 0 && fill.Instrument != instrument)
            ApplyUnreadable(fill with { OrderId = 0 }, -1);
        return update with { Instrument = instrument, FilledLots = fill.LastLots };
    }

    private DoubtReasons CountLive(in ExecutionEvent fill, int index)
    {
        // What the exchange counts beyond the order has filled, or will be told yet.
        ref LiveOrder order = ref live.All[index];
        long total = Math.Max(fill.CumLots, order.CumLots + fill.LastLots);
        DoubtReasons reasons = total > order.OrderedLots ? DoubtReasons.Overfill : DoubtReasons.None;
        if (total > order.MostLots)
        {
            Overfills++;
            live.Resize(index, total);
        }

        live.ApplyFill(index, fill.LastLots);
        return reasons;
    }

    // A late fill of an order that has ended is as good as another as long as it was ordered.
    private DoubtReasons CountOther(in ExecutionEvent fill, int instrument, long before, ref LiveOrder closed)
    {
        UnexpectedFills++;
        long after = accounts.Lots(instrument);
        DoubtReasons reasons = Math.Abs((double)after) > Math.Abs((double)before)
            ? judge.OfPosition(after)
            : DoubtReasons.None;
        if (Unsafe.IsNullRef(in closed))
            return reasons | judge.OfUnknown(fill, instrument);
        closed.CumLots += fill.LastLots;
        Overfills += closed.CumLots > closed.Lots ? 1 : 0;
        return reasons | (closed.CumLots > closed.OrderedLots ? DoubtReasons.Overfill : DoubtReasons.None);
    }

    /// <summary>Puts the position in doubt for an unreadable report that may carry a fill; every position where its
    /// instrument is unknown.</summary>
    /// <returns>The instrument it concerns; -1 when that is not known.</returns>
    public int ApplyUnreadable(in ExecutionEvent told, int index)
    {
        UnreadableReports++;
        ref LiveOrder order = ref OrderOf(told, index);
        int instrument = Unsafe.IsNullRef(in order) ? told.Instrument : order.Instrument;
        if (index >= 0)
            (order.IsUnknown, order.ActionDueNanos) = (true, told.ReceiveNanos);
        for (int i = instrument < 0 ? 0 : instrument; i < (instrument < 0 ? accounts.Count : instrument + 1); i++)
            doubt.Raise(i, DoubtReasons.Unreadable, accounts.Lots(i), accounts.Lots(i));
        return instrument;
    }

    /// <summary>Applies a bust or a correction; the fill that it refers to may have been corrected before.</summary>
    /// <param name="change">The report.</param>
    /// <param name="index">The live order it is about; -1 when none is.</param>
    /// <param name="isNews">Whether it was not told before.</param>
    /// <returns>The instrument it concerns; -1 when that is not known.</returns>
    public int TakeBack(in ExecutionEvent change, int index, out bool isNews)
    {
        isNews = false;
        bool bust = change.Kind == ExecutionKind.Bust;
        ref LiveOrder order = ref OrderOf(change, index);
        bool isOurs = !Unsafe.IsNullRef(in order);
        int instrument = isOurs ? order.Instrument : change.Instrument;
        Side side = isOurs ? order.Side : change.Side;
        if (instrument < 0 || side is not (Side.Buy or Side.Sell))
            return ApplyUnreadable(change, index);
        bool mayBeNews = isOurs || book.TryTakeOfUnknown(change);
        if (!mayBeNews)
            return instrument;
        AppliedFill told = FillBook.Of(change, instrument, side, change.LastLots);
        ref AppliedFill old = ref book.Referred(change, told);
        bool known = !Unsafe.IsNullRef(in old);
        bool isPossible = true;

        // Under a number that is not known any more it may refer to a fill that was counted under another.
        bool isOfOtherNumber = !isOurs && !known && change.OrderId != 0 && book.HasReferred(change);
        long? ticks = bust && known
            ? 0
            : judge.PriceOf(change, instrument, side, isOurs ? order.WorstTicks : null, out isPossible);
        AppliedFill now = told with
        {
            Ticks = bust ? 0 : ticks ?? 0,
            SignedLots = bust ? 0 : told.SignedLots,
            ArrivalMid = known ? old.ArrivalMid : 0,
            ArrivalTouch = known ? old.ArrivalTouch : 0,
        };

        // What is not remembered was filled before this process began: then only a bust says by how much the position
        // changes.
        AppliedFill before = known ? old : now with { SignedLots = told.SignedLots, Ticks = ticks ?? 0 };
        long held = accounts.Lots(instrument);
        if (!book.TryTake(change, now, out bool isOtherContent))
        {
            if (isOtherContent)
                doubt.Raise(instrument, DoubtReasons.ReusedId, held, held);
            return instrument;
        }

        isNews = true;
        TakenBack++;
        if (known)
        {
            // Adding may have moved the older half of the table away.
            old = ref book.Referred(change, told);
            if (!Unsafe.IsNullRef(in old))
                (old.CorrectedByLow, old.CorrectedByHigh) = (change.ExecIdLow, change.ExecIdHigh);
        }

        if (ticks is null || judge.IsUnpriced(before))
        {
            accounts.EnterUnpriced(instrument, now.SignedLots - before.SignedLots, null);
        }
        else
        {
            accounts.Enter(before, -1);
            accounts.Enter(now, +1);
        }

        long backLots = Math.Abs(before.SignedLots) - Math.Abs(now.SignedLots);
        bool isOrdered = isOurs
            ? order.CumLots >= backLots && order.CumLots - backLots <= order.OrderedLots
            : known || judge.MayBeOfRunBefore(change.OrderId, change.LastLots);
        if (!isPossible && !bust)
            doubt.Raise(instrument, DoubtReasons.FillPrice, accounts.Lots(instrument), accounts.Lots(instrument));
        if (isOfOtherNumber)
            doubt.Raise(instrument, DoubtReasons.ReusedId, accounts.Lots(instrument), held);
        if (!isOrdered)
        {
            doubt.Raise(
                instrument, isOurs ? DoubtReasons.Overfill : DoubtReasons.UnknownOrder, accounts.Lots(instrument),
                held);
        }

        if (index >= 0)
        {
            live.TakeBack(index, backLots);
            return instrument;
        }

        if (isOurs)
            order.CumLots -= backLots;
        return instrument;
    }

    private static long Signed(Side side, long lots) => side == Side.Buy ? lots : -lots;
}

using HedgeFast.Core.Book;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders.Positions;

/// <summary>Remembers reports, so that each counts once. Owned by the ledger.</summary>
/// <remarks>A fill is known by its execution id within its order. Any other report is known by its whole content,
/// because some exchanges give all of them one id.</remarks>
public sealed class FillBook
{
    // Reports of a day and more of resends: 5.8 MB, touched as they come.
    private const int RememberedExecutions = 1 << 15;

    // Kept apart from fills, so that an exchange that gives both one id can't make a fill disappear.
    private const ulong ApartFromFills = 0x9E3779B97F4A7C15;

    private readonly AppliedFills _applied = new(RememberedExecutions);

    /// <summary>Fills, corrections and fills taken back that came again and were not applied.</summary>
    public long DuplicateFills { get; private set; }

    /// <summary>Those among them that were not marked as repetitions (tag 43 or 97). Alarm when not 0.</summary>
    public long UnmarkedDuplicates { get; private set; }

    /// <summary>Other repeated reports, ignored because their content held when they first came.</summary>
    public long DuplicateReports { get; private set; }

    /// <summary>The executions counted, and the other reports that were taken.</summary>
    public IEnumerable<CarriedExecution> Executions => _applied.All;

    /// <summary>Remembers an execution of the run before.</summary>
    public void Carry(in CarriedExecution execution) => _applied.TryAdd(execution.Low, execution.High, execution.Fill);

    /// <summary>Notes a report that is no fill. One with a fill, or without an id, is not noted and always
    /// news.</summary>
    /// <returns>Whether it is news.</returns>
    public bool TryTakeReport(in ExecutionEvent report)
    {
        if (report.Kind is not (ExecutionKind.New or ExecutionKind.Canceled or ExecutionKind.Rejected
            or ExecutionKind.Restated or ExecutionKind.Replaced or ExecutionKind.PendingCancel)
            || (report.ExecIdLow == 0 && report.ExecIdHigh == 0))
        {
            return true;
        }

        StateDigest said = default;
        said.Add(report.OrderId);
        said.Add(report.RequestId);
        said.Add(report.CumLots);
        said.Add(report.LeavesLots);
        said.Add((long)report.Kind);
        bool isNews = _applied.TryAdd(report.ExecIdLow ^ ApartFromFills, report.ExecIdHigh ^ said.Value);
        DuplicateReports += isNews ? 0 : 1;
        return isNews;
    }

    /// <summary>Records a fill, a correction or the remains of a bust.</summary>
    /// <param name="told">The report.</param>
    /// <param name="did">What it does to us.</param>
    /// <param name="isOtherContent">Whether it was not taken because its id came before for the same order, unmarked,
    /// with another quantity.</param>
    /// <returns>Whether it is news.</returns>
    public bool TryTake(in ExecutionEvent told, in AppliedFill did, out bool isOtherContent)
    {
        isOtherContent = false;
        if (_applied.TryAdd(told.ExecIdLow, told.ExecIdHigh, did))
            return true;
        DuplicateFills++;
        if ((told.Flags & ReportFlags.IsMarkedRepeated) != 0)
            return false;
        UnmarkedDuplicates++;
        ref AppliedFill known = ref _applied.Find(told.ExecIdLow, told.ExecIdHigh, did);
        bool isOtherCount = known.CumTag != 0 && did.CumTag != 0 && known.CumTag != did.CumTag;
        isOtherContent = known.SignedLots != did.SignedLots || isOtherCount;
        return false;
    }

    /// <summary>Records a fill of an unknown order: a repetition if marked as one and any order had its id.</summary>
    /// <remarks>Its order may have had another number.</remarks>
    /// <returns>Whether it may be news.</returns>
    public bool TryTakeOfUnknown(in ExecutionEvent fill)
    {
        bool isRepetition = (fill.Flags & ReportFlags.IsMarkedRepeated) != 0 && HasId(fill);
        DuplicateFills += isRepetition ? 1 : 0;
        return !isRepetition;
    }

    /// <summary>Whether any order had an execution of the fill's id.</summary>
    public bool HasId(in ExecutionEvent fill) => _applied.HasId(fill.ExecIdLow, fill.ExecIdHigh);

    /// <summary>Whether any order had an execution of the id that a bust or correction refers to.</summary>
    public bool HasReferred(in ExecutionEvent change) => _applied.HasId(change.ExecRefLow, change.ExecRefHigh);

    /// <summary>Sums the counted lots of an order, under any number, over all remembered executions.</summary>
    public long LotsOf(long orderId)
    {
        long lots = 0;
        foreach (CarriedExecution execution in _applied.All)
        {
            if (execution.Fill.OrderId == orderId && execution.Fill is { CorrectedByLow: 0, CorrectedByHigh: 0 })
                lots += Math.Abs(execution.Fill.SignedLots);
        }

        return lots;
    }

    /// <summary>
    /// Finds the fill that a bust or correction refers to, as last corrected; a null reference when unknown.
    /// </summary>
    public ref AppliedFill Referred(in ExecutionEvent change, in AppliedFill of) =>
        ref _applied.FindLatest(change.ExecRefLow, change.ExecRefHigh, of);

    /// <summary>
    /// Makes the identity of a fill besides its execution id: order, instrument, signed lots and total.
    /// </summary>
    public static AppliedFill Of(in ExecutionEvent told, int instrument, Side side, long lots) => new()
    {
        OrderId = told.OrderId,
        SignedLots = side == Side.Buy ? lots : -lots,
        CumTag = unchecked((int)told.CumLots),
        Instrument = instrument,
    };
}

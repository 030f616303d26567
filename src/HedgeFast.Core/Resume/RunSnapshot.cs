using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Profit;

namespace HedgeFast.Core.Resume;

/// <summary>
/// Snapshot of a run at its end, from which the next resumes: positions, orders, executions, limits, marks, day's
/// totals.
/// </summary>
/// <remarks>
/// The snapshot is the head of the next run's journal, which so needs no other journal to be replayed or resumed from.
/// </remarks>
public sealed class RunSnapshot
{
    private readonly List<JournalRecord> _records = [];

    /// <summary>Records behind the journal's header.</summary>
    public int Count => _records.Count;

    /// <summary>The records, numbered from 1.</summary>
    public IReadOnlyList<JournalRecord> Records => _records;

    /// <summary>Whether the snapshot is whole: the totals come last.</summary>
    public bool IsWhole => _records.Count > 0 && _records[^1].Kind == JournalKind.CarriedTotals;

    /// <summary>The totals; all 0 until added.</summary>
    public CarriedTotals Totals => IsWhole ? _records[^1].As<CarriedTotals>() : default;

    /// <summary>The positions.</summary>
    public IEnumerable<CarriedPosition> Positions =>
        _records.Where(record => record.Kind == JournalKind.CarriedPosition)
            .Select(record => record.As<CarriedPosition>());

    /// <summary>The settlement averages of expiries ahead.</summary>
    public IEnumerable<CarriedAverage> Averages =>
        _records.Where(record => record.Kind == JournalKind.CarriedAverage)
            .Select(record => record.As<CarriedAverage>());

    /// <summary>Number of orders that may still fill.</summary>
    public int LiveOrders =>
        _records.Count(record => record.Kind == JournalKind.CarriedOrder && !record.As<CarriedOrder>().IsSettled);

    /// <summary>
    /// Prices of the last mark by dense index of the instrument, quote currency; NaN where there is none.
    /// </summary>
    /// <param name="instruments">Number of instruments.</param>
    public double[] LastMids(int instruments)
    {
        double[] mids = new double[instruments];
        Array.Fill(mids, double.NaN);
        foreach (JournalRecord record in _records.Where(record => record.Kind == JournalKind.CarriedMark))
            mids[record.As<CarriedMark>().Instrument] = record.As<CarriedMark>().Mid;
        return mids;
    }

    /// <summary>Latest exchange time of the last marks, UTC nanoseconds; 0 where there is none.</summary>
    public long LastMarkNanos =>
        _records.Where(record => record.Kind == JournalKind.CarriedMark)
            .Select(record => record.As<CarriedMark>().ExchangeNanos)
            .DefaultIfEmpty()
            .Max();

    /// <summary>Makes the snapshot of a ledger, its limits and marks.</summary>
    /// <param name="ledger">Positions, live orders and executions.</param>
    /// <param name="instruments">Number of instruments.</param>
    /// <param name="limits">The limits in force.</param>
    /// <param name="runs">Orders to one side in a row.</param>
    /// <param name="marks">Prices of the last mark.</param>
    /// <param name="totals">The rest.</param>
    /// <param name="averages">Settlement averages of expiries ahead; null for none.</param>
    public static RunSnapshot Of(
        PositionLedger ledger, int instruments, in CarriedLimits limits, IEnumerable<CarriedRun> runs,
        IEnumerable<CarriedMark> marks, in CarriedTotals totals,
        IEnumerable<CarriedAverage>? averages = null)
    {
        var snapshot = new RunSnapshot();
        for (int i = 0; i < instruments; i++)
        {
            snapshot.Add(
                JournalKind.CarriedPosition, new CarriedPosition { Instrument = i, Lots = ledger.FilledLots(i) });
        }

        foreach (LiveOrder order in ledger.Live.All)
            snapshot.Add(JournalKind.CarriedOrder, new CarriedOrder(order));
        foreach (LiveOrder order in ledger.Live.Closed.Settled)
            snapshot.Add(JournalKind.CarriedOrder, new CarriedOrder(order));
        foreach (CarriedDoubt doubt in ledger.Doubt.ToCarried())
            snapshot.Add(JournalKind.CarriedDoubt, doubt);
        foreach (CarriedExecution execution in ledger.Executions)
            snapshot.Add(JournalKind.CarriedExecution, execution);
        snapshot.Add(JournalKind.CarriedLimits, limits);
        foreach (CarriedRun run in runs)
            snapshot.Add(JournalKind.CarriedRun, run);
        foreach (CarriedMark mark in marks)
            snapshot.Add(JournalKind.CarriedMark, mark);
        foreach (CarriedAverage average in averages ?? [])
            snapshot.Add(JournalKind.CarriedAverage, average);
        snapshot.Add(JournalKind.CarriedTotals, totals);
        return snapshot;
    }

    /// <summary>Adds a record of a journal's head; false for the first record behind the head.</summary>
    public bool TryAdd(in JournalRecord record)
    {
        bool isCarried = record.Kind is (>= JournalKind.CarriedPosition and <= JournalKind.CarriedMark)
            or JournalKind.CarriedLimits or JournalKind.CarriedDoubt or JournalKind.CarriedAverage;
        if (!isCarried)
            return false;
        _records.Add(record);
        return true;
    }

    /// <summary>The limits in force; of a journal of version 2, those changed by an operator.</summary>
    public CarriedLimits Limits(LimitSettings settings)
    {
        LimitSettings inForce = settings;
        long byHand = 0;
        foreach (JournalRecord record in _records)
        {
            if (record.Kind == JournalKind.CarriedLimits)
                return record.As<CarriedLimits>();
            if (record.Kind != JournalKind.CarriedLimit)
                continue;
            CarriedLimit limit = record.As<CarriedLimit>();
            inForce = LimitsInForce.With(inForce, limit.Key, limit.Value);
            byHand |= 1L << (int)limit.Key;
        }

        return CarriedLimits.Of(inForce, byHand, default);
    }

    /// <summary>A copy with other limits.</summary>
    internal RunSnapshot With(in CarriedLimits limits)
    {
        var snapshot = new RunSnapshot();
        foreach (JournalRecord record in _records)
        {
            if (record.Kind == JournalKind.CarriedLimits)
                snapshot.Add(record.Kind, limits);
            else
                snapshot._records.Add(record);
        }

        return snapshot;
    }

    /// <summary>Restores the snapshot to a new ledger, new limits and new marks.</summary>
    /// <exception cref="JournalException">A part of the snapshot can't be restored under these settings.</exception>
    internal void RestoreTo(PositionLedger ledger, PreTradeLimits limits, MarkToMarket marks)
    {
        if (_records.Count == 0)
            return;
        if (!limits.TryCarry(Limits(limits.Settings)))
        {
            throw new JournalException("the limits in force when the run before ended do not hold together with this "
                + "run's: maxOrderLots has to be at least overshootLots and at most maxPositionLots; "
                + "set limits.overshootLots, or the limits that were changed by hand, so that they do");
        }

        foreach (JournalRecord record in _records)
        {
            switch (record.Kind)
            {
                case JournalKind.CarriedPosition:
                    ledger.Carry(record.As<CarriedPosition>());
                    break;
                case JournalKind.CarriedOrder:
                    if (!ledger.TryCarry(record.As<CarriedOrder>()))
                    {
                        throw new JournalException(
                            $"the run before left {LiveOrders} orders alive, and orders.maxLive has room for fewer; "
                            + $"set it to at least {LiveOrders}");
                    }

                    break;
                case JournalKind.CarriedExecution:
                    ledger.Carry(record.As<CarriedExecution>());
                    break;
                case JournalKind.CarriedDoubt:
                    ledger.Doubt.Carry(record.As<CarriedDoubt>());
                    break;
                case JournalKind.CarriedRun:
                    limits.Carry(record.As<CarriedRun>());
                    break;
                case JournalKind.CarriedMark:
                    marks.Carry(record.As<CarriedMark>());
                    break;
                case JournalKind.CarriedTotals:
                    limits.Carry(record.As<CarriedTotals>());
                    break;
            }
        }
    }

    /// <summary>Restores settlement averages; expiries outside the book are passed over.</summary>
    internal void RestoreTo(PortfolioDelta portfolio)
    {
        foreach (CarriedAverage average in Averages)
            portfolio[average.Underlying].Averages.Carry(average);
    }

    private void Add<T>(JournalKind kind, in T payload)
        where T : unmanaged => _records.Add(JournalRecord.Of(kind, _records.Count + 1, payload));
}

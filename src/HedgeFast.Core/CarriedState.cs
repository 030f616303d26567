using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Profit;

namespace HedgeFast.Core;

/// <summary>
/// What one run leaves to the next: positions, orders that may still fill, executions counted, limits changed, orders in a row, the prices of the last mark, the day's profit and cost and the
/// latches. It stands at the head of the next run's journal, which so needs no other journal to be replayed or gone on from.
/// </summary>
public sealed class CarriedState
{
    private readonly List<JournalRecord> _records = [];

    /// <summary>Records it takes behind the journal's header.</summary>
    public int Count => _records.Count;

    /// <summary>The records, numbered from 1.</summary>
    public IReadOnlyList<JournalRecord> Records => _records;

    /// <summary>Whether it is whole: the totals are there.</summary>
    public bool IsWhole => _records.Count > 0 && _records[^1].Kind == JournalKind.CarriedTotals;

    /// <summary>The totals; all 0 until they are added.</summary>
    public CarriedTotals Totals => IsWhole ? _records[^1].As<CarriedTotals>() : default;

    /// <summary>The positions.</summary>
    public IEnumerable<CarriedPosition> Positions => _records.Where(record => record.Kind == JournalKind.CarriedPosition).Select(record => record.As<CarriedPosition>());

    /// <summary>Number of orders that may still fill.</summary>
    public int LiveOrders => _records.Count(record => record.Kind == JournalKind.CarriedOrder && !record.As<CarriedOrder>().IsSettled);

    /// <summary>Prices of the last mark by dense index of the instrument, quote currency; NaN where there is none.</summary>
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
    public long LastMarkNanos => _records.Where(record => record.Kind == JournalKind.CarriedMark).Select(record => record.As<CarriedMark>().ExchangeNanos).DefaultIfEmpty().Max();

    /// <summary>What a ledger and limits leave.</summary>
    /// <param name="ledger">Positions, live orders and executions.</param>
    /// <param name="instruments">Number of instruments.</param>
    /// <param name="changes">Limits that were changed.</param>
    /// <param name="runs">Orders to one side in a row.</param>
    /// <param name="marks">Prices of the last mark.</param>
    /// <param name="totals">The rest.</param>
    public static CarriedState Of(
        PositionLedger ledger, int instruments, IEnumerable<CarriedLimit> changes, IEnumerable<CarriedRun> runs, IEnumerable<CarriedMark> marks, in CarriedTotals totals)
    {
        var state = new CarriedState();
        for (int i = 0; i < instruments; i++)
            state.Add(JournalKind.CarriedPosition, new CarriedPosition { Instrument = i, Lots = ledger.FilledLots(i) });
        foreach (LiveOrder order in ledger.Live.All)
            state.Add(JournalKind.CarriedOrder, new CarriedOrder(order));
        foreach (LiveOrder order in ledger.Live.Closed.Settled)
            state.Add(JournalKind.CarriedOrder, new CarriedOrder(order));
        foreach (CarriedDoubt doubt in ledger.Doubt.ToCarried())
            state.Add(JournalKind.CarriedDoubt, doubt);
        foreach (CarriedExecution execution in ledger.Executions)
            state.Add(JournalKind.CarriedExecution, execution);
        foreach (CarriedLimit change in changes)
            state.Add(JournalKind.CarriedLimit, change);
        foreach (CarriedRun run in runs)
            state.Add(JournalKind.CarriedRun, run);
        foreach (CarriedMark mark in marks)
            state.Add(JournalKind.CarriedMark, mark);
        state.Add(JournalKind.CarriedTotals, totals);
        return state;
    }

    /// <summary>Adds a record of a journal's head. False when it belongs to what follows.</summary>
    public bool TryAdd(in JournalRecord record)
    {
        if (record.Kind is (< JournalKind.CarriedPosition or > JournalKind.CarriedMark) and not JournalKind.CarriedDoubt)
            return false;
        _records.Add(record);
        return true;
    }

    /// <summary>Puts a ledger, limits and marks that are as new where the run before has left its own.</summary>
    internal void RestoreTo(PositionLedger ledger, PreTradeLimits limits, HedgeMarks marks)
    {
        foreach (JournalRecord record in _records)
        {
            switch (record.Kind)
            {
                case JournalKind.CarriedPosition:
                    ledger.Carry(record.As<CarriedPosition>());
                    break;
                case JournalKind.CarriedOrder:
                    ledger.Carry(record.As<CarriedOrder>());
                    break;
                case JournalKind.CarriedExecution:
                    ledger.Carry(record.As<CarriedExecution>());
                    break;
                case JournalKind.CarriedDoubt:
                    ledger.Doubt.Carry(record.As<CarriedDoubt>());
                    break;
                case JournalKind.CarriedLimit when record.As<CarriedLimit>() is var limit:
                    limits.TryChange(limit.Key, limit.Value);
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

    private void Add<T>(JournalKind kind, in T payload)
        where T : unmanaged => _records.Add(JournalRecord.Of(kind, _records.Count + 1, payload));
}

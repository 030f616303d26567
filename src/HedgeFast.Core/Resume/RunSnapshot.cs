using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Profit;

namespace HedgeFast.Core.Resume;

/// <summary>
/// What one run leaves to the next: positions, orders that may still fill, executions counted, limits changed, orders
/// in a row, the prices of the last mark, the day's profit and cost and the latches. It stands at the head of the next
/// run's journal, which so needs no other journal to be replayed or gone on from.
/// </summary>
public sealed class RunSnapshot
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
    public IEnumerable<CarriedPosition> Positions =>
        _records.Where(
            record => record.Kind == JournalKind.CarriedPosition).Select(record => record.As<CarriedPosition>());

    /// <summary>The settlement averages of expiries ahead.</summary>
    public IEnumerable<CarriedAverage> Averages =>
        from record in _records where record.Kind == JournalKind.CarriedAverage select record.As<CarriedAverage>();

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

    /// <summary>What a ledger and limits leave.</summary>
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
        var state = new RunSnapshot();
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
        state.Add(JournalKind.CarriedLimits, limits);
        foreach (CarriedRun run in runs)
            state.Add(JournalKind.CarriedRun, run);
        foreach (CarriedMark mark in marks)
            state.Add(JournalKind.CarriedMark, mark);
        foreach (CarriedAverage average in averages ?? [])
            state.Add(JournalKind.CarriedAverage, average);
        state.Add(JournalKind.CarriedTotals, totals);
        return state;
    }

    /// <summary>Adds a record of a journal's head. False when it belongs to what follows.</summary>
    public bool TryAdd(in JournalRecord record)
    {
        bool isCarried = record.Kind is (>= JournalKind.CarriedPosition and <= JournalKind.CarriedMark)
            or JournalKind.CarriedLimits or JournalKind.CarriedDoubt or JournalKind.CarriedAverage;
        if (!isCarried)
            return false;
        _records.Add(record);
        return true;
    }

    /// <summary>The limits that were in force; of a journal of version 2 those that were changed by hand.</summary>
    public CarriedLimits Limits(LimitSettings settings)
    {
        (LimitSettings inForce, long byHand) = (settings, 0);
        foreach (JournalRecord record in _records)
        {
            if (record.Kind == JournalKind.CarriedLimits)
                return record.As<CarriedLimits>();
            if (record.Kind != JournalKind.CarriedLimit)
                continue;
            CarriedLimit limit = record.As<CarriedLimit>();
            (inForce, byHand) = (LimitsInForce.With(inForce, limit.Key, limit.Value), byHand | (1L << (int)limit.Key));
        }

        return CarriedLimits.Of(inForce, byHand, default);
    }

    /// <summary>The same with other limits.</summary>
    internal RunSnapshot With(in CarriedLimits limits)
    {
        var state = new RunSnapshot();
        foreach (JournalRecord record in _records)
        {
            if (record.Kind == JournalKind.CarriedLimits)
                state.Add(record.Kind, limits);
            else
                state._records.Add(record);
        }

        return state;
    }

    /// <summary>Puts a ledger, limits and marks that are as new where the run before has left its own.</summary>
    /// <exception cref="JournalException">Something that was left can't be restored under these settings.</exception>
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

    /// <summary>Restores the run before's settlement averages; expiries outside the book are passed over.</summary>
    internal void RestoreTo(PortfolioDelta portfolio)
    {
        foreach (CarriedAverage average in Averages)
            portfolio.Averages(average.Underlying).Carry(average);
    }

    private void Add<T>(JournalKind kind, in T payload)
        where T : unmanaged => _records.Add(JournalRecord.Of(kind, _records.Count + 1, payload));
}

using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;

namespace HedgeFast.Core.Orders;

/// <summary>
/// What we hold and what it cost: applies execution events to live orders and positions. A position is the sum of unique fills, whatever else is
/// said of the orders. Owned by the loop.
/// </summary>
public sealed class PositionLedger
{
    // Fills of a day and more of resends, 2 MB.
    private const int RememberedExecutions = 1 << 15;

    private readonly IReadOnlyList<Instrument> _instruments;
    private readonly ExecutionIds _seen = new(RememberedExecutions);
    private readonly long[] _filledLots;

    /// <summary>Starts with the positions that the instruments are held at and no orders.</summary>
    public PositionLedger(IReadOnlyList<Instrument> instruments, int maxLive)
    {
        _instruments = instruments;
        _filledLots = [.. instruments.Select(instrument => instrument.StartLots)];
        Live = new LiveOrders(maxLive, instruments.Count);
    }

    /// <summary>Orders that may still fill.</summary>
    public LiveOrders Live { get; }

    /// <summary>Unique fills applied.</summary>
    public long Fills { get; private set; }

    /// <summary>Fills that came again and were not applied.</summary>
    public long DuplicateFills { get; private set; }

    /// <summary>Fills of orders that were not alive here: late ones, and ones whose ClOrdID is not ours. Applied to the position all the same.</summary>
    public long UnexpectedFills { get; private set; }

    /// <summary>Orders the exchange refused.</summary>
    public long Rejects { get; private set; }

    /// <summary>Orders that never left because the session was down.</summary>
    public long NotSent { get; private set; }

    /// <summary>Cost of crossing the spread against the mid at the decision, quote currency; positive is a cost.</summary>
    public double SpreadCost { get; private set; }

    /// <summary>Fees, quote currency.</summary>
    public double FeeCost { get; private set; }

    /// <summary>Filled position of an instrument, signed lots.</summary>
    public long FilledLots(int instrument) => _filledLots[instrument];

    /// <summary>Position with everything in flight.</summary>
    public PositionInterval Interval(int instrument) => Live.Interval(instrument, _filledLots[instrument]);

    /// <summary>Applies one event of an order. Session events are not for the ledger.</summary>
    /// <returns>The instrument it concerns; -1 when that is not known.</returns>
    public int Apply(in ExecutionEvent execution)
    {
        int index = execution.OrderId == 0 ? -1 : Live.Find(execution.OrderId);
        int instrument = index >= 0 ? Live.All[index].Instrument : execution.Instrument;
        switch (execution.Kind)
        {
            case ExecutionKind.Fill:
                ApplyFill(execution, index);
                break;

            case ExecutionKind.Canceled:
                if (index >= 0)
                    Live.Finish(index, execution.CumLots);
                break;

            case ExecutionKind.Rejected:
                Rejects++;
                if (index >= 0)
                    Live.Finish(index, execution.CumLots);
                break;

            case ExecutionKind.NotSent:
                NotSent++;
                if (index >= 0)
                    Live.Finish(index, 0);
                break;

            case ExecutionKind.Status when index >= 0 && execution.LeavesLots == 0:
                Live.Finish(index, execution.CumLots);
                break;

            case ExecutionKind.New or ExecutionKind.Status or ExecutionKind.PendingCancel when index >= 0:
                Live.All[index].IsUnknown = false;
                break;

            case ExecutionKind.RequestRejected when index >= 0:
                Live.All[index].CancelRequested = false;
                Live.All[index].IsUnknown = true;
                break;

            case ExecutionKind.CancelNotSent when index >= 0:
                Live.All[index].CancelRequested = false;
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

    private void ApplyFill(in ExecutionEvent fill, int index)
    {
        if (!_seen.TryAdd(fill.ExecIdLow, fill.ExecIdHigh))
        {
            DuplicateFills++;
            return;
        }

        Fills++;
        long signed = fill.Side == Side.Buy ? fill.LastLots : -fill.LastLots;
        _filledLots[fill.Instrument] += signed;

        Instrument instrument = _instruments[fill.Instrument];
        double price = fill.LastTicks * instrument.TickSize;
        FeeCost += instrument.TakerFee * instrument.Notional(fill.LastLots, price);
        if (index < 0)
        {
            UnexpectedFills++;
            return;
        }

        SpreadCost += instrument.ExecutionCost(signed, Live.All[index].ArrivalMid, price);
        Live.ApplyFill(index, fill.LastLots);
    }
}

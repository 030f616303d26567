using HedgeFast.Core.Feed;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;

namespace HedgeFast.Core;

/// <summary>
/// Reads a journal for what its run has left, from what was sent and what was told: nothing is valued and nothing decided again, so that a program with better decisions can go on
/// from the journal of an older one.
/// </summary>
internal sealed class JournalFold
{
    private readonly PositionLedger _ledger;
    private readonly PreTradeLimits _limits;
    private readonly ReplaceNumbers _replaces = new();
    private readonly Dictionary<LimitKey, CarriedLimit> _changed = [];
    private readonly long[] _exchangeNanos;
    private readonly DayCost _dayCost;
    private LimitRefusal _latch;
    private bool _isKilled;
    private long _sessionSequence;

    private JournalFold(HedgeSettings settings)
    {
        _ledger = new PositionLedger(settings.Instruments, settings.Orders.MaxLive);
        _limits = new PreTradeLimits(settings.Limits, settings.Instruments.Count);
        _dayCost = new DayCost(settings.Limits.DayTimeZone);
        _exchangeNanos = new long[settings.Instruments.Count];
    }

    private double Cost => _ledger.SpreadCost + _ledger.FeeCost;

    /// <summary>What the run of a journal has left. A record cut short at the end is left out.</summary>
    /// <param name="reader">The journal, behind its header.</param>
    /// <param name="settings">The settings it was written with.</param>
    /// <exception cref="JournalException">The journal is damaged before its end, or ends within what it took over.</exception>
    public static CarriedState Read(JournalReader reader, HedgeSettings settings)
    {
        var fold = new JournalFold(settings);
        var head = new CarriedState();
        bool inHead = true;
        while (reader.TryRead(out JournalRecord record))
        {
            if (inHead && head.TryAdd(record))
                continue;
            if (inHead)
                fold.Begin(head);
            inHead = false;
            fold.Apply(record);
        }

        if (inHead)
            fold.Begin(head);
        return fold.End(settings.Instruments.Count);
    }

    private void Begin(CarriedState head)
    {
        if (head.Count == 0)
            return;
        if (!head.IsWhole)
            throw new JournalException("the journal ends within what it took over from the run before");
        head.RestoreTo(_ledger, _limits);
        CarriedTotals totals = head.Totals;
        _dayCost.Carry(totals.DayStartNanos, totals.DayCost);
        (_latch, _isKilled, _sessionSequence) = (totals.Latch, totals.IsKilled, totals.SessionSequence);
        foreach (JournalRecord record in head.Records.Where(record => record.Kind == JournalKind.CarriedLimit))
            _changed[record.As<CarriedLimit>().Key] = record.As<CarriedLimit>();
    }

    private CarriedState End(int instruments) => CarriedState.Of(_ledger, instruments, _changed.Values, new CarriedTotals
    {
        SessionSequence = _sessionSequence,
        DayStartNanos = _dayCost.StartNanos,
        DayCost = _dayCost.Spent(Cost),
        Latch = _latch,
        IsKilled = _isKilled,
    });

    private void Apply(in JournalRecord record)
    {
        switch (record.Kind)
        {
            case JournalKind.Market when record.As<MarketEvent>() is { Kind: MarketEventKind.Quote } quote && quote.Instrument < _exchangeNanos.Length:
                _exchangeNanos[quote.Instrument] = quote.ExchangeNanos;
                break;
            case JournalKind.Intent:
                Apply(record.As<OrderIntent>());
                break;
            case JournalKind.Execution:
                Apply(record.As<ExecutionEvent>());
                break;
            case JournalKind.Control:
                Apply(record.As<ControlEvent>());
                break;
            case JournalKind.Adoption when record.As<CarriedPosition>() is var adopted:
                _ledger.Adopt(adopted.Instrument, adopted.Lots, mid: 0);
                break;
            case JournalKind.Refusal when record.As<Refusal>().Reason is LimitRefusal.Repetition or LimitRefusal.DayCost or LimitRefusal.DayLoss:
                _latch = record.As<Refusal>().Reason;
                break;
        }
    }

    private void Apply(in OrderIntent intent)
    {
        if (intent.Kind == IntentKind.New)
        {
            // An order that has left is the proof that nothing stops trading.
            (_latch, _isKilled) = (LimitRefusal.None, false);
            _dayCost.At(_exchangeNanos[intent.Instrument], Cost);
            _ledger.Live.TryAdd(new LiveOrder
            {
                OrderId = intent.OrderId,
                Lots = intent.Lots,
                FinalCumLots = -1,
                LimitTicks = intent.LimitTicks,
                ArrivalMid = intent.ArrivalMid,
                Instrument = intent.Instrument,
                Side = intent.Side,
                TimeInForce = intent.TimeInForce,
            });
        }
        else if (intent.Kind == IntentKind.Replace && _ledger.Live.Find(intent.OrderId) is >= 0 and var index)
        {
            _replaces.Add(intent.RequestId, intent.OrderId);
            _ledger.Live.BeginReplace(index, intent.RequestId, intent.Lots, intent.LimitTicks);
        }
    }

    private void Apply(in ExecutionEvent execution)
    {
        if (execution.SessionSequence > 0)
            _sessionSequence = execution.SessionSequence;
        if (execution.Kind == ExecutionKind.SessionDown)
            _ledger.MarkUnknown();
        else if (execution.Kind != ExecutionKind.SessionUp)
            _ledger.Apply(_replaces.Resolve(execution, _ledger.Live));
    }

    // A person's word counts from when it was given: the next run begins with every order unknown, and so waits as this one did.
    private void Apply(in ControlEvent control)
    {
        switch (control.Kind)
        {
            case ControlKind.Kill:
                _isKilled = true;
                break;
            case ControlKind.Rearm when _latch == LimitRefusal.None || !control.Operator.IsEmpty:
                if (_latch == LimitRefusal.DayCost)
                    _dayCost.Forgive(Cost);
                (_latch, _isKilled) = (LimitRefusal.None, false);
                break;
            case ControlKind.SetLimit when _limits.TryChange(control.Limit, control.Value):
                _changed[control.Limit] = new CarriedLimit { Key = control.Limit, Value = control.Value };
                break;
        }
    }
}

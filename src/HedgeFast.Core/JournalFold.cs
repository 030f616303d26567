using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Profit;

namespace HedgeFast.Core;

/// <summary>
/// Reads a journal for what its run has left, from what was sent and what was told: no option is valued and nothing decided again, so that a program with better decisions can go on
/// from the journal of an older one.
/// </summary>
internal sealed class JournalFold
{
    private readonly PositionLedger _ledger;
    private readonly PreTradeLimits _limits;
    private readonly HedgeMarket _market;
    private readonly HedgeMarks _marks;
    private readonly ReplaceNumbers _replaces = new();
    private readonly Dictionary<LimitKey, CarriedLimit> _changed = [];
    private readonly LossBasis _basis;
    private CarriedMark[] _lastMarks = [];
    private long _nowNanos;
    private long _sessionSequence;
    private long _kills;
    private bool _hasGap;

    private JournalFold(HedgeSettings settings, long firstNumber)
    {
        _limits = new PreTradeLimits(settings.Limits, settings.Instruments.Count);
        _market = new HedgeMarket(settings.Instruments, settings.Feed.Clock);
        _ledger = new PositionLedger(settings.Instruments, settings.Orders, _market, _limits) { Judge = { FirstNumber = firstNumber } };
        _marks = new HedgeMarks(settings, _market, _ledger, _limits);
        _basis = settings.Limits.LossBasis;
    }

    private double Cost => _ledger.SpreadCost + _ledger.FeeCost;

    /// <summary>What the run of a journal has left. A record cut short at the end is left out.</summary>
    /// <param name="reader">The journal, behind its header.</param>
    /// <param name="settings">The settings it was written with.</param>
    /// <exception cref="JournalException">The journal is damaged before its end, or ends within what it took over.</exception>
    public static CarriedState Read(JournalReader reader, HedgeSettings settings)
    {
        var fold = new JournalFold(settings, new RunStart(reader.Header.As<JournalHeader>().Epoch, 0, null).FirstNumber);
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
        head.RestoreTo(_ledger, _limits, _marks);
        _sessionSequence = head.Totals.SessionSequence;
        _lastMarks = [.. _marks.ToCarried()];
        foreach (JournalRecord record in head.Records.Where(record => record.Kind == JournalKind.CarriedLimit))
            _changed[record.As<CarriedLimit>().Key] = record.As<CarriedLimit>();
    }

    private CarriedState End(int instruments) =>
        CarriedState.Of(_ledger, instruments, _changed.Values, _limits.ToCarriedRuns(), _lastMarks, _limits.ToCarried(_sessionSequence, Cost));

    private void Apply(in JournalRecord record)
    {
        switch (record.Kind)
        {
            case JournalKind.Market when record.As<MarketEvent>() is { Kind: MarketEventKind.Quote } quote && quote.Instrument < _market.Count:
                _nowNanos = Math.Max(_nowNanos, quote.ReceiveNanos);
                _market.TryApplyQuote(quote, out _);
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
                _ledger.Adopt(adopted.Instrument, adopted.Lots, _market.LastMid(adopted.Instrument));
                break;
            case JournalKind.Gap:
                PassGap();
                break;
            case JournalKind.ClosedOrder:
                _ledger.Live.Close(record.As<ClosedOrder>());
                break;
            case JournalKind.Doubt:
                _ledger.Doubt.Carry(record.As<CarriedDoubt>());
                break;
            case JournalKind.Refusal when record.As<Refusal>().Reason is LimitRefusal.Repetition or LimitRefusal.DayCost or LimitRefusal.DayLoss:
                _limits.Recall(record.As<Refusal>().Reason);
                break;
        }
    }

    private void Apply(in OrderIntent intent)
    {
        if (intent.Kind == IntentKind.New)
        {
            ref InstrumentState quote = ref _market[intent.Instrument];
            _limits.Recall(new OrderCheck
            {
                Instrument = intent.Instrument,
                Lots = intent.Side == Side.Buy ? intent.Lots : -intent.Lots,
                LimitTicks = intent.LimitTicks,
                Position = default,
                NeedLots = 0,
                BidTicks = quote.BidTicks,
                AskTicks = quote.AskTicks,
                QuoteNanos = quote.ReceiveNanos,
                CauseNanos = intent.CauseNanos,
                NowNanos = _nowNanos,
                ExchangeNanos = quote.ExchangeNanos,
                CostSinceStart = Cost,
            });
            _ledger.Live.TryAdd(new LiveOrder
            {
                OrderId = intent.OrderId,
                Lots = intent.Lots,
                FinalCumLots = -1,
                LimitTicks = intent.LimitTicks,
                ArrivalMid = intent.ArrivalMid,
                ArrivalTouch = quote.TickSize * (intent.Side == Side.Buy ? quote.AskTicks : quote.BidTicks),
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
        _nowNanos = Math.Max(_nowNanos, execution.ReceiveNanos);
        if (execution.SessionSequence > 0 && !_hasGap)
            _sessionSequence = execution.SessionSequence;
        if (execution.Kind == ExecutionKind.SessionDown)
            _ledger.MarkUnknown();
        else if (execution.Kind != ExecutionKind.SessionUp)
            _ledger.Apply(_replaces.Resolve(execution, _ledger.Live));
    }

    // What is missing was written while everything was cancelled: the run goes on killed, and what the exchange has told since is asked for again.
    private void PassGap()
    {
        _hasGap = true;
        _limits.IsKilled = true;
        _ledger.MarkUnknown();
    }

    // A person's word counts from when it was given: the next run begins with every order unknown, and so waits as this one did.
    private void Apply(in ControlEvent control)
    {
        _nowNanos = Math.Max(_nowNanos, control.ReceiveNanos);
        switch (control.Kind)
        {
            case ControlKind.Kill:
                _limits.IsKilled = true;
                _kills = Math.Max(_kills, control.Lots);
                break;
            case ControlKind.Rearm when control.Lots < _kills:
                break;
            case ControlKind.Rearm when _limits.Latch == LimitRefusal.None || !control.Operator.IsEmpty:
                _limits.Rearm(Cost);
                break;
            case ControlKind.SetLimit when _limits.TryChange(control.Limit, control.Value):
                _changed[control.Limit] = new CarriedLimit { Key = control.Limit, Value = control.Value };
                break;
            case ControlKind.Timer:
                _marks.Take();
                KeepMarks(LossBasis.Hedge);
                break;
            default:
                _marks.Apply(control);
                KeepMarks(control.Kind == ControlKind.BookProfit ? LossBasis.Book : null);
                break;
        }
    }

    // The prices that belong to the profit that is carried: the book is valued more rarely than the hedge is marked.
    private void KeepMarks(LossBasis? marked)
    {
        if (marked == _basis)
            _lastMarks = [.. _marks.ToCarried()];
    }
}

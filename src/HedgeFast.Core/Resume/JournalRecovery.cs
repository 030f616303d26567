using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Profit;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Resume;

/// <summary>Reads the state that a run left from the orders and reports in its journal.</summary>
/// <remarks>
/// Values no option and repeats no decision, so that a program with better decisions can resume from the journal of an
/// older one.
/// </remarks>
internal sealed class JournalRecovery
{
    private readonly PositionLedger _ledger;
    private readonly PreTradeLimits _limits;
    private readonly MarketState _market;
    private readonly MarkToMarket _marks;
    private readonly InstrumentChoice[] _hedges;
    private readonly bool[] _hasNewQuote;
    private readonly HedgeSettings _settings;
    private readonly LossBasis _basis;
    private readonly Dictionary<(int Underlying, long ExpiryNanos, long AveragingNanos), CarriedAverage> _averages = [];
    private CarriedMark[] _lastMarks = [];
    private bool _rearms;
    private bool _sessionUp;
    private long _nowNanos;
    private long _sessionSequence;
    private long _kills;
    private bool _hasGap;

    private JournalRecovery(HedgeSettings settings, long firstNumber)
    {
        _limits = new PreTradeLimits(settings.Limits, settings.Instruments.Count);
        _market = new MarketState(settings.Instruments, settings.Feed.Clock);
        _ledger = new PositionLedger(
            settings.Instruments, settings.Orders, _market, _limits)
        { Judge = { FirstNumber = firstNumber } };
        _marks = new MarkToMarket(settings.Instruments, settings.Underlyings, _market, _ledger, _limits);
        _basis = settings.Limits.LossBasis;
        _settings = settings;

        // The price that an instrument is marked by depends on which of them hedges.
        InstrumentCounters[] counters = [.. settings.Instruments.Select(_ => new InstrumentCounters())];
        _hedges = [.. settings.Underlyings.Select(u => new InstrumentChoice(
            settings.Instruments, u, settings.Limits.StaleNanos, _market, _ledger,
            new OrderPauses(settings.Orders.RejectPauseNanos, settings.Instruments.Count),
            new LoopCounters(settings.Underlyings.Count), counters))];
        _hasNewQuote = new bool[_hedges.Length];
        _marks.Use(_hedges);
    }

    /// <summary>Reads the snapshot that the run of a journal left. A record cut short at the end is left out.</summary>
    /// <param name="reader">The journal, behind its header.</param>
    /// <param name="settings">The settings it was written with.</param>
    /// <exception cref="JournalException">The journal is damaged before its end, or ends within what it took
    /// over.</exception>
    public static RunSnapshot Read(JournalReader reader, HedgeSettings settings)
    {
        var fold = new JournalRecovery(
            settings, new RunStart(reader.Header.As<JournalHeader>().Epoch, 0, null).FirstNumber);
        var checks = new JournalChecks(settings);
        var head = new RunSnapshot();
        bool inHead = true;
        while (reader.TryRead(out JournalRecord record))
        {
            if (checks.Fault(record) is { } fault)
                throw reader.Refuse(fault);
            if (inHead && head.TryAdd(record))
                continue;
            if (inHead)
                fold.Begin(head);
            inHead = false;
            if (!fold.TryApply(record))
                throw reader.Refuse("an order that is alive already, or one more than orders.maxLive");
        }

        if (inHead)
            fold.Begin(head);
        return fold.End(settings.Instruments.Count);
    }

    private void Begin(RunSnapshot head)
    {
        if (head.Count == 0)
            return;
        if (!head.IsWhole)
            throw new JournalException("the journal ends within what it took over from the run before");
        head.RestoreTo(_ledger, _limits, _marks);
        _sessionSequence = head.Totals.SessionSequence;
        _lastMarks = [.. _marks.ToCarried()];
        foreach (CarriedAverage average in head.Averages)
            Apply(average);
    }

    // A re-arm that was asked for and not obeyed yet has to be asked for again.
    private RunSnapshot End(int instruments) =>
        RunSnapshot.Of(
            _ledger, instruments, _limits.ToCarriedLimits(), _limits.ToCarriedRuns(), _lastMarks,
            _limits.ToCarried(_sessionSequence, _ledger.Cost), AveragesAhead());

    private IEnumerable<CarriedAverage> AveragesAhead()
    {
        long latest = 0;
        for (int i = 0; i < _market.Count; i++)
            latest = Math.Max(latest, _market[i].ExchangeNanos);
        return _averages.Values.Where(average => average.ExpiryNanos > latest)
            .OrderBy(average => (average.Underlying, average.ExpiryNanos, average.AveragingNanos));
    }

    private bool TryApply(in JournalRecord record)
    {
        // The loop obeys a re-arm before it decides, once every order's state is known.
        if (_rearms
            && (record.Kind is JournalKind.Intent or JournalKind.Refusal or JournalKind.BatchEnd)
            && _sessionUp
            && !_ledger.Live.AnyUnknown)
        {
            _rearms = false;
            _marks.Rearm();
        }

        switch (record.Kind)
        {
            case JournalKind.Market:
                Apply(record.As<MarketEvent>());
                break;
            case JournalKind.BatchEnd:
                EndBatch();
                break;
            case JournalKind.Intent:
                return TryApply(record.As<OrderIntent>());
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
            case JournalKind.Average:
                Apply(record.As<CarriedAverage>());
                break;
            case JournalKind.ClosedOrder:
                _ledger.Live.Close(record.As<ClosedOrder>());
                break;
            case JournalKind.Doubt:
                _ledger.Doubt.Carry(record.As<CarriedDoubt>());
                break;
            case JournalKind.Refusal when record.As<Refusal>().Reason is LimitRefusal.Repetition
                or LimitRefusal.DayCost or LimitRefusal.DayLoss:
                _limits.Recall(record.As<Refusal>().Reason);
                break;
        }

        return true;
    }

    private void Apply(in CarriedAverage average) =>
        _averages[(average.Underlying, average.ExpiryNanos, average.AveragingNanos)] = average;

    private void Apply(in MarketEvent market)
    {
        _nowNanos = Math.Max(_nowNanos, market.ReceiveNanos);
        if (market.Kind == MarketEventKind.Quote)
        {
            if (_market.TryApplyQuote(market, out _))
                _marks.NoteQuote(market.Instrument);
            _hasNewQuote[_settings.Instruments[market.Instrument].Underlying] = true;
        }
        else if (market.Kind != MarketEventKind.Trade)
        {
            _market.ApplyFault(market);
            Array.Fill(_hasNewQuote, true);
        }
    }

    // What the loop does here beside deciding: it chooses the instruments that hedge.
    private void EndBatch()
    {
        for (int u = 0; u < _hedges.Length; u++)
        {
            if (_hasNewQuote[u] || _hedges[u].IsWaiting)
                _hedges[u].Refresh(_nowNanos);
            _hasNewQuote[u] = false;
        }
    }

    private bool TryApply(in OrderIntent intent)
    {
        if (intent.Kind == IntentKind.New)
        {
            if (_ledger.Live.Find(intent.OrderId) >= 0)
                return false;
            ref InstrumentState quote = ref _market[intent.Instrument];
            _limits.Recall(OrderCheck.From(intent, quote, _nowNanos) with { CostSinceStart = _ledger.Cost });
            return _ledger.Live.TryAdd(LiveOrder.From(intent, quote));
        }

        int index = intent.OrderId == 0 ? -1 : _ledger.Live.Find(intent.OrderId);
        if (index < 0)
            return true;
        ref LiveOrder order = ref _ledger.Live.All[index];
        if (intent.Kind is IntentKind.Cancel or IntentKind.Status)
            order.IsUnknown |= !order.IsAnswered;
        else if (intent.Kind == IntentKind.Replace)
            _ledger.Live.BeginReplace(ref order, intent.RequestId, intent.Lots, intent.LimitTicks);
        return true;
    }

    private void Apply(in ExecutionEvent execution)
    {
        _nowNanos = Math.Max(_nowNanos, execution.ReceiveNanos);
        if (execution.SessionSequence > 0 && !_hasGap)
            _sessionSequence = execution.SessionSequence;
        if (execution.Kind is ExecutionKind.SessionUp or ExecutionKind.SessionDown)
            _sessionUp = execution.Kind == ExecutionKind.SessionUp;
        if (execution.Kind == ExecutionKind.SessionDown)
            _ledger.MarkUnknown();
        else if (execution.Kind != ExecutionKind.SessionUp)
            _ledger.Apply(execution);
    }

    // What is missing was written while everything was cancelled: the run goes on killed, and what the exchange has
    // told since is asked for again.
    private void PassGap()
    {
        _hasGap = true;
        _limits.IsKilled = true;
        _ledger.MarkUnknown();
    }

    private void Apply(in ControlEvent control)
    {
        _nowNanos = Math.Max(_nowNanos, control.ReceiveNanos);
        switch (control.Kind)
        {
            case ControlKind.Kill:
                (_limits.IsKilled, _rearms) = (true, false);
                _kills = Math.Max(_kills, control.Lots);
                break;
            case ControlKind.Rearm when control.Lots < _kills:
                break;
            case ControlKind.Rearm:
                _rearms |= _limits.AskRearm(!control.Operator.IsEmpty);
                break;
            case ControlKind.SetLimit:
                _limits.TryChange(control.Limit, control.Value, control.Operator);
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

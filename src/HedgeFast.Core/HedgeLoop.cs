using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Profit;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core;

/// <summary>
/// The single writer: events in, decisions out. It alone changes positions, orders and the book's deltas, and reads no clock: time is a stamp on an event.
/// Every event consumed and every decision made goes to the journal in this order, so that the same records applied again give the same decisions bit for bit.
/// <para>
/// One batch: apply a batch of events (the newest quote of an instrument wins), then at the end of the batch value what moved (Greeks), ask whether the band is
/// broken (Hedge), ask whether we may (Limits), send (Orders).
/// </para>
/// <para>
/// Where triggers or the net-delta curve prove what an exact revaluation would ask for, nothing is valued: see <see cref="EndBatch"/>. They are built between ticks, by
/// <see cref="DoIdleSlice"/>; no decision depends on when.
/// </para>
/// </summary>
public sealed class HedgeLoop
{
    private readonly int[] _underlyingOf;
    private readonly PreTradeLimits _limits;
    private readonly OrderDesk _desk;
    private readonly HedgeSizer _sizer;
    private readonly JournalAppender _journal;
    private readonly LatencyProbe _tickToDecision;
    private readonly HedgeMarket _market;
    private readonly Valuation _valuation;
    private readonly UnderlyingState[] _state;
    private readonly DecisionRecords _decisions;
    private readonly HedgeMarks _marks;

    private StateDigest _deltaDigest;
    private long _batch;
    private long _decisionSequence;
    private long _nowNanos;
    private bool _sessionUp;
    private bool _stopping;
    private bool _rearmWaits;

    private HedgeLoop(
        HedgeSettings settings, PortfolioDelta portfolio, IRingProducer<OrderIntent> intents, IRingProducer<JournalRecord> journal, LatencyProbe tickToDecision,
        IRingProducer<PreparationRequest>? requests, RunStart? start)
    {
        settings.RequireOneCurrency();
        _underlyingOf = [.. settings.Instruments.Select(instrument => instrument.Underlying)];
        _limits = new PreTradeLimits(settings.Limits, settings.Instruments.Count);
        _journal = new JournalAppender(journal, start?.Carried?.Count ?? 0);
        _tickToDecision = tickToDecision;
        Ledger = new PositionLedger(settings.Instruments, settings.Orders.MaxLive);
        Instruments = [.. settings.Instruments.Select(_ => new InstrumentCounters())];
        _market = new HedgeMarket(settings.Instruments);
        _marks = new HedgeMarks(settings, _market, Ledger, _limits);
        start?.Carried?.RestoreTo(Ledger, _limits, _marks);
        _desk = new OrderDesk(settings.Orders, _limits, Ledger, _market, intents, _journal, Counters, new PositionCheck(settings.Orders, Ledger, Counters, Instruments))
        {
            LastOrderId = start?.FirstNumber ?? 0,
            IsClearing = _limits.IsClearing,
        };
        _state = new UnderlyingState[settings.Underlyings.Count];
        _valuation = new Valuation(settings, portfolio, _market, Ledger, Counters, Instruments, _state, requests);
        _marks.Use(_valuation.AllHedges);
        _sizer = new HedgeSizer(_valuation, _desk, _limits, Ledger);
        _decisions = new DecisionRecords(settings, _valuation, _journal, _state);
    }

    /// <summary>Makes a loop over a book.</summary>
    /// <param name="settings">Resolved settings.</param>
    /// <param name="book">The options held; its underlyings are those of the settings, in the same order.</param>
    /// <param name="intents">Where orders go.</param>
    /// <param name="journal">Where records go; the journal's header is record 0 and not the loop's.</param>
    /// <param name="tickToDecision">Measures from the tick's receive stamp to the decision.</param>
    /// <param name="volatilities">Where they do not come from the book.</param>
    /// <param name="requests">Where what is expensive to prepare is asked for, to come back as a <see cref="Preparation"/>; null prepares it on this thread.</param>
    /// <param name="start">What it goes on from; null goes on from nothing.</param>
    public static HedgeLoop Create(
        HedgeSettings settings, OptionBook book, IRingProducer<OrderIntent> intents, IRingProducer<JournalRecord> journal, LatencyProbe tickToDecision,
        OptionVolatilities? volatilities = null, IRingProducer<PreparationRequest>? requests = null, RunStart? start = null) =>
        new(settings, Valuation.PortfolioOf(settings, book, volatilities, isFed: requests is not null), intents, journal, tickToDecision, requests, start);

    /// <summary>Positions, live orders and costs.</summary>
    public PositionLedger Ledger { get; }

    /// <summary>What other threads may look at.</summary>
    public LoopCounters Counters { get; } = new();

    /// <summary>Prices and the hedge's money, for other threads to look at.</summary>
    public MarkBoard Marks => _marks.Board;

    /// <summary>Volatilities that quotes gave, for other threads to look at.</summary>
    public VolatilityBoard Volatilities => _valuation.Volatilities;

    /// <summary>The same of each instrument, by dense index.</summary>
    public IReadOnlyList<InstrumentCounters> Instruments { get; }

    /// <summary>Applies a market event. Quotes only become the latest of their instrument here; they are valued at the end of the batch.</summary>
    public void Apply(in MarketEvent market)
    {
        Take(JournalKind.Market, market, market.ReceiveNanos);
        switch (market.Kind)
        {
            case MarketEventKind.Quote:
                ApplyQuote(market);
                break;

            case MarketEventKind.Trade:
                _desk.Apply(market);
                break;

            case MarketEventKind.NotHedgeable or MarketEventKind.Closed:
                ApplyFault(market);
                break;
        }
    }

    /// <summary>Applies an execution event: fills, answers, session state.</summary>
    public void Apply(in ExecutionEvent execution)
    {
        Take(JournalKind.Execution, execution, execution.ReceiveNanos);
        switch (execution.Kind)
        {
            case ExecutionKind.SessionUp:
                _sessionUp = true;
                _desk.BeginRecovery(_nowNanos);
                Counters.SessionUp = 1;
                AskForDecisions(execution.ReceiveNanos);
                break;

            case ExecutionKind.SessionDown:
                _sessionUp = false;
                Counters.SessionUp = 0;
                Ledger.MarkUnknown();
                break;

            default:
                ApplyOrderEvent(execution);
                break;
        }
    }

    /// <summary>Applies a control event: timer, kill switch, stop.</summary>
    public void Apply(in ControlEvent control)
    {
        Take(JournalKind.Control, control, control.ReceiveNanos);
        switch (control.Kind)
        {
            case ControlKind.Kill:
                _limits.IsKilled = true;
                _rearmWaits = false;
                Clear();
                break;

            case ControlKind.Rearm:
                _rearmWaits = _limits.AskRearm(!control.Operator.IsEmpty);
                break;

            case ControlKind.SetLimit:
                Counters.LimitChangesRefused += _limits.TryChange(control.Limit, control.Value, control.Operator) ? 0 : 1;
                AskForDecisions(control.ReceiveNanos);
                break;

            case ControlKind.Reconnect or ControlKind.SettlePosition:
                _desk.Requests.Apply(control, _sessionUp);
                break;

            case ControlKind.Stop:
                _stopping = true;
                Clear();
                break;

            case ControlKind.Timer:
                if (!_limits.HasStopped)
                    AskForDecisions(control.ReceiveNanos, retriesOnly: true);
                if (_marks.Take())
                    Clear();
                break;

            default:
                if (_marks.Apply(control))
                    Clear();
                break;
        }
    }

    /// <summary>Applies what was prepared off this thread.</summary>
    public void Apply(in Preparation preparation)
    {
        Take(JournalKind.Preparation, preparation, _nowNanos);
        _valuation.Install(preparation);
    }

    /// <summary>Ends a batch: values what moved, decides, sends, and looks after orders that are due.</summary>
    public void EndBatch()
    {
        CompleteDecisions();
        _batch++;
        if (_rearmWaits && IsReconciled)
            Rearm();
        for (int u = 0; u < _state.Length; u++)
        {
            ref UnderlyingState state = ref _state[u];
            HedgeInstruments hedges = _valuation.Hedges(u);

            // With triggers, whether a quote is valued depends on how far the curve is, which is not in the journal: then only what is decided from goes into the digest.
            if ((state.HasNewQuote || hedges.IsWaiting) && _valuation.TakeQuote(u, hedges, ref state, _nowNanos))
                _deltaDigest.Add(state.OptionDelta);
            if (state.NeedsDecision)
                Decide(u, hedges, ref state);
        }

        CloseBatch();
    }

    /// <summary>
    /// Between batches: writes the records of decisions whose orders are on the way, or else does about a microsecond of work on the triggers. What it does changes no decision.
    /// </summary>
    /// <returns>Whether there was anything to do.</returns>
    public bool DoIdleSlice() => CompleteDecisions() || _valuation.DoIdleSlice();

    /// <summary>Writes the decisions' records that are outstanding. Every event and every batch does so first.</summary>
    /// <returns>Whether there was any, and room for it.</returns>
    public bool CompleteDecisions() => _decisions.AnyOpen && _decisions.TryComplete(ref _deltaDigest);

    /// <summary>Digest of everything that later decisions depend on.</summary>
    public ulong StateHash()
    {
        StateDigest digest = _deltaDigest;
        digest.Add(_batch);
        digest.Add(_decisionSequence);
        digest.Add(_nowNanos);
        digest.Add((_sessionUp ? 1 : 0) | (_stopping ? 2 : 0) | (_rearmWaits ? 4 : 0));
        _desk.AddTo(ref digest);
        _limits.AddTo(ref digest);
        _marks.AddTo(ref digest);
        _valuation.AddTo(ref digest);
        foreach (UnderlyingState state in _state)
            digest.Add(state.RetryOnTimer ? 1 : 0);
        return digest.Value;
    }

    /// <summary>Writes the closing record with the state hash. Called once, when nothing more will be applied.</summary>
    public void EndRun()
    {
        CompleteDecisions();
        _journal.Append(JournalKind.RunEnd, new BatchEnd { Batch = _batch, DeltaDigest = _deltaDigest.Value, StateHash = StateHash() });
    }

    private void ApplyQuote(in MarketEvent quote)
    {
        Counters.Ticks += 1 + quote.Conflated;
        Counters.Conflated += quote.Conflated + (_market.ApplyQuote(quote) ? 1 : 0);
        _valuation.NoteQuote(quote.Instrument);
        _state[_underlyingOf[quote.Instrument]].HasNewQuote = true;
    }

    private void ApplyFault(in MarketEvent market)
    {
        _market.ApplyFault(market);
        foreach (ref UnderlyingState state in _state.AsSpan())
            state.HasNewQuote = true;
        if (market.Kind == MarketEventKind.Closed && _valuation.AreAllClosed)
            Counters.MarketClosed = 1;
    }

    private void ApplyOrderEvent(in ExecutionEvent execution)
    {
        int instrument = _desk.Apply(execution);
        if (instrument < 0)
            return;
        ref UnderlyingState state = ref _state[_underlyingOf[instrument]];
        state.NeedsDecision = true;
        state.CauseNanos = execution.ReceiveNanos;
    }

    private void Decide(int u, HedgeInstruments hedges, ref UnderlyingState state)
    {
        state.NeedsDecision = false;
        int first = hedges.FirstTradable(_nowNanos);
        state.RetryOnTimer = !_sessionUp || _desk.IsHeld(u) || first < 0;
        if (state.RetryOnTimer || _stopping || !hedges.IsHedgeable)
            return;

        UnderlyingPolicy policy = _valuation.Policy(u);
        if (!policy.IsOpen(state.Price, hedges.ExchangeNanos, hedges.HasMoved))
            return;

        if (!_valuation.ProvesNothingDue(u, state, hedges, policy.Band))
        {
            DecideByDelta(u, first, ref state);
            return;
        }

        Settle(policy, hedges, state.Price);
        _tickToDecision.RecordSince(state.CauseNanos);
        _valuation.CountProved(u);
    }

    private static void Settle(UnderlyingPolicy policy, HedgeInstruments hedges, double price)
    {
        if (policy.Settle(hedges.Exposure(), price, hedges.ExchangeNanos))
            hedges.NoteSettled();
    }

    // Apart from the above, whose few numbers fit in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DecideByDelta(int u, int first, ref UnderlyingState state)
    {
        HedgeInstruments hedges = _valuation.Hedges(u);
        UnderlyingPolicy policy = _valuation.Policy(u);
        HedgeExposure exposure = hedges.Exposure();
        PositionDelta position = exposure.At(state.Price);
        if (!_sizer.TrySize(u, first, position, policy.Band, state.Price, _nowNanos, out HedgeSize size))
            return;
        state.RetryOnTimer = size.Lots == 0 && size.Need.Lots != 0;
        if (size.Need.Lots == 0)
        {
            Settle(policy, hedges, state.Price);

            // If all that rests filled, the band would be broken on the other side.
            if (size.Need.BuysGoTooFar)
                _sizer.CancelResting(hedges, Side.Buy, _nowNanos);
            if (size.Need.SellsGoTooFar)
                _sizer.CancelResting(hedges, Side.Sell, _nowNanos);
        }

        if (size.Lots != 0)
        {
            // The record's reason is added where it is written.
            var decision = new HedgeDecision
            {
                Sequence = ++_decisionSequence,
                CauseNanos = state.CauseNanos,
                Price = state.Price,
                Lots = size.Lots,
                Instrument = hedges[size.Hedge].Index,
                Underlying = u,
            };
            policy.Begin();
            Counters.Decisions++;
            _decisions.Add(decision, size, position);
            state.RetryOnTimer = !_sizer.TryPlace(hedges, size, decision, _nowNanos);
        }

        _tickToDecision.RecordSince(state.CauseNanos);
        if (size.Need.Lots == 0)
            _valuation.CountProved(u);
    }

    // Apart from the decisions, whose frame stays small.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CloseBatch()
    {
        _desk.EndBatch(_nowNanos, _sessionUp);
        Ledger.CountInto(Counters);
        _limits.CountInto(Counters);
        _valuation.CountInto(Counters);
        (Counters.Recovering, Counters.Stopping) = (_desk.IsRecovering ? 1 : 0, _stopping ? 1 : 0);
        _journal.Append(JournalKind.BatchEnd, new BatchEnd { Batch = _batch, DeltaDigest = _deltaDigest.Value });
        if (!_decisions.AnyOpen)
            _valuation.DoIdleSlice();
    }

    // After a kill or a latch nothing begins again before it is known what every order has done.
    private bool IsReconciled => _sessionUp && !Ledger.Live.AnyUnknown;

    private void Rearm()
    {
        _rearmWaits = false;
        bool isBreached = _marks.Rearm();
        _desk.IsClearing = _stopping || _limits.IsClearing;
        if (isBreached)
            Clear();
        AskForDecisions(_nowNanos);
    }

    private void Clear()
    {
        _desk.IsClearing = true;
        _desk.LookAfterAllNow(_nowNanos);
    }

    private void AskForDecisions(long causeNanos, bool retriesOnly = false)
    {
        foreach (ref UnderlyingState state in _state.AsSpan())
        {
            if (retriesOnly && !state.RetryOnTimer)
                continue;
            state.NeedsDecision = true;
            state.CauseNanos = causeNanos;
        }
    }

    private void Take<T>(JournalKind kind, in T received, long nanos)
        where T : unmanaged
    {
        CompleteDecisions();
        _journal.Append(kind, received);
        _nowNanos = Math.Max(_nowNanos, nanos);
    }
}

using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Profit;
using HedgeFast.Core.Resume;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Loop;

/// <summary>
/// The single writer: events in, decisions out. It alone changes positions, orders and the book's deltas, and reads no
/// clock: time is a stamp on an event. Every event consumed and every decision made goes to the journal in this order,
/// so that the same records applied again give the same decisions bit for bit.
/// <para>
/// One batch: apply a batch of events (the newest quote of an instrument wins), then at the end of the batch value what
/// moved (Greeks), ask whether the band is broken (Hedge), ask whether we may (Limits), send (Orders).
/// </para>
/// <para>
/// Where triggers or the net-delta curve prove what an exact revaluation would ask for, nothing is valued: see
/// <see cref="EndBatch"/>. They are built between ticks, by <see cref="DoIdleSlice"/>; no decision depends on when.
/// </para>
/// </summary>
public sealed class HedgeLoop
{
    private readonly int[] _underlyingOf;
    private readonly PreTradeLimits _limits;
    private readonly OrderDesk _desk;
    private readonly JournalAppender _journal;
    private readonly LatencyProbe _tickToDecision;
    private readonly MarketState _market;
    private readonly Valuation _valuation;
    private readonly UnderlyingState[] _state;
    private readonly DecisionLog _decisions;
    private readonly MarkToMarket _marks;
    private readonly LoopControls _controls;
    private readonly AverageRecords _averages;

    private StateDigest _deltaDigest;
    private long _batch;
    private long _decisionSequence;
    private long _nowNanos;

    private HedgeLoop(
        HedgeSettings settings, PortfolioDelta portfolio, IRingProducer<OrderIntent> intents,
        IRingProducer<JournalRecord> journal, LatencyProbe tickToDecision,
        IRingProducer<SolverRequest>? requests, RunStart? start)
    {
        settings.RequireOneCurrency();
        _underlyingOf = [.. settings.Instruments.Select(instrument => instrument.Underlying)];
        Counters = new LoopCounters(settings.Underlyings.Count);
        _limits = new PreTradeLimits(settings.Limits, settings.Instruments.Count);
        _journal = new JournalAppender(journal, start?.Carried?.Count ?? 0);
        _tickToDecision = tickToDecision;
        _market = new MarketState(settings.Instruments, settings.Feed.Clock);
        Ledger = new PositionLedger(
            settings.Instruments, settings.Orders, _market,
            _limits)
        { Judge = { FirstNumber = start?.FirstNumber ?? 0 } };
        Instruments = [.. settings.Instruments.Select(_ => new InstrumentCounters())];
        _marks = new MarkToMarket(settings.Instruments, settings.Underlyings, _market, Ledger, _limits, portfolio);
        start?.Carried?.RestoreTo(Ledger, _limits, _marks);
        var positions = new Reconciliation(
            settings.Orders, Ledger, _limits, new PositionSettlement(Ledger, _market, _journal), Counters, Instruments);
        var pauses = new OrderPauses(settings.Orders.RejectPauseNanos, settings.Instruments.Count);
        _desk = new OrderDesk(
            settings.Orders, _limits, Ledger, _market, pauses, intents, _journal, Counters, positions)
        {
            LastOrderId = start?.FirstNumber ?? 0,
            IsClearing = _limits.IsClearing,
        };
        _controls = new LoopControls(_limits, _desk, _marks, Ledger, Counters);
        _state = new UnderlyingState[settings.Underlyings.Count];
        _valuation = new Valuation(
            settings, portfolio, _market, Ledger, pauses, Counters, Instruments, _state, requests);
        start?.Carried?.RestoreTo(portfolio);
        _averages = new AverageRecords(settings, portfolio);
        _marks.Use(_valuation.AllHedges);
        _decisions = new DecisionLog(settings, _valuation, _journal, _state);
    }

    /// <summary>Makes a loop over a book.</summary>
    /// <param name="settings">Resolved settings.</param>
    /// <param name="book">The options held; its underlyings are those of the settings, in the same order.</param>
    /// <param name="intents">Where orders go.</param>
    /// <param name="journal">Where records go; the journal's header is record 0 and not the loop's.</param>
    /// <param name="tickToDecision">Measures from the tick's receive stamp to the decision.</param>
    /// <param name="volatilities">Where they do not come from the book.</param>
    /// <param name="requests">Where what is expensive to prepare is asked for, to come back as a
    /// <see cref="SolverResult"/>; null prepares it on this thread.</param>
    /// <param name="start">What it goes on from; null goes on from nothing.</param>
    public static HedgeLoop Create(
        HedgeSettings settings, OptionBook book, IRingProducer<OrderIntent> intents,
        IRingProducer<JournalRecord> journal, LatencyProbe tickToDecision,
        OptionVolatilities? volatilities =
            null, IRingProducer<SolverRequest>? requests = null, RunStart? start = null) =>
        new(
            settings, Valuation.PortfolioOf(settings, book, volatilities, usesSolver: requests is not null), intents,
            journal, tickToDecision, requests, start);

    /// <summary>Positions, live orders and costs.</summary>
    public PositionLedger Ledger { get; }

    /// <summary>What other threads may look at.</summary>
    public LoopCounters Counters { get; }

    /// <summary>Prices and the hedge's money, for other threads to look at.</summary>
    public MarkBoard Marks => _marks.Board;

    /// <summary>Volatilities that quotes gave, for other threads to look at.</summary>
    public VolatilityBoard Volatilities => _valuation.Volatilities;

    /// <summary>The same of each instrument, by dense index.</summary>
    public IReadOnlyList<InstrumentCounters> Instruments { get; }

    /// <summary>Whether everything that rests is being cancelled: killed, stopping, or beyond the day's loss.</summary>
    internal bool IsClearing => _desk.IsClearing;

    /// <summary>Whether a re-arm is obeyed as soon as every order's state is known.</summary>
    internal bool AwaitsRearm => _controls.AwaitsRearm;

    /// <summary>
    /// Whether records that find no room may be lost, so that cancels leave behind a hung disk; the journal says how
    /// many were.
    /// </summary>
    internal bool MayLoseRecords { set => _journal.MayLose = value; }

    /// <summary>
    /// Applies a market event. Quotes only become the latest of their instrument here; they are valued at the end of
    /// the batch.
    /// </summary>
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
                _controls.BeginSession(_nowNanos);
                AskForDecisions(execution.ReceiveNanos);
                break;

            case ExecutionKind.SessionDown:
                _controls.EndSession();
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
        if (control.Kind == ControlKind.Timer)
            _valuation.ShowLevels();
        if (control.Kind == ControlKind.GiveAverage && !_valuation.TryGiveAverage(control))
            Counters.RequestsRefused++;
        DecisionScope scope = _controls.Apply(control, _nowNanos);
        if (scope != DecisionScope.None)
            AskForDecisions(control.ReceiveNanos, retriesOnly: scope == DecisionScope.Retries);
    }

    /// <summary>Applies what was prepared off this thread.</summary>
    public void Apply(in SolverResult preparation)
    {
        Take(JournalKind.Preparation, preparation, _nowNanos);
        _valuation.Install(preparation);
    }

    /// <summary>Ends a batch: values what moved, decides, sends, and looks after orders that are due.</summary>
    public void EndBatch()
    {
        CompleteDecisions();
        _batch++;
        if (_controls.TryEndRearm(_nowNanos))
            AskForDecisions(_nowNanos);
        for (int u = 0; u < _state.Length; u++)
        {
            ref UnderlyingState state = ref _state[u];
            InstrumentChoice hedges = _valuation.Hedges(u);

            // With triggers, whether a quote is valued depends on how far the curve is, which is not in the journal:
            // then only what is decided from goes into the digest.
            if ((state.HasNewQuote || hedges.IsWaiting) && _valuation.TakeQuote(u, hedges, ref state, _nowNanos))
                _deltaDigest.Add(state.OptionDelta);
            if (state.NeedsDecision)
                Decide(u, hedges, ref state);
        }

        CloseBatch();
    }

    /// <summary>
    /// Between batches: writes the records of decisions whose orders are on the way, or else does about a microsecond
    /// of work on the triggers. What it does changes no decision.
    /// </summary>
    /// <returns>Whether there was anything to do.</returns>
    public bool DoIdleSlice() => CompleteDecisions() || _valuation.DoIdleSlice();

    /// <summary>
    /// Writes the decisions' records that are outstanding. Every event and every batch does so first.
    /// </summary>
    /// <returns>Whether there was any, and room for it.</returns>
    public bool CompleteDecisions() => _decisions.AnyOpen && _decisions.TryComplete(ref _deltaDigest);

    /// <summary>Digest of everything that later decisions depend on.</summary>
    public ulong StateHash()
    {
        StateDigest digest = _deltaDigest;
        digest.Add(_batch);
        digest.Add(_decisionSequence);
        digest.Add(_nowNanos);
        digest.Add(_controls.State);
        _desk.AddTo(ref digest);
        _limits.AddTo(ref digest);
        _marks.AddTo(ref digest);
        _valuation.AddTo(ref digest);
        foreach (UnderlyingState state in _state)
            digest.Add(state.RetryOnTimer ? 1 : 0);
        return digest.Value;
    }

    /// <summary>
    /// Writes the closing record with the state hash. Called once, when nothing more will be applied.
    /// </summary>
    public void EndRun()
    {
        CompleteDecisions();
        _journal.Append(
            JournalKind.RunEnd,
            new BatchEnd { Batch = _batch, DeltaDigest = _deltaDigest.Value, StateHash = StateHash() });
    }

    private void ApplyQuote(in MarketEvent quote)
    {
        Counters.Ticks += 1 + quote.Conflated;
        if (Counters.MarketClosed != 0)
            Counters.MarketClosed = 0;
        if (_market.TryApplyQuote(quote, out bool replaced))
        {
            _valuation.NoteQuote(quote.Instrument);
            _marks.NoteQuote(quote.Instrument);
            _desk.OnQuote(quote.Instrument);
        }

        Counters.Conflated += quote.Conflated + (replaced ? 1 : 0);
        Counters.WrongTimes = _market.WrongTimes;
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

    private void Decide(int u, InstrumentChoice hedges, ref UnderlyingState state)
    {
        state.NeedsDecision = false;
        int first = hedges.FirstTradable(_nowNanos);
        state.RetryOnTimer = !_controls.SessionUp || _desk.IsHeld(u) || first < 0;
        if (state.RetryOnTimer || _controls.IsStopping || !hedges.IsHedgeable)
            return;

        UnderlyingPolicy policy = _valuation.Policy(u);
        if (!policy.IsOpen(state.Price, hedges.ExchangeNanos, hedges.HasMoved))
            return;

        if (!_valuation.ProvesNothingDue(u, state, hedges, policy.Band))
        {
            DecideByDelta(u, first, ref state);
            return;
        }

        Settle(u, policy, hedges, state.Price);
        _tickToDecision.RecordSince(state.CauseNanos);
        _valuation.CountProved(u);
    }

    private void Settle(int u, UnderlyingPolicy policy, InstrumentChoice hedges, double price)
    {
        if (!policy.Settle(hedges.Exposure(), price, hedges.ExchangeNanos))
            return;
        hedges.NoteSettled();
        _valuation.NoteHedged(u);
    }

    // Apart from the above, whose few numbers fit in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DecideByDelta(int u, int first, ref UnderlyingState state)
    {
        InstrumentChoice hedges = _valuation.Hedges(u);
        UnderlyingPolicy policy = _valuation.Policy(u);
        PositionDelta position = hedges.Exposure().At(state.Price);

        // The record's reason is added where it is written.
        var decision = new HedgeDecision
        {
            Sequence = _decisionSequence + 1,
            CauseNanos = state.CauseNanos,
            Price = state.Price,
            Underlying = u,
        };
        var demand = new HedgeDemand(_valuation, u, position, policy.Band);
        bool isValued = _desk.TryOrder(demand, hedges, first, decision, _nowNanos, out HedgeOrder order);
        if (!isValued)
            return;
        state.RetryOnTimer = order.Need.Lots != 0 && !order.IsPlaced;
        if (order.Lots != 0)
        {
            _decisionSequence++;
            policy.Begin();
            Counters.Decisions++;
            _decisions.Add(
                decision with { Lots = order.Lots, Instrument = hedges[order.Hedge].Index }, order, position);
        }

        if (order.Need.Lots == 0)
        {
            Settle(u, policy, hedges, state.Price);

            // If all that rests filled, the band would be broken on the other side.
            if (order.Need.BuysGoTooFar)
                _desk.CancelResting(hedges, Side.Buy, _nowNanos);
            if (order.Need.SellsGoTooFar)
                _desk.CancelResting(hedges, Side.Sell, _nowNanos);
        }

        _tickToDecision.RecordSince(state.CauseNanos);
        if (order.Need.Lots == 0)
            _valuation.CountProved(u);
    }

    // Apart from the decisions, whose frame stays small.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CloseBatch()
    {
        _desk.EndBatch(_nowNanos, _controls.SessionUp);
        Ledger.CountInto(Counters);
        Ledger.Doubt.CountInto(Instruments);
        _limits.CountInto(Counters);
        _valuation.CountHedgeable();
        Counters.Recovering = _desk.IsRecovering ? 1 : 0;
        Counters.Stopping = _controls.IsStopping ? 1 : 0;
        Counters.Batches = _batch;
        if (_averages.TryNext(out CarriedAverage average))
            _journal.Append(JournalKind.Average, average);
        _journal.Append(JournalKind.BatchEnd, new BatchEnd { Batch = _batch, DeltaDigest = _deltaDigest.Value });
        Counters.JournalLost = _journal.Lost;
        if (!_decisions.AnyOpen)
            _valuation.DoIdleSlice();
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

    private readonly struct HedgeDemand(Valuation valuation, int u, in PositionDelta position, in Band band)
        : IHedgeDemand
    {
        private readonly PositionDelta _position = position;
        private readonly Band _band = band;

        public bool TryFindNeed(double deltaPerLot, out HedgeNeed need) =>
            valuation.TryFindNeed(u, _position, _band, deltaPerLot, out need);
    }

    private void Take<T>(JournalKind kind, in T received, long nanos)
        where T : unmanaged
    {
        CompleteDecisions();
        _journal.Append(kind, received);
        _nowNanos = Math.Max(_nowNanos, nanos);
    }
}

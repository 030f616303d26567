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

/// <summary>Applies events in their order and ends batches: quotes become decisions, decisions orders.</summary>
/// <remarks>
/// The single writer: it alone changes positions, orders and the book's deltas, and reads no clock, since time is a
/// stamp on an event. Every event consumed and every decision made goes to the journal in this order, so that the same
/// records applied again give the same decisions bit for bit.
/// <para>
/// A batch: apply events (the newest quote of an instrument wins), then value what moved (Greeks), compare with the
/// band (Hedge), check the limits (Limits), send (Orders). The last four are an <see cref="UnderlyingHedger"/>'s, one
/// an underlying.
/// </para>
/// <para>
/// Where triggers or the net-delta curve prove the answer of an exact revaluation, nothing is valued. They are built
/// between ticks, by <see cref="DoIdleSlice"/>; no decision depends on when.
/// </para>
/// </remarks>
public sealed class HedgeLoop
{
    private readonly LoopParts _parts;
    private readonly PreTradeLimits _limits;
    private readonly OrderDesk _desk;
    private readonly JournalAppender _journal;
    private readonly MarketState _market;
    private readonly IRingProducer<SolverRequest>? _requests;
    private readonly UnderlyingHedger[] _hedgers;
    private readonly DecisionLog _log;
    private readonly MarkToMarket _marks;
    private readonly LoopControls _controls;

    // Of each instrument by dense index, the hedger of its underlying.
    private readonly UnderlyingHedger[] _hedgerOf;

    private long _batch;
    private long _nowNanos;

    private HedgeLoop(LoopParts parts, IRingProducer<SolverRequest>? requests)
    {
        _parts = parts;
        _requests = requests;
        _limits = parts.Limits;
        _desk = parts.Desk;
        _journal = parts.Journal;
        _market = parts.Market;
        _hedgers = parts.Hedgers;
        _hedgerOf = parts.HedgerOf;
        _log = parts.Log;
        _marks = parts.Marks;
        _controls = parts.Controls;
        Counters = parts.Counters;
        Ledger = parts.Ledger;
    }

    /// <summary>Makes a loop over a book.</summary>
    /// <param name="settings">Resolved settings.</param>
    /// <param name="book">The options held; its underlyings are those of the settings, in the same order.</param>
    /// <param name="intents">Receives the orders.</param>
    /// <param name="journal">Receives the records; the journal's header is record 0 and not the loop's.</param>
    /// <param name="tickToDecision">Measures from the tick's receive stamp to the decision.</param>
    /// <param name="volatilities">Volatilities that replace the book's; null keeps those.</param>
    /// <param name="requests">The solver's ring, which answers with a <see cref="SolverResult"/>; null solves on this
    /// thread.</param>
    /// <param name="start">The run to resume; null begins with nothing.</param>
    public static HedgeLoop Create(
        HedgeSettings settings, OptionBook book, IRingProducer<OrderIntent> intents,
        IRingProducer<JournalRecord> journal, LatencyProbe tickToDecision, OptionVolatilities? volatilities = null,
        IRingProducer<SolverRequest>? requests = null, RunStart? start = null)
    {
        PortfolioDelta options = LoopParts.OptionsOf(settings, book, volatilities, usesSolver: requests is not null);
        return new HedgeLoop(new LoopParts(settings, options, intents, journal, tickToDecision, start), requests);
    }

    /// <summary>Positions, live orders and costs.</summary>
    public PositionLedger Ledger { get; }

    /// <summary>Counts and levels, for other threads to read.</summary>
    public LoopCounters Counters { get; }

    /// <summary>Prices and the hedge's money, for other threads to read.</summary>
    public MarkBoard Marks => _marks.Board;

    /// <summary>Volatilities implied by quotes, for other threads to read.</summary>
    public VolatilityBoard Volatilities => _parts.Volatilities;

    /// <summary>Counts of each instrument, by dense index, for other threads to read.</summary>
    public IReadOnlyList<InstrumentCounters> Instruments => _parts.Instruments;

    /// <summary>Whether all resting orders are being cancelled: killed, stopping, or beyond the day's loss.</summary>
    internal bool IsClearing => _desk.IsClearing;

    /// <summary>Limits in force, kill switch and latches.</summary>
    internal PreTradeLimits Limits => _limits;

    /// <summary>Whether a re-arm waits for the state of every order to be known.</summary>
    internal bool AwaitsRearm => _controls.AwaitsRearm;

    /// <summary>Whether records without room may be lost, so that cancels leave behind a hung disk.</summary>
    /// <remarks>The journal counts the records lost.</remarks>
    internal bool MayLoseRecords { set => _journal.MayLose = value; }

    /// <summary>Applies a market event; quotes are valued at the end of the batch.</summary>
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
                int instrument = _desk.Apply(execution);
                if (instrument >= 0)
                    _hedgerOf[instrument].AskForDecision(execution.ReceiveNanos);
                break;
        }
    }

    /// <summary>Applies a control event: timer, kill switch, stop, an operator's word.</summary>
    public void Apply(in ControlEvent control)
    {
        Take(JournalKind.Control, control, control.ReceiveNanos);
        if (control.Kind == ControlKind.Timer)
            ShowLevels();
        if (control.Kind == ControlKind.GiveAverage && !TryGiveAverage(control))
            Counters.RequestsRefused++;
        DecisionScope scope = _controls.Apply(control, _nowNanos);
        if (scope != DecisionScope.None)
            AskForDecisions(control.ReceiveNanos, retriesOnly: scope == DecisionScope.Retries);
    }

    /// <summary>Applies a result of the solver.</summary>
    public void Apply(in SolverResult result)
    {
        Take(JournalKind.Preparation, result, _nowNanos);
        _parts.Options.Install(result);
        Volatilities.Take(result);
    }

    /// <summary>Ends a batch: values what moved, decides, sends, and checks on orders that are due.</summary>
    public void EndBatch()
    {
        CompleteDecisions();
        _batch++;
        if (_controls.TryEndRearm(_nowNanos))
            AskForDecisions(_nowNanos);
        _desk.SettleExpired();
        long nowNanos = _nowNanos;
        foreach (UnderlyingHedger hedger in _hedgers)
            hedger.EndBatch(nowNanos);
        CloseBatch();
    }

    /// <summary>Between batches, writes open decision records or else does about a microsecond of other work.</summary>
    /// <remarks>Other work is the triggers' and the solver's requests; no decision depends on it.</remarks>
    /// <returns>Whether work was outstanding.</returns>
    public bool DoIdleSlice() => CompleteDecisions() || BuildTriggers();

    /// <summary>Writes the open records of decisions; every event and every batch does so first.</summary>
    /// <returns>Whether a record was open, and found room.</returns>
    public bool CompleteDecisions() => _log.AnyOpen && _log.TryComplete();

    /// <summary>Digest of everything that later decisions depend on.</summary>
    public ulong StateHash()
    {
        StateDigest digest = _log.Deltas;
        digest.Add(_batch);
        digest.Add(_log.Sequence);
        digest.Add(_nowNanos);
        digest.Add(_controls.State);
        _desk.AddTo(ref digest);
        _limits.AddTo(ref digest);
        _marks.AddTo(ref digest);
        foreach (UnderlyingHedger hedger in _hedgers)
            hedger.AddTo(ref digest);
        foreach (UnderlyingHedger hedger in _hedgers)
            digest.Add(hedger.RetryOnTimer ? 1 : 0);
        return digest.Value;
    }

    /// <summary>Writes the closing record with the state hash; called once, behind the last event.</summary>
    public void EndRun()
    {
        CompleteDecisions();
        _journal.Append(
            JournalKind.RunEnd,
            new BatchEnd { Batch = _batch, DeltaDigest = _log.Deltas.Value, StateHash = StateHash() });
    }

    private void ApplyQuote(in MarketEvent quote)
    {
        Counters.Ticks += 1 + quote.Conflated;
        if (Counters.MarketClosed != 0)
            Counters.MarketClosed = 0;
        UnderlyingHedger hedger = _hedgerOf[quote.Instrument];
        if (_market.TryApplyQuote(quote, out bool replaced))
        {
            hedger.NoteQuote(quote.Instrument);
            _marks.NoteQuote(quote.Instrument);
            _desk.OnQuote(quote.Instrument);
        }

        Counters.Conflated += quote.Conflated + (replaced ? 1 : 0);
        Counters.WrongTimes = _market.WrongTimes;
        hedger.AskForQuotes();
    }

    private void ApplyFault(in MarketEvent market)
    {
        _market.ApplyFault(market);
        bool areAllClosed = true;
        foreach (UnderlyingHedger hedger in _hedgers)
        {
            hedger.AskForQuotes();
            areAllClosed &= hedger.Instruments.AreClosed;
        }

        if (market.Kind == MarketEventKind.Closed && areAllClosed)
            Counters.MarketClosed = 1;
    }

    private void ShowLevels()
    {
        Counters.Timers++;
        foreach (UnderlyingHedger hedger in _hedgers)
            hedger.ShowLevels();
    }

    // The event's instrument is an underlying here.
    private bool TryGiveAverage(in ControlEvent control) =>
        (uint)control.Instrument < (uint)_hedgers.Length && _hedgers[control.Instrument].TryGiveAverage(control);

    private bool BuildTriggers()
    {
        foreach (UnderlyingHedger hedger in _hedgers)
        {
            if (hedger.DoIdleStep(_requests))
                return true;
        }

        return false;
    }

    // Apart from the decisions, whose frame stays small.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CloseBatch()
    {
        _desk.EndBatch(_nowNanos, _controls.SessionUp);
        Ledger.CountInto(Counters, Instruments);
        Ledger.Doubt.CountInto(Instruments);
        _limits.CountInto(Counters);
        foreach (UnderlyingHedger hedger in _hedgers)
            hedger.CountHedgeable();
        Counters.Recovering = _desk.IsRecovering ? 1 : 0;
        Counters.Stopping = _controls.IsStopping ? 1 : 0;
        Counters.Batches = _batch;
        if (_parts.Averages.TryNext(out CarriedAverage average))
            _journal.Append(JournalKind.Average, average);
        _journal.Append(JournalKind.BatchEnd, new BatchEnd { Batch = _batch, DeltaDigest = _log.Deltas.Value });
        Counters.JournalLost = _journal.Lost;
        if (!_log.AnyOpen)
            BuildTriggers();
    }

    private void AskForDecisions(long causeNanos, bool retriesOnly = false)
    {
        foreach (UnderlyingHedger hedger in _hedgers)
        {
            if (!retriesOnly || hedger.RetryOnTimer)
                hedger.AskForDecision(causeNanos);
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

using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Loop;

/// <summary>Hedges one underlying: values a new price, asks the policy, and sends the order.</summary>
/// <remarks>Owned by the loop, which routes events here and ends the batches.</remarks>
internal sealed class UnderlyingHedger
{
    private readonly UnderlyingDelta _options;
    private readonly UnderlyingValuation _valuation;
    private readonly InstrumentChoice _instruments;
    private readonly UnderlyingPolicy _policy;
    private readonly OrderDesk _desk;
    private readonly LoopControls _controls;
    private readonly DecisionLog _log;
    private readonly int _index;

    // Stamp of the event that asks for the next decision.
    private long _causeNanos;
    private bool _hasNewQuote;
    private bool _needsDecision;

    /// <summary>Connects the parts; nothing is quoted and no decision is due.</summary>
    /// <param name="options">The options of the underlying.</param>
    /// <param name="valuation">Their valuation, with instruments and policy.</param>
    /// <param name="desk">Sizes, checks and sends orders.</param>
    /// <param name="controls">Session, stop and kill switch.</param>
    /// <param name="log">Receives the decisions.</param>
    public UnderlyingHedger(
        UnderlyingDelta options, UnderlyingValuation valuation, OrderDesk desk, LoopControls controls, DecisionLog log)
    {
        _options = options;
        _valuation = valuation;
        _instruments = valuation.Instruments;
        _policy = valuation.Policy;
        _desk = desk;
        _controls = controls;
        _log = log;
        _index = valuation.Settings.Index;
    }

    /// <summary>The hedge instruments.</summary>
    public InstrumentChoice Instruments => _instruments;

    /// <summary>Whether the last decision could not be acted on: the next timer asks again.</summary>
    public bool RetryOnTimer { get; private set; }

    /// <summary>A quote has become the latest of one of the underlying's instruments.</summary>
    /// <param name="instrument">Dense index of the instrument.</param>
    public void NoteQuote(int instrument) => _valuation.NoteQuote(instrument);

    /// <summary>Has the instruments' markets looked at when the batch ends.</summary>
    public void AskForQuotes() => _hasNewQuote = true;

    /// <summary>Asks for a decision when the batch ends.</summary>
    /// <param name="causeNanos">Stamp of the event that asks, monotonic nanoseconds.</param>
    public void AskForDecision(long causeNanos)
    {
        _needsDecision = true;
        _causeNanos = causeNanos;
    }

    /// <summary>Ends a batch: values a new price and decides where a decision is due.</summary>
    /// <param name="nowNanos">Stamp of the latest event, monotonic nanoseconds.</param>
    public void EndBatch(long nowNanos)
    {
        // With triggers, whether a quote is valued depends on how far the curve is, which is not in the journal: then
        // only what is decided from goes into the digest.
        if ((_hasNewQuote || _instruments.IsWaiting) && TakeQuotes(nowNanos))
            _log.AddDelta(_valuation.OptionDelta);
        if (_needsDecision)
            Decide(nowNanos);
    }

    /// <summary>Does about a microsecond of work: a solver request, or a step of the triggers.</summary>
    /// <param name="requests">The solver's ring; null without a solver.</param>
    /// <returns>Whether work was outstanding.</returns>
    public bool DoIdleStep(IRingProducer<SolverRequest>? requests) =>
        (requests is not null && _options.AskSolver(requests)) || (!_hasNewQuote && _valuation.BuildStep());

    /// <inheritdoc cref="UnderlyingValuation.TryGiveAverage"/>
    public bool TryGiveAverage(in ControlEvent control) => _valuation.TryGiveAverage(control);

    /// <inheritdoc cref="UnderlyingValuation.CountHedgeable"/>
    public void CountHedgeable() => _valuation.CountHedgeable();

    /// <inheritdoc cref="UnderlyingValuation.ShowLevels"/>
    public void ShowLevels() => _valuation.ShowLevels();

    /// <inheritdoc cref="UnderlyingValuation.AddTo"/>
    public void AddTo(ref StateDigest digest) => _valuation.AddTo(ref digest);

    private bool TakeQuotes(long nowNanos)
    {
        _hasNewQuote = false;
        if (!_instruments.Refresh(nowNanos))
            return false;
        AskForDecision(_instruments.CauseNanos);
        return _valuation.MoveToQuote();
    }

    private void Decide(long nowNanos)
    {
        _needsDecision = false;
        int first = _instruments.FirstTradable(nowNanos);
        RetryOnTimer = !_controls.SessionUp || _desk.IsHeld(_index) || first < 0;
        if (RetryOnTimer || _controls.IsStopping || !_instruments.IsHedgeable)
            return;
        if (!_policy.IsOpen(_valuation.Price, _instruments.ExchangeNanos, _instruments.HasMoved))
            return;
        if (!_valuation.ProvesNothingDue)
        {
            DecideByDelta(first, nowNanos);
            return;
        }

        Settle();
        _log.RecordLatency(_causeNanos);
        _valuation.CountProved();
    }

    private void Settle()
    {
        if (!_policy.Settle(_instruments.Exposure(), _valuation.Price, _instruments.ExchangeNanos))
            return;
        _instruments.NoteSettled();
        _valuation.Measures.Begin();
    }

    // Apart from the above, whose few numbers fit in registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DecideByDelta(int first, long nowNanos)
    {
        PositionDelta position = _instruments.Exposure().At(_valuation.Price);

        // The record's reason is added where the decision is written.
        var decision = new HedgeDecision
        {
            Sequence = _log.Sequence + 1,
            CauseNanos = _causeNanos,
            Price = _valuation.Price,
            Underlying = _index,
        };
        var demand = new Demand(_valuation, position);
        if (!_desk.TryOrder(demand, _instruments, first, decision, nowNanos, out HedgeOrder order))
            return;
        RetryOnTimer = order.Need.Lots != 0 && !order.IsPlaced;
        if (order.Lots != 0)
            NoteOrder(decision, order, position);
        if (order.Need.Lots == 0)
        {
            Settle();

            // If all that rests filled, the band would be broken on the other side.
            if (order.Need.BuysGoTooFar)
                _desk.CancelResting(_instruments, Side.Buy, nowNanos);
            if (order.Need.SellsGoTooFar)
                _desk.CancelResting(_instruments, Side.Sell, nowNanos);
        }

        _log.RecordLatency(_causeNanos);
        if (order.Need.Lots == 0)
            _valuation.CountProved();
    }

    private void NoteOrder(in HedgeDecision decision, in HedgeOrder order, in PositionDelta position)
    {
        _policy.Begin();
        _valuation.CountDecision();
        HedgeDecision sized = decision with { Lots = order.Lots, Instrument = _instruments[order.Hedge].Index };
        _log.Add(new OpenDecision(_valuation, sized, order, position));
    }

    private readonly struct Demand(UnderlyingValuation valuation, in PositionDelta position) : IHedgeDemand
    {
        private readonly PositionDelta _position = position;

        public bool TryFindNeed(double deltaPerLot, out HedgeNeed need) =>
            valuation.TryFindNeed(_position, deltaPerLot, out need);
    }
}

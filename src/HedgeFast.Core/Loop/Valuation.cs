using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Profit;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Loop;

/// <summary>
/// The loop's answer to a new price: the exact delta of an underlying's options, or the proof that it does not matter.
/// Which of the two is used is by <see cref="UnderlyingSettings.Revalue"/>; the decisions are the same. Owned by the
/// loop.
/// </summary>
internal sealed class Valuation
{
    private readonly UnderlyingSettings[] _underlyings;
    private readonly PortfolioDelta _portfolio;
    private readonly LoopCounters _counters;
    private readonly UnderlyingCounters[] _shown;
    private readonly InstrumentChoice[] _hedges;
    private readonly HedgeTriggers?[] _triggers;
    private readonly UnderlyingState[] _state;
    private readonly UnderlyingPolicy[] _policies;
    private readonly LiveForwards _forwards;
    private readonly IRingProducer<SolverRequest>? _requests;

    /// <summary>Allocates everything that later calls need.</summary>
    /// <param name="settings">Resolved settings.</param>
    /// <param name="portfolio">The options.</param>
    /// <param name="market">The latest quotes.</param>
    /// <param name="ledger">Positions and what is in flight.</param>
    /// <param name="pauses">When each instrument may be traded again.</param>
    /// <param name="counters">Counts, for others to look at.</param>
    /// <param name="instruments">Counts of each instrument.</param>
    /// <param name="state">The loop's underlyings.</param>
    /// <param name="requests">Where what is expensive to prepare is asked for; null prepares it here.</param>
    public Valuation(
        HedgeSettings settings, PortfolioDelta portfolio, MarketState market, PositionLedger ledger,
        OrderPauses pauses, LoopCounters counters, IReadOnlyList<InstrumentCounters> instruments,
        UnderlyingState[] state, IRingProducer<SolverRequest>? requests)
    {
        _underlyings = [.. settings.Underlyings];
        _portfolio = portfolio;
        _counters = counters;
        _state = state;
        _requests = requests;
        _hedges =
        [
            .. _underlyings.Select(
                u =>
                    new InstrumentChoice(
                        settings.Instruments, u, settings.Limits.StaleNanos, market, ledger, pauses, counters,
                        instruments)),
        ];
        _shown = [.. counters.Underlyings];
        Measures = new HedgeMeasures(counters);
        Volatilities = new VolatilityBoard(portfolio.Deltas.Length);
        _triggers =
        [
            .. _underlyings.Select(
                u =>
                    u.Revalue == RevalueMode.Triggers
                        ? new HedgeTriggers(portfolio, u.Index, u.BandHalfWidth, u.HedgeRatio)
                        : null),
        ];
        _policies =
        [
            .. _underlyings.Select(u => new UnderlyingPolicy(
                u, settings.Instruments[u.HedgeInstrument], portfolio, ExpiriesOf(settings, portfolio, u))),
        ];
        _forwards = new LiveForwards([.. settings.Instruments], _underlyings, portfolio, market);
        foreach (ref UnderlyingState each in _state.AsSpan())
            each.OptionDelta = double.NaN;
    }

    /// <summary>The options of a book as settings want them valued.</summary>
    /// <param name="settings">Resolved settings.</param>
    /// <param name="book">The options.</param>
    /// <param name="volatilities">Where they do not come from the book.</param>
    /// <param name="usesSolver">Whether what is expensive to prepare is prepared elsewhere.</param>
    public static PortfolioDelta PortfolioOf(
        HedgeSettings settings, OptionBook book, OptionVolatilities? volatilities, bool usesSolver) => new(
        book, [.. settings.Underlyings.Select(u => u.Delta)], [.. settings.Underlyings.Select(u => u.Aging)],
        DeltaKernel.Choose(), volatilities,
        [.. settings.Underlyings.Select(u => u.Volatility.For(u.BandHalfWidth, u.HedgeRatio))], usesSolver,
        [.. settings.Underlyings.Select(u => u.SettlementDelta)]);

    /// <summary>Takes what was prepared elsewhere.</summary>
    public void Install(in SolverResult preparation)
    {
        _portfolio.Install(preparation);
        Volatilities.Take(preparation);
    }

    /// <summary>The volatilities that quotes gave, for others to look at.</summary>
    public VolatilityBoard Volatilities { get; }

    /// <summary>The delta kept, for others to look at.</summary>
    public HedgeMeasures Measures { get; }

    /// <summary>Adds what the policies and the choice of instruments remember to a digest.</summary>
    public void AddTo(ref StateDigest digest)
    {
        for (int u = 0; u < _policies.Length; u++)
        {
            UnderlyingPolicy policy = _policies[u];
            digest.Add(policy.Band.Lower);
            digest.Add(policy.Band.Upper);
            digest.Add(policy.BandPrice);
            digest.Add(policy.HalfSpreadFraction);
            digest.Add((long)policy.Governor);
            digest.Add(policy.SettledPrice);
            digest.Add(policy.DueNanos);
            digest.Add(policy.NextExpiryNanos);
            digest.Add(policy.IsHedging ? 1 : 0);
            _hedges[u].AddTo(ref digest);
            if (_portfolio.MissingOptions(u) is > 0 and var missing)
            {
                digest.Add(missing);
                digest.Add(_portfolio.UncertainDelta(u));
            }

            if (IsExact(u))
                AverageRecords.AddTo(ref digest, _portfolio.Averages(u));
        }
    }

    /// <summary>Takes an expiry's average so far from a person; only where the exact delta is hedged.</summary>
    /// <returns>Whether it was taken, see <see cref="SettlementAverage.TryGive"/>.</returns>
    public bool TryGiveAverage(in ControlEvent control)
    {
        int u = control.Instrument;
        return !control.Operator.IsEmpty && u >= 0 && u < _hedges.Length && IsExact(u) && _hedges[u].IsHedgeable
            && _portfolio.TryGiveAverage(u, control.Expiry, control.Value, _state[u].Price, _hedges[u].ExchangeNanos);
    }

    /// <summary>What sets the band of an underlying.</summary>
    public UnderlyingPolicy Policy(int u) => _policies[u];

    /// <summary>The hedge instruments of every underlying.</summary>
    public InstrumentChoice[] AllHedges => _hedges;

    /// <summary>The hedge instruments of an underlying.</summary>
    public InstrumentChoice Hedges(int u) => _hedges[u];

    /// <summary>
    /// Notes that a quote has just become the latest of its instrument: one of a dated future says what the forward of
    /// its expiry is.
    /// </summary>
    public void NoteQuote(int instrument)
    {
        if (!_forwards.Notes(instrument))
            return;
        InstrumentChoice hedges = _hedges[_forwards.UnderlyingOf(instrument)];
        _forwards.NoteQuote(
            instrument,
            hedges.IsHedgeable && hedges.MarketInUse.Fault == QuoteFault.None ? hedges.Quote.Price : double.NaN);
    }

    /// <summary>
    /// Takes the newest quotes of an underlying's instruments, and a decision is asked for if they make a price. Its
    /// terms are aged at every price, whether the options are valued or not: then their bits do not depend on what was
    /// left out.
    /// </summary>
    /// <param name="u">The underlying.</param>
    /// <param name="hedges">Its hedge instruments.</param>
    /// <param name="state">What the loop knows of it.</param>
    /// <param name="nowNanos">Stamp of the latest event.</param>
    /// <returns>Whether the options were valued, exactly or within <see cref="UnderlyingState.DeltaError"/>.</returns>
    public bool TakeQuote(int u, InstrumentChoice hedges, ref UnderlyingState state, long nowNanos)
    {
        state.HasNewQuote = false;
        bool isPriced = hedges.Refresh(nowNanos);
        if (!isPriced)
            return false;
        state.NeedsDecision = true;
        state.CauseNanos = hedges.CauseNanos;
        state.Price = hedges.Quote.Price;
        (state.DeltaError, state.IsValued) = (0, false);
        if (hedges.IsHedgeable)
            _portfolio.Observe(u, state.Price, hedges.ExchangeNanos);
        _forwards.Refresh(u, state.Price);
        state.IsHedgeable = _portfolio.Advance(u, state.Price, hedges.ExchangeNanos);
        if (state.IsHedgeable && _policies[u].Observe(hedges.MarketInUse, state.Price))
            _policies[u].Refresh(state.Price, hedges.Exposure().Filled, hedges.Lot(hedges.InUse));
        if (_triggers[u] is not null)
            return false;
        Follow(u);
        return true;
    }

    /// <summary>
    /// Shows others whether each underlying can be hedged, and if not, which option or which expiry's forward is in the
    /// way.
    /// </summary>
    public void CountHedgeable()
    {
        for (int u = 0; u < _hedges.Length; u++)
        {
            UnderlyingCounters shown = _shown[u];
            bool isHedgeable = _state[u].IsHedgeable;
            shown.Hedgeable = _hedges[u].IsHedgeable && isHedgeable ? 1 : 0;
            (shown.UnusableOption, shown.UnusableExpiry) = isHedgeable
                ? (0, 0)
                : (1 + _portfolio.UnusableOption(u), _portfolio.UnusableExpiry(u));
            shown.IsUnprepared = !isHedgeable && _portfolio.IsUnprepared(u) ? 1 : 0;
            (shown.MissingOptions, shown.UncertainDelta, shown.WorstMissing) =
                (_portfolio.MissingOptions(u), _portfolio.UncertainDelta(u), 1 + _portfolio.WorstMissing(u));
        }
    }

    /// <summary>
    /// Shows others what changes without a valuation: the delta of what was filled since, the age of quotes, what is
    /// closed. Called at the timer.
    /// </summary>
    public void ShowLevels()
    {
        _counters.Timers++;
        for (int u = 0; u < _hedges.Length; u++)
        {
            InstrumentChoice hedges = _hedges[u];
            UnderlyingCounters shown = _shown[u];
            hedges.ShowQuotes();
            shown.Closed = hedges.AreClosed ? 1 : 0;
            if (IsExact(u))
                shown.LostAverage = _portfolio.Averages(u).LostExpiry(hedges.ExchangeNanos);
            UnderlyingState state = _state[u];
            double delta = state.IsValued || state.DeltaError > 0
                ? state.OptionDelta
                : _triggers[u]?.Estimate(state.Price) ?? double.NaN;
            if (double.IsNaN(delta))
            {
                // A position that was resumed is there before the first price.
                shown.PositionLots = hedges.FilledLots;
                continue;
            }

            HedgeMeasures.Show(
                shown, state.Price, _underlyings[u].HedgeRatio, _policies[u].Band, delta, hedges.FilledLots,
                hedges.Exposure().Filled.At(state.Price), hedges.Lot(hedges.InUse).At(state.Price));
        }
    }

    /// <summary>Makes <see cref="UnderlyingState.OptionDelta"/> exact at the price of the last quote.</summary>
    public void Value(int u)
    {
        ref UnderlyingState state = ref _state[u];
        if (state.IsValued)
            return;
        bool isCounted = state.DeltaError > 0;
        state.OptionDelta = _portfolio.Revalue(u, state.Price, _hedges[u].ExchangeNanos);
        (state.DeltaError, state.IsValued) = (0, true);
        if (!isCounted)
            Count(u, ref state);
    }

    /// <summary>
    /// Whether triggers prove that no hedge is due at the last quote: two comparisons, and those that tell whether the
    /// triggers still hold.
    /// </summary>
    public bool ProvesNothingDue(int u, in UnderlyingState state, InstrumentChoice hedges, in Band band) =>
        _triggers[u] is { } triggers && state.IsHedgeable && triggers.Hold(hedges.Quote, hedges.Exposure(), band);

    /// <summary>A hedge of an underlying is complete: from the first on its delta is measured.</summary>
    public void NoteHedged(int u)
    {
        if (_state[u].HasBeenHedged)
            return;
        _state[u].HasBeenHedged = true;
        _shown[u].IsMeasured = 1;
    }

    /// <summary>Whether the exchange has closed every hedge instrument.</summary>
    public bool AreAllClosed
    {
        get
        {
            bool all = true;
            foreach (InstrumentChoice hedges in _hedges)
                all &= hedges.AreClosed;
            return all;
        }
    }

    /// <summary>
    /// What the delta at the last quote asks for. It is taken from the curve, or from the followed delta, where that
    /// asks for one and the same everywhere within its certified error, and otherwise from an exact revaluation: so
    /// near an edge of the band, and near the edge of a whole lot.
    /// </summary>
    /// <param name="u">The underlying.</param>
    /// <param name="position">The delta of the hedge.</param>
    /// <param name="band">The band.</param>
    /// <param name="deltaPerLot">Delta of one lot of the hedge instrument; positive.</param>
    /// <param name="need">The answer.</param>
    /// <returns>Whether the underlying can be valued; if not there is no answer.</returns>
    public bool TryFindNeed(int u, in PositionDelta position, in Band band, double deltaPerLot, out HedgeNeed need)
    {
        ref UnderlyingState state = ref _state[u];
        UnderlyingSettings settings = _underlyings[u];
        if (!state.IsValued && state.IsHedgeable && TryApproximate(u, out double estimate, out double error))
        {
            double hedged = settings.HedgeRatio * estimate;
            need = HedgeNeed.At(hedged - error, position, band, deltaPerLot, settings.TradeTo);
            if (need == HedgeNeed.At(hedged + error, position, band, deltaPerLot, settings.TradeTo))
                return true;
        }

        Value(u);
        need = HedgeNeed.At(settings.HedgeRatio * state.OptionDelta, position, band, deltaPerLot, settings.TradeTo);
        return !double.IsNaN(state.OptionDelta);
    }

    /// <summary>
    /// An exact revaluation contradicted the curve of an underlying, which is a defect of the program: the curve is not
    /// asked again.
    /// </summary>
    public void Distrust(int u)
    {
        _counters.Contradicted++;
        _triggers[u]?.Distrust();
    }

    /// <summary>
    /// Counts that nothing is due where it was proved without a revaluation; the numbers for others come from the
    /// curve. Called when the decision's clock has been read.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void CountProved(int u)
    {
        ref UnderlyingState state = ref _state[u];
        if (_triggers[u] is not { } triggers || state.IsValued)
            return;
        _counters.Proved++;
        double estimate = triggers.Estimate(state.Price);
        if (!double.IsNaN(estimate))
            Measure(u, ref state, estimate);
    }

    /// <summary>
    /// Does about a microsecond of work on the triggers, or on what is to be prepared elsewhere, if any is outstanding.
    /// </summary>
    /// <returns>Whether there was any.</returns>
    public bool DoIdleSlice()
    {
        for (int u = 0; u < _triggers.Length; u++)
        {
            if (_requests is not null && _portfolio.AskSlice(u, _requests))
                return true;
            if (_triggers[u] is { } triggers && !_state[u].HasNewQuote && _hedges[u].IsHedgeable
                && triggers.BuildSlice(_hedges[u].Quote, _hedges[u].Exposure(), _policies[u].Band))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsExact(int u) => _underlyings[u].SettlementDelta == SettlementDelta.Exact;

    // When something of an underlying expires or settles: its delta changes without a hedge.
    private static long[] ExpiriesOf(HedgeSettings settings, PortfolioDelta portfolio, UnderlyingSettings underlying) =>
        [
            .. portfolio.ExpiriesOf(underlying.Index)
                .Concat(underlying.Hedges.Select(i => settings.Instruments[i].ExpiryNanos).OfType<long>())
                .Distinct()
                .Order(),
        ];

    // Every option's delta from the last exact one, at half the cost: within a bound that is known, so that what may
    // not be decided from it is seen.
    private void Follow(int u)
    {
        ref UnderlyingState state = ref _state[u];
        state.OptionDelta = _portfolio.Follow(u, state.Price, _hedges[u].ExchangeNanos);
        state.DeltaError = _portfolio.FollowErrorAt(u, state.Price);
        Count(u, ref state);
    }

    // The delta without an exact revaluation: from the curve, or followed. The error is that of its hedged share, with
    // the rounding of taking the share and of adding the error.
    private bool TryApproximate(int u, out double optionDelta, out double hedgedError)
    {
        ref UnderlyingState state = ref _state[u];
        (optionDelta, double error) = (state.OptionDelta, state.DeltaError);
        bool isKnown = _triggers[u] is { } triggers
            ? triggers.TryEstimate(state.Price, out optionDelta, out error)
            : error > 0;
        hedgedError = _underlyings[u].HedgeRatio
            * (error + (16 * Elementary.UnitRoundOff * (Math.Abs(optionDelta) + error)));
        return isKnown;
    }

    private void Count(int u, ref UnderlyingState state)
    {
        _counters.Revaluations++;
        if (!double.IsNaN(state.OptionDelta))
            Measure(u, ref state, state.OptionDelta);
    }

    private void Measure(int u, ref UnderlyingState state, double optionDelta)
    {
        InstrumentChoice hedges = _hedges[u];
        UnderlyingPolicy policy = _policies[u];
        UnderlyingCounters shown = _shown[u];
        shown.Governor = (long)policy.Governor;
        Measures.Add(
            shown, state, _underlyings[u], policy.Band, optionDelta, hedges.FilledLots,
            hedges.Exposure().Filled.At(state.Price), hedges.Lot(hedges.InUse).At(state.Price));
    }
}

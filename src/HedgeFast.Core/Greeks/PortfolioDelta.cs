using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Curve;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Greeks;

/// <summary>
/// The delta of every option and of each underlying's options together. Time-dependent terms are prepared rarely, at
/// <see cref="UnderlyingCarry.TimeStepNanos"/>. <see cref="Revalue"/> is exact and costs one logarithm for the
/// underlying and one Phi per option; <see cref="Follow"/> expands each option around the last point where it was
/// exact, within a bound that is checked. The results are a function of the sequence of calls alone. Not thread-safe:
/// it belongs to one thread.
/// </summary>
public sealed class PortfolioDelta
{
    private readonly DeltaKernel _kernel;
    private readonly UnderlyingTerms[] _terms;
    private readonly Expansions[] _expansions;
    private readonly double[] _deltas;
    private readonly long[] _versions;
    private readonly ICurveSource[][] _sources;
    private readonly SolverRequests[] _requests;
    private readonly (int Underlying, long Nanos)[] _expiries;
    private readonly SettlementAverages[] _averages;
    private readonly SettlementAverage?[] _averageOf;

    // Of each slice of the book its index among its underlying's.
    private readonly int[] _sliceOf;

    // Of the price: the chord that gamma is taken from. Its error is a relative 1e-5 for an option of a day, and
    // rounding stays below that.
    private const double GammaStep = 1e-4;

    /// <summary>Allocates everything that later calls need.</summary>
    /// <param name="book">The options.</param>
    /// <param name="conventionPerUnderlying">Which delta, by underlying of the book.</param>
    /// <param name="carryPerUnderlying">Rate, carry and time step, by underlying of the book.</param>
    /// <param name="kernel">From <see cref="DeltaKernel.Choose()"/>.</param>
    /// <param name="volatilities">Where they do not come from the book.</param>
    /// <param name="rulePerUnderlying">How volatilities are used, by underlying; null is sticky strike of any
    /// age.</param>
    /// <param name="usesSolver">Whether what is expensive to prepare is asked for by <see cref="AskSlice"/> and
    /// installed; otherwise it is made here when it is due.</param>
    /// <param name="settlementPerUnderlying">Which delta averaged options have, by underlying; null is the linear
    /// decay.</param>
    /// <exception cref="ArgumentException">A list's length is not the number of underlyings, a value is out of range,
    /// or <see cref="FindUnsupported"/> has an answer.</exception>
    public PortfolioDelta(
        OptionBook book, IReadOnlyList<DeltaConvention> conventionPerUnderlying,
        IReadOnlyList<UnderlyingCarry> carryPerUnderlying, DeltaKernel kernel,
        OptionVolatilities? volatilities = null, IReadOnlyList<VolatilityRule>? rulePerUnderlying = null,
        bool usesSolver = false, IReadOnlyList<SettlementDelta>? settlementPerUnderlying = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        if (carryPerUnderlying.Count != book.Underlyings.Count)
            throw new ArgumentException("One carry for each underlying of the book is needed.");
        bool[] paysDividends = [.. carryPerUnderlying.Select(carry => carry.Dividends is not null)];
        if (FindUnsupported(book, conventionPerUnderlying, paysDividends) is { } reason)
            throw new ArgumentException(reason);

        _kernel = kernel;
        _deltas = new double[book.Count];
        _expiries = [.. book.Slices.ToArray().Select(slice => (slice.Underlying, slice.ExpiryNanos))];
        _sliceOf = [.. _expiries.Select((own, s) => _expiries.Take(s).Count(e => e.Underlying == own.Underlying))];
        _versions = new long[book.Underlyings.Count];
        _averages = [.. Enumerable.Range(0, _versions.Length).Select(u => new SettlementAverages(book, u))];
        _averageOf =
        [
            .. book.Slices.ToArray().Select(s => _averages[s.Underlying].Find(s.ExpiryNanos, s.AveragingNanos)),
        ];
        _terms = new UnderlyingTerms[book.Underlyings.Count];
        _expansions = new Expansions[2 * _terms.Length];
        _sources = new ICurveSource[_terms.Length][];
        _requests = new SolverRequests[_terms.Length];
        for (int i = 0; i < _terms.Length; i++)
        {
            SettlementAverages? averages = settlementPerUnderlying?[i] == SettlementDelta.Exact ? _averages[i] : null;
            _terms[i] = new UnderlyingTerms(
                book, i, conventionPerUnderlying[i], carryPerUnderlying[i], volatilities, rulePerUnderlying?[i],
                usesSolver,
                averages);
            _requests[i] = new SolverRequests(
                book, i, _terms[i], rulePerUnderlying?[i].Source == VolatilitySource.Quotes);
            _expansions[2 * i] = new Expansions(_terms[i].Lognormal, kernel.Expansion);
            _expansions[(2 * i) + 1] = new Expansions(_terms[i].Normal, kernel.Expansion);
            _sources[i] = [.. CurveSources(i).Where(source => source.Count > 0)];
        }
    }

    /// <summary>
    /// Each option's delta, quantity and multiplier included, units of the underlying, in the book's order; as of its
    /// underlying's last revaluation.
    /// </summary>
    public ReadOnlySpan<double> Deltas => _deltas;

    // Coefficients of weights near 1e-300 are below the smallest numbers and lose their digits, which a power of the
    // price's move makes larger again.
    private const double UnderflowError = 1e-290;

    /// <summary>Largest difference between a followed and a revalued delta, for one unit of weight.</summary>
    public const double FollowError = ExpansionKernel.MaxError;

    // Of a sum of n deltas in eight lanes: (n / 8 + 8) roundings of at most all weights each, in both sums that are
    // compared, and as much again for the few operations around them.
    private const double SumRoundOff = 2 * 2 * Elementary.UnitRoundOff;

    /// <summary>The kernel in use.</summary>
    public DeltaKernel Kernel => _kernel;

    /// <summary>When options of an underlying expire, UTC nanoseconds since 1970, in no order. Allocates.</summary>
    public IEnumerable<long> ExpiriesOf(int underlying) =>
        _expiries.Where(expiry => expiry.Underlying == underlying).Select(expiry => expiry.Nanos);

    /// <summary>Number of expiry groups of the book.</summary>
    public int Expiries => _expiries.Length;

    /// <summary>The underlying and the expiry, UTC nanoseconds since 1970, of an expiry group of the book.</summary>
    public (int Underlying, long Nanos) ExpiryOf(int group) => _expiries[group];

    /// <summary>Whether an underlying's options could be valued at its last price.</summary>
    public bool IsValued(int underlying) => _terms[underlying].IsValued;

    /// <summary>ln(F/S) of an expiry group, by the forwards that its terms were last read from; NaN where none is
    /// known.</summary>
    /// <param name="group">Index of the group in the book.</param>
    /// <param name="utcNanos">Valuation time, UTC nanoseconds since 1970; matters where the forward is the
    /// carry's.</param>
    public double LogRatio(int group, long utcNanos) =>
        _terms[_expiries[group].Underlying].LogRatio(_sliceOf[group], utcNanos);

    /// <summary>ln F at which the smile of an expiry group's own volatilities was anchored; NaN where there is no such
    /// smile, or none yet.</summary>
    public double AnchorOf(int group) => _terms[_expiries[group].Underlying].AnchorOf(_sliceOf[group]);

    /// <summary>
    /// Mean of an expiry group's averaging window up to a time, quote currency: from its expiry on the settlement
    /// price.
    /// </summary>
    /// <remarks>NaN before the window, while it is not known, and without one.</remarks>
    /// <param name="group">Index of the group in the book.</param>
    /// <param name="utcNanos">The time, UTC nanoseconds since 1970.</param>
    public double AverageOf(int group, long utcNanos) => _averageOf[group]?.AverageAt(utcNanos) ?? double.NaN;

    /// <summary>Settlement averages of an underlying's expiries, fed by <see cref="Observe"/>.</summary>
    public SettlementAverages Averages(int underlying) => _averages[underlying];

    /// <summary>Takes a price into an underlying's settlement averages, before its options are valued at it.</summary>
    /// <param name="underlying">Index of the underlying in the book.</param>
    /// <param name="price">Its price, quote currency; finite.</param>
    /// <param name="utcNanos">Exchange time, UTC nanoseconds since 1970.</param>
    public void Observe(int underlying, double price, long utcNanos)
    {
        if (_averages[underlying].Observe(price, utcNanos))
            _terms[underlying].NoteAverages();
    }

    /// <summary>Takes the average so far of one expiry from a person.</summary>
    /// <returns>Whether it was taken, see <see cref="SettlementAverage.TryGive"/>.</returns>
    /// <inheritdoc cref="SettlementAverages.TryGive"/>
    public bool TryGiveAverage(int underlying, int index, double average, double price, long utcNanos)
    {
        if (!_averages[underlying].TryGive(index, average, price, utcNanos))
            return false;
        _terms[underlying].NoteAverages();
        return true;
    }

    /// <summary>
    /// The option, by index in the book, whose missing or stale volatility made the underlying's last revaluation NaN;
    /// -1 when it was not that.
    /// </summary>
    public int UnusableOption(int underlying) => _terms[underlying].UnusableOption;

    /// <summary>
    /// Number of an underlying's options without a volatility that is young enough; 0 where one of them stops it.
    /// </summary>
    public int MissingOptions(int underlying) => _terms[underlying].Uncertain?.Count ?? 0;

    /// <summary>How far these may move the options' delta together, units of the underlying.</summary>
    public double UncertainDelta(int underlying) => _terms[underlying].Uncertain?.Sum ?? 0;

    /// <summary>The one of them that may move it most, by index in the book; -1 without any.</summary>
    public int WorstMissing(int underlying) => _terms[underlying].Uncertain?.Worst ?? -1;

    /// <summary>
    /// Whether that option is an American one that is not prepared for the price and time, and not one without a
    /// volatility.
    /// </summary>
    public bool IsUnprepared(int underlying) => _terms[underlying].IsUnprepared;

    /// <summary>
    /// The expiry, UTC nanoseconds since 1970, whose missing or stale forward made the underlying's last revaluation
    /// NaN; 0 when it was not that.
    /// </summary>
    public long UnusableExpiry(int underlying) => _terms[underlying].UnusableExpiry;

    /// <summary>
    /// Takes other volatilities of the same book, from the next revaluation on. Allocates nothing while strikes keep
    /// their volatilities.
    /// </summary>
    public void Use(OptionVolatilities volatilities)
    {
        foreach (UnderlyingTerms terms in _terms)
            terms.Use(volatilities);
    }

    /// <summary>
    /// Takes the forwards of one underlying in place of its carry, from the next revaluation on. The curve is read
    /// whenever the time-dependent terms are prepared, so that what it learns is in use from the next time step on, and
    /// at most once a step. Allocates nothing.
    /// </summary>
    public void Use(int underlying, ForwardCurve curve) => _terms[underlying].Use(curve);

    /// <summary>
    /// Asks for what is to be prepared elsewhere for an underlying, a microsecond's worth at a time. Only when fed.
    /// </summary>
    /// <returns>Whether there was any that found room.</returns>
    public bool AskSlice(int underlying, IRingProducer<SolverRequest> requests) =>
        _requests[underlying].AskSlice(requests);

    /// <summary>
    /// Takes what was prepared elsewhere, in use from the next revaluation at which the terms are prepared anew: a new
    /// volatility from the next time step on, at once where there was none before; other American deltas at once.
    /// Allocates nothing.
    /// </summary>
    public void Install(in SolverResult preparation) => _terms[preparation.Underlying].Install(preparation);

    /// <summary>
    /// Why these conventions cannot be computed for this book, or null: a name for the configuration error.
    /// </summary>
    /// <param name="book">The options.</param>
    /// <param name="conventionPerUnderlying">Which delta, by underlying of the book.</param>
    /// <param name="paysDividends">Whether there are discrete dividends, by underlying; null for none.</param>
    public static string? FindUnsupported(
        OptionBook book,
        IReadOnlyList<DeltaConvention> conventionPerUnderlying,
        IReadOnlyList<bool>? paysDividends = null)
    {
        if (conventionPerUnderlying.Count != book.Underlyings.Count)
            return "One delta convention for each underlying of the book is needed.";
        foreach (ExpiryGroup slice in book.Slices)
        {
            DeltaConvention convention = conventionPerUnderlying[slice.Underlying];
            if (!Enum.IsDefined(convention))
                return $"{book.Underlyings[slice.Underlying]}: unknown delta convention {convention}.";
            if (slice.Kind == ExpiryKind.Normal && convention == DeltaConvention.NetTransaction)
            {
                return $"{book.Symbols[slice.Start]}: the net transaction delta is not defined for bachelier options; "
                    + "use forward, spot or futures.";
            }

            bool isInverse = book.Settlements.Slice(slice.Start, slice.Count).Contains(SettlementKind.Inverse);
            if (paysDividends is not null && paysDividends[slice.Underlying]
                && DividendSchedule.Unsupported(
                    slice.Kind, isInverse, slice.AveragingNanos > 0, convention) is { } fault)
            {
                return $"{book.Symbols[slice.Start]}: {fault}.";
            }
        }

        return null;
    }

    /// <summary>Revalues every option of one underlying; returns their net delta in units of the underlying.</summary>
    /// <param name="underlying">Index of the underlying in the book.</param>
    /// <param name="price">Its price in quote currency.</param>
    /// <param name="utcNanos">Valuation time, UTC nanoseconds since 1970. An option whose expiry has been reached
    /// counts zero.</param>
    /// <returns> The net delta, finite; or NaN, with no delta changed, when <paramref name="price"/> is NaN, beyond
    /// 1e15 in magnitude, or below 1e-15 while the underlying has lognormal options, or when a volatility or a forward
    /// is missing or stale: then the underlying cannot be hedged.
    /// </returns>
    public double Revalue(int underlying, double price, long utcNanos)
    {
        if (!Advance(underlying, price, utcNanos))
            return double.NaN;
        UnderlyingTerms terms = _terms[underlying];
        double net = 0;
        TermsRange range = terms.Lognormal;
        if (range.Count != 0)
            net = Run(range, Level(range, price), Scale(terms, price));

        range = terms.Normal;
        if (range.Count != 0)
            net += Run(range, price - range.Reference, 1);
        return terms.American.Count == 0 ? net : net + terms.American.Revalue(price, _deltas);
    }

    /// <summary>
    /// As <see cref="Revalue"/>, but expanded around the last exact point of each block of options, and exact again for
    /// a block that the price has left. Every delta is within <see cref="FollowError"/> of what Revalue gives, for one
    /// unit of weight: quantity times multiplier, and times strike / price where it is premium-adjusted.
    /// </summary>
    /// <inheritdoc cref="Revalue"/>
    public double Follow(int underlying, double price, long utcNanos)
    {
        if (!Advance(underlying, price, utcNanos))
            return double.NaN;
        UnderlyingTerms terms = _terms[underlying];
        double net = 0;
        TermsRange range = terms.Lognormal;
        if (range.Count != 0)
        {
            net = _expansions[2 * underlying].Follow(
                Level(range, price), Scale(terms, price), ref _deltas[range.Start]);
        }

        range = terms.Normal;
        if (range.Count != 0)
            net += _expansions[(2 * underlying) + 1].Follow(price - range.Reference, 1, ref _deltas[range.Start]);
        return terms.American.Count == 0 ? net : net + terms.American.Revalue(price, _deltas);
    }

    /// <summary>
    /// Largest difference between what <see cref="Follow"/> and <see cref="Revalue"/> give for an underlying with the
    /// terms in use: <see cref="FollowError"/> for each unit of weight, and the rounding of the sums. Units of the
    /// underlying.
    /// </summary>
    /// <param name="underlying">Index of the underlying in the book.</param>
    /// <param name="price">Its price, quote currency.</param>
    public double FollowErrorAt(int underlying, double price)
    {
        UnderlyingTerms terms = _terms[underlying];
        int count = terms.Lognormal.Count + terms.Normal.Count + terms.American.Count;
        double perUnit = FollowError + (SumRoundOff * ((count / 8.0) + 8));
        return perUnit * ((terms.LognormalWeight * Scale(terms, price)) + terms.NormalWeight + terms.American.WeightSum)
            + UnderflowError;
    }

    /// <summary>
    /// Brings the time-dependent terms of one underlying up to date, as <see cref="Revalue"/> does at first. Whoever
    /// leaves a revaluation out still calls this, so that terms are prepared at the same times whether deltas are
    /// looked at or not.
    /// </summary>
    /// <returns>Whether <paramref name="price"/> is a price; if not, nothing has changed.</returns>
    /// <inheritdoc cref="Revalue"/>
    public bool Advance(int underlying, double price, long utcNanos)
    {
        UnderlyingTerms terms = _terms[underlying];
        if (!terms.Accepts(price, utcNanos))
            return false;
        if (terms.IsStale(utcNanos))
            Prepare(underlying, utcNanos);
        return true;
    }

    /// <summary>
    /// Net gamma of one underlying's options, delta per unit of price, by a chord of the net delta: two passes of the
    /// kernel over the terms in use, which have been advanced to about this price. Stored deltas stay as they are.
    /// </summary>
    public double Gamma(int underlying, double price) => Gamma(underlying, price, out _);

    /// <inheritdoc cref="Gamma(int, double)"/>
    /// <param name="underlying">Index of the underlying in the book.</param>
    /// <param name="price">Its price, quote currency.</param>
    /// <param name="delta">Net delta of the options, units of the underlying: the middle of the chord.</param>
    public double Gamma(int underlying, double price, out double delta)
    {
        double step = GammaStep * Math.Max(Math.Abs(price), Math.Abs(_terms[underlying].Normal.Reference));
        double low = price - step, high = price + step;
        double deltaHigh = NetDelta(underlying, high), deltaLow = NetDelta(underlying, low);
        delta = 0.5 * (deltaLow + deltaHigh);
        return ((deltaHigh - deltaLow) / (high - low)) + OpenSlope.At(_terms[underlying], _sources[underlying], price);
    }

    /// <summary>
    /// Net delta of one underlying's options with every volatility multiplied by a factor, at the time of the terms in
    /// use. Three passes: the terms are prepared for the factor and back again, to the same bits.
    /// </summary>
    public double DeltaAt(int underlying, double price, double volatilityFactor)
    {
        if (volatilityFactor == 1)
            return NetDelta(underlying, price);
        _terms[underlying].PrepareScaled(_kernel, volatilityFactor);
        double delta = NetDelta(underlying, price);
        _terms[underlying].PrepareScaled(_kernel, 1);
        return delta;
    }

    /// <summary>
    /// Number of the terms in use: another one whenever anything but the price has moved an option's delta.
    /// </summary>
    public long Version(int underlying) => _versions[underlying];

    /// <summary>What the net-delta curve of an underlying is made from; reads the terms in use.</summary>
    internal IReadOnlyList<ICurveSource> CurveSources(int underlying)
    {
        UnderlyingTerms terms = _terms[underlying];
        return
        [
            new RangeCurveSource(terms.Lognormal, _kernel, terms.DividesByPrice),
            new RangeCurveSource(terms.Normal, _kernel, dividesByPrice: false),
            terms.American,
        ];
    }

    private double NetDelta(int underlying, double price)
    {
        double net = 0;
        foreach (ICurveSource source in _sources[underlying])
        {
            double level = NetDeltaCurve.Level(source, price);
            double sum = 0;
            for (int start = 0; start < source.Count; start += source.SumBlock)
                sum += source.Sum(level, start, Math.Min(source.SumBlock, source.Count - start));
            net += source.DividesByPrice ? sum / price : sum;
        }

        return net;
    }

    private static double Level(TermsRange range, double price) => Elementary.Log(price / range.Reference);

    private static double Scale(UnderlyingTerms terms, double price) => terms.DividesByPrice ? 1 / price : 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Run(TermsRange range, double level, double scale) =>
        _kernel.Revalue(
            level, scale, in range.A.First, in range.B.First, in range.W.First, ref _deltas[range.Start], range.Count);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Prepare(int underlying, long utcNanos)
    {
        _terms[underlying].Prepare(_kernel, utcNanos);
        _versions[underlying]++;
        _expansions[2 * underlying].Forget();
        _expansions[(2 * underlying) + 1].Forget();
    }
}

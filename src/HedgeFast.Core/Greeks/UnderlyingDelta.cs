using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Curve;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Greeks;

/// <summary>Values the options of one underlying: each option's delta and their sum.</summary>
/// <remarks>
/// Time-dependent terms are prepared rarely, at <see cref="UnderlyingCarry.TimeStepNanos"/>. <see cref="Revalue"/> is
/// exact and costs one logarithm for the underlying and one Phi per option; <see cref="Follow"/> expands each option
/// around the last point where it was exact, within a bound that is checked. The results are a function of the sequence
/// of calls alone. Not thread-safe: it belongs to the loop's thread.
/// </remarks>
public sealed class UnderlyingDelta
{
    // Of the price: the chord that gamma is taken from. Its error is a relative 1e-5 for an option of a day, and
    // rounding stays below that.
    private const double GammaStep = 1e-4;

    // Coefficients of weights near 1e-300 are below the smallest numbers and lose their digits, which a power of the
    // price's move makes larger again.
    private const double UnderflowError = 1e-290;

    // Of a sum of n deltas in eight lanes: (n / 8 + 8) roundings of at most all weights each, in both sums that are
    // compared, and as much again for the few operations around them.
    private const double SumRoundOff = 2 * 2 * Elementary.UnitRoundOff;

    private readonly DeltaKernel _kernel;
    private readonly UnderlyingTerms _terms;
    private readonly Expansions _lognormal;
    private readonly Expansions _normal;
    private readonly ICurveSource[] _sources;
    private readonly SolverRequests _requests;

    // Of the whole book: an underlying writes its own options' alone.
    private readonly double[] _deltas;

    /// <summary>Largest difference between a followed and a revalued delta, for one unit of weight.</summary>
    public const double FollowError = ExpansionKernel.MaxError;

    /// <summary>Allocates everything that later calls need.</summary>
    /// <param name="book">The options of all underlyings.</param>
    /// <param name="underlying">Index of this one in the book.</param>
    /// <param name="model">How its options are valued.</param>
    /// <param name="kernel">Computes the deltas.</param>
    /// <param name="volatilities">Volatilities that replace the book's; null keeps those.</param>
    /// <param name="deltas">Receives each option's delta, in the book's order.</param>
    /// <exception cref="ArgumentException">A number of the model is out of range.</exception>
    internal UnderlyingDelta(
        OptionBook book, int underlying, in DeltaModel model, DeltaKernel kernel, OptionVolatilities? volatilities,
        double[] deltas)
    {
        _kernel = kernel;
        _deltas = deltas;
        Averages = new SettlementAverages(book, underlying);
        _terms = new UnderlyingTerms(
            book, underlying, model, volatilities, model.Settlement == SettlementDelta.Exact ? Averages : null);
        _requests = new SolverRequests(book, underlying, _terms, model.Rule?.Source == VolatilitySource.Quotes);
        _lognormal = new Expansions(_terms.Lognormal, kernel.Expansion);
        _normal = new Expansions(_terms.Normal, kernel.Expansion);
        _sources = [.. CurveSources().Where(source => source.Count > 0)];
    }

    /// <summary>Whether the options could be valued at the last price.</summary>
    public bool IsValued => _terms.IsValued;

    /// <summary>Expiries of the options, UTC nanoseconds since 1970, in the book's order. Allocates.</summary>
    public IEnumerable<long> Expiries => _terms.Expiries;

    /// <summary>Settlement averages of the expiries, fed by <see cref="Observe"/>.</summary>
    public SettlementAverages Averages { get; }

    /// <summary>
    /// The option, by index in the book, whose missing or stale volatility made the last revaluation NaN; -1 for any
    /// other cause.
    /// </summary>
    public int UnusableOption => _terms.UnusableOption;

    /// <summary>Number of options without a young volatility; 0 where one of them stops hedging.</summary>
    public int MissingOptions => _terms.Uncertain?.Count ?? 0;

    /// <summary>How far these may move the options' delta together, units of the underlying.</summary>
    public double UncertainDelta => _terms.Uncertain?.Sum ?? 0;

    /// <summary>The missing option that may move the delta most, by index in the book; -1 without any.</summary>
    public int WorstMissing => _terms.Uncertain?.Worst ?? -1;

    /// <summary>
    /// Whether <see cref="UnusableOption"/> is an American option not prepared for the price and time.
    /// </summary>
    public bool IsUnprepared => _terms.IsUnprepared;

    /// <summary>
    /// The expiry, UTC nanoseconds since 1970, whose missing or stale forward made the last revaluation NaN; 0 for any
    /// other cause.
    /// </summary>
    public long UnusableExpiry => _terms.UnusableExpiry;

    /// <summary>
    /// Number of the terms in use: another one whenever anything but the price has moved an option's delta.
    /// </summary>
    public long Version { get; private set; }

    /// <summary>ln(F/S) of an expiry group, by the forwards last read; NaN where none is known.</summary>
    /// <param name="group">Index among this underlying's expiry groups.</param>
    /// <param name="utcNanos">Valuation time, UTC nanoseconds since 1970; matters where the forward is the
    /// carry's.</param>
    internal double LogRatio(int group, long utcNanos) => _terms.LogRatio(group, utcNanos);

    /// <summary>ln F at which the smile of an expiry group was anchored; NaN without such a smile.</summary>
    /// <param name="group">Index among this underlying's expiry groups.</param>
    internal double AnchorOf(int group) => _terms.AnchorOf(group);

    /// <summary>Adds a price to the settlement averages, before the options are valued at that price.</summary>
    /// <param name="price">Price of the underlying, quote currency; finite.</param>
    /// <param name="utcNanos">Exchange time, UTC nanoseconds since 1970.</param>
    public void Observe(double price, long utcNanos)
    {
        if (Averages.Observe(price, utcNanos))
            _terms.NoteAverages();
    }

    /// <summary>Sets the average so far of one expiry, by an operator's word.</summary>
    /// <returns>Whether the average was accepted, see <see cref="SettlementAverage.TryGive"/>.</returns>
    /// <inheritdoc cref="SettlementAverages.TryGive"/>
    public bool TryGiveAverage(int index, double average, double price, long utcNanos)
    {
        if (!Averages.TryGive(index, average, price, utcNanos))
            return false;
        _terms.NoteAverages();
        return true;
    }

    /// <summary>Replaces the volatilities by others of the same book, from the next revaluation on.</summary>
    /// <remarks>Allocates nothing while strikes keep their volatilities.</remarks>
    /// <param name="volatilities">Volatilities of the book's options.</param>
    public void Use(OptionVolatilities volatilities) => _terms.Use(volatilities);

    /// <summary>Replaces the carry by a forward curve, from the next revaluation on.</summary>
    /// <remarks>
    /// The curve is read whenever the time-dependent terms are prepared, so that a new forward is in use from the next
    /// time step on. Allocates nothing.
    /// </remarks>
    /// <param name="curve">Forwards of the expiries.</param>
    public void Use(ForwardCurve curve) => _terms.Use(curve);

    /// <summary>Sends outstanding requests to the solver, about a microsecond's worth of them.</summary>
    /// <param name="requests">The solver's ring.</param>
    /// <returns>Whether a request was outstanding and found room.</returns>
    public bool AskSolver(IRingProducer<SolverRequest> requests) => _requests.AskStep(requests);

    /// <summary>Installs a solver's result.</summary>
    /// <remarks>
    /// In use from the next revaluation at which the terms are prepared anew: a new volatility from the next time step
    /// on, at once where there was none before; American deltas at once. Allocates nothing.
    /// </remarks>
    /// <param name="result">The result.</param>
    public void Install(in SolverResult result) => _terms.Install(result);

    /// <summary>Revalues every option and sums their deltas.</summary>
    /// <param name="price">Price of the underlying, quote currency.</param>
    /// <param name="utcNanos">Valuation time, UTC nanoseconds since 1970. An option whose expiry has been reached
    /// counts zero.</param>
    /// <returns>The net delta, units of the underlying, finite; or NaN, with no delta changed, when
    /// <paramref name="price"/> is NaN, beyond 1e15 in magnitude, or below 1e-15 while there are lognormal options, or
    /// when a volatility or a forward is missing or stale: then the underlying cannot be hedged.</returns>
    public double Revalue(double price, long utcNanos)
    {
        if (!Advance(price, utcNanos))
            return double.NaN;
        UnderlyingTerms terms = _terms;
        double net = 0;
        TermsRange range = terms.Lognormal;
        if (range.Count != 0)
            net = Run(range, Level(range, price), Scale(price));

        range = terms.Normal;
        if (range.Count != 0)
            net += Run(range, price - range.Reference, 1);
        return terms.American.Count == 0 ? net : net + terms.American.Revalue(price, _deltas);
    }

    /// <summary>Values every option by an expansion around the last exact point of its block.</summary>
    /// <remarks>
    /// A block that the price has left is computed exactly again. Every delta is within <see cref="FollowError"/> of
    /// the exact one, for one unit of weight: quantity times multiplier, and times strike / price where
    /// premium-adjusted.
    /// </remarks>
    /// <inheritdoc cref="Revalue"/>
    public double Follow(double price, long utcNanos)
    {
        if (!Advance(price, utcNanos))
            return double.NaN;
        UnderlyingTerms terms = _terms;
        double net = 0;
        TermsRange range = terms.Lognormal;
        if (range.Count != 0)
            net = _lognormal.Follow(Level(range, price), Scale(price), ref _deltas[range.Start]);

        range = terms.Normal;
        if (range.Count != 0)
            net += _normal.Follow(price - range.Reference, 1, ref _deltas[range.Start]);
        return terms.American.Count == 0 ? net : net + terms.American.Revalue(price, _deltas);
    }

    /// <summary>Largest difference between <see cref="Follow"/> and <see cref="Revalue"/> with the terms in
    /// use.</summary>
    /// <param name="price">Price of the underlying, quote currency.</param>
    /// <returns><see cref="FollowError"/> for each unit of weight and the rounding of the sums, units of the
    /// underlying.</returns>
    public double FollowErrorAt(double price)
    {
        UnderlyingTerms terms = _terms;
        int count = terms.Lognormal.Count + terms.Normal.Count + terms.American.Count;
        double perUnit = FollowError + (SumRoundOff * ((count / 8.0) + 8));
        return perUnit * ((terms.LognormalWeight * Scale(price)) + terms.NormalWeight + terms.American.WeightSum)
            + UnderflowError;
    }

    /// <summary>Brings the time-dependent terms up to date, as <see cref="Revalue"/> does first.</summary>
    /// <remarks>
    /// A caller that leaves a revaluation out still calls this, so that terms are prepared at the same times in both
    /// cases.
    /// </remarks>
    /// <returns>Whether the options can be valued at <paramref name="price"/>; if not, no term has changed.</returns>
    /// <inheritdoc cref="Revalue"/>
    public bool Advance(double price, long utcNanos)
    {
        if (!_terms.Accepts(price, utcNanos))
            return false;
        if (_terms.IsStale(utcNanos))
            Prepare(utcNanos);
        return true;
    }

    /// <summary>Net gamma of the options, by a chord of the net delta.</summary>
    /// <remarks>
    /// Two passes of the kernel over the terms in use, which have been advanced to about this price. Stored deltas stay
    /// as they are.
    /// </remarks>
    /// <param name="price">Price of the underlying, quote currency.</param>
    /// <returns>Delta per unit of price.</returns>
    public double Gamma(double price) => Gamma(price, out _);

    /// <inheritdoc cref="Gamma(double)"/>
    /// <param name="price">Price of the underlying, quote currency.</param>
    /// <param name="delta">Net delta of the options, units of the underlying: the middle of the chord.</param>
    public double Gamma(double price, out double delta)
    {
        double step = GammaStep * Math.Max(Math.Abs(price), Math.Abs(_terms.Normal.Reference));
        double low = price - step, high = price + step;
        double deltaHigh = NetDelta(high), deltaLow = NetDelta(low);
        delta = 0.5 * (deltaLow + deltaHigh);
        return ((deltaHigh - deltaLow) / (high - low)) + OpenSlope.At(_terms, _sources, price);
    }

    /// <summary>Net delta of the options with every volatility multiplied by a factor, at the terms' time.</summary>
    /// <remarks>Three passes: the terms are prepared for the factor and back again, to the same bits.</remarks>
    /// <param name="price">Price of the underlying, quote currency.</param>
    /// <param name="volatilityFactor">The factor; 1 is the net delta.</param>
    public double DeltaAt(double price, double volatilityFactor)
    {
        if (volatilityFactor == 1)
            return NetDelta(price);
        _terms.PrepareScaled(_kernel, volatilityFactor);
        double delta = NetDelta(price);
        _terms.PrepareScaled(_kernel, 1);
        return delta;
    }

    /// <summary>Sources of the net-delta curve: they read the terms in use.</summary>
    internal IReadOnlyList<ICurveSource> CurveSources() =>
    [
        new RangeCurveSource(_terms.Lognormal, _kernel, _terms.DividesByPrice),
        new RangeCurveSource(_terms.Normal, _kernel, dividesByPrice: false),
        _terms.American,
    ];

    private double NetDelta(double price)
    {
        double net = 0;
        foreach (ICurveSource source in _sources)
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

    private double Scale(double price) => _terms.DividesByPrice ? 1 / price : 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Run(TermsRange range, double level, double scale) =>
        _kernel.Revalue(
            level, scale, in range.A.First, in range.B.First, in range.W.First, ref _deltas[range.Start], range.Count);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Prepare(long utcNanos)
    {
        _terms.Prepare(_kernel, utcNanos);
        Version++;
        _lognormal.Forget();
        _normal.Forget();
    }
}

/// <summary>How the options of one underlying are valued.</summary>
/// <param name="Convention">Which delta.</param>
/// <param name="Carry">Rate, carry, dividends and time step.</param>
internal readonly record struct DeltaModel(DeltaConvention Convention, UnderlyingCarry Carry)
{
    /// <summary>How volatilities are used; null is sticky strike of any age.</summary>
    public VolatilityRule? Rule { get; init; }

    /// <summary>Which delta options have that settle on an average.</summary>
    public SettlementDelta Settlement { get; init; }

    /// <summary>Whether the solver computes what is expensive; otherwise computed here when due.</summary>
    public bool UsesSolver { get; init; }
}

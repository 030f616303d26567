using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Core.Greeks;

/// <summary>Prepares the kernel's inputs for one underlying's options, and knows when they are stale.</summary>
internal sealed class UnderlyingTerms
{
    // 100 % a year: over the two centuries that expiries span no exponential overflows then.
    private const double AnnualMax = 1;

    // Prices beyond these are no prices; within them no product of a legal book overflows. Written so that NaN fails.
    private const double PriceMax = 1e15, PriceMin = 1e-15;

    private readonly DeltaConvention _convention;
    private readonly UnderlyingCarry _carry;
    private readonly ExpiryGroup[] _groups;
    private readonly double[] _carried;
    private readonly double[] _weights;
    private readonly UnderlyingVolatility _volatility;
    private readonly UnderlyingForwards _forwards;
    private readonly double _leastPrice;

    // Null where averaged options decay linearly. Of each group, what was open and fixed at the last preparation.
    private readonly SettlementAverages? _averages;
    private readonly OpenPart[] _open;

    private TermsValidity _validity = new();
    private double _price;

    /// <summary>Allocates everything that later calls need; nothing is prepared.</summary>
    /// <param name="book">The options of all underlyings.</param>
    /// <param name="underlying">Index of this one in the book.</param>
    /// <param name="model">How its options are valued.</param>
    /// <param name="volatilities">Volatilities that replace the book's; null keeps those.</param>
    /// <param name="averages">Its settlement averages; null where averaged options decay linearly.</param>
    /// <exception cref="ArgumentException">A rate is beyond 100 % a year or not a number, the time step is not
    /// positive, or the rule of volatilities is out of range.</exception>
    public UnderlyingTerms(
        OptionBook book, int underlying, in DeltaModel model, OptionVolatilities? volatilities = null,
        SettlementAverages? averages = null)
    {
        DeltaConvention convention = model.Convention;
        UnderlyingCarry carry = model.Carry;
        if (!(Math.Abs(carry.Rate) <= AnnualMax) || !(Math.Abs(carry.Carry) <= AnnualMax) || carry.TimeStepNanos <= 0)
        {
            throw new ArgumentException(
                $"{book.Underlyings[underlying]}: rate and carry must be from -1 to 1 a year and the time step "
                + "positive.");
        }

        _convention = convention;
        _carry = carry;
        _groups = [.. book.Groups.ToArray().Where(group => group.Underlying == underlying)];
        _averages = averages;
        _open = new OpenPart[_groups.Length];
        _forwards = new UnderlyingForwards(_groups, carry);
        Lognormal = Range(book, ExpiryKind.Lognormal);
        Normal = Range(book, ExpiryKind.Normal);
        (int start, int count) = ExpiryGroup.Joined(_groups, kind => AmericanRange.Takes(kind, carry.Dividends));
        American = new AmericanRange(book, convention, carry.Rate, start, count, model.UsesSolver, carry.Dividends);
        _leastPrice = Lognormal.Count + American.Count != 0 ? PriceMin : -PriceMax;
        _carried = new double[_groups.Length];
        _weights =
        [
            .. _groups.Select(group =>
                IsPrepared(group) ? 0 : RangeOf(group).AbsoluteWeight(group.Start, group.Count)),
        ];
        _volatility = new UnderlyingVolatility(
            volatilities ?? OptionVolatilities.OfBook(book), _groups, model.Rule ?? VolatilityRule.Default,
            convention == DeltaConvention.NetTransaction);
        _volatility.ReadAll(Lognormal, Normal);
    }

    /// <summary>Expiries of the options, UTC nanoseconds since 1970, in the book's order. Allocates.</summary>
    public IEnumerable<long> Expiries => _groups.Select(group => group.ExpiryNanos);

    /// <summary>Options of the lognormal models.</summary>
    public TermsRange Lognormal { get; }

    /// <summary>Options of Bachelier's model.</summary>
    public TermsRange Normal { get; }

    /// <summary>American options.</summary>
    public AmericanRange American { get; }

    /// <summary>Sum of the lognormal options' absolute weights at the last preparation.</summary>
    public double LognormalWeight { get; private set; }

    /// <summary>Sum of Bachelier's options' absolute weights at the last preparation.</summary>
    public double NormalWeight { get; private set; }

    /// <summary>The price last accepted or refused by <see cref="Accepts"/>, quote currency.</summary>
    public double Price => _price;

    /// <summary>Its time, UTC nanoseconds since 1970.</summary>
    public long SeenNanos { get; private set; }

    /// <summary>How often forwards have been read.</summary>
    public long ForwardReadings => _forwards.Readings;

    /// <summary>Whether American options can be solved: price, volatilities and forwards are known.</summary>
    public bool IsReadyForWindow =>
        ForwardReadings > 0 && UnusableExpiry == 0 && _volatility.UnusableOption(SeenNanos) < 0;

    /// <summary>Whether the lognormal weights still have to be divided by the price.</summary>
    public bool DividesByPrice => _convention == DeltaConvention.NetTransaction;

    /// <summary>
    /// The option, by index in the book, whose missing or stale volatility made the last <see cref="Accepts"/> false;
    /// -1 for any other cause.
    /// </summary>
    public int UnusableOption { get; private set; } = -1;

    /// <summary>Delta that options without a volatility leave open; null where one stops the underlying.</summary>
    public UncertainDelta? Uncertain => _volatility.Uncertain;

    /// <summary>Whether <see cref="UnusableOption"/> is an American option not prepared for the price.</summary>
    public bool IsUnprepared { get; private set; }

    /// <summary>
    /// The expiry, UTC nanoseconds since 1970, whose missing or stale forward made the last <see cref="Accepts"/>
    /// false; 0 for any other cause.
    /// </summary>
    public long UnusableExpiry { get; private set; }

    /// <summary>Whether the last price could be valued with the volatilities and forwards that are known.</summary>
    public bool IsValued => ForwardReadings > 0 && UnusableOption < 0 && UnusableExpiry == 0;

    /// <summary>Accepts a price at which every open option has a young volatility and forward.</summary>
    /// <remarks>Also notes the price: where the smile has moved with it, the terms are stale afterwards.</remarks>
    /// <param name="price">Price of the underlying, quote currency.</param>
    /// <param name="utcNanos">Valuation time, UTC nanoseconds since 1970.</param>
    public bool Accepts(double price, long utcNanos)
    {
        if (!(price <= PriceMax && price >= _leastPrice))
            return Refuse();

        _price = price;
        SeenNanos = utcNanos;
        if (_volatility.HasMoved(price))
            Expire();
        else if (_validity.IsStaleAt(price))
            Outdate();
        else if (!American.UsesSolver && American.HasMoved(price))
            Outdate();
        if (IsStale(utcNanos))
            LookForInputs(utcNanos);

        // A stock is worth more than the dividends that are still to come.
        if (price <= _forwards.DividendsHeld)
            return Refuse();

        int option = _volatility.UnusableOption(utcNanos);
        IsUnprepared = option < 0 && !American.IsUsable(price, utcNanos);
        if (IsUnprepared)
            option = American.Start;
        long expiry = _forwards.UnusableExpiry(utcNanos);
        UnusableOption = option;
        UnusableExpiry = expiry;
        return option < 0 && expiry == 0;
    }

    /// <summary>ln(F/S) of an expiry group at the time last seen; S is net of dividends.</summary>
    public double LogRatio(int group) => _forwards.LogRatio(group, YearsTo(_groups[group], SeenNanos));

    /// <summary>ln(F/S) of an expiry group at a time, by the forwards last read; NaN for none.</summary>
    public double LogRatio(int group, long utcNanos) => _forwards.LogRatioAt(group, utcNanos);

    /// <summary>ln F at which the smile of an expiry group was anchored; NaN without such a smile.</summary>
    public double AnchorOf(int group) => _volatility.AnchorOf(group);

    /// <summary>Each expiry group with its open part and ln(F/S) at the last preparation.</summary>
    public (ExpiryGroup[] Groups, OpenPart[] Open, double[] LogRatios) Prepared => (_groups, _open, _carried);

    /// <summary>Volatility of an option at the price last seen.</summary>
    public double VolatilityOf(int group, int option, double logRatio)
    {
        double years = YearsTo(_groups[group], SeenNanos);
        return _volatility.At(
            group, option, DividendSchedule.LogForward(_carry.Dividends, _price, logRatio, SeenNanos, years));
    }

    /// <summary>Whether the terms are stale: at first, a time step away, and when an expiry is reached.</summary>
    public bool IsStale(long utcNanos) => _validity.IsStaleAt(utcNanos);

    /// <summary>Replaces the volatilities by others of the same book; the terms are stale afterwards.</summary>
    public void Use(OptionVolatilities volatilities)
    {
        _volatility.Use(volatilities);
        _volatility.ReadAll(Lognormal, Normal);
        Expire();
    }

    /// <summary>Installs a solver's result.</summary>
    /// <remarks>A volatility is in use from the next time step on, and at once where there was none.</remarks>
    public void Install(in SolverResult result)
    {
        bool isUrgent = false;
        switch (result.Kind)
        {
            case SolverResultKind.Volatility:
                isUrgent = _volatility.Set(result.Option, result.Numbers, result.TimeNanos);
                if (isUrgent)
                    American.Expire();
                break;

            case SolverResultKind.Window:
                American.Install(result.Window);
                break;

            case SolverResultKind.Exercise:
                American.InstallPiece(result.Option, result.Numbers);
                break;

            case SolverResultKind.Coefficients:
                isUrgent = American.Install(result.Option, result.Numbers);
                break;
        }

        if (isUrgent)
            Outdate();
    }

    /// <summary>Replaces the carry by a curve, read at each preparation; the terms are stale afterwards.</summary>
    public void Use(ForwardCurve curve)
    {
        _forwards.Use(curve);
        Expire();
    }

    /// <summary>Makes the terms stale where they depend on a settlement average, which has changed.</summary>
    public void NoteAverages()
    {
        if (_averages is not null)
            Outdate();
    }

    /// <summary>Computes the time-dependent terms of every option at the price last accepted.</summary>
    /// <remarks>
    /// A square root and at most three exponentials for an expiry; none for an option unless its volatility is read
    /// again.
    /// </remarks>
    public void Prepare(DeltaKernel kernel, long utcNanos)
    {
        _validity.Begin(utcNanos, _carry.TimeStepNanos, _price);
        _volatility.ReadChanged(Lognormal, Normal);
        LognormalWeight = 0;
        NormalWeight = 0;
        if (_carry.Dividends is { } dividends)
        {
            (long from, long before) = dividends.Around(utcNanos);
            _validity.LimitTo(from, before);
        }

        for (int i = 0; i < _groups.Length; i++)
        {
            ExpiryGroup group = _groups[i];
            if (group.ExpiryNanos > utcNanos)
                _validity.EndAt(group.ExpiryNanos);
            if (_averages is not null && group.ExpiryNanos - group.AveragingNanos > utcNanos)
                _validity.EndAt(group.ExpiryNanos - group.AveragingNanos);
            TermsRange range = RangeOf(group);
            double years = YearsTo(group, utcNanos);
            double carried = _forwards.LogRatio(i, years);
            _carried[i] = carried;
            if (IsPrepared(group))
                continue;
            if (years > 0)
                _volatility.ReadAgain(i, range, carried);
            _open[i] = OpenOf(group, utcNanos);
            ExpiryTerms terms = TermsOf(i, range, years, carried, 1);
            Prepare(kernel, i, range, terms);
            double weight = Math.Abs(terms.Factor) * _weights[i];
            if (group.Kind == ExpiryKind.Lognormal)
                LognormalWeight += weight;
            else
                NormalWeight += weight;
        }

        American.Prepare(_groups, _carried, _volatility, _price, utcNanos);
        _volatility.MarkRead();
    }

    /// <summary>Computes the terms of the last preparation with every volatility multiplied by a factor.</summary>
    /// <remarks>
    /// A factor of 1 gives the same bits as then. American options keep their terms: their deltas have no such form,
    /// and their share of the difference is left out.
    /// </remarks>
    public void PrepareScaled(DeltaKernel kernel, double volatilityFactor)
    {
        for (int i = 0; i < _groups.Length; i++)
        {
            ExpiryGroup group = _groups[i];
            if (IsPrepared(group))
                continue;
            TermsRange range = RangeOf(group);
            double years = YearsTo(group, _validity.PreparedNanos);
            Prepare(kernel, i, range, TermsOf(i, range, years, _forwards.LogRatio(i, years), volatilityFactor));
        }
    }

    private void LookForInputs(long utcNanos)
    {
        _forwards.Read(utcNanos);
        if (_volatility.Uncertain is not null)
            BoundDeltas(utcNanos);
        _volatility.LookFor(utcNanos);
    }

    // Of a unit: no convention's factor is above both discounts together. A group without a forward stops the
    // underlying by itself.
    private void BoundDeltas(long utcNanos)
    {
        for (int i = 0; i < _groups.Length; i++)
        {
            double years = Math.Max(0, YearsTo(_groups[i], utcNanos));
            double carried = _forwards.LogRatio(i, years);
            bool isPlain = _convention == DeltaConvention.Forward && _groups[i].Kind != ExpiryKind.American;
            double discounts = Math.Abs(carried) + Math.Abs(_carry.Rate * years);
            _volatility.Largest[i] = isPlain ? 1 : Elementary.Exp(Math.Min(discounts, 50));

            // American options have no such order, and a dividend makes one of a European.
            bool isOrdered = _groups[i].Kind == ExpiryKind.Lognormal && !IsPrepared(_groups[i]);
            _volatility.Forwards[i] = isOrdered ? ExpiryForward.Of(_convention, _carry.Rate, years, carried) : default;
        }
    }

    private static double YearsTo(in ExpiryGroup group, long utcNanos) => UnderlyingForwards.YearsTo(group, utcNanos);

    private bool Refuse()
    {
        UnusableOption = -1;
        UnusableExpiry = 0;
        IsUnprepared = false;
        return false;
    }

    private OpenPart OpenOf(in ExpiryGroup group, long utcNanos)
    {
        OpenPart part = OpenPart.Of(group, _averages, utcNanos);
        if (part.IsExact && part.Open < 1 && DividesByPrice && group.Kind == ExpiryKind.Lognormal)
            _validity.AnchorToPrice();
        return part;
    }

    private void Prepare(DeltaKernel kernel, int i, TermsRange range, in ExpiryTerms terms)
    {
        ExpiryGroup group = _groups[i];
        OpenPart part = _open[i];
        if (part.IsExact && part.Open < 1)
            range.PrepareOpen(kernel, group.Start, group.Count, terms, part.Fixed, part.Open);
        else
            range.Prepare(kernel, group.Start, group.Count, terms);
    }

    private ExpiryTerms TermsOf(int i, TermsRange range, double years, double carried, double volatilityFactor) =>
        years <= 0
        ? default
        : _open[i].Terms(
            _groups[i], _convention, _carry.Rate, years, carried, volatilityFactor, _validity.Price, range.Reference);

    private void Outdate() => _validity.End();

    private void Expire()
    {
        Outdate();
        American.Expire();
    }

    private TermsRange RangeOf(in ExpiryGroup group) => group.Kind == ExpiryKind.Lognormal ? Lognormal : Normal;

    private TermsRange Range(OptionBook book, ExpiryKind kind)
    {
        (int start, int count) = ExpiryGroup.Joined(
            _groups, each => each == kind && !AmericanRange.Takes(each, _carry.Dividends));
        return new TermsRange(book, kind, _convention, start, count, _averages is not null);
    }

    private bool IsPrepared(in ExpiryGroup group) => AmericanRange.Takes(group.Kind, _carry.Dividends);
}

using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Core.Greeks;

/// <summary>The kernel's inputs for one underlying, and the decision when they are too old.</summary>
internal sealed class UnderlyingTerms
{
    // 100 % a year: over the two centuries that expiries span no exponential overflows then.
    private const double AnnualMax = 1;

    // A weight that falls with the price instead of rising is off by twice this at most.
    private const double AnchorFraction = 2e-4;

    // Prices beyond these are no prices; within them no product of a legal book overflows. Written so that NaN fails.
    private const double PriceMax = 1e15, PriceMin = 1e-15;

    private readonly DeltaConvention _convention;
    private readonly UnderlyingCarry _carry;
    private readonly ExpiryGroup[] _slices;
    private readonly double[] _logForwardRatios;
    private readonly double[] _carried;
    private readonly double[] _weights;
    private readonly UnderlyingVolatility _volatility;
    private readonly long _lastExpiryNanos;
    private readonly double _leastPrice;

    // Null where averaged options decay linearly. Of each slice, what was open and fixed at the last preparation.
    private readonly SettlementAverages? _averages;
    private readonly OpenPart[] _open;

    // The prices between which weights that follow the price in another way than the kernel's are close enough.
    private double _anchorLow = double.NegativeInfinity;
    private double _anchorHigh = double.PositiveInfinity;
    private double _anchor;
    private ForwardCurve? _forwards;

    // The open interval of valuation times for which the prepared terms hold; empty before the first preparation.
    private long _validAfterNanos = long.MaxValue;
    private long _validBeforeNanos = long.MinValue;
    private long _preparedNanos;
    private double _price;

    // Present value of the dividends until the last expiry: a price at or below it is none.
    private double _dividendsHeld = double.NegativeInfinity;

    /// <exception cref="ArgumentException">A rate is beyond 100 % a year or not a number, the time step is not
    /// positive, or the rule of volatilities is out of range.</exception>
    public UnderlyingTerms(
        OptionBook book, int underlying, DeltaConvention convention, UnderlyingCarry carry,
        OptionVolatilities? volatilities = null, VolatilityRule? rule = null, bool usesSolver = false,
        SettlementAverages? averages = null)
    {
        if (!(Math.Abs(carry.Rate) <= AnnualMax) || !(Math.Abs(carry.Carry) <= AnnualMax) || carry.TimeStepNanos <= 0)
        {
            throw new ArgumentException(
                $"{book.Underlyings[underlying]}: rate and carry must be from -1 to 1 a year and the time step "
                + "positive.");
        }

        _convention = convention;
        _carry = carry;
        List<ExpiryGroup> slices = [];
        foreach (ExpiryGroup slice in book.Slices)
        {
            if (slice.Underlying == underlying)
                slices.Add(slice);
        }

        _slices = [.. slices];
        _averages = averages;
        _open = new OpenPart[_slices.Length];
        _lastExpiryNanos = slices.Select(slice => slice.ExpiryNanos).DefaultIfEmpty(long.MinValue).Max();
        _logForwardRatios = new double[_slices.Length];
        Array.Fill(_logForwardRatios, double.NaN);
        Lognormal = Range(book, ExpiryKind.Lognormal);
        Normal = Range(book, ExpiryKind.Normal);
        (int start, int count) = ExpiryGroup.Joined(_slices, kind => AmericanRange.Takes(kind, carry.Dividends));
        American = new AmericanRange(book, convention, carry.Rate, start, count, usesSolver, carry.Dividends);
        _leastPrice = Lognormal.Count + American.Count != 0 ? PriceMin : -PriceMax;
        _carried = new double[_slices.Length];
        _weights =
        [
            .. _slices.Select(slice =>
                IsPrepared(slice) ? 0 : RangeOf(slice).AbsoluteWeight(slice.Start, slice.Count)),
        ];
        _volatility = new UnderlyingVolatility(
            volatilities ?? OptionVolatilities.OfBook(book), _slices, rule ?? VolatilityRule.Default,
            convention == DeltaConvention.NetTransaction);
        _volatility.ReadAll(Lognormal, Normal);
    }

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
    public long ForwardReadings { get; private set; }

    /// <summary>
    /// Whether there is a price, and every option has a volatility and a forward, so that American ones can be
    /// prepared.
    /// </summary>
    public bool IsReadyForWindow =>
        ForwardReadings > 0 && UnusableExpiry == 0 && _volatility.UnusableOption(SeenNanos) < 0;

    /// <summary>Whether the lognormal weights still have to be divided by the price.</summary>
    public bool DividesByPrice => _convention == DeltaConvention.NetTransaction;

    /// <summary>
    /// The option, by index in the book, whose missing or stale volatility made the last <see cref="Accepts"/> false;
    /// -1 when it was not that.
    /// </summary>
    public int UnusableOption { get; private set; } = -1;

    /// <summary>Delta that options without a volatility leave open; null where one stops the underlying.</summary>
    public UncertainDelta? Uncertain => _volatility.Uncertain;

    /// <summary>
    /// Whether <see cref="UnusableOption"/> is an American option that is not prepared, and not one without a
    /// volatility.
    /// </summary>
    public bool IsUnprepared { get; private set; }

    /// <summary>
    /// The expiry, UTC nanoseconds since 1970, whose missing or stale forward made the last <see cref="Accepts"/>
    /// false; 0 when it was not that.
    /// </summary>
    public long UnusableExpiry { get; private set; }

    /// <summary>Whether the last price could be valued with the volatilities and forwards that are known.</summary>
    public bool IsValued => ForwardReadings > 0 && UnusableOption < 0 && UnusableExpiry == 0;

    /// <summary>
    /// Whether the underlying can be valued: the price is a price and every option that has not expired has a
    /// volatility and a forward that are young enough. Also notes the price: where the smile has moved with it, the
    /// terms are stale afterwards.
    /// </summary>
    public bool Accepts(double price, long utcNanos)
    {
        if (!(price <= PriceMax && price >= _leastPrice))
        {
            (UnusableOption, UnusableExpiry, IsUnprepared) = (-1, 0, false);
            return false;
        }

        (_price, SeenNanos) = (price, utcNanos);
        if (_volatility.HasMoved(price))
            Expire();
        else if (price < _anchorLow || price > _anchorHigh)
            Outdate();
        else if (!American.IsFed && American.HasMoved(price))
            Outdate();
        if (IsStale(utcNanos))
            LookForInputs(utcNanos);
        if (price <= _dividendsHeld)
        {
            (UnusableOption, UnusableExpiry, IsUnprepared) = (-1, 0, false);
            return false;
        }

        int option = _volatility.UnusableOption(utcNanos);
        IsUnprepared = option < 0 && !American.IsUsable(price, utcNanos);
        if (IsUnprepared)
            option = American.Start;
        long expiry = _forwards?.UnusableExpiry(utcNanos, _lastExpiryNanos) ?? 0;
        (UnusableOption, UnusableExpiry) = (option, expiry);
        return option < 0 && expiry == 0;
    }

    /// <summary>ln(F/S) of a slice, by its index among the underlying's; S is net of dividends.</summary>
    public double LogRatio(int slice) => CarriedTo(slice, YearsTo(_slices[slice], SeenNanos));

    /// <summary>ln(F/S) of a slice at a time, by the forwards last read; NaN where none is known.</summary>
    public double LogRatio(int slice, long utcNanos) =>
        _forwards is null ? CarriedTo(slice, YearsTo(_slices[slice], utcNanos)) : _logForwardRatios[slice];

    /// <summary>ln F at which the smile of a slice's own volatilities was anchored; NaN while it was not.</summary>
    public double AnchorOf(int slice) => _volatility.AnchorOf(slice);

    /// <summary>The slices, what of each was open at the last preparation, and ln(F/S) then.</summary>
    public (ExpiryGroup[] Slices, OpenPart[] Open, double[] LogRatios) Prepared => (_slices, _open, _carried);

    /// <summary>Volatility of an option at the price last seen.</summary>
    public double VolatilityOf(int slice, int option, double logRatio)
    {
        double years = YearsTo(_slices[slice], SeenNanos);
        return _volatility.At(
            slice, option, DividendSchedule.LogForward(_carry.Dividends, _price, logRatio, SeenNanos, years));
    }

    /// <summary>
    /// Whether the time-dependent terms have to be computed again: at first, one time step away in either direction,
    /// and when an expiry is reached.
    /// </summary>
    public bool IsStale(long utcNanos) => utcNanos >= _validBeforeNanos || utcNanos <= _validAfterNanos;

    /// <summary>Takes other volatilities of the same book; the terms are stale afterwards.</summary>
    public void Use(OptionVolatilities volatilities)
    {
        _volatility.Use(volatilities);
        _volatility.ReadAll(Lognormal, Normal);
        Expire();
    }

    /// <summary>
    /// Takes what was computed off the loop's thread. A volatility is in use from the next time step on, and at once
    /// where there was none.
    /// </summary>
    public void Install(in SolverResult preparation)
    {
        bool isUrgent = false;
        switch (preparation.Kind)
        {
            case SolverResultKind.Volatility:
                isUrgent = _volatility.Set(preparation.Option, preparation.Numbers, preparation.TimeNanos);
                if (isUrgent)
                    American.Expire();
                break;

            case SolverResultKind.Window:
                American.Install(AmericanWindow.Of(preparation));
                break;

            case SolverResultKind.Exercise:
                American.InstallPiece(preparation.Option, preparation.Numbers);
                break;

            case SolverResultKind.Coefficients:
                isUrgent = American.Install(preparation.Option, preparation.Numbers);
                break;
        }

        if (isUrgent)
            Outdate();
    }

    /// <summary>
    /// Takes forwards as multiples of the price, in place of the carry; the terms are stale afterwards. The curve is
    /// read at each preparation.
    /// </summary>
    public void Use(ForwardCurve curve)
    {
        _forwards = curve;
        Expire();
    }

    /// <summary>Takes note that an average changed: terms that are made of it are stale.</summary>
    public void NoteAverages()
    {
        if (_averages is not null)
            Outdate();
    }

    /// <summary>
    /// Computes the time-dependent terms of every option, at the price noted by <see cref="Accepts"/> where the smile
    /// moves with it. There is a square root and at most three exponentials for an expiry; none for an option unless
    /// its volatility is read again.
    /// </summary>
    public void Prepare(DeltaKernel kernel, long utcNanos)
    {
        (_preparedNanos, _anchor) = (utcNanos, _price);
        (_anchorLow, _anchorHigh) = (double.NegativeInfinity, double.PositiveInfinity);
        _volatility.ReadChanged(Lognormal, Normal);
        (LognormalWeight, NormalWeight) = (0, 0);
        long step = _carry.TimeStepNanos;
        _validAfterNanos = utcNanos < long.MinValue + step ? long.MinValue : utcNanos - step;
        _validBeforeNanos = utcNanos > long.MaxValue - step ? long.MaxValue : utcNanos + step;
        if (_carry.Dividends is { } dividends)
        {
            (long from, long before) = dividends.Around(utcNanos);
            _validAfterNanos = Math.Max(_validAfterNanos, from - (from == long.MinValue ? 0 : 1));
            _validBeforeNanos = Math.Min(_validBeforeNanos, before);
        }

        for (int i = 0; i < _slices.Length; i++)
        {
            ExpiryGroup slice = _slices[i];
            if (slice.ExpiryNanos > utcNanos)
                _validBeforeNanos = Math.Min(_validBeforeNanos, slice.ExpiryNanos);
            if (_averages is not null && slice.ExpiryNanos - slice.AveragingNanos > utcNanos)
                _validBeforeNanos = Math.Min(_validBeforeNanos, slice.ExpiryNanos - slice.AveragingNanos);
            TermsRange range = RangeOf(slice);
            double years = YearsTo(slice, utcNanos);
            double carried = CarriedTo(i, years);
            _carried[i] = carried;
            if (IsPrepared(slice))
                continue;
            if (years > 0)
                _volatility.ReadAgain(i, range, carried);
            _open[i] = OpenOf(slice, utcNanos);
            ExpiryTerms terms = TermsOf(i, range, years, carried, 1);
            Prepare(kernel, i, range, terms);
            double weight = Math.Abs(terms.Factor) * _weights[i];
            if (slice.Kind == ExpiryKind.Lognormal)
                LognormalWeight += weight;
            else
                NormalWeight += weight;
        }

        American.Prepare(_slices, _carried, _volatility, _price, utcNanos);
        _volatility.MarkRead();
    }

    /// <summary>
    /// The terms once more for the time of the last preparation, with every volatility multiplied by a factor; 1 gives
    /// the same bits as then. American options keep theirs: their deltas have no such form, and their share of the
    /// difference is left out.
    /// </summary>
    public void PrepareScaled(DeltaKernel kernel, double volatilityFactor)
    {
        for (int i = 0; i < _slices.Length; i++)
        {
            ExpiryGroup slice = _slices[i];
            if (IsPrepared(slice))
                continue;
            TermsRange range = RangeOf(slice);
            double years = YearsTo(slice, _preparedNanos);
            Prepare(kernel, i, range, TermsOf(i, range, years, CarriedTo(i, years), volatilityFactor));
        }
    }

    private void LookForInputs(long utcNanos)
    {
        ForwardReadings++;
        _dividendsHeld = _carry.Dividends is { } dividends && _lastExpiryNanos > utcNanos
            ? dividends.PresentValue(utcNanos, DayCount.Years(_lastExpiryNanos - Math.Max(utcNanos, 0)), _carry.Carry)
            : double.NegativeInfinity;
        if (_forwards is { } curve)
        {
            curve.NowNanos = utcNanos;
            for (int i = 0; i < _slices.Length; i++)
                _logForwardRatios[i] = curve.LogRatioAt(_slices[i].ExpiryNanos);
        }

        if (_volatility.Uncertain is not null)
            BoundDeltas(utcNanos);
        _volatility.LookFor(utcNanos);
    }

    // Of a unit: no convention's factor is above both discounts together. A slice without a forward stops the
    // underlying by itself.
    private void BoundDeltas(long utcNanos)
    {
        for (int i = 0; i < _slices.Length; i++)
        {
            double years = Math.Max(0, YearsTo(_slices[i], utcNanos)), carried = CarriedTo(i, years);
            bool isPlain = _convention == DeltaConvention.Forward && _slices[i].Kind != ExpiryKind.American;
            double discounts = Math.Abs(carried) + Math.Abs(_carry.Rate * years);
            _volatility.Largest[i] = isPlain ? 1 : Elementary.Exp(Math.Min(discounts, 50));

            // American options have no such order, and a dividend makes one of a European.
            bool isOrdered = _slices[i].Kind == ExpiryKind.Lognormal && !IsPrepared(_slices[i]);
            _volatility.Levels[i] = isOrdered ? SliceLevel.Of(_convention, _carry.Rate, years, carried) : default;
        }
    }

    private double CarriedTo(int slice, double years) =>
        double.IsNaN(_logForwardRatios[slice]) ? _carry.Carry * years : _logForwardRatios[slice];

    // Expiries are positive, so a time before 1970 is the only way to overflow the difference.
    private static double YearsTo(in ExpiryGroup slice, long utcNanos) =>
        DayCount.Years(slice.ExpiryNanos - Math.Max(utcNanos, 0));

    private OpenPart OpenOf(in ExpiryGroup slice, long utcNanos)
    {
        OpenPart part = OpenPart.Of(slice, _averages, utcNanos);
        if (part.IsExact && part.Open < 1 && DividesByPrice && slice.Kind == ExpiryKind.Lognormal)
            (_anchorLow, _anchorHigh) = (_anchor - (AnchorFraction * _anchor), _anchor + (AnchorFraction * _anchor));
        return part;
    }

    private void Prepare(DeltaKernel kernel, int i, TermsRange range, in ExpiryTerms terms)
    {
        ExpiryGroup slice = _slices[i];
        OpenPart part = _open[i];
        if (part.IsExact && part.Open < 1)
            range.PrepareOpen(kernel, slice.Start, slice.Count, terms, part.Fixed, part.Open);
        else
            range.Prepare(kernel, slice.Start, slice.Count, terms);
    }

    private ExpiryTerms TermsOf(int i, TermsRange range, double years, double carried, double volatilityFactor) =>
        years <= 0
        ? default
        : _open[i].Terms(
            _slices[i], _convention, _carry.Rate, years, carried, volatilityFactor, _anchor, range.Reference);

    private void Outdate() => (_validAfterNanos, _validBeforeNanos) = (long.MaxValue, long.MinValue);

    private void Expire()
    {
        Outdate();
        American.Expire();
    }

    private TermsRange RangeOf(in ExpiryGroup slice) => slice.Kind == ExpiryKind.Lognormal ? Lognormal : Normal;

    private TermsRange Range(OptionBook book, ExpiryKind kind)
    {
        (int start, int count) = ExpiryGroup.Joined(
            _slices, each => each == kind && !AmericanRange.Takes(each, _carry.Dividends));
        return new TermsRange(book, kind, _convention, start, count, _averages is not null);
    }

    private bool IsPrepared(in ExpiryGroup slice) => AmericanRange.Takes(slice.Kind, _carry.Dividends);
}

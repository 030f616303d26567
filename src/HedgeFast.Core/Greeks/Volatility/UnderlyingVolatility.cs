using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Quotes;

namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>
/// The volatilities of one underlying in use: whether they are there and young enough, and with sticky moneyness the
/// smile of each expiry, which moves with the forward. A smile that no surface gives is made of the options' own
/// volatilities, anchored where the forward is when it is first needed.
/// </summary>
internal sealed class UnderlyingVolatility
{
    private readonly ExpiryGroup[] _slices;
    private readonly VolatilityRule _rule;
    private readonly ISmile?[] _smiles;

    // ln F where a smile made of the options' own volatilities stands.
    private readonly double[] _anchors;
    private OptionVolatilities _volatilities;

    // Options whose volatility has changed since the last preparation, each once.
    private readonly bool[] _isChanged;
    private readonly int[] _changed;
    private int _changes;

    private int _missing = -1;
    private int _oldest = -1;

    // What quotes say of the options whose middle gives no volatility; empty where volatilities come from files.
    private readonly QuotedBounds[] _bounds;

    // Null where one option without a volatility stops the underlying.
    private readonly UncertainDelta? _uncertain;
    private readonly double[] _largest;
    private readonly SliceLevel[] _levels;
    private double _price = double.NaN;
    private double _readLow = double.PositiveInfinity;
    private double _readHigh = double.NegativeInfinity;

    /// <exception cref="ArgumentException">The rule is out of range.</exception>
    public UnderlyingVolatility(OptionVolatilities volatilities, ExpiryGroup[] slices, VolatilityRule rule,
        bool isNet = false)
    {
        if (!Enum.IsDefined(rule.Dynamics) || rule.AgeNanosMax <= 0 || !(rule.MoveFraction is > 0 and <= 1))
        {
            throw new ArgumentException(
                "A rule of volatilities needs a known dynamics, a positive age and a fraction above 0 and at most 1.");
        }

        if (!(rule.UncertainDeltaMax >= 0))
            throw new ArgumentException("What options without a volatility may move the delta by is not below 0.");
        (_volatilities, _slices, _rule) = (volatilities, slices, rule);
        _isChanged = new bool[rule.Source == VolatilitySource.Quotes ? volatilities.Book.Count : 0];
        _changed = new int[_isChanged.Length];
        _bounds = new QuotedBounds[_isChanged.Length];
        Array.Fill(_bounds, QuotedBounds.None);
        _largest = new double[slices.Length];
        Array.Fill(_largest, 1);
        _levels = new SliceLevel[slices.Length];
        if (rule.UncertainDeltaMax > 0)
            _uncertain = new UncertainDelta(volatilities.Book, slices, rule.AgeNanosMax, isNet);
        if (rule.Source == VolatilitySource.Quotes)
            AwaitQuotes();
        _smiles = new ISmile?[slices.Length];
        _anchors = new double[slices.Length];
        Array.Fill(_anchors, double.NaN);
    }

    private bool IsMoving => _rule.Dynamics == VolatilityDynamics.StickyMoneyness;

    /// <summary>Takes other volatilities of the same book, where they do not come from quotes.</summary>
    public void Use(OptionVolatilities volatilities)
    {
        if (volatilities.Book != _volatilities.Book)
            throw new ArgumentException("The volatilities are of another book.");
        _volatilities = volatilities;
        Array.Clear(_smiles);
        Array.Fill(_anchors, double.NaN);
    }

    /// <summary>ln F at which the smile of a slice's own volatilities was anchored; NaN while it was not.</summary>
    /// <param name="index">Index of the slice among the underlying's.</param>
    public double AnchorOf(int index) => _anchors[index];

    /// <summary>Whether a slice's volatilities follow a smile that has to be anchored, and is not.</summary>
    /// <param name="index">Index of the slice among the underlying's.</param>
    public bool AwaitsAnchor(int index) =>
        IsMoving && _slices[index].Kind != ExpiryKind.Normal && _smiles[index] is null
        && SurfaceOf(_slices[index]) is null;

    /// <summary>Anchors the smile of a slice's own volatilities where another valuation of the same book has
    /// anchored it. Allocates only where that is news.</summary>
    /// <param name="index">Index of the slice among the underlying's.</param>
    /// <param name="logForward">ln F there; NaN changes nothing.</param>
    public void AnchorAt(int index, double logForward)
    {
        if (!double.IsNaN(logForward) && logForward != _anchors[index])
            _smiles[index] = OwnSmile(index, logForward);
    }

    /// <summary>
    /// Delta that options without a volatility leave open; null where one of them stops the underlying.
    /// </summary>
    public UncertainDelta? Uncertain => _uncertain;

    /// <summary>Largest delta of a unit in each slice of the underlying, for a strike at the price.</summary>
    public Span<double> Largest => _largest;

    /// <summary>Forward and time of each slice of the underlying.</summary>
    public Span<SliceLevel> Levels => _levels;

    /// <summary>
    /// Gives an option another volatility, or what its quotes say without one, in use from the next preparation on.
    /// Only where volatilities come from quotes.
    /// </summary>
    /// <returns>Whether nothing was known of it and something is now, or the other way round.</returns>
    public bool Set(int option, ReadOnlySpan<double> numbers, long timeNanos)
    {
        bool wasKnown = !double.IsNaN(InUse(option));
        _volatilities.Set(option, numbers[0], timeNanos);
        _bounds[option] = _uncertain is null ? QuotedBounds.None : QuotedBounds.Of(numbers);
        bool isNews = wasKnown == double.IsNaN(InUse(option));
        if (_isChanged[option])
            return isNews;
        _isChanged[option] = true;
        _changed[_changes++] = option;
        return isNews;
    }

    /// <summary>Gives the ranges the volatilities that have changed since the last time.</summary>
    public void ReadChanged(TermsRange lognormal, TermsRange normal)
    {
        foreach (int option in _changed.AsSpan(0, _changes))
        {
            _isChanged[option] = false;
            SetIn(lognormal, option);
            SetIn(normal, option);
        }

        _changes = 0;
    }

    /// <summary>Gives every option its volatility as it stands.</summary>
    public void ReadAll(TermsRange lognormal, TermsRange normal)
    {
        foreach (ExpiryGroup slice in _slices)
        {
            if (slice.Kind == ExpiryKind.American)
                continue;
            TermsRange range = slice.Kind == ExpiryKind.Lognormal ? lognormal : normal;
            for (int i = slice.Start; i < slice.Start + slice.Count; i++)
                SetIn(range, i);
        }
    }

    /// <summary>Notes the price; true when it has left the range for which the smiles were read.</summary>
    public bool HasMoved(double price)
    {
        _price = price;
        return IsMoving && (price < _readLow || price > _readHigh);
    }

    /// <summary>
    /// Looks among the options that have not expired for one without a volatility, and for the oldest.
    /// </summary>
    public void LookFor(long utcNanos)
    {
        if (_uncertain is not null)
        {
            _uncertain.Recount(_volatilities, _bounds, _largest, _levels, _price, utcNanos);
            return;
        }

        _missing = _oldest = -1;
        foreach (ExpiryGroup slice in _slices)
        {
            if (slice.ExpiryNanos <= utcNanos)
                continue;
            for (int i = slice.Start; i < slice.Start + slice.Count; i++)
            {
                if (_missing < 0 && double.IsNaN(_volatilities.Values[i]))
                    _missing = i;
                if (_oldest < 0 || _volatilities.TimesNanos[i] < _volatilities.TimesNanos[_oldest])
                    _oldest = i;
            }
        }
    }

    /// <summary>
    /// The option whose missing or stale volatility stops the underlying, of several the worst; -1 when there is none.
    /// </summary>
    public int UnusableOption(long utcNanos)
    {
        if (_uncertain is { } uncertain)
        {
            if (uncertain.IsOver(_price, utcNanos))
                uncertain.Recount(_volatilities, _bounds, _largest, _levels, _price, utcNanos);
            return uncertain.Sum <= _rule.UncertainDeltaMax ? -1 : uncertain.Worst;
        }

        if (_missing >= 0 || _oldest < 0)
            return _missing;
        long time = _volatilities.TimesNanos[_oldest];
        return time != OptionVolatilities.Ageless && utcNanos - time > _rule.AgeNanosMax ? _oldest : -1;
    }

    /// <summary>
    /// With sticky moneyness, reads the volatilities of a lognormal slice again where its forward is now.
    /// </summary>
    /// <param name="index">Index of the slice among the underlying's.</param>
    /// <param name="range">The slice's range.</param>
    /// <param name="logRatio">ln(F/S) of the slice.</param>
    public void ReadAgain(int index, TermsRange range, double logRatio)
    {
        ExpiryGroup slice = _slices[index];
        if (!IsMoving || slice.Kind != ExpiryKind.Lognormal || double.IsNaN(_price))
            return;
        double logForward = Elementary.Log(_price) + logRatio;
        for (int i = slice.Start; i < slice.Start + slice.Count; i++)
            range.SetVolatility(i, At(index, i, logForward));
    }

    /// <summary>Volatility of an option where its forward is now.</summary>
    /// <param name="index">Index of its slice among the underlying's.</param>
    /// <param name="option">Index of the option in the book.</param>
    /// <param name="logForward">ln F of the slice.</param>
    public double At(int index, int option, double logForward) => IsMoving
        ? SmileOf(index, logForward).VolatilityAt(Elementary.Log(_volatilities.Book.Strikes[option]) - logForward)
        : InUse(option);

    /// <summary>Notes that the smiles have been read at the present price.</summary>
    public void MarkRead() =>
        (_readLow, _readHigh) =
            (_price - (_rule.MoveFraction * Math.Abs(_price)), _price + (_rule.MoveFraction * Math.Abs(_price)));

    // Until an option's first quote it has no volatility. What quotes change is this underlying's own.
    private void AwaitQuotes()
    {
        _volatilities = _volatilities.Copy();
        foreach (ExpiryGroup slice in _slices)
        {
            for (int i = slice.Start; i < slice.Start + slice.Count; i++)
                _volatilities.Set(i, double.NaN, OptionVolatilities.Ageless);
        }
    }

    // The delta of the middle of what quotes allow, where there is no volatility. NaN is half a unit.
    private double InUse(int option)
    {
        double value = _volatilities.Values[option];
        return double.IsNaN(value) && _bounds.Length != 0 && _bounds[option].IsKnown ? _bounds[option].Delta.StandIn
            : value;
    }

    private void SetIn(TermsRange range, int option)
    {
        if (option >= range.Start && option < range.Start + range.Count)
            range.SetVolatility(option, InUse(option));
    }

    private ISmile SmileOf(int index, double logForward) =>
        _smiles[index] ??= SurfaceOf(_slices[index])?.Smile ?? OwnSmile(index, logForward);

    private SurfaceSmile? SurfaceOf(in ExpiryGroup slice)
    {
        ReadOnlySpan<ExpiryGroup> all = _volatilities.Book.Slices;
        for (int s = 0; s < all.Length; s++)
        {
            if (all[s] == slice)
                return _volatilities.Smiles[s];
        }

        return null;
    }

    private PointSmile OwnSmile(int index, double logForward)
    {
        ExpiryGroup slice = _slices[index];
        _anchors[index] = logForward;
        var points = new (double, double)[slice.Count];
        for (int i = 0; i < points.Length; i++)
        {
            int option = slice.Start + i;
            double logStrike = Elementary.Log(_volatilities.Book.Strikes[option]);
            points[i] = (logStrike - logForward, _volatilities.Values[option]);
        }

        return new PointSmile(points);
    }
}

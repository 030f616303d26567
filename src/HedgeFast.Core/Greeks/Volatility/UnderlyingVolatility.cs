using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Quotes;

namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>
/// Volatilities of one underlying in use: their age, and with sticky moneyness each expiry's smile, which moves with
/// the forward.
/// </summary>
/// <remarks>
/// A smile that no surface gives is made of the options' own volatilities, anchored where the forward is when it is
/// first needed.
/// </remarks>
internal sealed class UnderlyingVolatility
{
    private readonly ExpiryGroup[] _groups;
    private readonly VolatilityRule _rule;
    private readonly ISmile?[] _smiles;

    // ln F at which a smile of the options' own volatilities is anchored.
    private readonly double[] _anchors;
    private OptionVolatilities _volatilities;

    // Options whose volatility has changed since the last preparation, each once.
    private readonly bool[] _isChanged;
    private readonly int[] _changed;
    private int _changes;

    private int _missing = -1;
    private int _oldest = -1;

    // Bounds of the options whose middle implies no volatility; empty where volatilities come from files.
    private readonly QuotedBounds[] _bounds;

    // Null where one option without a volatility stops the underlying.
    private readonly UncertainDelta? _uncertain;
    private readonly double[] _largest;
    private readonly ExpiryForward[] _forwards;
    private double _price = double.NaN;
    private double _readLow = double.PositiveInfinity;
    private double _readHigh = double.NegativeInfinity;

    /// <exception cref="ArgumentException">The rule is out of range.</exception>
    public UnderlyingVolatility(OptionVolatilities volatilities, ExpiryGroup[] groups, VolatilityRule rule,
        bool isNet = false)
    {
        if (!Enum.IsDefined(rule.Dynamics) || rule.AgeNanosMax <= 0 || !(rule.MoveFraction is > 0 and <= 1))
        {
            throw new ArgumentException(
                "A rule of volatilities needs a known dynamics, a positive age and a fraction above 0 and at most 1.");
        }

        if (!(rule.UncertainDeltaMax >= 0))
            throw new ArgumentException("What options without a volatility may move the delta by is not below 0.");
        _volatilities = volatilities;
        _groups = groups;
        _rule = rule;
        _isChanged = new bool[rule.Source == VolatilitySource.Quotes ? volatilities.Book.Count : 0];
        _changed = new int[_isChanged.Length];
        _bounds = new QuotedBounds[_isChanged.Length];
        Array.Fill(_bounds, QuotedBounds.None);
        _largest = new double[groups.Length];
        Array.Fill(_largest, 1);
        _forwards = new ExpiryForward[groups.Length];
        if (rule.UncertainDeltaMax > 0)
            _uncertain = new UncertainDelta(volatilities.Book, groups, rule.AgeNanosMax, isNet);
        if (rule.Source == VolatilitySource.Quotes)
            AwaitQuotes();
        _smiles = new ISmile?[groups.Length];
        _anchors = new double[groups.Length];
        Array.Fill(_anchors, double.NaN);
    }

    private bool IsMoving => _rule.Dynamics == VolatilityDynamics.StickyMoneyness;

    /// <summary>Uses other volatilities of the same book, where quotes are not the source.</summary>
    public void Use(OptionVolatilities volatilities)
    {
        if (volatilities.Book != _volatilities.Book)
            throw new ArgumentException("The volatilities are of another book.");
        _volatilities = volatilities;
        Array.Clear(_smiles);
        Array.Fill(_anchors, double.NaN);
    }

    /// <summary>ln F at which the smile of a group's own volatilities was anchored; NaN for none.</summary>
    /// <param name="index">Index of the group among the underlying's.</param>
    public double AnchorOf(int index) => _anchors[index];

    /// <summary>Whether a group follows a smile of its own volatilities that is not anchored yet.</summary>
    /// <param name="index">Index of the group among the underlying's.</param>
    public bool AwaitsAnchor(int index) =>
        IsMoving && _groups[index].Kind != ExpiryKind.Normal && _smiles[index] is null
        && SurfaceOf(_groups[index]) is null;

    /// <summary>Anchors the smile of a group's own volatilities where another valuation of the same book did.</summary>
    /// <remarks>Allocates only for a new anchor.</remarks>
    /// <param name="index">Index of the group among the underlying's.</param>
    /// <param name="logForward">ln F there; NaN changes nothing.</param>
    public void AnchorAt(int index, double logForward)
    {
        if (!double.IsNaN(logForward) && logForward != _anchors[index])
            _smiles[index] = OwnSmile(index, logForward);
    }

    /// <summary>
    /// Possible delta errors of options without a volatility; null where one of them stops the underlying.
    /// </summary>
    public UncertainDelta? Uncertain => _uncertain;

    /// <summary>Largest delta of a unit in each group of the underlying, for a strike at the price.</summary>
    public Span<double> Largest => _largest;

    /// <summary>Forward and time of each group of the underlying.</summary>
    public Span<ExpiryForward> Forwards => _forwards;

    /// <summary>
    /// Sets the volatility of an option from quotes, or its bounds, in use from the next preparation on.
    /// </summary>
    /// <returns>Whether the option has become known, or unknown.</returns>
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

    /// <summary>Sets the changed volatilities in the ranges.</summary>
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

    /// <summary>Sets every option's volatility in the ranges.</summary>
    public void ReadAll(TermsRange lognormal, TermsRange normal)
    {
        foreach (ExpiryGroup group in _groups)
        {
            if (group.Kind == ExpiryKind.American)
                continue;
            TermsRange range = group.Kind == ExpiryKind.Lognormal ? lognormal : normal;
            for (int i = group.Start; i < group.Start + group.Count; i++)
                SetIn(range, i);
        }
    }

    /// <summary>Sets the price; true outside the range for which the smiles were read.</summary>
    public bool HasMoved(double price)
    {
        _price = price;
        return IsMoving && (price < _readLow || price > _readHigh);
    }

    /// <summary>Finds the first live option without a volatility, and the one with the oldest.</summary>
    public void LookFor(long utcNanos)
    {
        if (_uncertain is not null)
        {
            _uncertain.Recount(_volatilities, _bounds, _largest, _forwards, _price, utcNanos);
            return;
        }

        _missing = _oldest = -1;
        foreach (ExpiryGroup group in _groups)
        {
            if (group.ExpiryNanos <= utcNanos)
                continue;
            for (int i = group.Start; i < group.Start + group.Count; i++)
            {
                if (_missing < 0 && double.IsNaN(_volatilities.Values[i]))
                    _missing = i;
                if (_oldest < 0 || _volatilities.TimesNanos[i] < _volatilities.TimesNanos[_oldest])
                    _oldest = i;
            }
        }
    }

    /// <summary>
    /// The option whose missing or stale volatility stops the underlying, the worst of several; -1 for none.
    /// </summary>
    public int UnusableOption(long utcNanos)
    {
        if (_uncertain is { } uncertain)
        {
            if (uncertain.IsOver(_price, utcNanos))
                uncertain.Recount(_volatilities, _bounds, _largest, _forwards, _price, utcNanos);
            return uncertain.Sum <= _rule.UncertainDeltaMax ? -1 : uncertain.Worst;
        }

        if (_missing >= 0 || _oldest < 0)
            return _missing;
        long time = _volatilities.TimesNanos[_oldest];
        return time != OptionVolatilities.Ageless && utcNanos - time > _rule.AgeNanosMax ? _oldest : -1;
    }

    /// <summary>Reads the volatilities of a lognormal group at its forward again, with sticky moneyness.</summary>
    /// <param name="index">Index of the group among the underlying's.</param>
    /// <param name="range">The group's range.</param>
    /// <param name="logRatio">ln(F/S) of the group.</param>
    public void ReadAgain(int index, TermsRange range, double logRatio)
    {
        ExpiryGroup group = _groups[index];
        if (!IsMoving || group.Kind != ExpiryKind.Lognormal || double.IsNaN(_price))
            return;
        double logForward = Elementary.Log(_price) + logRatio;
        for (int i = group.Start; i < group.Start + group.Count; i++)
            range.SetVolatility(i, At(index, i, logForward));
    }

    /// <summary>Volatility of an option at the present forward.</summary>
    /// <param name="index">Index of its group among the underlying's.</param>
    /// <param name="option">Index of the option in the book.</param>
    /// <param name="logForward">ln F of the group.</param>
    public double At(int index, int option, double logForward) => IsMoving
        ? SmileOf(index, logForward).VolatilityAt(Elementary.Log(_volatilities.Book.Strikes[option]) - logForward)
        : InUse(option);

    /// <summary>Marks the smiles as read at the present price.</summary>
    public void MarkRead() =>
        (_readLow, _readHigh) =
            (_price - (_rule.MoveFraction * Math.Abs(_price)), _price + (_rule.MoveFraction * Math.Abs(_price)));

    // Until an option's first quote it has no volatility. Quotes write to a copy of this underlying's own.
    private void AwaitQuotes()
    {
        _volatilities = _volatilities.Copy();
        foreach (ExpiryGroup group in _groups)
        {
            for (int i = group.Start; i < group.Start + group.Count; i++)
                _volatilities.Set(i, double.NaN, OptionVolatilities.Ageless);
        }
    }

    // The delta of the middle of what quotes allow, where there is no volatility. NaN is half a unit.
    private double InUse(int option)
    {
        double value = _volatilities.Values[option];
        return double.IsNaN(value) && _bounds.Length != 0 && _bounds[option].IsKnown
            ? _bounds[option].Delta.StandIn
            : value;
    }

    private void SetIn(TermsRange range, int option)
    {
        if (option >= range.Start && option < range.Start + range.Count)
            range.SetVolatility(option, InUse(option));
    }

    private ISmile SmileOf(int index, double logForward) =>
        _smiles[index] ??= SurfaceOf(_groups[index])?.Smile ?? OwnSmile(index, logForward);

    private SurfaceSmile? SurfaceOf(in ExpiryGroup group)
    {
        ReadOnlySpan<ExpiryGroup> all = _volatilities.Book.Groups;
        for (int s = 0; s < all.Length; s++)
        {
            if (all[s] == group)
                return _volatilities.Smiles[s];
        }

        return null;
    }

    private PointSmile OwnSmile(int index, double logForward)
    {
        ExpiryGroup group = _groups[index];
        _anchors[index] = logForward;
        var points = new (double, double)[group.Count];
        for (int i = 0; i < points.Length; i++)
        {
            int option = group.Start + i;
            double logStrike = Elementary.Log(_volatilities.Book.Strikes[option]);
            points[i] = (logStrike - logForward, _volatilities.Values[option]);
        }

        return new PointSmile(points);
    }
}

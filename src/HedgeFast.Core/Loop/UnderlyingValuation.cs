using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Loop;

/// <summary>Values the options of one underlying at a new price, or proves that no hedge is due.</summary>
/// <remarks>
/// Which of the two is used is set by <see cref="UnderlyingSettings.Revalue"/>; the decisions are the same. Owned by
/// the underlying's hedger.
/// </remarks>
internal sealed class UnderlyingValuation
{
    private readonly UnderlyingDelta _options;
    private readonly InstrumentChoice _instruments;
    private readonly UnderlyingPolicy _policy;
    private readonly HedgeTriggers? _triggers;
    private readonly LiveForwards _forwards;
    private readonly UnderlyingCounters _shown;
    private readonly bool _averagesExactly;

    // Of a followed delta, its largest difference from the exact one, units of the underlying; 0 when not followed.
    private double _deltaError;

    // Whether the delta is exact at the price.
    private bool _isValued;

    /// <summary>Allocates everything that later calls need.</summary>
    /// <param name="settings">The underlying.</param>
    /// <param name="options">Its options.</param>
    /// <param name="instruments">Its hedge instruments.</param>
    /// <param name="policy">Its policy.</param>
    /// <param name="forwards">Its forwards.</param>
    /// <param name="counters">Counts, for other threads to read.</param>
    public UnderlyingValuation(
        UnderlyingSettings settings, UnderlyingDelta options, InstrumentChoice instruments, UnderlyingPolicy policy,
        LiveForwards forwards, LoopCounters counters)
    {
        Settings = settings;
        _options = options;
        _instruments = instruments;
        _policy = policy;
        _forwards = forwards;
        _shown = counters.Underlyings[settings.Index];
        _averagesExactly = settings.SettlementDelta == SettlementDelta.Exact;
        Measures = new HedgeMeasures(settings, counters);
        _triggers = settings.Revalue == RevalueMode.Triggers
            ? new HedgeTriggers(options, settings.BandHalfWidth, settings.HedgeRatio)
            : null;
    }

    /// <summary>The underlying.</summary>
    public UnderlyingSettings Settings { get; }

    /// <summary>Its hedge instruments.</summary>
    public InstrumentChoice Instruments => _instruments;

    /// <summary>Its policy.</summary>
    public UnderlyingPolicy Policy => _policy;

    /// <summary>Statistics of the delta kept.</summary>
    public HedgeMeasures Measures { get; }

    /// <summary>Price of the underlying by the last quote, quote currency.</summary>
    public double Price { get; private set; }

    /// <summary>
    /// Delta of the options, units of the underlying: exact after <see cref="Value"/>, else followed or of an earlier
    /// quote; NaN before the first valuation.
    /// </summary>
    public double OptionDelta { get; private set; } = double.NaN;

    /// <summary>Whether the options can be valued at the price: no volatility and no forward is missing.</summary>
    public bool IsHedgeable { get; private set; }

    /// <summary>Feeds a quote of one of the underlying's instruments to its forwards.</summary>
    /// <param name="instrument">Dense index of the instrument.</param>
    public void NoteQuote(int instrument)
    {
        if (!_forwards.Notes(instrument))
            return;
        bool isPriced = _instruments.IsHedgeable && _instruments.MarketInUse.Fault == QuoteFault.None;
        _forwards.NoteQuote(instrument, isPriced ? _instruments.Quote.Price : double.NaN);
    }

    /// <summary>Moves to the price of the instruments' newest quotes.</summary>
    /// <remarks>
    /// The terms are aged at every price, whether the options are valued or not: so their bits do not depend on what
    /// was left out.
    /// </remarks>
    /// <returns>Whether the options were valued, exactly or within a known error.</returns>
    public bool MoveToQuote()
    {
        double price = _instruments.Quote.Price;
        long exchangeNanos = _instruments.ExchangeNanos;
        Price = price;
        _deltaError = 0;
        _isValued = false;
        if (_instruments.IsHedgeable)
            _options.Observe(price, exchangeNanos);
        _forwards.Refresh(price);
        IsHedgeable = _options.Advance(price, exchangeNanos);
        if (IsHedgeable && _policy.Observe(_instruments.MarketInUse, price))
            _policy.Refresh(price, _instruments.Exposure().Filled, _instruments.Lot(_instruments.InUse));
        if (_triggers is not null)
            return false;
        Follow();
        return true;
    }

    /// <summary>Makes <see cref="OptionDelta"/> exact at the price.</summary>
    public void Value()
    {
        if (_isValued)
            return;
        bool isCounted = _deltaError > 0;
        OptionDelta = _options.Revalue(Price, _instruments.ExchangeNanos);
        _deltaError = 0;
        _isValued = true;
        if (!isCounted)
            Count();
    }

    /// <summary>Whether triggers prove that no hedge is due at the last quote.</summary>
    /// <remarks>Two comparisons, and those that tell whether the triggers still hold.</remarks>
    public bool ProvesNothingDue =>
        _triggers is { } triggers && IsHedgeable
            && triggers.Hold(_instruments.Quote, _instruments.Exposure(), _policy.Band);

    /// <summary>Finds the need at the last quote.</summary>
    /// <remarks>
    /// From the curve or the followed delta where every delta within its certified error has one and the same need;
    /// otherwise, so near an edge of the band or of a whole lot, from an exact revaluation.
    /// </remarks>
    /// <param name="position">Delta of the hedges.</param>
    /// <param name="deltaPerLot">Delta of one lot of the hedge instrument; positive.</param>
    /// <param name="need">The need.</param>
    /// <returns>Whether the options can be valued; without that there is no need.</returns>
    public bool TryFindNeed(in PositionDelta position, double deltaPerLot, out HedgeNeed need)
    {
        Band band = _policy.Band;
        double ratio = Settings.HedgeRatio;
        TradeTo tradeTo = Settings.TradeTo;
        if (!_isValued && IsHedgeable && TryApproximate(out double estimate, out double error))
        {
            double hedged = ratio * estimate;
            need = HedgeNeed.At(hedged - error, position, band, deltaPerLot, tradeTo);
            if (need == HedgeNeed.At(hedged + error, position, band, deltaPerLot, tradeTo))
                return true;
        }

        Value();
        need = HedgeNeed.At(ratio * OptionDelta, position, band, deltaPerLot, tradeTo);
        return !double.IsNaN(OptionDelta);
    }

    /// <summary>Ends the use of the curve, which an exact revaluation has contradicted: a defect.</summary>
    public void Distrust()
    {
        _shown.Contradicted++;
        _triggers?.Distrust();
    }

    /// <summary>Counts a decision that asks for an order.</summary>
    public void CountDecision() => _shown.Decisions++;

    /// <summary>Counts a decision without a revaluation; the delta shown is the curve's.</summary>
    /// <remarks>Called when the decision's clock has been read.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void CountProved()
    {
        if (_triggers is not { } triggers || _isValued)
            return;
        _shown.Proved++;
        double estimate = triggers.Estimate(Price);
        if (!double.IsNaN(estimate))
            Measure(estimate);
    }

    /// <summary>Does about a microsecond of outstanding work on the triggers.</summary>
    /// <returns>Whether work was outstanding.</returns>
    public bool BuildStep() =>
        _triggers is { } triggers && _instruments.IsHedgeable
            && triggers.BuildStep(_instruments.Quote, _instruments.Exposure(), _policy.Band);

    /// <summary>Sets an expiry's average so far, by an operator's word; only where the exact delta is hedged.</summary>
    /// <param name="control">The word, with the operator's name.</param>
    /// <returns>Whether the average was accepted, see <see cref="SettlementAverage.TryGive"/>.</returns>
    public bool TryGiveAverage(in ControlEvent control) =>
        !control.Operator.IsEmpty && _averagesExactly && _instruments.IsHedgeable
            && _options.TryGiveAverage(control.Expiry, control.Value, Price, _instruments.ExchangeNanos);

    /// <summary>Shows whether the options can be hedged, and if not, which option or forward is missing.</summary>
    public void CountHedgeable()
    {
        bool isHedgeable = IsHedgeable;
        _shown.Hedgeable = _instruments.IsHedgeable && isHedgeable ? 1 : 0;
        _shown.UnusableOption = isHedgeable ? 0 : 1 + _options.UnusableOption;
        _shown.UnusableExpiry = isHedgeable ? 0 : _options.UnusableExpiry;
        _shown.IsUnprepared = !isHedgeable && _options.IsUnprepared ? 1 : 0;
        _shown.MissingOptions = _options.MissingOptions;
        _shown.UncertainDelta = _options.UncertainDelta;
        _shown.WorstMissing = 1 + _options.WorstMissing;
    }

    /// <summary>Shows what changes without a valuation: fills, the age of quotes, closed markets, governor.</summary>
    public void ShowLevels()
    {
        _instruments.ShowQuotes();
        _shown.Closed = _instruments.AreClosed ? 1 : 0;
        _shown.Governor = (long)_policy.Governor;
        if (_averagesExactly)
            _shown.LostAverage = _options.Averages.LostExpiry(_instruments.ExchangeNanos);
        double delta = _isValued || _deltaError > 0 ? OptionDelta : _triggers?.Estimate(Price) ?? double.NaN;
        if (!double.IsNaN(delta))
            Measures.Show(Price, _policy.Band, delta, Held);
    }

    /// <summary>Adds what policy, instruments, missing volatilities and averages remember to a digest.</summary>
    public void AddTo(ref StateDigest digest)
    {
        digest.Add(_policy.Band.Lower);
        digest.Add(_policy.Band.Upper);
        digest.Add(_policy.BandPrice);
        digest.Add(_policy.HalfSpreadFraction);
        digest.Add((long)_policy.Governor);
        digest.Add(_policy.SettledPrice);
        digest.Add(_policy.DueNanos);
        digest.Add(_policy.NextExpiryNanos);
        digest.Add(_policy.IsHedging ? 1 : 0);
        _instruments.AddTo(ref digest);
        if (_options.MissingOptions is > 0 and var missing)
        {
            digest.Add(missing);
            digest.Add(_options.UncertainDelta);
        }

        if (_averagesExactly)
            AverageRecords.AddTo(ref digest, _options.Averages);
    }

    // Every option's delta from the last exact one, at half the cost and within a known error.
    private void Follow()
    {
        OptionDelta = _options.Follow(Price, _instruments.ExchangeNanos);
        _deltaError = _options.FollowErrorAt(Price);
        Count();
    }

    // The delta without an exact revaluation: from the curve, or followed. The error is that of its hedged share, with
    // the rounding of taking the share and of adding the error.
    private bool TryApproximate(out double optionDelta, out double hedgedError)
    {
        optionDelta = OptionDelta;
        double error = _deltaError;
        bool isKnown = _triggers is { } triggers
            ? triggers.TryEstimate(Price, out optionDelta, out error)
            : error > 0;
        hedgedError = Settings.HedgeRatio
            * (error + (16 * Elementary.UnitRoundOff * (Math.Abs(optionDelta) + error)));
        return isKnown;
    }

    private HeldHedge Held =>
        new(_instruments.Exposure().Filled.At(Price), _instruments.Lot(_instruments.InUse).At(Price));

    private void Count()
    {
        _shown.Revaluations++;
        if (!double.IsNaN(OptionDelta))
            Measure(OptionDelta);
    }

    private void Measure(double optionDelta)
    {
        _shown.Governor = (long)_policy.Governor;
        Measures.Add(Price, _policy.Band, optionDelta, Held);
    }
}

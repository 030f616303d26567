using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;

namespace HedgeFast.Core.Hedge;

/// <summary>
/// The policy of one underlying at work: its band, and whether this is a time to hedge. Everything follows from quotes
/// in their order, which the journal has, and from the settings; so a replay sees the same bands bit for bit. A band
/// that depends on gamma is computed when the terms of the options are prepared anew (at each time step) and when the
/// price has moved by <see cref="RefreshFraction"/>, and stands still in between, so that triggers proved for it hold.
/// The <see cref="FeedbackGovernor"/> has its say there too.
/// </summary>
internal sealed class UnderlyingPolicy
{
    /// <summary>Move of the price, a fraction, after which gamma is taken again.</summary>
    public const double RefreshFraction = 2e-4;

    private const double NanosPerYear = 365.0 * 86_400 * 1e9;

    // Quotes over which the observed spread is averaged: long enough that one wide quote widens no band, short enough
    // to follow the hour.
    private const double SpreadMemory = 1.0 / 256;

    // Impact depends on the size traded, and that on the band: to its centre that is half of it, and to its edge it is
    // a run of orders that add up to all of it. The half is charged. Each pass brings the two nearer by an order of
    // magnitude; the number is fixed so that the bits are.
    private const int ImpactPasses = 4;

    private readonly UnderlyingSettings _settings;
    private readonly PolicySettings _policy;
    private readonly Instrument _hedge;
    private readonly PortfolioDelta _portfolio;
    private readonly bool _followsMarket;

    private long _version = -1;
    private double _price = double.NaN;
    private double _halfSpreadFraction = double.NaN;
    private double _settledPrice = double.NaN;
    private long _dueNanos = long.MinValue;
    private bool _isHedging;
    private readonly long[] _expiries;
    private readonly double _priceBase;

    /// <summary>
    /// Allocates everything that later calls need. Until gamma is known the band is the narrowest one allowed.
    /// </summary>
    /// <param name="settings">The underlying.</param>
    /// <param name="hedge">Its preferred instrument.</param>
    /// <param name="portfolio">The options.</param>
    /// <param name="expiries">When options or dated futures of it expire, UTC nanoseconds, ascending.</param>
    public UnderlyingPolicy(UnderlyingSettings settings, Instrument hedge, PortfolioDelta portfolio, long[] expiries)
    {
        _expiries = expiries;
        _priceBase = hedge.AllowsNegativePrice ? QuoteGuard.SignedMoveBaseTicks * hedge.TickSize : 0;
        NextExpiryNanos = expiries.Length > 0 ? expiries[0] : long.MaxValue;
        (_settings, _policy, _hedge, _portfolio) = (settings, settings.Policy, hedge, portfolio);
        _followsMarket = settings.Governor.IsOn || _policy.Kind is not (PolicyKind.Fixed or PolicyKind.Timed);
        Band = _policy.Kind == PolicyKind.Fixed ? settings.Band : Band.Symmetric(settings.TargetDelta, 0);
    }

    /// <summary>The no-trade band in force, units of the underlying.</summary>
    public Band Band { get; private set; }

    /// <summary>
    /// Gamma of the hedged book when the band was computed, delta per unit of price; 0 where the policy needs none.
    /// </summary>
    /// <remarks>See <see cref="HedgedGamma"/>.</remarks>
    public double Gamma { get; private set; }

    /// <summary>What the feedback governor does.</summary>
    public GovernorState Governor { get; private set; }

    /// <summary>Price at which the band was computed last; NaN before the first.</summary>
    public double BandPrice => _price;

    /// <summary>Average of the half spreads observed, a fraction; NaN before the first.</summary>
    public double HalfSpreadFraction => _halfSpreadFraction;

    /// <summary>Price at which the last hedge was complete; NaN before the first.</summary>
    public double SettledPrice => _settledPrice;

    /// <summary>Exchange time before which no hedge begins, UTC nanoseconds.</summary>
    public long DueNanos => _dueNanos;

    /// <summary>
    /// First expiry after the last hedge was complete, UTC nanoseconds; the largest number when none is left.
    /// </summary>
    public long NextExpiryNanos { get; private set; }

    /// <summary>Whether a hedge was begun and is not complete.</summary>
    public bool IsHedging => _isHedging;

    private bool IsTimed => _policy.Kind is PolicyKind.Timed or PolicyKind.Leland;

    /// <summary>Takes a quote to which the portfolio has just been advanced.</summary>
    /// <param name="market">The instrument quoted.</param>
    /// <param name="price">The underlying's price by it.</param>
    /// <returns>Whether the band has to be computed again, by <see cref="Refresh"/>.</returns>
    public bool Observe(in InstrumentState market, double price)
    {
        if (!_followsMarket)
            return false;
        double observed = 0.5 * market.TickSize * (market.AskTicks - market.BidTicks) / SizeOf(market.Mid);
        _halfSpreadFraction = double.IsNaN(_halfSpreadFraction)
            ? observed
            : _halfSpreadFraction + (SpreadMemory * (observed - _halfSpreadFraction));

        // Written so that NaN, the first price, is a move.
        return _portfolio.Version(_settings.Index) != _version
            || !(Math.Abs(price - _price) <= RefreshFraction * SizeOf(_price));
    }

    /// <summary>Computes gamma, the governor's state and the band.</summary>
    /// <param name="price">The underlying's price, quote currency.</param>
    /// <param name="held">The filled positions of all its hedge instruments together.</param>
    /// <param name="lot">A lot of the instrument in use.</param>
    public void Refresh(double price, LotDelta held, LotDelta lot)
    {
        (_version, _price) = (_portfolio.Version(_settings.Index), price);
        double optionGamma = _portfolio.Gamma(_settings.Index, price, out double optionDelta);
        double ratio = _settings.HedgeRatio;
        Gamma = HedgedGamma.At(price, ratio * optionDelta, ratio * optionGamma, _settings.TargetDelta, held, lot);
        Band band = Compute(price);
        Governor = _settings.Governor.IsOn
            ? FeedbackGovernor.StateAt(_settings.Governor, Gamma, price, _settings.Costs.DayVolume)
            : GovernorState.Free;
        Band = Governor == GovernorState.Free ? band : band.Widened(_settings.Governor.WidenFactor);
    }

    /// <summary>
    /// Whether a hedge may be sent: a timed policy waits for its time and the gate for its move, but neither holds back
    /// what a hedge has left, nor a change that no hedge made: a late fill, a trade taken back, an adopted position, an
    /// expiry. The governor may forbid all of it.
    /// </summary>
    /// <param name="price">The price.</param>
    /// <param name="exchangeNanos">Its time, UTC nanoseconds.</param>
    /// <param name="hasMoved">Whether the position is another one than when the last hedge was complete.</param>
    public bool IsOpen(double price, long exchangeNanos, bool hasMoved)
    {
        if (Governor == GovernorState.Halted)
            return false;
        return _isHedging || hasMoved || exchangeNanos >= NextExpiryNanos
            || (IsDue(exchangeNanos)
                && !(Math.Abs(price - _settledPrice) < _policy.MinMoveFraction * SizeOf(_settledPrice)));
    }

    // A time further off than the longest wait was set by a clock that has been put right since.
    private bool IsDue(long exchangeNanos) =>
        exchangeNanos >= _dueNanos
            || exchangeNanos < _dueNanos - Math.Max(_policy.IntervalNanos, _settings.Governor.SlowNanos);

    /// <summary>
    /// Nothing is to be done. Unless something is in flight, whose end nobody knows yet, the hedge is complete: the
    /// clock of a timed policy, and the gate's move, are counted from here. What a hedge has left undone is never
    /// gated.
    /// </summary>
    /// <returns>Whether the hedge is complete.</returns>
    public bool Settle(in HedgeExposure hedges, double price, long exchangeNanos)
    {
        if (!hedges.IsSettled)
            return false;
        if (exchangeNanos >= NextExpiryNanos)
            NextExpiryNanos = FirstAfter(exchangeNanos);
        if (IsTimed)
            _dueNanos = exchangeNanos + _policy.IntervalNanos;
        else if (_isHedging && Governor == GovernorState.Slowed)
            _dueNanos = exchangeNanos + _settings.Governor.SlowNanos;
        if (_isHedging)
            _settledPrice = price;
        _isHedging = false;
        return true;
    }

    /// <summary>A hedge is begun: until it is settled, what is left of it may follow at once.</summary>
    public void Begin() => _isHedging = true;

    // What a fraction of a price is taken of: near zero a fraction says nothing.
    private double SizeOf(double price) => Math.Max(Math.Abs(price), _priceBase);

    private long FirstAfter(long exchangeNanos)
    {
        foreach (long expiry in _expiries)
        {
            if (expiry > exchangeNanos)
                return expiry;
        }

        return long.MaxValue;
    }

    private Band Compute(double spot)
    {
        // The formulas want a price that is positive: near zero and below it is the size that fractions are taken of.
        double price = SizeOf(spot);
        double target = _settings.TargetDelta;
        double halfWidth = 0;
        switch (_policy.Kind)
        {
            case PolicyKind.Fixed:
                return _settings.Band;

            case PolicyKind.Timed:
                return Band.Symmetric(target, 0);

            case PolicyKind.Leland:
                double roundTrip = 2 * Cost(0);
                return Band.Symmetric(
                    target + Shift(
                        spot,
                        BandFormulas.LelandVarianceRatio(
                            Gamma, roundTrip, _policy.Volatility, _policy.IntervalNanos / NanosPerYear)),
                    0);

            case PolicyKind.Gamma:
                halfWidth = Math.Abs(Gamma * price) * _policy.MoveFraction;
                break;

            default:
                for (int pass = 0; pass < ImpactPasses; pass++)
                    halfWidth = HalfWidth(price, Cost(halfWidth));
                if (_policy.Kind == PolicyKind.Zakamouline)
                {
                    target += Shift(spot, BandFormulas.ZakamoulineVarianceRatio(
                        price, Gamma, Cost(halfWidth), _policy.RiskAversion, _policy.Volatility, _settings.Rate,
                        _policy.HorizonYears));
                }

                break;
        }

        double narrowest = Math.Max(_policy.MinHalfWidth, 0.5 * Math.Abs(_hedge.DeltaPerLot(spot)));
        return Band.Skewed(
            target, Math.Clamp(halfWidth, narrowest, Math.Max(narrowest, _policy.MaxHalfWidth)), _settings.BandSkew);
    }

    private double HalfWidth(double price, double cost) => _policy.Kind == PolicyKind.WhalleyWilmott
        ? BandFormulas.WhalleyWilmott(price, Gamma, cost, _policy.RiskAversion, _settings.Rate, _policy.HorizonYears)
        : BandFormulas.ZakamoulineH0(price, cost, _policy.RiskAversion, _policy.Volatility, _policy.HorizonYears)
            + BandFormulas.ZakamoulineH1(
                Gamma, cost, _policy.RiskAversion, _policy.Volatility, _settings.Rate, _policy.HorizonYears);

    private double Cost(double quantity) =>
        HedgeCost.OneWayFraction(_settings.Costs, _halfSpreadFraction, _hedge.TakerFee, quantity);

    // The hedge is for the delta at another variance; the loop knows the delta at the true one. The difference moves
    // the target.
    private double Shift(double price, double varianceRatio) =>
        _settings.HedgeRatio
            * (_portfolio.DeltaAt(_settings.Index, price, 1)
                - _portfolio.DeltaAt(_settings.Index, price, Math.Sqrt(varianceRatio)));
}

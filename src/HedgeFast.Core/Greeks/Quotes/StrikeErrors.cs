using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Quotes;

/// <summary>Bounds the joint delta error of options of one expiry and settlement that only quotes bound.</summary>
/// <remarks>
/// Put and call of a strike have one volatility, so their difference is certain; between strikes Phi(d1) and Phi(d2)
/// fall. A strike's value is v = Phi(d1) times the convention's factor; for the net transaction delta v = Phi(d2)/F,
/// and a unit of it counts K. The stand-ins' values move with the price, and the order of the true ones is one of
/// errors: error(k + 1) &lt;= error(k) + v(k) - v(k + 1). The last difference is bounded over the whole range of prices
/// by three prices and the second derivative between them, which is at most (1 + 1/s)^2 factors, s = sigma sqrt T.
/// </remarks>
/// <param name="book">The options.</param>
/// <param name="isNet">Whether the delta is the net transaction delta.</param>
/// <param name="capacity">Largest number of options of an expiry.</param>
internal sealed class StrikeErrors(OptionBook book, bool isNet, int capacity)
{
    /// <summary>Move of the price to either side, a fraction, after which the sum must be taken again.</summary>
    public const double Reach = 0.001;

    private const int Prices = 3;

    // Steps of ln S between the prices, squared, over 8; a tenth more for the curvature of the logarithm.
    private const double StepShare = 1.1 * Reach * Reach / 8;

    private readonly OrderedErrors _ordered = new(capacity);
    private readonly double[] _values = new double[Prices];
    private readonly double[] _former = new double[Prices];
    private ExpiryForward _expiry;
    private double _price;
    private double _strike;
    private double _standIn;
    private double _slack;
    private double _factor;
    private double _share;
    private double _halfWidth;
    private double _middle;
    private double _plain;
    private double _twins;
    private bool _isOpen;

    /// <summary>Whether nothing was added.</summary>
    public bool IsEmpty => !_isOpen;

    /// <summary>Begins an expiry at a price.</summary>
    public void Begin(in ExpiryForward expiry, double price)
    {
        _expiry = expiry;
        _price = price;
        _isOpen = false;
        _middle = 0;
        _plain = 0;
        _twins = 0;
        _ordered.Clear();
    }

    /// <summary>Adds an option; strikes come in rising order.</summary>
    /// <param name="option">Its index in the book.</param>
    /// <param name="standIn">Stand-in volatility.</param>
    /// <param name="halfWidth">Largest error of the delta of a unit.</param>
    public void Add(int option, double standIn, double halfWidth)
    {
        double strike = book.Strikes[option], quantity = book.Quantities[option], unit = isNet ? strike : 1;
        double share = quantity * unit, width = halfWidth / unit;
        _plain += Math.Abs(quantity) * halfWidth;
        if (_isOpen && strike == _strike && standIn == _standIn)
        {
            (_share, _halfWidth) = (_share + share, Math.Min(_halfWidth, width));
            return;
        }

        bool isTwin = _isOpen && strike == _strike;
        if (_isOpen && !isTwin)
            _ordered.Add(_share, _middle, _halfWidth);
        if (_isOpen)
            _values.AsSpan().CopyTo(_former);
        double slack = Place(strike, standIn);
        double largest = double.NegativeInfinity, least = double.PositiveInfinity;
        for (int j = 0; _isOpen && j < Prices; j++)
        {
            double difference = _former[j] - _values[j];
            (largest, least) = (Math.Max(largest, difference), Math.Min(least, difference));
        }

        if (isTwin)
        {
            // Two stand-ins for one volatility: the second errs as the first does, but for their difference.
            double apart = Math.Min(Math.Max(largest, -least) + slack + _slack, Apart(standIn));
            _twins += Math.Abs(share) * apart;
            (_share, _halfWidth) = (_share + share, Math.Min(_halfWidth, width + apart));
            _former.AsSpan().CopyTo(_values);
            return;
        }

        _middle -= _isOpen ? largest + slack + _slack : 0;
        _isOpen = true;
        _strike = strike;
        _standIn = standIn;
        _slack = slack;
        _share = share;
        _halfWidth = width;
    }

    /// <summary>
    /// Largest joint error of the expiry's delta, at most the plain sum. At least one option was added.
    /// </summary>
    public double End()
    {
        _ordered.Add(_share, _middle, _halfWidth);
        double largest = _ordered.Largest() + _twins;

        // Quotes that contradict each other do not prove the order.
        return largest <= _plain ? largest : _plain;
    }

    // Of two volatilities of one strike, at any price: d Phi(d1) / d ln s = -phi(d1) d2, with |d phi(d)| below 0.243
    // and phi below 0.4; for d2 with both exchanged.
    private double Apart(double standIn)
    {
        double deviation = Math.Max(standIn, _standIn) * Math.Sqrt(_expiry.Years);
        return _factor * (0.243 + (0.4 * deviation)) * Math.Abs(standIn - _standIn) / Math.Min(standIn, _standIn);
    }

    // The values of a strike at all prices, and how far they may be off between them.
    private double Place(double strike, double standIn)
    {
        double s = standIn * Math.Sqrt(_expiry.Years);
        _factor = 0;
        for (int j = 0; j < Prices; j++)
        {
            double forward = _price * (1 + ((j - 1) * Reach)) * Elementary.Exp(_expiry.LogRatio);
            double distance = Elementary.LogRatio(forward, strike) / s;
            double factor = isNet ? _expiry.Factor / forward : _expiry.Factor;
            _values[j] = factor * Phi.At(isNet ? distance - (s / 2) : distance + (s / 2));
            _factor = Math.Max(_factor, factor);
        }

        double curvature = 1 + (1 / s);
        return _factor * StepShare * curvature * curvature;
    }
}

/// <summary>Forward and time of an expiry for comparing its strikes' deltas.</summary>
/// <param name="LogRatio">ln(F/S).</param>
/// <param name="Years">Time to expiry; 0 where deltas of different strikes are not compared.</param>
/// <param name="Factor">The convention's delta of a call over Phi(d1); over (K/F) Phi(d2) for the net transaction
/// delta.</param>
internal readonly record struct ExpiryForward(double LogRatio, double Years, double Factor)
{
    /// <summary>Whether deltas of different strikes may be compared.</summary>
    public bool IsOrdered => Years > 0 && double.IsFinite(LogRatio + Factor);

    /// <summary>The forward of European options of a lognormal model.</summary>
    public static ExpiryForward Of(DeltaConvention convention, double rate, double years, double logRatio) => new(
        logRatio, years, Elementary.Exp(convention switch
        {
            DeltaConvention.Spot => logRatio - (rate * years),
            DeltaConvention.Futures => -rate * years,
            _ => 0,
        }));
}

using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Venue.Feed;

/// <summary>Quotes options from the tape's price, with a spread, rounded to ticks outwards.</summary>
/// <remarks>The middle is the model's value for the option's own volatility.</remarks>
internal sealed class OptionQuoter
{
    private const long QuoteLots = 1_000;
    private const double NanosPerYear = 365 * 86_400e9;

    private readonly OptionMarket _market;
    private readonly Instrument[] _quoted;
    private readonly long[] _averagingNanos;
    private readonly FeedPublisher _publisher;
    private int _next;
    private bool _hasBegun;

    /// <summary>With the options on one underlying that have a volatility.</summary>
    public OptionQuoter(OptionMarket market, int underlying, FeedPublisher publisher)
    {
        (_market, _publisher) = (market, publisher);
        _quoted = [.. market.Quoted.Where(option => option.Underlying == underlying && HasVolatility(market, option))];
        _averagingNanos = new long[market.Book.Count];
        foreach (ExpiryGroup slice in market.Book.Slices)
            Array.Fill(_averagingNanos, slice.AveragingNanos, slice.Start, slice.Count);
    }

    /// <summary>Quotes the options whose turn it is; the first time all of them.</summary>
    /// <param name="price">The underlying's price, quote currency.</param>
    /// <param name="exchangeNanos">Now, UTC nanoseconds since 1970.</param>
    public void Publish(double price, long exchangeNanos)
    {
        int count = _hasBegun ? Math.Min(_market.PerRow, _quoted.Length) : _quoted.Length;
        _hasBegun = true;
        for (; count > 0; count--)
        {
            Quote(_quoted[_next], price, exchangeNanos);
            _next = _next + 1 == _quoted.Length ? 0 : _next + 1;
        }
    }

    private void Quote(Instrument option, double price, long exchangeNanos)
    {
        double value = OptionPricer.Value(TermsOf(option, price, exchangeNanos)).Price;
        long bid = (long)Math.Floor(value * (1 - _market.HalfSpread) / option.TickSize);
        long ask = (long)Math.Ceiling(value * (1 + _market.HalfSpread) / option.TickSize);
        _publisher.PublishQuote(option.FeedId, exchangeNanos, bid, QuoteLots, Math.Max(ask, 1), QuoteLots);
    }

    private OptionTerms TermsOf(Instrument option, double price, long exchangeNanos)
    {
        OptionBook book = _market.Book;
        int i = option.Index - _market.FirstIndex;
        UnderlyingCarry carry = _market.Carries[option.Underlying];
        double years = (book.ExpiryNanos[i] - exchangeNanos) / NanosPerYear;
        double logRatio = LogRatio(option.Underlying, book.ExpiryNanos[i], exchangeNanos, carry.Carry * years);
        return new OptionTerms
        {
            Type = book.Types[i],
            Model = book.Models[i],
            Settlement = book.Settlements[i],
            Strike = book.Strikes[i],
            Volatility = book.Volatilities[i],
            Market = ExpiryMarket.OfRatio(exchangeNanos, years, price, carry.Rate, logRatio, carry.Dividends),
            OpenFraction = Averaging.OpenFraction(book.ExpiryNanos[i], _averagingNanos[i], exchangeNanos),
        };
    }

    private static bool HasVolatility(OptionMarket market, Instrument option) =>
        !double.IsNaN(market.Book.Volatilities[option.Index - market.FirstIndex]);

    // ln(F/S) by the engine's forwards, or by the carry where they have none.
    private double LogRatio(int underlying, long expiryNanos, long exchangeNanos, double carried)
    {
        if (_market.Forwards[underlying] is not { } curve)
            return carried;
        curve.NowNanos = exchangeNanos;
        double logRatio = curve.LogRatioAt(expiryNanos);
        return double.IsNaN(logRatio) ? carried : logRatio;
    }
}

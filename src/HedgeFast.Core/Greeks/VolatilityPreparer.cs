using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Greeks;

/// <summary>
/// From quotes of options to their volatilities. An option waits in a queue from its quote until it is solved, once however many quotes come meanwhile: the newest counts, with the underlying's
/// price of the same moment. Bad quotes do not get here; the volatility before them holds until it is too old.
/// </summary>
internal sealed class VolatilityPreparer
{
    // Solved together, by one call of the vector solver: a microsecond or two.
    private const int Width = 8;

    // Options looked at in a slice; those that wait for a price or a forward go to the end of the queue.
    private const int SliceOptions = 64;

    private readonly OptionBook _book;
    private readonly PreparedUnderlying[] _underlyings;
    private readonly int _firstOption;
    private readonly double[] _tickSizes;
    private readonly int[] _sliceOf;
    private readonly double[] _logRatios;
    private readonly double[] _prices;
    private readonly long[] _priceNanos;
    private readonly Quote[] _quotes;
    private readonly int[] _queue;
    private readonly AmericanVolatility _american = new();
    private int _americanOption = -1;
    private long _americanNanos;
    private int _head;
    private int _waiting;

    /// <summary>Allocates everything that later calls need.</summary>
    /// <param name="book">The options.</param>
    /// <param name="underlyings">By index.</param>
    /// <param name="firstOption">Dense index of the book's first option on the feed.</param>
    /// <param name="quoted">The options that are quoted, as the feed has them.</param>
    public VolatilityPreparer(OptionBook book, PreparedUnderlying[] underlyings, int firstOption, IReadOnlyList<Instrument> quoted)
    {
        (_book, _underlyings, _firstOption) = (book, underlyings, firstOption);
        _tickSizes = new double[book.Count];
        foreach (Instrument option in quoted)
            _tickSizes[option.Index - firstOption] = option.TickSize;
        _sliceOf = new int[book.Count];
        _logRatios = new double[book.Slices.Length];
        Array.Fill(_logRatios, double.NaN);
        for (int s = 0; s < book.Slices.Length; s++)
            Array.Fill(_sliceOf, s, book.Slices[s].Start, book.Slices[s].Count);
        _prices = new double[underlyings.Length];
        Array.Fill(_prices, double.NaN);
        _priceNanos = new long[underlyings.Length];
        _quotes = new Quote[book.Count];
        _queue = new int[book.Count];
    }

    /// <summary>Takes the forward of a slice, and the price that it was told at: while another instrument stands in for the one that is the price, it is the newer.</summary>
    public void Take(in PreparationRequest request)
    {
        _logRatios[request.Index] = request.LogRatio;
        if (request.TimeNanos > _priceNanos[request.Underlying])
            (_prices[request.Underlying], _priceNanos[request.Underlying]) = (request.Value, request.TimeNanos);
    }

    /// <summary>Takes an event of an option or of an instrument that is an underlying's price.</summary>
    public void Take(in MarketEvent market, ReadOnlySpan<Instrument> instruments)
    {
        if (market.Instrument < _firstOption)
            TakePrice(market, instruments);
        else if (market.Kind == MarketEventKind.Quote)
            TakeQuote(market);
    }

    private void TakePrice(in MarketEvent market, ReadOnlySpan<Instrument> instruments)
    {
        for (int u = 0; u < _underlyings.Length; u++)
        {
            int instrument = _underlyings[u].PriceInstrument;
            if (market.Kind == MarketEventKind.Quote && market.Instrument == instrument)
                (_prices[u], _priceNanos[u]) = (0.5 * instruments[instrument].TickSize * (market.BidTicks + market.AskTicks), market.ExchangeNanos);
            else if (market.Kind is MarketEventKind.NotHedgeable or MarketEventKind.Closed && (market.Instrument == instrument || market.Instrument < 0))
                _prices[u] = double.NaN;
        }
    }

    private void TakeQuote(in MarketEvent market)
    {
        int option = market.Instrument - _firstOption;
        ref Quote quote = ref _quotes[option];
        quote.Mid = 0.5 * _tickSizes[option] * (market.BidTicks + market.AskTicks);
        quote.TimeNanos = market.ExchangeNanos;
        quote.UnderlyingPrice = _prices[_book.Slices[_sliceOf[option]].Underlying];
        if (quote.IsWaiting)
            return;
        quote.IsWaiting = true;
        Enqueue(option);
    }

    /// <summary>Solves at most eight options, and a part of one American option.</summary>
    /// <param name="results">Where to; has room for nine.</param>
    /// <returns>How many.</returns>
    public int DoSlice(IRingProducer<Preparation> results)
    {
        Span<int> options = stackalloc int[Width];
        Span<double> signs = stackalloc double[Width], prices = stackalloc double[Width], forwards = stackalloc double[Width], strikes = stackalloc double[Width], years = stackalloc double[Width];
        Span<double> volatilities = stackalloc double[Width];
        int count = 0, solved = 0, parts = 0;
        if (_americanOption >= 0)
        {
            parts = 1;
            if (_american.Step())
            {
                Publish(results, _americanOption, _american.Volatility, _americanNanos);
                _americanOption = -1;
            }
        }

        for (int looked = Math.Min(_waiting, SliceOptions); looked > 0 && count < Width && solved == 0; looked--)
        {
            int option = _queue[_head];
            _head = _head + 1 == _queue.Length ? 0 : _head + 1;
            _waiting--;
            bool isKnown = TryTerms(option, out OptionTerms terms);
            bool isAmerican =
                OptionBook.KindOf(_book.Models[option]) == SliceKind.American || DividendCase.Needs(terms);
            if (!isKnown || (isAmerican && _americanOption >= 0))
            {
                Enqueue(option);
                continue;
            }

            _quotes[option].IsWaiting = false;
            if (isAmerican)
            {
                _american.Begin(terms, terms.Market.Years > 0 ? _quotes[option].Mid : double.NaN);
                (_americanOption, _americanNanos) = (option, _quotes[option].TimeNanos);
                solved++;
                continue;
            }

            if (!QuotedVolatility.IsBlack(terms))
            {
                // These are solved by iteration over their own formula, one a slice.
                Publish(results, option, terms.Market.Years > 0 ? QuotedVolatility.Solve(terms, _quotes[option].Mid) : double.NaN, _quotes[option].TimeNanos);
                solved++;
                continue;
            }

            options[count] = option;
            (signs[count], prices[count]) = (terms.Sign, QuotedVolatility.Undiscounted(terms, _quotes[option].Mid));
            (forwards[count], strikes[count], years[count]) = (terms.Market.Forward, terms.Strike, terms.Market.Years);
            count++;
        }

        if (count == 0)
            return solved + parts;
        ImpliedVolatility.Solve(signs[..count], prices[..count], forwards[..count], strikes[..count], years[..count], volatilities[..count]);
        for (int i = 0; i < count; i++)
            Publish(results, options[i], volatilities[i], _quotes[options[i]].TimeNanos);
        return count + solved + parts;
    }

    private bool TryTerms(int option, out OptionTerms terms)
    {
        ref Quote quote = ref _quotes[option];
        int slice = _sliceOf[option];
        int underlying = _book.Slices[slice].Underlying;
        if (double.IsNaN(quote.UnderlyingPrice))
            quote.UnderlyingPrice = _prices[underlying];
        double spot = quote.UnderlyingPrice;
        double logRatio = _logRatios[slice];
        double years = DayCount.Years(_book.ExpiryNanos[option] - quote.TimeNanos);
        double rate = _underlyings[underlying].Rate;
        terms = new OptionTerms
        {
            Type = _book.Types[option],
            Model = _book.Models[option],
            Settlement = _book.Settlements[option],
            Strike = _book.Strikes[option],
            Volatility = double.NaN,
            Market = new ExpiryMarket(quote.TimeNanos, years, spot, spot * Elementary.Exp(logRatio), rate, rate - (logRatio / years)),
        };
        if (_underlyings[underlying].Dividends is { } dividends)
        {
            ExpiryMarket market = terms.Market with { Dividends = dividends };
            terms = terms with { Market = market with { Forward = market.NetSpot * Elementary.Exp(logRatio) } };
        }

        return !double.IsNaN(spot + logRatio);
    }

    private void Publish(IRingProducer<Preparation> results, int option, double volatility, long timeNanos)
    {
        Preparation preparation = new()
        {
            Kind = PreparationKind.Volatility,
            Underlying = (ushort)_book.Slices[_sliceOf[option]].Underlying,
            Option = option,
            TimeNanos = timeNanos,
        };
        preparation.Numbers[0] = RowLimits.Volatility(volatility, _book.Models[option]) is null ? volatility : double.NaN;
        results.TryPublish(preparation);
    }

    private void Enqueue(int option)
    {
        int tail = _head + _waiting;
        _queue[tail >= _queue.Length ? tail - _queue.Length : tail] = option;
        _waiting++;
    }

    private struct Quote
    {
        public double Mid;
        public double UnderlyingPrice;
        public long TimeNanos;
        public bool IsWaiting;
    }
}

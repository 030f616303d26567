using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Greeks.Solver;

/// <summary>Solves volatilities from quotes of options.</summary>
/// <remarks>
/// An option waits in a queue from its quote until it is solved, once however many quotes come meanwhile: the newest
/// counts, with the underlying's price of the same moment. Bad quotes do not get here; the volatility before them holds
/// until it is too old.
/// <para>Where the middle implies none, an option has that of the put or call of the same strike and expiry, whose
/// quote implies one: both have one volatility. Where that has none either, bid and ask bound the volatility, and that
/// the delta (<see cref="QuotedDelta"/>), made anew as price and time move on.</para>
/// </remarks>
internal sealed class VolatilitySolver
{
    // Solved together, by one call of the vector solver: a microsecond or two.
    private const int Width = 8;

    // Options looked at in a step; those that wait for a price or a forward go to the end of the queue.
    private const int StepOptions = 64;

    // Options asked in a step whether their bounds are to be made anew.
    private const int StepSwept = 256;

    // Bounds are made anew after half of the prices that they hold for, and this long, ns.
    private const double UsedReach = 0.5 * QuotedDelta.Reach;
    private const long SweepNanos = 10_000_000_000;

    private readonly OptionBook _book;
    private readonly SolverUnderlying[] _underlyings;
    private readonly int _firstOption;
    private readonly double[] _tickSizes;
    private readonly int[] _groupOf;
    private readonly int[] _twinOf;
    private readonly double[] _logRatios;
    private readonly PriceSeen[] _prices;
    private readonly QuotedOption[] _quoted;
    private readonly OptionQueue _queue;
    private readonly AmericanVolatility _american = new();
    private readonly AmericanQuote _americanQuote = new();
    private int _americanOption = -1;
    private AmericanWork _americanWork;
    private int _toSweep;

    /// <summary>Allocates everything that later calls need.</summary>
    /// <param name="book">The options.</param>
    /// <param name="underlyings">By index.</param>
    /// <param name="firstOption">Dense index of the book's first option on the feed.</param>
    /// <param name="quoted">The options that are quoted, as the feed has them.</param>
    public VolatilitySolver(
        OptionBook book, SolverUnderlying[] underlyings, int firstOption, IReadOnlyList<Instrument> quoted)
    {
        _book = book;
        _underlyings = underlyings;
        _firstOption = firstOption;
        _tickSizes = new double[book.Count];
        foreach (Instrument option in quoted)
            _tickSizes[option.Index - firstOption] = option.TickSize;
        _groupOf = new int[book.Count];
        _logRatios = new double[book.Groups.Length];
        Array.Fill(_logRatios, double.NaN);
        for (int s = 0; s < book.Groups.Length; s++)
            Array.Fill(_groupOf, s, book.Groups[s].Start, book.Groups[s].Count);
        _twinOf = OptionTwins.Of(book);
        _prices = new PriceSeen[underlyings.Length];
        Array.Fill(_prices, PriceSeen.None);
        _quoted = new QuotedOption[book.Count];
        for (int i = 0; i < book.Count; i++)
            _quoted[i] = QuotedOption.Unquoted(book.Models[i]);
        _queue = new OptionQueue(book.Count);
    }

    private bool IsAmericanBusy => _americanOption >= 0;

    /// <summary>
    /// Receives the forward of a group with the loop's price, the newer one while a fallback instrument is in use.
    /// </summary>
    public void Receive(in SolverRequest request)
    {
        _logRatios[request.Index] = request.LogRatio;
        ref PriceSeen price = ref _prices[request.Underlying];
        if (request.TimeNanos > price.TimeNanos)
            SetPrice(ref price, request.Value, request.TimeNanos);
    }

    /// <summary>Receives an event of an option, or of an underlying's price instrument.</summary>
    public void Receive(in MarketEvent market, ReadOnlySpan<Instrument> instruments)
    {
        if (market.Instrument < _firstOption)
            ReceivePrice(market, instruments);
        else if (market.Kind == MarketEventKind.Quote)
            ReceiveQuote(market);
    }

    /// <summary>Solves at most eight options, or bounds one, and solves a part of one American option.</summary>
    /// <param name="results">Receives the results; has room for eighteen.</param>
    /// <returns>Number of options and parts.</returns>
    public int DoStep(IRingProducer<SolverResult> results)
    {
        Span<int> options = stackalloc int[Width];
        Span<double> signs = stackalloc double[Width], prices = stackalloc double[Width],
            forwards = stackalloc double[Width], strikes = stackalloc double[Width], years = stackalloc double[Width];
        Span<double> volatilities = stackalloc double[Width];
        int count = 0, solved = 0, parts = StepAmerican(results) + Sweep();
        for (int looked = Math.Min(_queue.Count, StepOptions); looked > 0 && count < Width && solved == 0; looked--)
        {
            int option = _queue.Dequeue();
            ref QuotedOption quoted = ref _quoted[option];
            bool isKnown = TryTerms(option, out OptionTerms terms);
            bool isAmerican = IsInParts(terms);
            if (!isKnown || (isAmerican && IsAmericanBusy))
            {
                Enqueue(option, quoted.Work);
                continue;
            }

            QuoteWork work = quoted.Work;
            quoted.Work = QuoteWork.None;
            if (work != QuoteWork.Solve || double.IsNaN(quoted.Mid))
            {
                Bound(option, terms, work, results);
                solved++;
            }
            else if (isAmerican)
            {
                _american.Begin(terms, terms.Market.Years > 0 ? quoted.Mid : double.NaN);
                (_americanOption, _americanWork) = (option, AmericanWork.Solve);
                solved++;
            }
            else if (!QuotedVolatility.IsBlack(terms))
            {
                // These are solved by iteration over their own formula, one a step.
                Conclude(option, terms.Market.Years > 0 ? QuotedVolatility.Solve(terms, quoted.Mid) : double.NaN,
                    results);
                solved++;
            }
            else
            {
                options[count] = option;
                (signs[count], prices[count]) = (terms.Sign, QuotedVolatility.Undiscounted(terms, quoted.Mid));
                (forwards[count], strikes[count], years[count]) = (terms.Market.Forward, terms.Strike,
                    terms.Market.Years);
                count++;
            }
        }

        if (count == 0)
            return solved + parts;
        ImpliedVolatility.Solve(signs[..count], prices[..count], forwards[..count], strikes[..count], years[..count],
            volatilities[..count]);
        for (int i = 0; i < count; i++)
            Conclude(options[i], volatilities[i], results);
        return count + solved + parts;
    }

    private void ReceivePrice(in MarketEvent market, ReadOnlySpan<Instrument> instruments)
    {
        for (int u = 0; u < _underlyings.Length; u++)
        {
            int instrument = _underlyings[u].PriceInstrument;
            if (market.Kind == MarketEventKind.Quote && market.Instrument == instrument)
            {
                SetPrice(ref _prices[u], 0.5 * instruments[instrument].TickSize * (market.BidTicks + market.AskTicks),
                    market.ExchangeNanos);
            }
            else if (market.Kind is MarketEventKind.NotHedgeable or MarketEventKind.Closed
                && (market.Instrument == instrument || market.Instrument < 0))
            {
                _prices[u].Value = double.NaN;
            }
        }
    }

    private void SetPrice(ref PriceSeen price, double value, long nanos)
    {
        (price.Value, price.TimeNanos) = (value, nanos);

        // Written so that the first price sweeps.
        if (Math.Abs(value - price.SweptValue) <= UsedReach * Math.Abs(value) && nanos - price.SweptNanos < SweepNanos)
            return;
        price.SweptValue = value;
        price.SweptNanos = nanos;
        _toSweep = _book.Count;
    }

    private void ReceiveQuote(in MarketEvent market)
    {
        int option = market.Instrument - _firstOption;
        double tick = _tickSizes[option];
        ref QuotedOption quoted = ref _quoted[option];
        quoted.Bid = market.BidTicks > 0 && market.BidLots > 0 ? tick * market.BidTicks : double.NaN;
        quoted.Ask = market.AskTicks > 0 && market.AskLots > 0 ? tick * market.AskTicks : double.NaN;
        quoted.Mid = 0.5 * tick * (market.BidTicks + market.AskTicks);
        if (double.IsNaN(quoted.Bid + quoted.Ask))
            quoted.Mid = double.NaN;
        quoted.TimeNanos = market.ExchangeNanos;
        quoted.UnderlyingPrice = _prices[_book.Groups[_groupOf[option]].Underlying].Value;
        Want(option, QuoteWork.Solve);
    }

    private void Want(int option, QuoteWork work)
    {
        QuoteWork waiting = _quoted[option].Work;
        if (waiting == QuoteWork.None)
            Enqueue(option, work);
        else if (work > waiting)
            _quoted[option].Work = work;
    }

    private int StepAmerican(IRingProducer<SolverResult> results)
    {
        if (!IsAmericanBusy)
            return 0;
        int option = _americanOption;
        ref QuotedOption quoted = ref _quoted[option];
        if (!(_americanWork == AmericanWork.Solve ? _american.Step() : _americanQuote.Step()))
            return 1;
        _americanOption = -1;
        switch (_americanWork)
        {
            case AmericanWork.Solve:
                Conclude(option, _american.Volatility, results);
                break;
            case AmericanWork.Bound:
                quoted.Bounds = _americanQuote.Bounds;
                Want(option, QuoteWork.Refresh);
                RefreshTwinOf(option);
                break;
            case AmericanWork.Delta:
                Settle(option, _americanQuote.Delta, results);
                break;
        }

        return 1;
    }

    // The mid's own volatility, which serves the option on the other side of the strike too where that has none.
    private void Conclude(int option, double volatility, IRingProducer<SolverResult> results)
    {
        ref QuotedOption quoted = ref _quoted[option];
        if (RowLimits.Volatility(volatility, _book.Models[option]) is not null)
        {
            quoted.HasOwn = false;
            Want(option, QuoteWork.Bound);
            return;
        }

        (quoted.Volatility, quoted.VolatilityNanos) = (volatility, quoted.TimeNanos);
        (quoted.HasOwn, quoted.IsBounded) = (true, false);
        Publish(results, option, volatility, quoted.TimeNanos, QuotedDelta.None);
        int twin = _twinOf[option];
        if (twin >= 0 && !_quoted[twin].HasOwn)
        {
            _quoted[twin].IsBounded = false;
            Publish(results, twin, volatility, quoted.TimeNanos, QuotedDelta.None);
        }
    }

    // Terms are those of the quote.
    private void Bound(int option, in OptionTerms terms, QuoteWork work, IRingProducer<SolverResult> results)
    {
        ref QuotedOption quoted = ref _quoted[option];
        int twin = _twinOf[option];
        if (work != QuoteWork.Refresh)
        {
            if (IsInParts(terms))
            {
                (_americanOption, _americanWork) = (option, AmericanWork.Bound);
                _americanQuote.Begin(terms, quoted.Bid, quoted.Ask, _tickSizes[option]);
                return;
            }

            quoted.Bounds = VolatilityBounds.Of(terms, quoted.Bid, quoted.Ask, _tickSizes[option]);
            RefreshTwinOf(option);
        }

        if (quoted.HasOwn && !double.IsNaN(quoted.Mid))
            return;
        if (twin >= 0 && _quoted[twin] is { HasOwn: true } other
            && !(quoted.HasOwn && quoted.Bounds.Allows(quoted.Volatility)))
        {
            (quoted.HasOwn, quoted.IsBounded) = (false, false);
            Publish(results, option, other.Volatility, other.VolatilityNanos, QuotedDelta.None);
            return;
        }

        if (!TryTermsNow(option, out OptionTerms now))
            return;
        VolatilityBounds bounds = twin >= 0 ? quoted.Bounds.And(_quoted[twin].Bounds) : quoted.Bounds;
        if (IsInParts(now))
        {
            (_americanOption, _americanWork) = (option, AmericanWork.Delta);
            _americanQuote.Begin(now, ConventionOf(option), bounds);
            return;
        }

        Settle(option, now.Market.Years > 0 ? QuotedDelta.Of(now, ConventionOf(option), bounds) : QuotedDelta.None,
            results);
    }

    // American options, and with dividends those without a closed form, are solved in parts.
    private static bool IsInParts(in OptionTerms terms) =>
        OptionBook.KindOf(terms.Model) == ExpiryKind.American || DividendCase.Needs(terms);

    private void RefreshTwinOf(int option)
    {
        if (_twinOf[option] is >= 0 and var twin && !_quoted[twin].HasOwn)
            Want(twin, QuoteWork.Refresh);
    }

    // One side that does not contradict the last volatility leaves it, to grow old.
    private void Settle(int option, in QuotedDelta delta, IRingProducer<SolverResult> results)
    {
        ref QuotedOption quoted = ref _quoted[option];
        quoted.HasOwn &= double.IsNaN(quoted.Mid) && quoted.Bounds.Allows(quoted.Volatility);
        quoted.IsBounded = true;
        double volatility = quoted.HasOwn ? quoted.Volatility : double.NaN;
        long timeNanos = quoted.HasOwn ? quoted.VolatilityNanos : quoted.TimeNanos;
        Publish(results, option, volatility, timeNanos, delta);
    }

    private int Sweep()
    {
        if (_toSweep == 0)
            return 0;
        int last = Math.Max(0, _toSweep - StepSwept);
        while (_toSweep > last)
        {
            if (_quoted[--_toSweep].IsBounded)
                Want(_toSweep, QuoteWork.Refresh);
        }

        return 1;
    }

    private bool TryTerms(int option, out OptionTerms terms)
    {
        ref QuotedOption quoted = ref _quoted[option];
        if (double.IsNaN(quoted.UnderlyingPrice))
            quoted.UnderlyingPrice = _prices[_book.Groups[_groupOf[option]].Underlying].Value;
        return TryTerms(option, quoted.UnderlyingPrice, quoted.TimeNanos, out terms);
    }

    private bool TryTermsNow(int option, out OptionTerms terms)
    {
        PriceSeen price = _prices[_book.Groups[_groupOf[option]].Underlying];
        return TryTerms(option, price.Value, Math.Max(price.TimeNanos, _quoted[option].TimeNanos), out terms);
    }

    private bool TryTerms(int option, double spot, long nanos, out OptionTerms terms)
    {
        int group = _groupOf[option];
        double logRatio = _logRatios[group];
        terms = _underlyings[_book.Groups[group].Underlying].TermsOf(_book, option, spot, nanos, logRatio);
        return !double.IsNaN(spot + logRatio);
    }

    private DeltaConvention ConventionOf(int option) => _underlyings[_book.Groups[_groupOf[option]].Underlying].Delta;

    private void Publish(IRingProducer<SolverResult> results, int option, double volatility, long timeNanos,
        in QuotedDelta delta)
    {
        SolverResult solved = new()
        {
            Kind = SolverResultKind.Volatility,
            Underlying = (ushort)_book.Groups[_groupOf[option]].Underlying,
            Option = option,
            TimeNanos = timeNanos,
        };
        solved.Numbers[0] = volatility;
        if (delta.StandIn > 0)
        {
            // An option that was never quoted has the bounds of the other side of its strike.
            long quotedNanos = _quoted[option].TimeNanos;
            int twin = _twinOf[option];
            new QuotedBounds(delta, quotedNanos == 0 && twin >= 0 ? _quoted[twin].TimeNanos : quotedNanos)
                .WriteTo(solved.Numbers);
        }

        results.TryPublish(solved);
    }

    private void Enqueue(int option, QuoteWork work)
    {
        _queue.Enqueue(option);
        _quoted[option].Work = work;
    }
}

using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Greeks.Solver;

/// <summary>
/// Solves off the loop's thread: volatilities from quotes of options, and polynomials of American options.
/// </summary>
/// <remarks>
/// It works in steps of a few microseconds, because it may share its thread with the orders. Its results reach the loop
/// as events, and so the journal; nothing else of it matters to a replay.
/// </remarks>
public sealed class SolverStage : IStage
{
    private const int BatchMarket = 256;
    private const int BatchRequests = 256;

    // Room for everything that one step may publish.
    private const int StepResults = 20;

    private readonly Instrument[] _instruments;
    private readonly RingConsumer<MarketEvent> _market;
    private readonly RingConsumer<SolverRequest> _requests;
    private readonly IRingProducer<SolverResult> _results;
    private readonly VolatilitySolver _volatilities;
    private readonly AmericanSolver[] _americans;
    private int _turn;

    /// <summary>Allocates everything that later calls need.</summary>
    /// <param name="book">The options.</param>
    /// <param name="underlyings">By index.</param>
    /// <param name="instruments">The instruments by dense index, without options.</param>
    /// <param name="quotedOptions">The options that are quoted on the feed; the dense index of each is the number of
    /// instruments and its own in the book.</param>
    /// <param name="market">Quotes of these options, and of the instruments whose mid is an underlying's price.</param>
    /// <param name="requests">From the loop.</param>
    /// <param name="results">To the loop.</param>
    public SolverStage(
        OptionBook book, IReadOnlyList<SolverUnderlying> underlyings, IReadOnlyList<Instrument> instruments,
        IReadOnlyList<Instrument> quotedOptions,
        RingConsumer<MarketEvent> market, RingConsumer<SolverRequest> requests, IRingProducer<SolverResult> results)
    {
        SolverUnderlying[] all = [.. underlyings];
        _instruments = [.. instruments];
        _market = market;
        _requests = requests;
        _results = results;
        _volatilities = new VolatilitySolver(book, all, _instruments.Length, quotedOptions);
        _americans = [.. all.Select((underlying, index) => new AmericanSolver(book, index, underlying))];
    }

    /// <inheritdoc/>
    public string Name => "solver";

    /// <summary>
    /// Whether a loop over this book needs the stage, for American options or volatilities from quotes.
    /// </summary>
    /// <param name="book">The options.</param>
    /// <param name="rules">How volatilities are used, by underlying.</param>
    /// <param name="dividends">Discrete dividends by underlying; null for none.</param>
    public static bool IsNeeded(
        OptionBook book, IEnumerable<VolatilityRule> rules, IReadOnlyList<DividendSchedule?> dividends)
    {
        foreach (ExpiryGroup group in book.Groups)
        {
            if (AmericanRange.Takes(group.Kind, dividends[group.Underlying]))
                return true;
        }

        return rules.Any(rule => rule.Source == VolatilitySource.Quotes);
    }

    /// <inheritdoc/>
    public int DoWork()
    {
        var handler = new Receiver(this);
        int work = _requests.Drain(ref handler, BatchRequests) + _market.Drain(ref handler, BatchMarket);
        if (_results.FreeSlots < StepResults)
            return work;
        work += _volatilities.DoStep(_results);
        for (int i = 0; i < _americans.Length; i++)
        {
            _turn = _turn + 1 >= _americans.Length ? 0 : _turn + 1;
            if (!_americans[_turn].IsBusy)
                continue;
            _americans[_turn].DoStep(_results);
            return work + 1;
        }

        return work;
    }

    private readonly struct Receiver(SolverStage stage) : IRingHandler<MarketEvent>, IRingHandler<SolverRequest>
    {
        public void OnEvent(in MarketEvent message, bool endOfBatch) =>
            stage._volatilities.Receive(message, stage._instruments);

        public void OnEvent(in SolverRequest message, bool endOfBatch)
        {
            if (message.Kind == SolverRequestKind.Forward)
                stage._volatilities.Receive(message);
            else
                stage._americans[message.Underlying].Receive(message);
        }
    }
}

/// <summary>Constant settings of an underlying in the <see cref="SolverStage"/>.</summary>
/// <param name="Delta">Convention of the delta.</param>
/// <param name="Rate">Continuous interest rate a year, ACT/365.</param>
/// <param name="PriceInstrument">Dense index of the instrument whose mid is its price.</param>
public readonly record struct SolverUnderlying(DeltaConvention Delta, double Rate, int PriceInstrument)
{
    /// <summary>Discrete dividends; null without any.</summary>
    public DividendSchedule? Dividends { get; init; }

    /// <summary>Terms of an option of the book without its volatility.</summary>
    /// <param name="book">The book.</param>
    /// <param name="option">Index of the option.</param>
    /// <param name="spot">Price of the underlying, quote currency.</param>
    /// <param name="nanos">Valuation time, UTC nanoseconds since 1970.</param>
    /// <param name="logRatio">ln(F/S), S net of dividends.</param>
    internal OptionTerms TermsOf(OptionBook book, int option, double spot, long nanos, double logRatio) => new()
    {
        Type = book.Types[option],
        Model = book.Models[option],
        Settlement = book.Settlements[option],
        Strike = book.Strikes[option],
        Volatility = double.NaN,
        Market = ExpiryMarket.OfRatio(
            nanos, DayCount.Years(book.ExpiryNanos[option] - nanos), spot, Rate, logRatio, Dividends),
    };
}

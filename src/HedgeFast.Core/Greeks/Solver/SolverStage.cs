using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Greeks.Solver;

/// <summary>
/// Computes off the loop's thread what the loop installs: volatilities that quotes of options imply, and the
/// polynomials of American options. It works in slices of a few microseconds, because it may share its thread with the
/// orders. What it makes reaches the loop as events, and so the journal; nothing else of it matters to a replay.
/// </summary>
public sealed class SolverStage : IStage
{
    private const int BatchMarket = 256;
    private const int BatchRequests = 256;

    // Room for everything that one slice may publish.
    private const int SliceResults = 20;

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
        SolverUnderlying[] prepared = [.. underlyings];
        (_instruments, _market, _requests, _results) = ([.. instruments], market, requests, results);
        _volatilities = new VolatilitySolver(book, prepared, _instruments.Length, quotedOptions);
        _americans = [.. prepared.Select((underlying, index) => new AmericanSolver(book, index, underlying))];
    }

    /// <inheritdoc/>
    public string Name => "preparation";

    /// <summary>
    /// Whether a loop over this book needs the stage: options that are expensive to prepare, or volatilities from
    /// quotes.
    /// </summary>
    /// <param name="book">The options.</param>
    /// <param name="rules">How volatilities are used, by underlying.</param>
    /// <param name="dividends">Discrete dividends by underlying; null where it has none.</param>
    public static bool IsNeeded(
        OptionBook book, IEnumerable<VolatilityRule> rules, IReadOnlyList<DividendSchedule?> dividends)
    {
        foreach (ExpiryGroup slice in book.Slices)
        {
            if (AmericanRange.Takes(slice.Kind, dividends[slice.Underlying]))
                return true;
        }

        return rules.Any(rule => rule.Source == VolatilitySource.Quotes);
    }

    /// <inheritdoc/>
    public int DoWork()
    {
        var handler = new Taking(this);
        int work = _requests.Drain(ref handler, BatchRequests) + _market.Drain(ref handler, BatchMarket);
        if (_results.FreeSlots < SliceResults)
            return work;
        work += _volatilities.DoSlice(_results);
        for (int i = 0; i < _americans.Length; i++)
        {
            _turn = _turn + 1 >= _americans.Length ? 0 : _turn + 1;
            if (!_americans[_turn].IsBusy)
                continue;
            _americans[_turn].DoSlice(_results);
            return work + 1;
        }

        return work;
    }

    private readonly struct Taking(SolverStage stage) : IRingHandler<MarketEvent>, IRingHandler<SolverRequest>
    {
        public void OnEvent(in MarketEvent message, bool endOfBatch) =>
            stage._volatilities.Take(message, stage._instruments);

        public void OnEvent(in SolverRequest message, bool endOfBatch)
        {
            if (message.Kind == SolverRequestKind.Forward)
                stage._volatilities.Take(message);
            else
                stage._americans[message.Underlying].Take(message);
        }
    }
}

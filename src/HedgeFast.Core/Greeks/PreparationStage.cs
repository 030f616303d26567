using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Greeks;

/// <summary>
/// Computes off the loop's thread what the loop installs: volatilities that quotes of options imply, and the polynomials of American options. It works in slices of a few microseconds, because it
/// may share its thread with the orders. What it makes reaches the loop as events, and so the journal; nothing else of it matters to a replay.
/// </summary>
public sealed class PreparationStage : IStage
{
    private const int BatchMarket = 256;
    private const int BatchRequests = 256;

    // Room for everything that one slice may publish.
    private const int SliceResults = 20;

    private readonly Instrument[] _instruments;
    private readonly RingConsumer<MarketEvent> _market;
    private readonly RingConsumer<PreparationRequest> _requests;
    private readonly IRingProducer<Preparation> _results;
    private readonly VolatilityPreparer _volatilities;
    private readonly AmericanPreparer[] _americans;
    private int _turn;

    /// <summary>Allocates everything that later calls need.</summary>
    /// <param name="book">The options.</param>
    /// <param name="underlyings">By index.</param>
    /// <param name="instruments">The instruments by dense index, without options.</param>
    /// <param name="quotedOptions">The options that are quoted on the feed; the dense index of each is the number of instruments and its own in the book.</param>
    /// <param name="market">Quotes of these options, and of the instruments whose mid is an underlying's price.</param>
    /// <param name="requests">From the loop.</param>
    /// <param name="results">To the loop.</param>
    public PreparationStage(
        OptionBook book, IReadOnlyList<PreparedUnderlying> underlyings, IReadOnlyList<Instrument> instruments, IReadOnlyList<Instrument> quotedOptions,
        RingConsumer<MarketEvent> market, RingConsumer<PreparationRequest> requests, IRingProducer<Preparation> results)
    {
        PreparedUnderlying[] prepared = [.. underlyings];
        (_instruments, _market, _requests, _results) = ([.. instruments], market, requests, results);
        _volatilities = new VolatilityPreparer(book, prepared, _instruments.Length, quotedOptions);
        _americans = [.. prepared.Select((underlying, index) => new AmericanPreparer(book, index, underlying))];
    }

    /// <inheritdoc/>
    public string Name => "preparation";

    /// <summary>Whether a loop over this book needs the stage: options that are expensive to prepare, or volatilities from quotes.</summary>
    /// <param name="book">The options.</param>
    /// <param name="rules">How volatilities are used, by underlying.</param>
    /// <param name="dividends">Discrete dividends by underlying; null where it has none.</param>
    public static bool IsNeeded(
        OptionBook book, IEnumerable<VolatilityRule> rules, IReadOnlyList<DividendSchedule?> dividends)
    {
        foreach (BookSlice slice in book.Slices)
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

    private readonly struct Taking(PreparationStage stage) : IRingHandler<MarketEvent>, IRingHandler<PreparationRequest>
    {
        public void OnEvent(in MarketEvent message, bool endOfBatch) => stage._volatilities.Take(message, stage._instruments);

        public void OnEvent(in PreparationRequest message, bool endOfBatch)
        {
            if (message.Kind == PreparationRequestKind.Forward)
                stage._volatilities.Take(message);
            else
                stage._americans[message.Underlying].Take(message);
        }
    }
}

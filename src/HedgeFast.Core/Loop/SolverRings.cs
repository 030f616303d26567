using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Loop;

/// <summary>The <see cref="SolverStage"/> with its three rings: from Feed, from the loop, to the loop.</summary>
public sealed class SolverRings
{
    private readonly RingBuffer<MarketEvent> _quotes;
    private readonly RingBuffer<SolverRequest> _requests;
    private readonly RingBuffer<SolverResult> _results;

    private SolverRings(HedgeSettings settings, OptionBook book, IReadOnlyList<Instrument> quotedOptions, IWakeup? core)
    {
        _quotes = new RingBuffer<MarketEvent>(settings.Rings.Market);
        _requests = new RingBuffer<SolverRequest>(settings.Rings.Preparation);
        _results = new RingBuffer<SolverResult>(settings.Rings.Preparation, wakeup: core);
        SolverUnderlying[] underlyings =
        [
            .. settings.Underlyings.Select(u => new SolverUnderlying(u.Delta, u.Rate, u.HedgeInstrument)
            {
                Dividends = DividendSchedule.Of(u.Dividends),
            }),
        ];
        Stage = new SolverStage(
            book, underlyings, settings.Instruments, quotedOptions, _quotes.Consumer(0), _requests.Consumer(0),
            _results.Producer);
    }

    /// <summary>Computes; its place is on a thread that carries no ticks.</summary>
    public SolverStage Stage { get; }

    /// <summary>What the loop asks for.</summary>
    public IRingProducer<SolverRequest> Requests => _requests.Producer;

    /// <summary>What the loop installs.</summary>
    public RingConsumer<SolverResult> Results => _results.Consumer(0);

    /// <summary>Whether a book needs them under these settings.</summary>
    /// <param name="settings">Resolved settings.</param>
    /// <param name="book">The options.</param>
    public static bool AreNeeded(HedgeSettings settings, OptionBook book) => SolverStage.IsNeeded(
        book,
        settings.Underlyings.Select(u => u.Volatility),
        [.. settings.Underlyings.Select(u => DividendSchedule.Of(u.Dividends))]);

    /// <summary>Makes them where a book needs them; null elsewhere.</summary>
    /// <param name="settings">Resolved settings.</param>
    /// <param name="book">The options.</param>
    /// <param name="quotedOptions">The options that are quoted on the feed.</param>
    /// <param name="core">Wakes the loop's thread; null when it never sleeps.</param>
    public static SolverRings? For(
        HedgeSettings settings, OptionBook book, IReadOnlyList<Instrument> quotedOptions, IWakeup? core = null) =>
        AreNeeded(settings, book) ? new SolverRings(settings, book, quotedOptions, core) : null;

    /// <summary>
    /// Where Feed's events go: quotes of options to the stage, everything else to the loop, and of that what is an
    /// underlying's price to the stage too.
    /// </summary>
    /// <param name="loop">To the loop.</param>
    /// <param name="instruments">Number of instruments; options have higher indexes.</param>
    public IMarketSink Split(RingProducer<MarketEvent> loop, int instruments) =>
        new Splitting(loop, _quotes.Producer, instruments);

    private sealed class Splitting(
        RingProducer<MarketEvent> loop, RingProducer<MarketEvent> stage, int instruments) : IMarketSink
    {
        public bool TryPublish(in MarketEvent e)
        {
            if (e.Instrument >= instruments)
                return stage.TryPublish(e);
            if (!loop.TryPublish(e))
                return false;

            // Without room the stage goes on with an older price until the next quote: the loop's own never waits for
            // it.
            stage.TryPublish(e);
            return true;
        }
    }
}

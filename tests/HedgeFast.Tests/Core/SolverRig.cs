using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Resume;
using HedgeFast.Core.Ring;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core;

/// <summary>
/// A loop with its preparation stage on one thread: a test says when the stage works and when the loop takes what it
/// made.
/// </summary>
internal sealed class SolverRig
{
    private readonly RingBuffer<MarketEvent> _market = new(1 << 12);
    private readonly RingBuffer<SolverRequest> _requests = new(64);
    private readonly RingBuffer<SolverResult> _results = new(64);
    private readonly SolverStage _stage;
    private readonly int _firstOption;

    public SolverRig(
        HedgeSettings settings, OptionBook book, int tickMantissa = 1, int tickDecimals = 9, RunStart? start = null)
    {
        TickSize = tickMantissa / Math.Pow(10, tickDecimals);
        _firstOption = settings.Instruments.Count;
        Loop = new LoopRig(settings, book, requests: _requests.Producer, start: start);
        _stage = new SolverStage(
            book, [.. settings.Underlyings.Select(Prepared)], settings.Instruments,
            [.. Enumerable.Range(0, book.Count)
                .Select(i => LoopRig.Perpetual with
                {
                    Index = _firstOption + i, TickMantissa = tickMantissa, TickDecimals = tickDecimals,
                })],
            _market.Consumer(0), _requests.Consumer(0), _results.Producer);
    }

    public LoopRig Loop { get; }

    /// <summary>Tick of the options.</summary>
    public double TickSize { get; }

    /// <summary>What the loop has taken.</summary>
    public List<SolverResult> Installed { get; } = [];

    /// <summary>Quotes the underlying, to the loop and to the stage.</summary>
    public void Tick(long midTicks, long elapsedNanos = 1_000_000)
    {
        Loop.Quote(midTicks, elapsedNanos: elapsedNanos);
        Loop.Loop.EndBatch();
        _market.Producer.TryPublish(
            new MarketEvent
            {
                Kind = MarketEventKind.Quote,
                BidTicks = midTicks - 1,
                AskTicks = midTicks + 1,
                ExchangeNanos = LoopRig.ExchangeStart + Loop.Now,
            });
    }

    /// <summary>The feed says that nothing on its channel can be relied on; the stage hears it.</summary>
    public void Gap() =>
        _market.Producer.TryPublish(
            new MarketEvent { Kind = MarketEventKind.NotHedgeable, Instrument = -1, Fault = QuoteFault.Gap });

    /// <summary>Quotes an option at one price, in quote currency or coin.</summary>
    public void QuoteOption(int option, double price) => QuoteOption(option, price, price);

    /// <summary>Quotes an option; NaN is a side that nobody quotes.</summary>
    public void QuoteOption(int option, double bid, double ask)
    {
        _market.Producer.TryPublish(new MarketEvent
        {
            Kind = MarketEventKind.Quote,
            Instrument = _firstOption + option,
            BidTicks = double.IsNaN(bid) ? 0 : (long)Math.Round(bid / TickSize),
            AskTicks = double.IsNaN(ask) ? TickProtocol.NoPrice : (long)Math.Round(ask / TickSize),
            BidLots = double.IsNaN(bid) ? 0 : 1,
            AskLots = double.IsNaN(ask) ? TickProtocol.NoPrice : 1,
            ExchangeNanos = LoopRig.ExchangeStart + Loop.Now,
        });
    }

    /// <summary>The last decision, its record complete.</summary>
    public HedgeDecision LastDecision()
    {
        Loop.Loop.CompleteDecisions();
        return Loop.Records.Items.Last(record => record.Kind == JournalKind.Decision).As<HedgeDecision>();
    }

    /// <summary>Until neither side has anything to do: what is asked is prepared, and installed.</summary>
    public void Settle()
    {
        while (Loop.Loop.DoIdleSlice() || _stage.DoWork() != 0 || Install() != 0)
        {
        }
    }

    /// <summary>Lets each side do a few slices, as many as chance wants.</summary>
    public void Work(Random random)
    {
        for (int i = random.Next(30); i > 0; i--)
            Loop.Loop.DoIdleSlice();
        for (int i = random.Next(200); i > 0; i--)
            _stage.DoWork();
        if (random.Next(3) == 0)
            Install();
    }

    /// <summary>Runs the journal again, in which everything prepared stands, and compares.</summary>
    public void AssertProves() => RecordedRun.AssertReproduced(Loop);

    private static SolverUnderlying Prepared(UnderlyingSettings u) =>
        new(u.Delta, u.Rate, u.HedgeInstrument) { Dividends = DividendSchedule.Of(u.Dividends) };

    private int Install()
    {
        var handler = new Installing(this);
        int count = _results.Consumer(0).Drain(ref handler, 64);
        if (count > 0)
            Loop.Loop.EndBatch();
        return count;
    }

    private readonly struct Installing(SolverRig rig) : IRingHandler<SolverResult>
    {
        public void OnEvent(in SolverResult message, bool endOfBatch)
        {
            rig.Installed.Add(message);
            rig.Loop.Loop.Apply(message);
        }
    }
}

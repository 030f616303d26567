using HedgeFast.Core.Feed;
using static HedgeFast.Tests.Core.Feed.FeedScene;

namespace HedgeFast.Tests.Core.Feed;

/// <summary>
/// A good stream of quotes with noise among it: wild stamps, prices and numbers from its own sender, and frames of
/// strangers. F1 no quote is published whose exchange time disagrees with UTC; F2 none whose price is far from the
/// market's; F3 none of a stranger; F4 once the noise stops the good stream is taken within a few quotes. Each check is
/// shown to find the fault that it is for.
/// </summary>
public sealed class FeedInvariantTests
{
    private const int Streams = 300;
    private const int Quotes = 400;
    private const long Milli = 1_000_000;
    private const long Second = 1_000 * Milli;
    private const long Stale = 2 * Second;
    private const long Foreign = 666;

    /// <summary>The tests' first seed; a failure names its own.</summary>
    private const int FirstSeed = 20_240_808;

    [Fact]
    public void Streams_of_random_noise_keep_the_invariants_of_the_feed()
    {
        long published = 0, dropped = 0;
        for (int seed = FirstSeed; seed < FirstSeed + Streams; seed++)
        {
            var stream = new Stream(seed, Fault.None);
            Assert.True(stream.Play() is not { } broken, $"seed {seed}: {stream.Broken}");
            published += stream.Published;
            dropped += stream.Dropped;
        }

        Assert.InRange(published, Streams * (Quotes / 2L), long.MaxValue);
        Assert.InRange(dropped, Streams * (Quotes / 2L), long.MaxValue);
    }

    [Theory]
    [InlineData("F1", Fault.NoClock)]
    [InlineData("F2", Fault.NoBoundOfMoves)]
    [InlineData("F3", Fault.StrangersLookAlike)]
    [InlineData("F4", Fault.NoiseGoesOn)]
    public void A_planted_fault_is_found(string invariant, Fault fault) =>
        Assert.Contains(
            Enumerable.Range(FirstSeed, 50),
            seed => new Stream(seed, fault).Play()?.StartsWith(invariant, StringComparison.Ordinal) == true);

    public enum Fault
    {
        None,
        NoClock,
        NoBoundOfMoves,
        StrangersLookAlike,
        NoiseGoesOn,
    }

    private sealed class Stream : IMarketSink
    {
        private static readonly FeedSender Peer = new(0, 1, 5_002);

        private readonly Random _random;
        private readonly Fault _fault;
        private readonly FeedCounters _counters = new();
        private readonly ExchangeClock _clock = new(ClockRule.Live, Stale);
        private readonly TickDispatcher _dispatcher;
        private long _now = 1_000 * Second;
        private ulong _sequence;
        private double _mid = 600_000;
        private double _lastPublished = 600_000;

        public Stream(int seed, Fault fault)
        {
            (_random, _fault) = (new Random(seed), fault);
            _clock.SetUtc(Exchange, isFirst: true);
            Instrument(0);
            _dispatcher = new TickDispatcher(
                [Instrument(0, maxMove: fault == Fault.NoBoundOfMoves ? 100 : 0.10)], this, _counters, Stale,
                fault == Fault.NoClock ? null : _clock, 250 * Milli);
        }

        public string? Broken { get; private set; }

        public long Published { get; private set; }

        public long Dropped => _counters.Frames - Published;

        public string? Play()
        {
            // The market is known before the noise begins.
            while (_dispatcher.Guard.FaultOf(0) != QuoteFault.None)
                Good();
            for (int i = 0; i < Quotes && Broken is null; i++)
            {
                Good();
                for (int noise = _random.Next(4); noise > 0; noise--)
                    Noise();
            }

            for (int i = 0; i < 3; i++)
            {
                Good();
                if (_fault == Fault.NoiseGoesOn)
                    Noise();
            }

            if (Broken is null && _dispatcher.Guard.FaultOf(0) != QuoteFault.None)
                Broken = $"F4: three good quotes after the noise the fault is {_dispatcher.Guard.FaultOf(0)}";
            return Broken;
        }

        public bool TryPublish(in MarketEvent e)
        {
            if (e.Kind != MarketEventKind.Quote)
                return true;
            Published++;
            long ahead = e.ExchangeNanos - e.ReceiveNanos - Exchange;
            double mid = 0.5 * (e.BidTicks + e.AskTicks);
            if (ahead > Stale || ahead < -2 * Stale)
                Broken ??= $"F1: published with a stamp {ahead} ns ahead";
            if (Math.Abs(mid / _mid - 1) > 0.25)
                Broken ??= $"F2: published {mid} in a market of {_mid}";
            if (e.BidLots == Foreign)
                Broken ??= "F3: published a stranger's quote";
            _lastPublished = mid;
            return true;
        }

        private void Good()
        {
            Pass(_random.NextInt64(20 * Milli));
            _mid *= 1 + (2e-4 * (_random.NextDouble() - 0.5));
            Frame(Quote(++_sequence, (long)_mid, 5, (long)_mid + 2), Peer);
        }

        private void Noise()
        {
            Pass(_random.NextInt64(2 * Milli));
            TickFrame next = Quote(_sequence + 1, (long)_mid, 5, (long)_mid + 2);
            long bid;
            switch (_random.Next(8))
            {
                case 0:
                    _sequence++;
                    Frame(next with { ExchangeNanos = Now + (_random.NextInt64(2, 400) * 86_400 * Second) }, Peer);
                    break;
                case 1:
                    _sequence++;
                    Frame(
                        next with
                        {
                            ExchangeNanos = _random.Next(2) == 0 ? long.MaxValue : _random.NextInt64(Exchange),
                        },
                        Peer);
                    break;
                case 2:
                    _sequence++;
                    bid = (long)(_lastPublished * 0.91);
                    Frame(next with { BidTicks = bid, AskTicks = bid + 2 }, Peer);
                    break;
                case 3:
                    _sequence++;
                    bid = (long)(_mid * Math.Pow(10, _random.Next(-2, 3)));
                    Frame(next with { BidTicks = bid, AskTicks = bid + 2 }, Peer);
                    break;
                case 4:
                    Frame(Heartbeat((ulong)_random.NextInt64(long.MinValue, long.MaxValue)), Peer);
                    break;
                case 5:
                    Frame(Heartbeat(_sequence + (ulong)_random.NextInt64(10, 100_000_000)), Peer);
                    break;
                case 6:
                    Strange(
                        next with
                        {
                            Channel = (ushort)_random.Next(100, 60_000),
                            Sequence = (ulong)_random.NextInt64(),
                        });
                    break;
                default:
                    Strange(next);
                    break;
            }
        }

        // A stranger with good looks, whose prices lie within what could be.
        private void Strange(in TickFrame frame)
        {
            bool looksAlike = _fault == Fault.StrangersLookAlike;
            TickFrame foreign = frame with
            {
                BidLots = Foreign,
                Channel = looksAlike ? Channel : frame.Channel,
                Sequence = looksAlike ? _sequence + 1 : frame.Sequence,
            };
            Frame(
                foreign,
                looksAlike ? Peer : new FeedSender(0, (ulong)_random.Next(2, 1_000), 40_000));
        }

        private long Now => _now + Exchange;

        private void Frame(in TickFrame frame, in FeedSender sender) =>
            _dispatcher.OnFrame(
                frame.Kind == TickFrameKind.Quote && Math.Abs(frame.ExchangeNanos - Exchange) < Second
                    ? frame with { ExchangeNanos = Now }
                    : frame,
                _now, sender);

        private void Pass(long nanos)
        {
            _now += nanos;
            _dispatcher.CheckStale(_now);
        }
    }
}

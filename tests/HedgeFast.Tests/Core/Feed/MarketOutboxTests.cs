using CsCheck;
using HedgeFast.Core.Feed;

namespace HedgeFast.Tests.Core.Feed;

public sealed class MarketOutboxTests
{
    private const int Instruments = 3;

    private enum Op
    {
        Quote,
        Fault,
        Closed,
        Channel,
        Trade,
        Room,
        Flush,
    }

    private static readonly Gen<(Op Op, int Position, int Room)> GenStep = Gen.Select(
        Gen.Frequency(
            (10, Gen.Const(Op.Quote)), (2, Gen.Const(Op.Fault)), (1, Gen.Const(Op.Closed)),
            (1, Gen.Const(Op.Channel)), (2, Gen.Const(Op.Trade)),
            (3, Gen.Const(Op.Room)), (3, Gen.Const(Op.Flush))),
        Gen.Int[0, Instruments - 1], Gen.Int[0, 3]);

    [Fact]
    public void With_any_shortage_of_room_only_the_newest_event_is_published() =>
        GenStep.Array[0, 60].Sample(steps =>
        {
            FeedCounters counters = new();
            CheckingSink sink = new();
            MarketOutbox outbox = new(sink, counters, [10, 11, 12]);
            int id = 0;
            int quotes = 0;
            foreach ((Op op, int position, int room) in steps)
            {
                id++;
                switch (op)
                {
                    case Op.Quote:
                        quotes++;
                        sink.Inputs[position].Add((id, true));
                        outbox.Quote(position, Event(MarketEventKind.Quote, id, 10 + position));
                        break;
                    case Op.Fault or Op.Closed:
                        sink.Inputs[position].Add((id, false));
                        outbox.Stop(
                            position,
                            Event(
                                op == Op.Fault ? MarketEventKind.NotHedgeable : MarketEventKind.Closed, id,
                                10 + position));
                        break;
                    case Op.Channel:
                        for (int i = 0; i < Instruments; i++)
                            sink.Inputs[i].Add((id, false));
                        outbox.StopChannel([0, 1, 2], Event(MarketEventKind.NotHedgeable, id, -1));
                        break;
                    case Op.Trade:
                        outbox.Trade(position, Event(MarketEventKind.Trade, id, 10 + position));
                        break;
                    case Op.Room:
                        sink.Room = room;
                        break;
                    default:
                        outbox.Flush();
                        break;
                }
            }

            sink.Room = int.MaxValue;
            outbox.Flush();
            Assert.Equal(0, outbox.Pending);
            sink.CheckEnd();
            Assert.Equal(quotes, sink.Quotes + counters.Conflated);
            Assert.InRange(sink.ConflatedInEvents, 0, counters.Conflated);
        }, iter: 20_000);

    [Fact]
    public void A_full_sink_conflates_to_the_newest_quote_and_counts_the_others()
    {
        FeedCounters counters = new();
        RecordingSink sink = new() { Room = 0 };
        MarketOutbox outbox = new(sink, counters, [0]);
        for (int id = 1; id <= 5; id++)
            outbox.Quote(0, Event(MarketEventKind.Quote, id, 0));
        Assert.Equal(0, outbox.Flush());
        Assert.Equal(1, outbox.Pending);
        sink.Room = 10;
        Assert.Equal(1, outbox.Flush());
        Assert.Equal(0, outbox.Pending);
        Assert.Equal(5L, sink.Last.ExchangeNanos);
        Assert.Equal(4, sink.Last.Conflated);
        Assert.Equal(4, counters.Conflated);
        outbox.Quote(0, Event(MarketEventKind.Quote, 6, 0));
        Assert.Equal(6L, sink.Last.ExchangeNanos);
        Assert.Equal(0, sink.Last.Conflated);
    }

    [Fact]
    public void A_fault_replaces_the_pending_quote_and_goes_before_the_next()
    {
        RecordingSink sink = new() { Room = 0 };
        MarketOutbox outbox = new(sink, new FeedCounters(), [0]);
        outbox.Quote(0, Event(MarketEventKind.Quote, 1, 0));
        outbox.Stop(0, Event(MarketEventKind.NotHedgeable, 2, 0));
        outbox.Stop(0, Event(MarketEventKind.Closed, 3, 0));
        outbox.Quote(0, Event(MarketEventKind.Quote, 4, 0));
        for (int i = 0; i < 3; i++)
        {
            sink.Room = 1;
            Assert.Equal(1, outbox.Flush());
        }

        Assert.Equal([2L, 3, 4], sink.Events.Select(e => e.ExchangeNanos));
        Assert.Equal(1, sink.Last.Conflated);
    }

    [Fact]
    public void A_trade_without_room_is_dropped_and_counted()
    {
        FeedCounters counters = new();
        RecordingSink sink = new() { Room = 0 };
        MarketOutbox outbox = new(sink, counters, [0]);
        outbox.Trade(0, Event(MarketEventKind.Trade, 1, 0));
        Assert.Equal(1, counters.TradesDropped);
        Assert.Equal(0, outbox.Pending);
    }

    private static MarketEvent Event(MarketEventKind kind, int id, int instrument) =>
        new() { Kind = kind, ExchangeNanos = id, Instrument = instrument };

    /// <summary>
    /// Checks at the moment of publishing that a quote is still the newest thing said about its instrument, and that no
    /// stop between two quotes was lost.
    /// </summary>
    private sealed class CheckingSink : IMarketSink
    {
        private readonly List<(int Id, bool IsQuote)>[] _published = [[], [], []];

        public List<(int Id, bool IsQuote)>[] Inputs { get; } = [[], [], []];

        public int Room { get; set; } = int.MaxValue;

        public int Quotes { get; private set; }

        public int ConflatedInEvents { get; private set; }

        public bool TryPublish(in MarketEvent e)
        {
            if (Room == 0)
                return false;
            Room--;
            int id = (int)e.ExchangeNanos;
            if (e.Kind == MarketEventKind.Trade)
                return true;
            if (e.Kind == MarketEventKind.Quote)
            {
                int position = e.Instrument - 10;
                Assert.Equal(id, Inputs[position][^1].Id);
                Assert.True(Inputs[position][^1].IsQuote);
                List<(int Id, bool IsQuote)> published = _published[position];
                int previousQuote = published.FindLast(p => p.IsQuote).Id;
                bool stopBetween = Inputs[position].Exists(i => !i.IsQuote && i.Id > previousQuote && i.Id < id);
                Assert.Equal(
                    stopBetween, published.Count > 0 && !published[^1].IsQuote && published[^1].Id > previousQuote);
                published.Add((id, true));
                Quotes++;
                ConflatedInEvents += e.Conflated;
                return true;
            }

            for (int i = 0; i < Instruments; i++)
            {
                if (e.Instrument < 0 || e.Instrument == 10 + i)
                    _published[i].Add((id, false));
            }

            return true;
        }

        public void CheckEnd()
        {
            for (int i = 0; i < Instruments; i++)
            {
                if (Inputs[i].Count == 0)
                    continue;
                Assert.Equal(Inputs[i][^1].IsQuote, _published[i][^1].IsQuote);
                if (Inputs[i][^1].IsQuote)
                    Assert.Equal(Inputs[i][^1].Id, _published[i][^1].Id);
            }
        }
    }
}

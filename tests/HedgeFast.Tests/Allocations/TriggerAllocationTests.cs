using HedgeFast.Core;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Allocations;

public sealed class TriggerAllocationTests
{
    [Fact]
    public void Ticks_inside_and_outside_the_triggers_and_building_them_allocate_nothing() =>
        Assert.Equal(0, Measure(_ => { }));

    [Fact]
    public void The_measurement_sees_an_allocation()
    {
        object? kept = null;
        Assert.NotEqual(0, Measure(i => kept = i == 3 ? new object() : kept));
        Assert.NotNull(kept);
    }

    [Fact]
    public void Orders_that_leave_on_the_curve_and_their_fills_allocate_nothing() =>
        Assert.Equal(0, MeasureOrders(_ => { }));

    [Fact]
    public void The_measurement_of_orders_sees_an_allocation()
    {
        object? kept = null;
        Assert.NotEqual(0, MeasureOrders(i => kept = i == 3 ? new object() : kept));
        Assert.NotNull(kept);
    }

    // Every quote is on the other of two levels and causes an order, which is filled; the records go through a real
    // ring.
    private static long MeasureOrders(Action<int> extra)
    {
        const int rounds = 3, quotes = 10_000;
        HedgeSettings settings = LoopRig.MakeSettings(halfWidth: 0.05, TradeTo.Centre);
        settings = settings with
        {
            Underlyings = [settings.Underlyings[0] with { Revalue = RevalueMode.Triggers }],
            Limits = settings.Limits with { OrdersPerSecond = 1_000_000, MessagesPerSecond = 1_000_000 },
        };
        var intents = new RingBuffer<OrderIntent>(64);
        var records = new RingBuffer<JournalRecord>(1024);
        var journal = new JournalStage(records.Consumer(0), writer: null);
        HedgeLoop loop = HedgeLoop.Create(
            settings, LoopRig.ShortCalls(100), intents.Producer, records.Producer, LatencyProbe.Off);
        loop.Apply(new ExecutionEvent { Kind = ExecutionKind.SessionUp, Instrument = -1 });
        loop.EndBatch();
        long allocated = -1;
        long fromCurve = 0;
        for (int round = 0; round < rounds; round++)
        {
            // The last round counts; the others let the runtime compile everything.
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < quotes; i++)
            {
                long now = (((round * (long)quotes) + i) * 100_000) + 1;
                long bid = 600_000 + ((i & 1) * 600);
                loop.Apply(new MarketEvent
                {
                    Kind = MarketEventKind.Quote,
                    ReceiveNanos = now,
                    ExchangeNanos = LoopRig.ExchangeStart + now,
                    BidTicks = bid,
                    AskTicks = bid + 2,
                    BidLots = 1000,
                    AskLots = 1000,
                });
                (long orders, long revaluations) = (loop.Counters.Orders, loop.Counters.Revaluations);
                loop.EndBatch();
                fromCurve += loop.Counters.Orders > orders && loop.Counters.Revaluations == revaluations ? 1 : 0;
                var fill = new Filling(loop, now);
                intents.Consumer(0).Drain(ref fill, 16);
                while (loop.DoIdleSlice())
                {
                }

                journal.DoWork();
                extra(i);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(loop.Counters.Orders, loop.Counters.Fills);
        Assert.True(fromCurve > rounds * quotes * 9 / 10, $"{fromCurve} orders from the curve");
        return allocated;
    }

    private readonly struct Filling(HedgeLoop loop, long nowNanos) : IRingHandler<OrderIntent>
    {
        public void OnEvent(in OrderIntent message, bool endOfBatch)
        {
            loop.Apply(new ExecutionEvent
            {
                ReceiveNanos = nowNanos,
                Kind = ExecutionKind.Fill,
                OrderId = message.OrderId,
                Side = message.Side,
                LastLots = message.Lots,
                LastTicks = message.LimitTicks,
                CumLots = message.Lots,
                ExecIdLow = (ulong)message.OrderId,
            });
            loop.EndBatch();
        }
    }

    private static long Measure(Action<int> extra)
    {
        HedgeSettings settings = LoopRig.MakeSettings(halfWidth: 100);
        settings = settings with
        {
            Underlyings = [settings.Underlyings[0] with { Revalue = RevalueMode.Triggers, TimeStepNanos = 1_000_000 }],
        };
        HedgeLoop loop = HedgeLoop.Create(
            settings, LoopRig.ShortCalls(100), new Discarding<OrderIntent>(), new Discarding<JournalRecord>(),
            LatencyProbe.Off);
        loop.Apply(new ExecutionEvent { Kind = ExecutionKind.SessionUp, Instrument = -1 });
        long allocated = -1;

        // The second round counts; the first lets the runtime compile everything.
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 30_000; i++)
            {
                long now = (((round * 30_000L) + i) * 10_000) + 1;
                loop.Apply(new MarketEvent
                {
                    Kind = MarketEventKind.Quote,
                    ReceiveNanos = now,
                    ExchangeNanos = LoopRig.ExchangeStart + now,
                    BidTicks = 600_000 + (i % 100),
                    AskTicks = 600_002 + (i % 100),
                });
                loop.EndBatch();
                loop.DoIdleSlice();
                extra(i);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.True(loop.Counters.Proved > 1_000 && loop.Counters.Revaluations > 1_000);
        return allocated;
    }
}

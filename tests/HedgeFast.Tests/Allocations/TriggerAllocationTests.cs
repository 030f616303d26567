using HedgeFast.Core;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;
using HedgeFast.Tests.Core;

namespace HedgeFast.Tests.Allocations;

public sealed class TriggerAllocationTests
{
    [Fact]
    public void Ticks_inside_and_outside_the_triggers_and_building_them_allocate_nothing() => Assert.Equal(0, Measure(_ => { }));

    [Fact]
    public void The_measurement_sees_an_allocation()
    {
        object? kept = null;
        Assert.NotEqual(0, Measure(i => kept = i == 3 ? new object() : kept));
        Assert.NotNull(kept);
    }

    private static long Measure(Action<int> extra)
    {
        HedgeSettings settings = LoopRig.MakeSettings(halfWidth: 100);
        settings = settings with { Underlyings = [settings.Underlyings[0] with { Revalue = RevalueMode.Triggers, TimeStepNanos = 1_000_000 }] };
        HedgeLoop loop = HedgeLoop.Create(settings, LoopRig.ShortCalls(100), new Discarding<OrderIntent>(), new Discarding<JournalRecord>(), LatencyProbe.Off);
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

    private sealed class Discarding<T> : IRingProducer<T>
        where T : struct
    {
        public int FreeSlots => int.MaxValue;

        public bool TryPublish(in T message) => true;
    }
}

using HedgeFast.Core.Profit;
using HedgeFast.Tests.Core;

namespace HedgeFast.Tests.Allocations;

/// <summary>Marking the hedge in the loop, and valuing the options beside it, take no managed byte.</summary>
public sealed class ProfitAllocationTests
{
    [Fact]
    public void A_step_of_the_profit_allocates_nothing() => Assert.Equal(0, Measure(_ => { }));

    [Fact]
    public void The_measurement_sees_an_allocation()
    {
        object? kept = null;
        Assert.NotEqual(0, Measure(i => kept = i == 3 ? new object() : kept));
        Assert.NotNull(kept);
    }

    private static long Measure(Action<int> extra)
    {
        var rig = new LoopRig();
        var meter = new ProfitMeter(rig.Settings, rig.Book);
        var marks = new HedgeMark[1];
        long allocated = -1;

        // The second round counts; the first lets the runtime compile everything, and the day begin.
        for (int round = 0; round < 2; round++)
        {
            rig.Records.Items.Clear();
            rig.Records.Items.EnsureCapacity(100_000);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1_000; i++)
            {
                rig.Quote(600_000 + (i * 37 % 2_000));
                rig.Control(HedgeFast.Core.ControlKind.Timer);
                Assert.True(rig.Loop.Marks.TryRead(marks));
                meter.Step(marks);
                extra(i);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return allocated;
    }
}

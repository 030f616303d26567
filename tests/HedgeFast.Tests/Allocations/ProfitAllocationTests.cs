using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Profit;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Allocations;

/// <summary>Marking the hedge in the loop, and valuing the options beside it, take no managed byte.</summary>
public sealed class ProfitAllocationTests
{
    [Fact]
    public void A_step_of_the_profit_allocates_nothing() => Assert.Equal(0, Measure(_ => { }));

    // American options whose volatilities move with a forward that futures give: everything is valued anew at each
    // step.
    [Fact]
    public void A_step_in_a_market_that_moves_allocates_nothing() => Assert.Equal(0, Measure(_ => { }, MovingRig()));

    [Fact]
    public void The_measurement_sees_an_allocation()
    {
        object? kept = null;
        Assert.NotEqual(0, Measure(i => kept = i == 3 ? new object() : kept));
        Assert.NotNull(kept);
    }

    private static LoopRig MovingRig()
    {
        const long expiry = LoopRig.ExchangeStart + (30 * 86_400 * LoopRig.Second);
        HedgeSettings settings = LoopRig.MakeSettings();
        OptionBook book = OptionBook.Create(
            [.. new[] { 58_000.0, 60_000, 62_000 }.SelectMany(strike => new[] { OptionModel.Black76, OptionModel.BsmAmerican }.Select(model => new OptionRow(
                $"{model}-{strike}", "BTC", OptionType.Put, strike, expiry, SettlementKind.Linear, model, -10, 1, 0.6)))],
            ["BTC"]);
        Instrument future = LoopRig.Perpetual with { Index = 1, Symbol = "F", FeedId = 2, ExpiryNanos = expiry };
        UnderlyingSettings underlying = settings.Underlyings[0] with
        {
            Delta = DeltaConvention.Forward,
            Rate = 0.03,
            Forward = new ForwardRule { Source = ForwardSource.Future },
            Volatility = VolatilityRule.Default with { Dynamics = VolatilityDynamics.StickyMoneyness },
        };
        return new LoopRig(
            settings with { Instruments = [LoopRig.Perpetual, future], Underlyings = [underlying] }, book);
    }

    private static long Measure(Action<int> extra, LoopRig? of = null)
    {
        LoopRig rig = of ?? new LoopRig();
        var meter = new ProfitMeter(rig.Settings.Instruments, rig.Settings.Underlyings, rig.Book);
        var marks = new HedgeMark[rig.Settings.Instruments.Count];
        var expiries = new ExpiryMark[rig.Book.Slices.Length];
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
                if (marks.Length > 1)
                    rig.Quote(606_000 + (i * 41 % 2_000), instrument: 1, elapsedNanos: LoopRig.Second);
                rig.Loop.EndBatch();
                rig.Control(ControlKind.Timer);
                Assert.True(rig.Loop.Marks.TryRead(marks, expiries));
                bool isTaken = meter.Step(marks, expiries);
                Assert.True(isTaken || (round == 0 && i < 2));
                extra(i);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        return allocated;
    }
}

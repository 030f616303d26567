using HedgeFast.Core;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Telemetry;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Allocations;

/// <summary>Computing bands, deciding and passing every limit takes no managed byte.</summary>
public sealed class PolicyAllocationTests
{
    public static TheoryData<PolicyKind> Kinds => [.. Enum.GetValues<PolicyKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Bands_decisions_and_limits_allocate_nothing(PolicyKind kind) =>
        Assert.Equal(0, Measure(kind, _ => { }));

    [Fact]
    public void Falling_back_to_another_instrument_and_returning_allocates_nothing() =>
        Assert.Equal(0, Measure(PolicyKind.Fixed, _ => { }, instruments: 2));

    [Fact]
    public void Keeping_to_a_share_of_the_traded_volume_allocates_nothing() =>
        Assert.Equal(0, Measure(PolicyKind.Fixed, _ => { }, volumeShare: 1));

    [Fact]
    public void The_measurement_sees_an_allocation()
    {
        object? kept = null;
        Assert.NotEqual(0, Measure(PolicyKind.Zakamouline, i => kept = i == 3 ? new object() : kept));
        Assert.NotNull(kept);
    }

    private static long Measure(PolicyKind kind, Action<int> extra, int instruments = 1, double volumeShare = 0)
    {
        HedgeSettings settings = instruments == 1 ? LoopRig.MakeSettings() : LoopRig.MakeTwo();
        settings = settings with
        {
            Orders = settings.Orders with { VolumeShare = volumeShare, VolumeWindowNanos = 10_000_000 },
            Underlyings =
            [
                settings.Underlyings[0] with
                {
                    BandHalfWidth = 0.05,
                    TimeStepNanos = 1_000_000,
                    Policy = new PolicySettings { Kind = kind, IntervalNanos = 1_000_000 },
                    Governor = new GovernorSettings { FootprintMax = 1 },
                    Costs = new CostSettings { ImpactCoefficient = 0.5 },
                },
            ],
        };
        var fills = new FillingProducer();
        HedgeLoop loop = HedgeLoop.Create(
            settings, LoopRig.ShortCalls(100), fills, new Discarding<JournalRecord>(), LatencyProbe.Off);
        loop.Apply(new ExecutionEvent { Kind = ExecutionKind.SessionUp, Instrument = -1 });
        long allocated = -1;

        // The second round counts; the first lets the runtime compile everything.
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 10_000; i++)
            {
                long now = (((round * 10_000L) + i) * 100_000) + 1;
                long bid = 600_000 + (i * 37 % 2_000);
                for (int instrument = 0; instrument < instruments; instrument++)
                {
                    // In every second thousand the preferred instrument of two is not there.
                    bool isThere = instruments == 1 || instrument == 1 || i / 1_000 % 2 == 0;
                    loop.Apply(new MarketEvent
                    {
                        Kind = isThere ? MarketEventKind.Quote : MarketEventKind.NotHedgeable,
                        Fault = isThere ? QuoteFault.None : QuoteFault.Stale,
                        ReceiveNanos = now,
                        ExchangeNanos = LoopRig.ExchangeStart + now,
                        Instrument = instrument,
                        BidTicks = bid + (600 * instrument),
                        AskTicks = bid + (600 * instrument) + 2,
                    });
                }

                loop.Apply(
                    new MarketEvent
                    {
                        Kind = MarketEventKind.Trade,
                        ReceiveNanos = now,
                        BidTicks = bid,
                        BidLots = 1_000,
                    });
                loop.EndBatch();
                if (fills.TryTake(now, out ExecutionEvent fill))
                {
                    loop.Apply(fill);
                    loop.EndBatch();
                }

                extra(i);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.True(loop.Counters.Orders > 1_000, $"{loop.Counters.Orders} orders");
        Assert.True(
            instruments == 1 || loop.Instruments[1].Orders > 1_000,
            $"{loop.Instruments[^1].Orders} orders in the last instrument");
        return allocated;
    }
}

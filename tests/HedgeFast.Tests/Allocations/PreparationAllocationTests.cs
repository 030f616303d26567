using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Orders;
using HedgeFast.Tests.Core.Greeks;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Allocations;

/// <summary>
/// Forwards from futures, volatilities from quotes and American options: taking, preparing and installing them
/// allocates nothing.
/// </summary>
public sealed class PreparationAllocationTests
{
    private const long Month = 30 * 86_400 * LoopRig.Second;

    [Fact]
    public void Quotes_of_options_and_futures_and_what_is_made_of_them_allocate_nothing() =>
        Assert.Equal(0, Measure(_ => { }));

    [Fact]
    public void The_measurement_sees_an_allocation()
    {
        object? kept = null;
        Assert.NotEqual(0, Measure(i => kept = i == 3 ? new object() : kept));
        Assert.NotNull(kept);
    }

    private static long Measure(Action<int> extra)
    {
        Instrument future = LoopRig.Perpetual with
        {
            Index = 1,
            Symbol = "F",
            FeedId = 2,
            ExpiryNanos = LoopRig.ExchangeStart + Month,
        };
        HedgeSettings settings = LoopRig.MakeSettings(halfWidth: 100);
        settings = settings with
        {
            Instruments = [LoopRig.Perpetual, future],
            Underlyings =
            [
                settings.Underlyings[0] with
                {
                    Delta = DeltaConvention.Forward,
                    Forward = new ForwardRule { Source = ForwardSource.Future },
                    Volatility = VolatilityRule.Default with { Source = VolatilitySource.Quotes },
                    TimeStepNanos = 1_000_000,
                },
            ],
        };
        OptionBook book = OptionBook.Create(
            [
                Books.Row(true, 60_000, LoopRig.ExchangeStart + Month, 0.6) with { Symbol = "E" },
                Books.Row(
                    true, 61_000, LoopRig.ExchangeStart + Month, 0.6,
                    model: OptionModel.BsmAmerican) with { Symbol = "A" },
            ],
            ["BTC"]);
        var rings = new LoopRings(
            settings, book,
            new LoopWiring
            {
                QuotedOptions = [LoopRig.Perpetual with { Index = 2 }, LoopRig.Perpetual with { Index = 3 }],
            });
        HedgeLoop loop = rings.Loop;
        IMarketSink sink = rings.Sink;
        JournalStage journal = rings.RecordTo(writer: null);
        loop.Apply(new ExecutionEvent { Kind = ExecutionKind.SessionUp, Instrument = -1 });
        long allocated = -1;

        // The second round counts; the first lets the runtime compile everything.
        for (int round = 0; round < 2; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 20_000; i++)
            {
                long now = (((round * 20_000L) + i) * 10_000_000) + 1;
                sink.TryPublish(Quote(1, 606_000 + (i % 50), now));
                sink.TryPublish(Quote(2, 45_000 + (i % 100), now));
                sink.TryPublish(Quote(3, 42_000 + (i % 100), now));
                sink.TryPublish(Quote(0, 600_000 + (i % 100), now));
                for (int turn = 0; turn < 12; turn++)
                {
                    rings.Stage.DoWork();
                    rings.Solver!.Stage.DoWork();
                    journal.DoWork();
                }

                extra(i);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.True(loop.Counters.Revaluations > 1_000);
        Assert.Equal(0, loop.Counters.UnusableOption);
        Assert.Equal(0, loop.Counters.UnusableExpiry);
        return allocated;
    }

    private static MarketEvent Quote(int instrument, long mid, long now) => new()
    {
        Kind = MarketEventKind.Quote,
        Instrument = instrument,
        ReceiveNanos = now,
        ExchangeNanos = LoopRig.ExchangeStart + now,
        BidTicks = mid - 1,
        AskTicks = mid + 1,
        BidLots = 1,
        AskLots = 1,
    };
}

using HedgeFast.Core.Book;
using HedgeFast.Tests.Program.Venue;
using HedgeFast.Tests.Program.Venue.Market;
using HedgeFast.Venue;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Allocations;

/// <summary>The venue shares its process with the engine in the demo, so what it allocates would show there.</summary>
public sealed class VenueAllocationTests
{
    private const int Warmup = 50_000;
    private const int Measured = 20_000;

    [Fact]
    public void A_quote_costs_no_memory_and_an_order_little()
    {
        var sink = new CountingSink();
        var market = new SimulatedMarket([MarketRig.Perp()], sink, epoch: 1);
        Quotes(market, Warmup);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Quotes(market, Measured);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        // The negative control: an order is remembered for ever, so its object must show.
        Orders(market, 0, 1_000);
        before = GC.GetAllocatedBytesForCurrentThread();
        Orders(market, 1_000, 1_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1_000, 1_000 * 300);
        Assert.Equal(2_000, market.Accepted);
    }

    [Fact]
    public void A_venue_that_plays_its_tape_allocates_nothing()
    {
        using var folder = new VenueFolder();
        var clock = new VenueClock();
        using var host = new VenueHost(folder.Settings(folder.Tape(Warmup + Measured, 1_000)), clock);
        Play(host, clock, Warmup);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Play(host, clock, Measured);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.InRange(host.Counters.Ticks, Warmup, Warmup + Measured);
    }

    private static void Play(VenueHost host, VenueClock clock, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            clock.Advance(1_000);
            host.DoWork();
        }
    }

    private static void Quotes(SimulatedMarket market, int count)
    {
        for (int i = 0; i < count; i++)
            market.OnQuote(0, new TopOfBook(100, 10, 102, 10), i);
    }

    private static void Orders(SimulatedMarket market, int from, int count)
    {
        Span<byte> id = stackalloc byte[16];
        for (int i = from; i < from + count; i++)
        {
            System.Buffers.Text.Utf8Formatter.TryFormat(i, id, out int length);
            market.Submit(new NewOrderRequest
            {
                Owner = 0,
                ClOrdId = id[..length],
                Symbol = "BTCUSD_PERP"u8,
                Side = Side.Buy,
                Lots = 1,
                LimitNanos = 51_000_000_000,
                TimeInForce = TimeInForce.ImmediateOrCancel,
            });
        }
    }

    private sealed class CountingSink : IVenueReportSink
    {
        public long Reports { get; private set; }

        public void OnReport(in VenueReport report) => Reports++;
    }
}

using BenchmarkDotNet.Attributes;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Bench.Loop;

/// <summary>
/// From a market event in the ring to the decision on it: read, journal, revalue every option, ask band and limits,
/// send.
/// </summary>
/// <remarks>On one thread, without sockets; taking the journal's records out of their ring is part of it.</remarks>
[MemoryDiagnoser]
public class LoopBenchmarks
{
    // What KernelBook allows a unit, times the largest position of an option.
    private const double DeltaTolerance = 1e-12 * 5;

    private InlineLoop _inline = null!;
    private long _step;

    /// <summary>Options in the book.</summary>
    [Params(100, 1_000, 10_000)]
    public int Options { get; set; }

    /// <summary>Makes the loop and proves deltas, decisions and positions.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var book = new HedgedBook(Options);
        _inline = new InlineLoop(book);
        LoopCounters counters = _inline.Loop.Counters;
        UnderlyingCounters shown = _inline.Loop.Counters.Underlyings[0];
        double[] deltas = new double[Options];

        // Hedge from nothing; from then on a level makes one order when it is entered and none while it lasts.
        QuoteAndOrder();
        for (int level = 0; level < 16; level++)
        {
            long orders = counters.Orders;
            QuoteAndOrder();
            for (int i = 0; i < 16; i++)
                Quote();
            double plain = ScalarFormula.Revalue(book.Book, shown.Price, KernelBook.Now, deltas);
            double lot = HedgedBook.Perpetual.DeltaPerLot(shown.Price);
            bool right = counters.Orders == orders + 1
                && counters.Fills == counters.Orders
                && counters.LiveOrders == 0
                && counters.Revaluations == counters.Ticks
                && Math.Abs(shown.OptionDelta - plain) <= DeltaTolerance * Options
                && Math.Abs(shown.NetDelta - (plain + (_inline.Loop.Instruments[0].PositionLots * lot))) <= 1e-9
                && Math.Abs(shown.NetDelta) <= book.BandHalfWidth;
            if (!right)
            {
                throw new InvalidOperationException(
                    $"The loop decided wrongly at level {level}: {counters.Orders} orders, "
                    + $"net delta {shown.NetDelta}.");
            }
        }
    }

    /// <summary>A quote that moves the price and needs no order.</summary>
    [Benchmark(Baseline = true)]
    public double Quote()
    {
        _inline.Quote(_step);
        return _inline.Loop.Counters.Underlyings[0].NetDelta;
    }

    /// <summary>
    /// A quote that breaks the band, its order, the fill of it, and the decision that follows the fill.
    /// </summary>
    [Benchmark]
    public long QuoteAndOrder()
    {
        _inline.Quote(++_step);
        _inline.TakeFill();
        return _inline.Loop.Instruments[0].PositionLots;
    }
}

using System.Diagnostics;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Bench.Loop;

/// <summary>
/// Measures the time from a decoded quote at the loop to its decision, on a hedged book with triggers.
/// </summary>
/// <remarks>
/// The price moves a little. The engine's own probe measures from the quote's receive stamp. Making the event, its
/// journal record and one reading of the clock are in the time; rings in front of the loop, threads and sockets are
/// not.
/// </remarks>
internal sealed class TriggerRun
{
    private const int Warmup = 1_000_000;
    private const int Ticks = 2_000_000;

    private readonly NanosCounts _counts = new();
    private readonly HedgedBook _book;
    private readonly InlineLoop _inline;

    /// <summary>Makes the loop, hedges the book and proves what is measured.</summary>
    /// <exception cref="InvalidOperationException"> A quote inside the triggers was revalued, or the net delta is out
    /// of the band at one; or the system's timestamps are not in nanoseconds. </exception>
    public TriggerRun(int options)
    {
        if (Stopwatch.Frequency != 1_000_000_000)
            throw new InvalidOperationException("This measurement needs a system whose timestamps are in nanoseconds.");
        _book = new HedgedBook(options);
        _inline = new InlineLoop(_book, RevalueMode.Triggers, new LatencyProbe(_counts, TimeProvider.System));
        Quote();
        _inline.Settle();
        Prove();
    }

    /// <summary>Measures.</summary>
    /// <param name="turnNanos">Mean of a whole turn of the loop: the decision, and what follows it.</param>
    public TriggerRow Measure(out double turnNanos)
    {
        LoopCounters counters = _inline.Loop.Counters;
        for (int i = 0; i < Warmup; i++)
            Quote();
        _counts.Clear();
        long proved = counters.Proved;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Ticks; i++)
            Quote();
        turnNanos = (Stopwatch.GetTimestamp() - start) / (double)Ticks;
        if (counters.Proved != proved + Ticks)
        {
            throw new InvalidOperationException(
                $"{counters.Proved - proved} of {Ticks} ticks were inside the triggers.");
        }

        return new TriggerRow(_book.Book.Count, _counts.Percentile(50), _counts.Percentile(99));
    }

    // Every price of the level, against the plain formula.
    private void Prove()
    {
        LoopCounters counters = _inline.Loop.Counters;
        UnderlyingCounters shown = _inline.Loop.Counters.Underlyings[0];
        double[] deltas = new double[_book.Book.Count];
        for (int i = 0; i < 64; i++)
        {
            (long proved, long revalued, long orders) = (counters.Proved, counters.Revaluations, counters.Orders);
            Quote();
            double plain = ScalarFormula.Revalue(_book.Book, shown.Price, KernelBook.Now, deltas);
            double lot = HedgedBook.Perpetual.DeltaPerLot(shown.Price);
            double net = plain + (_inline.Loop.Instruments[0].PositionLots * lot);
            bool right = (counters.Proved, counters.Revaluations, counters.Orders) == (proved + 1, revalued, orders)
                && Math.Abs(shown.NetDelta - net) <= 1e-6 * _book.BandHalfWidth
                && Math.Abs(net) <= _book.BandHalfWidth;
            if (!right)
            {
                throw new InvalidOperationException(
                    $"At {shown.Price} the net delta is {net}, the engine has {shown.NetDelta}, "
                    + $"band {_book.BandHalfWidth}.");
            }
        }
    }

    // The stamp is taken as Feed takes it: where a timestamp is in nanoseconds, as on Linux, there is nothing to
    // convert.
    private void Quote()
    {
        _inline.TakeRecords();
        _inline.QuotePastRing(0, Stopwatch.GetTimestamp());
    }
}

/// <summary>Tick to decision inside the triggers, nanoseconds; one reading of the clock is part of it.</summary>
/// <param name="Options">Options in the book.</param>
/// <param name="DecisionNanosP50">Median.</param>
/// <param name="DecisionNanosP99">99th percentile.</param>
internal sealed record TriggerRow(int Options, long DecisionNanosP50, long DecisionNanosP99);

using BenchmarkDotNet.Attributes;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;

namespace HedgeFast.Bench;

/// <summary>One quote frame from bytes to a market event: scan, numbering, guard, outbox.</summary>
[MemoryDiagnoser]
public class FeedBenchmarks
{
    private const int Frames = 1_024;
    private const ushort Channel = 1;
    private const uint FeedId = 42;

    private readonly byte[] _bytes = new byte[Frames * TickProtocol.QuoteBytes];
    private readonly TickFrameScanner _scanner = new(TickProtocol.LongestBytes);
    private readonly LastEventSink _sink = new();
    private readonly FeedCounters _counters = new();
    private TickDispatcher _dispatcher = null!;
    private ulong _sequence;

    /// <summary>Writes the frames, and proves that reading them gives back what was written.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Instrument instrument = new()
        {
            Index = 0,
            Symbol = "BTCUSD_PERP",
            FeedId = FeedId,
            Underlying = 0,
            Kind = InstrumentKind.InversePerpetual,
            TickMantissa = 1,
            TickDecimals = 1,
            ContractSize = 100,
        };
        _dispatcher = new TickDispatcher([instrument], _sink, _counters, long.MaxValue / 2);
        long quotes = _counters.Quotes;
        DecodeQuote();
        MarketEvent last = _sink.Last;
        if (_counters.Quotes - quotes != Frames || _counters.Count(QuoteFault.Gap) != 0
            || last.BidTicks != 618_000 + Frames - 1
            || last.BidLots != Frames
            || last.AskTicks != 618_001 + Frames - 1
            || last.AskLots != 7)
        {
            throw new InvalidOperationException("The frames read are not the frames written.");
        }
    }

    /// <summary>
    /// Decodes and publishes <see cref="Frames"/> quotes; the time shown is of one. Writing the next number into each
    /// frame is part of it.
    /// </summary>
    [Benchmark(OperationsPerInvoke = Frames)]
    public long DecodeQuote()
    {
        for (int i = 0; i < Frames; i++)
        {
            TickFrameWriter.WriteQuote(
                _bytes.AsSpan(i * TickProtocol.QuoteBytes), ++_sequence, Channel, FeedId, 1, 618_000 + i, i + 1,
                618_001 + i, 7);
        }

        ReadOnlySpan<byte> rest = _bytes;
        while (_scanner.Scan(rest, out TickFrame frame, out int consumed) == TickScanResult.Frame)
        {
            _dispatcher.OnFrame(in frame, 1);
            rest = rest[consumed..];
        }

        return _sink.Last.BidTicks;
    }

    /// <summary>The scan alone.</summary>
    [Benchmark(OperationsPerInvoke = Frames)]
    public long ScanQuote()
    {
        long sum = 0;
        ReadOnlySpan<byte> rest = _bytes;
        while (_scanner.Scan(rest, out TickFrame frame, out int consumed) == TickScanResult.Frame)
        {
            sum += frame.BidTicks;
            rest = rest[consumed..];
        }

        return sum;
    }

    private sealed class LastEventSink : IMarketSink
    {
        public MarketEvent Last { get; private set; }

        public bool TryPublish(in MarketEvent e)
        {
            Last = e;
            return true;
        }
    }
}

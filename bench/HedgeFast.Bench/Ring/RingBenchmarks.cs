using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Ring;

namespace HedgeFast.Bench.Ring;

/// <summary>Hands 64-byte market events from one spinning thread to another.</summary>
/// <remarks>
/// Measured are a stream of events (time a message), and single events there and back (time a round trip, which is two
/// hand-overs). The class library's bounded channel and concurrent queue run beside the ring.
/// </remarks>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class RingBenchmarks
{
    private const int Capacity = 1 << 12;
    private const int StreamLength = 1 << 18;
    private const int RoundTrips = 1 << 14;
    private const int BatchLength = 16;

    private RingBuffer<MarketEvent>? _ownRing;
    private IHandOverRun _run = null!;
    private Tally _own;

    [GlobalSetup(Target = nameof(PublishAndDrain))]
    public void SetUpOwn()
    {
        _ownRing = new RingBuffer<MarketEvent>(Capacity);
        _own = new Tally();
        if (PublishAndDrain() != StreamLength || _own.Disorder >= 0)
            throw new InvalidOperationException("The ring lost or reordered messages on one thread.");
    }

    [GlobalSetup(Target = nameof(StreamRing))]
    public void SetUpStreamRing() => Prove(new OneWayRun<RingHandOver>(new(new(Capacity))));

    [GlobalSetup(Target = nameof(StreamChannel))]
    public void SetUpStreamChannel() => Prove(new OneWayRun<ChannelHandOver>(new(Capacity)));

    [GlobalSetup(Target = nameof(StreamQueue))]
    public void SetUpStreamQueue() => Prove(new OneWayRun<QueueHandOver>(new()));

    [GlobalSetup(Target = nameof(RoundTripRing))]
    public void SetUpRoundTripRing() => Prove(new RoundTripRun<RingHandOver>(new(new(Capacity)), new(new(Capacity))));

    [GlobalSetup(Target = nameof(RoundTripChannel))]
    public void SetUpRoundTripChannel() => Prove(new RoundTripRun<ChannelHandOver>(new(Capacity), new(Capacity)));

    [GlobalSetup(Target = nameof(RoundTripQueue))]
    public void SetUpRoundTripQueue() => Prove(new RoundTripRun<QueueHandOver>(new(), new()));

    [GlobalCleanup]
    public void CleanUp() => _run?.Dispose();

    [Benchmark(OperationsPerInvoke = StreamLength), BenchmarkCategory("one thread, batches of 16")]
    public long PublishAndDrain()
    {
        RingBuffer<MarketEvent> ring = _ownRing!;
        for (long sent = 0; sent < StreamLength; sent += BatchLength)
        {
            for (int i = 0; i < BatchLength; i++)
                ring.Producer.TryPublish(new MarketEvent { ReceiveNanos = _own.Count + i });
            ring.Consumer(0).Drain(ref _own, BatchLength);
        }

        return _own.Count;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = StreamLength), BenchmarkCategory("stream")]
    public long StreamRing() => _run.Pass(StreamLength);

    [Benchmark(OperationsPerInvoke = StreamLength), BenchmarkCategory("stream")]
    public long StreamChannel() => _run.Pass(StreamLength);

    [Benchmark(OperationsPerInvoke = StreamLength), BenchmarkCategory("stream")]
    public long StreamQueue() => _run.Pass(StreamLength);

    [Benchmark(Baseline = true, OperationsPerInvoke = RoundTrips), BenchmarkCategory("round trip")]
    public long RoundTripRing() => _run.Pass(RoundTrips);

    [Benchmark(OperationsPerInvoke = RoundTrips), BenchmarkCategory("round trip")]
    public long RoundTripChannel() => _run.Pass(RoundTrips);

    [Benchmark(OperationsPerInvoke = RoundTrips), BenchmarkCategory("round trip")]
    public long RoundTripQueue() => _run.Pass(RoundTrips);

    // A run that loses or reorders a message is never timed; one that loses the last message would not return.
    private void Prove(IHandOverRun run)
    {
        _run = run;
        const int Trial = 10_000;
        long arrived = run.Pass(Trial);
        if (arrived != Trial)
            throw new InvalidOperationException($"{arrived} of {Trial} messages arrived.");
    }
}

/// <summary>Two threads with a hand-over between them, the second one spinning.</summary>
internal interface IHandOverRun : IDisposable
{
    /// <summary>Sends so many messages and returns once the answer is complete.</summary>
    /// <returns>Messages that have arrived since the run was made.</returns>
    long Pass(int count);
}

using HedgeFast.Bench.Ring;
using HedgeFast.Core.Feed;

namespace HedgeFast.Bench.Upstream;

/// <summary>Disruptor-net.</summary>
internal readonly struct DisruptorHandOver(DisruptorRing<MarketEvent> ring) : IHandOver
{
    private readonly DisruptorProducer<MarketEvent> _producer = ring.Producer;
    private readonly DisruptorConsumer<MarketEvent> _consumer = ring.Consumers[0];

    public bool TrySend(in MarketEvent message) => _producer.TryPublish(message);

    public int Receive(ref Tally tally) => _consumer.Drain(ref tally, 256);
}

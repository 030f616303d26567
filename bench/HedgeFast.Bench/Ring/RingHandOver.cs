using HedgeFast.Core.Feed;
using HedgeFast.Core.Ring;

namespace HedgeFast.Bench.Ring;

/// <summary>The ring of this repository.</summary>
internal readonly struct RingHandOver(RingBuffer<MarketEvent> ring) : IHandOver
{
    private readonly RingProducer<MarketEvent> _producer = ring.Producer;
    private readonly RingConsumer<MarketEvent> _consumer = ring.Consumer(0);

    public bool TrySend(in MarketEvent message) => _producer.TryPublish(message);

    public int Receive(ref Tally tally) => _consumer.Drain(ref tally, 256);
}

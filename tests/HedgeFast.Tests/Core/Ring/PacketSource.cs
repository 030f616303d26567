using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Core.Ring;

/// <summary>Publishes a given count of packets, singly and in batches of random length.</summary>
internal sealed class PacketSource(RingProducer<Packet> producer, long count, int seed) : IStage
{
    private readonly Random _random = new(seed);
    private readonly Packet[] _batch = new Packet[40];
    private long _next;

    public string Name => "source";

    public int DoWork()
    {
        int wanted = (int)Math.Min(_random.Next(_batch.Length + 1), count - _next);
        if (wanted == 0)
            return 0;
        int done = wanted % 3 == 0 ? PublishSingly(wanted) : PublishBatch(wanted);
        _next += done;
        return done;
    }

    private int PublishBatch(int wanted)
    {
        for (int i = 0; i < wanted; i++)
            _batch[i] = new Packet(_next + i, seed);
        return producer.TryPublish(_batch.AsSpan(0, wanted));
    }

    private int PublishSingly(int wanted)
    {
        int done = 0;
        while (done < wanted && producer.TryPublish(new Packet(_next + done, seed)))
            done++;
        return done;
    }
}

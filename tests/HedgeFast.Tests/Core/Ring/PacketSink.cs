using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Core.Ring;

/// <summary>
/// Expects a given count of packets in order and whole; says when it has them all or met the first wrong one.
/// </summary>
internal sealed class PacketSink(RingConsumer<Packet> consumer, long count, int seed, string name) : IStage
{
    private readonly Random _random = new(seed);
    private Checker _checker = new(seed);

    public string Name => name;

    public long Received => _checker.Next;

    public long Wrong => _checker.Wrong;

    public ManualResetEventSlim Finished { get; } = new();

    public int DoWork()
    {
        int work = consumer.Drain(ref _checker, _random.Next(1, 300));
        if (work > 0 && (_checker.Next == count || _checker.Wrong >= 0))
            Finished.Set();
        return work;
    }

    private struct Checker(int seed) : IRingHandler<Packet>
    {
        public long Next { get; private set; }

        public long Wrong { get; private set; } = -1;

        public void OnEvent(in Packet message, bool endOfBatch)
        {
            if (Wrong < 0 && (message.Number != Next || message.Seed != seed || !message.IsWhole))
                Wrong = Next;
            Next++;
        }
    }
}

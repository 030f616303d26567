using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Core.Ring;

/// <summary>Drives a ring and logs everything that it answers.</summary>
internal sealed class ModelActual(RingUnderTest ring)
{
    public List<string> Log { get; } = [];

    public void Publish(long message) => Log.Add($"publish {message}: {ring.Producer.TryPublish(message)}");

    public void Drain(int consumer, int limit)
    {
        RecordingHandler handler = new();
        int count = Consumer(consumer).Drain(ref handler, limit);
        Log.Add($"drain {count}: {string.Join(' ', handler.Messages)} {string.Join(' ', handler.Ends)}");
    }

    public void Look(int consumer) =>
        Log.Add($"free {ring.Producer.FreeSlots}, available {Consumer(consumer).Available}");

    private IRingConsumer<long> Consumer(int index) => ring.Consumers[index % ring.Consumers.Count];
}

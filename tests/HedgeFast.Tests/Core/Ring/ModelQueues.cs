namespace HedgeFast.Tests.Core.Ring;

/// <summary>The specification: one queue a consumer, and the longest of them is what fills the ring.</summary>
internal sealed class ModelQueues(int capacity, int consumers)
{
    private readonly Queue<long>[] _queues = [.. Enumerable.Range(0, consumers).Select(_ => new Queue<long>())];

    public List<string> Log { get; } = [];

    private int Free => capacity - _queues.Max(queue => queue.Count);

    public void Publish(long message)
    {
        bool fits = Free > 0;
        if (fits)
        {
            foreach (Queue<long> queue in _queues)
                queue.Enqueue(message);
        }

        Log.Add($"publish {message}: {fits}");
    }

    public void Drain(int consumer, int limit)
    {
        Queue<long> queue = Consumer(consumer);
        List<long> messages = [];
        while (messages.Count < limit && queue.TryDequeue(out long message))
            messages.Add(message);
        Log.Add(
            $"drain {messages.Count}: {string.Join(' ', messages)} "
            + $"{string.Join(' ', messages.Select((_, i) => i == messages.Count - 1))}");
    }

    public void Look(int consumer) => Log.Add($"free {Free}, available {Consumer(consumer).Count}");

    private Queue<long> Consumer(int index) => _queues[index % consumers];
}

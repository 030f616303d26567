using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>A ring's writing end that keeps everything, and is full when a test says so.</summary>
internal sealed class ListProducer<T> : IRingProducer<T>
{
    public List<T> Items { get; } = [];

    public bool IsFull { get; set; }

    public int FreeSlots => IsFull ? 0 : int.MaxValue;

    public bool TryPublish(in T message)
    {
        if (IsFull)
            return false;
        Items.Add(message);
        return true;
    }
}

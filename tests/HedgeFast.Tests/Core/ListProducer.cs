using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Core;

/// <summary>A ring's writing end that never fills and keeps everything.</summary>
internal sealed class ListProducer<T> : IRingProducer<T>
{
    public List<T> Items { get; } = [];

    public int FreeSlots => int.MaxValue;

    public bool TryPublish(in T message)
    {
        Items.Add(message);
        return true;
    }
}

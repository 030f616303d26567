using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Allocations;

/// <summary>Takes everything and keeps nothing.</summary>
internal sealed class Discarding<T> : IRingProducer<T>
    where T : struct
{
    public int FreeSlots => int.MaxValue;

    public bool TryPublish(in T message) => true;
}

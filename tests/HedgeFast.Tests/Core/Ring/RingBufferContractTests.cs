using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Core.Ring;

public sealed class RingBufferContractTests : RingContractTests
{
    protected override RingUnderTest Create(int capacity, int consumers)
    {
        RingBuffer<long> ring = new(capacity, consumers);
        return new(ring.Producer, [.. Enumerable.Range(0, consumers).Select(ring.Consumer)]);
    }
}

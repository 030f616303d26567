using HedgeFast.Bench.Upstream;
using HedgeFast.Tests.Core.Ring;

namespace HedgeFast.Tests.Upstream;

/// <summary>The contract of a ring, with Disruptor-net behind it.</summary>
public sealed class DisruptorContractTests : RingContractTests
{
    protected override RingUnderTest Create(int capacity, int consumers)
    {
        var ring = new DisruptorRing<long>(capacity, consumers);
        return new(ring.Producer, ring.Consumers);
    }
}

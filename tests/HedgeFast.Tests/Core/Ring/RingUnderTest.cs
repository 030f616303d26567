using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Core.Ring;

/// <summary>The two kinds of end of whichever ring the contract is tested on.</summary>
public sealed record RingUnderTest(IRingProducer<long> Producer, IReadOnlyList<IRingConsumer<long>> Consumers);

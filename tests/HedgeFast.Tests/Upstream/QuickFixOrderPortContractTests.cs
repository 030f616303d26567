using HedgeFast.Bench.Upstream;
using HedgeFast.Core.Orders;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Core.Orders;

namespace HedgeFast.Tests.Upstream;

/// <summary>The contract of an order port, with QuickFIX/n behind it.</summary>
public sealed class QuickFixOrderPortContractTests : OrderPortContractTests
{
    protected override IOrderPort Create(FixSessionSettings session, FixEndpoint endpoint) =>
        new QuickFixOrderPort("t", [LoopRig.Perpetual], session, endpoint, TimeProvider.System);
}

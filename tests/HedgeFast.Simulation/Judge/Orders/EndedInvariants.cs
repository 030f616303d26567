using HedgeFast.Simulation.Faults;
using HedgeFast.Simulation.Judge.Wire;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge.Orders;

/// <summary>No request leaves about an order whose end and fills were all seen.</summary>
/// <param name="world">The world.</param>
/// <param name="account">Orders and positions.</param>
internal sealed class EndedInvariants(World world, WireAccount account) : Invariants(world)
{
    private const long SeenNanos = 300_000_000;

    // Where a report is not read, or an id comes again, the engine lacks what the judge has.
    private readonly bool _isReadable = !world.Plan.Faults.Has(FaultKind.VenueMarsReports)
        && !world.Plan.Faults.Has(FaultKind.VenueReusesIds) && !world.Plan.Faults.Has(FaultKind.VenueReinstates)
        && !world.Plan.Faults.Has(FaultKind.VenueBusts) && !world.Plan.Faults.Has(FaultKind.VenueCorrects);

    /// <inheritdoc/>
    public override void OnSent(in WireMessage message)
    {
        if (!_isReadable || message.IsDuplicate || !account.IsCurrent || message.Type is not ("F" or "G" or "H"))
            return;
        if (account.Orders.Of(message) is not { EndCum: >= 0, Leaves: 0 } order || order.Process != account.Process)
            return;
        if (World.Timeline.Now - order.AnsweredNanos > SeenNanos && !account.Session.HasGap)
            throw Broken("22", $"a request about order {order.Id}, whose end was seen before: {message}");
    }
}

using HedgeFast.Core.Hedge;

namespace HedgeFast.Core.Orders;

/// <summary>The order that a hedge need led to.</summary>
/// <param name="Hedge">Its instrument, by order of preference.</param>
/// <param name="DeltaPerLot">Delta of one of its lots, units of the underlying.</param>
/// <param name="Need">The need in its lots.</param>
/// <param name="Lots">Signed lots of the order; 0 without a need, and while the need has to wait.</param>
/// <param name="Placement">Price and life; default where <paramref name="Lots"/> is 0.</param>
/// <param name="IsPlaced">Whether the order passed the limits and left.</param>
internal readonly record struct HedgeOrder(
    int Hedge, double DeltaPerLot, HedgeNeed Need, long Lots, OrderPlacement Placement = default,
    bool IsPlaced = false);

/// <summary>Values the delta of one underlying, and says how many lots bring it back into its band.</summary>
internal interface IHedgeDemand
{
    /// <summary>Finds the need in lots of one instrument.</summary>
    /// <param name="deltaPerLot">Delta of one of its lots, units of the underlying; positive.</param>
    /// <param name="need">The need.</param>
    /// <returns>Whether the underlying can be valued; if not there is no need.</returns>
    bool TryFindNeed(double deltaPerLot, out HedgeNeed need);
}

using HedgeFast.Core.Hedge;

namespace HedgeFast.Core.Loop;

/// <summary>How a need is met: in which instrument, and by how much.</summary>
/// <param name="Hedge">The instrument, by order of preference.</param>
/// <param name="DeltaPerLot">Delta of one of its lots, units of the underlying.</param>
/// <param name="Need">What the delta asks for, in its lots.</param>
/// <param name="Lots">The signed lots that one order may be for now; 0 when there is no need or it has to wait.</param>
internal readonly record struct HedgeSize(int Hedge, double DeltaPerLot, HedgeNeed Need, long Lots);

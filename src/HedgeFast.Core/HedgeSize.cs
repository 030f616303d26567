namespace HedgeFast.Core;

/// <summary>How a need is met: in which instrument, and by how much.</summary>
/// <param name="Hedge">The instrument, by order of preference.</param>
/// <param name="DeltaPerLot">Delta of one of its lots, units of the underlying.</param>
/// <param name="NeedLots">Signed lots of it that would bring the delta back.</param>
/// <param name="Lots">The part of them that one order may be for now; 0 when it has to wait.</param>
internal readonly record struct HedgeSize(int Hedge, double DeltaPerLot, long NeedLots, long Lots);

namespace HedgeFast.Bench.Latency;

/// <summary>What an order was decided on.</summary>
/// <param name="NewestTick">The tick whose price it was, from 0.</param>
/// <param name="FollowsFill">Whether that tick had been decided on before, and the order had to wait for the fill of another one.</param>
internal readonly record struct OrderCause(long NewestTick, bool FollowsFill);

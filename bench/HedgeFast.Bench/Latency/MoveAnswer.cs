namespace HedgeFast.Bench.Latency;

/// <summary>A decision that answers a move of the market: with an order, or by finding that none is needed.</summary>
/// <param name="NewestTick">The tick on whose price it was decided, from 0.</param>
/// <param name="DecidedNanos">When, monotonic nanoseconds.</param>
/// <param name="HasOrder">Whether it sent an order. It sent none when the market had moved back before it was seen.</param>
/// <param name="FollowsFill">Whether the tick had been decided on before, and this decision had to wait for the fill of another order.</param>
internal readonly record struct MoveAnswer(long NewestTick, long DecidedNanos, bool HasOrder, bool FollowsFill);

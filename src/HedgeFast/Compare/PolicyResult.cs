namespace HedgeFast.Compare;

/// <summary>What one policy did on a tape, from the time at which the book was first hedged.</summary>
/// <param name="Name">The policy, and the parameter that was fitted.</param>
/// <param name="ResidualRisk">Root mean square of the net delta off its target, a sample at each quote, units of the underlying.</param>
/// <param name="ResidualDeviation">Standard deviation of the same about its own mean; a delta that is steadily off does not show in it.</param>
/// <param name="Cost">Spread and fees paid, quote currency.</param>
/// <param name="Orders">Orders sent.</param>
/// <param name="VarianceReduction">1 - Var(hedged) / Var(unhedged) of the change of value from quote to quote, to first order in delta.</param>
/// <param name="StateHash">Of the loop at the end.</param>
internal sealed record PolicyResult(string Name, double ResidualRisk, double ResidualDeviation, double Cost, long Orders, double VarianceReduction, ulong StateHash);

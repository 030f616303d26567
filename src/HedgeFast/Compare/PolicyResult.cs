using System.Numerics;

namespace HedgeFast.Compare;

/// <summary>Risk and cost of one policy over all paths together.</summary>
/// <remarks>
/// Paths without a complete hedge are left out; where every path is, the numbers are NaN.
/// </remarks>
/// <param name="Name">The policy and its fitted parameter.</param>
/// <param name="Paths">One result a path, in the order of the tapes.</param>
internal sealed record PolicyResult(string Name, IReadOnlyList<PathResult> Paths)
{
    /// <summary>Number of paths with a complete hedge.</summary>
    public int Started => Paths.Count(path => path.HasStarted);

    /// <summary>
    /// Root mean square of the net delta's distance from its target, sampled at each quote, units of the underlying.
    /// </summary>
    public double ResidualRisk => Math.Sqrt(Mean(path => path.MeanSquaredOff));

    /// <summary>Standard deviation of that distance about its own mean, units of the underlying.</summary>
    /// <remarks>A delta that is steadily off does not show here.</remarks>
    public double ResidualDeviation =>
        Math.Sqrt(Math.Max(0, Mean(path => path.MeanSquaredOff) - Math.Pow(Mean(path => path.MeanOff), 2)));

    /// <summary>
    /// Standard deviation of the residual delta's profit over a path, from its quadratic variation, quote currency.
    /// </summary>
    public double HedgingError => Math.Sqrt(Mean(path => path.SquaredProfit));

    /// <summary>
    /// Standard deviation over the paths of the residual delta's profit less cost, quote currency; NaN for one path.
    /// </summary>
    public double ProfitDeviation
    {
        get
        {
            var moments = new Moments();
            foreach (PathResult path in Paths.Where(path => path.HasStarted))
                moments.Add(path.Profit - path.Cost);
            return Started > 1 ? Math.Sqrt(moments.Variance) : double.NaN;
        }
    }

    /// <summary>Mean cost of a path, quote currency.</summary>
    public double Cost => Mean(path => path.Cost);

    /// <summary>Mean number of orders of a path.</summary>
    public double Orders => Mean(path => path.Orders);

    /// <summary>
    /// 1 - Var(hedged) / Var(unhedged) of the change of value from quote to quote, to first order in delta.
    /// </summary>
    public double VarianceReduction => HedgeEffectiveness.VarianceReduction(
        Paths.Sum(path => path.SquaredUnhedged), Paths.Sum(path => path.SquaredProfit)) ?? double.NaN;

    /// <summary>Combined state hash of all paths; equal hashes mean the same run.</summary>
    public ulong StateHash => Paths.Aggregate(
        0UL, (hash, path) => (BitOperations.RotateLeft(hash, 7) * 0x9E3779B97F4A7C15) ^ path.StateHash);

    /// <summary>The risk by a measure.</summary>
    public double Risk(EqualRisk measure) => measure == EqualRisk.Profit ? HedgingError : ResidualRisk;

    /// <summary>
    /// Ratio of the cost to another policy's, with half its 95 % confidence interval; NaN for one path.
    /// </summary>
    /// <remarks>
    /// Both policies met the same paths, and a path that was riskier under one was cheaper there: the estimate is of
    /// cost times risk, which for a band does not depend on its width. A path without a complete hedge under either
    /// counts for neither.
    /// </remarks>
    public (double Ratio, double HalfWidth) CostOver(PolicyResult reference, EqualRisk measure)
    {
        PolicyResult own = StartedWith(reference), other = reference.StartedWith(this);
        double cost = own.Cost, otherCost = other.Cost, ratio = cost / otherCost;
        int count = own.Paths.Count;
        if (count < 2)
            return (ratio, double.NaN);
        double square = Math.Pow(own.Risk(measure), 2), otherSquare = Math.Pow(other.Risk(measure), 2);
        var influence = new Moments();
        for (int i = 0; i < count; i++)
        {
            (PathResult path, PathResult paired) = (own.Paths[i], other.Paths[i]);
            double risk = Squared(path, measure) / square, pairedRisk = Squared(paired, measure) / otherSquare;
            influence.Add((path.Cost / cost) - (paired.Cost / otherCost) + (0.5 * (risk - pairedRisk)));
        }

        return (ratio, ratio * Student975(count - 1) * Math.Sqrt(influence.Variance / count));
    }

    private PolicyResult StartedWith(PolicyResult other) =>
        this with { Paths = [.. Paths.Where((path, i) => path.HasStarted && other.Paths[i].HasStarted)] };

    private double Mean(Func<PathResult, double> of) =>
        Started == 0 ? double.NaN : Paths.Where(path => path.HasStarted).Average(of);

    private static double Squared(PathResult path, EqualRisk measure) =>
        measure == EqualRisk.Profit ? path.SquaredProfit : path.MeanSquaredOff;

    // The 97.5 % point of Student's distribution by the expansion of Cornish and Fisher about the normal point z
    // (Abramowitz and Stegun 26.7.5); 0.5 % off for 3 degrees of freedom.
    private static double Student975(int degrees)
    {
        const double z = 1.959963984540054, z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z;
        double n = degrees;
        return z
            + ((z3 + z) / (4 * n))
            + (((5 * z5) + (16 * z3) + (3 * z)) / (96 * n * n))
            + (((3 * z7) + (19 * z5) + (17 * z3) - (15 * z)) / (384 * n * n * n));
    }
}

/// <summary>The risk to which policies are fitted before their costs are compared.</summary>
internal enum EqualRisk
{
    /// <summary>Variance of the residual delta's profit, <see cref="PolicyResult.HedgingError"/>.</summary>
    /// <remarks>
    /// The cost-aware bands were derived for this measure. A delta that is off during a large move counts more than one
    /// that is off while the price rests.
    /// </remarks>
    Profit,

    /// <summary>
    /// Root mean square of the residual delta, <see cref="PolicyResult.ResidualRisk"/>; every quote counts the same.
    /// </summary>
    Delta,
}

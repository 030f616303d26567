namespace HedgeFast.Compare;

/// <summary>What one policy did, over all paths together.</summary>
/// <param name="Name">The policy, and the parameter that was fitted.</param>
/// <param name="Paths">Path by path, in the order of the tapes.</param>
internal sealed record PolicyResult(string Name, IReadOnlyList<PathResult> Paths)
{
    /// <summary>Root mean square of the net delta off its target, a sample at each quote, units of the underlying.</summary>
    public double ResidualRisk => Math.Sqrt(Paths.Average(path => path.MeanSquaredOff));

    /// <summary>Standard deviation of the same about its own mean; a delta that is steadily off does not show in it.</summary>
    public double ResidualDeviation => Math.Sqrt(Math.Max(0, Paths.Average(path => path.MeanSquaredOff) - Math.Pow(Paths.Average(path => path.MeanOff), 2)));

    /// <summary>Standard deviation of the profit and loss that the residual delta leaves over a path, by its quadratic variation, quote currency.</summary>
    public double HedgingError => Math.Sqrt(Paths.Average(path => path.SquaredProfit));

    /// <summary>Standard deviation over the paths of the residual delta's profit less cost, quote currency; NaN for one path.</summary>
    public double ProfitDeviation
    {
        get
        {
            var moments = new Moments();
            foreach (PathResult path in Paths)
                moments.Add(path.Profit - path.Cost);
            return Paths.Count > 1 ? Math.Sqrt(moments.Variance) : double.NaN;
        }
    }

    /// <summary>Mean cost of a path, quote currency.</summary>
    public double Cost => Paths.Average(path => path.Cost);

    /// <summary>Mean number of orders of a path.</summary>
    public double Orders => Paths.Average(path => path.Orders);

    /// <summary>1 - Var(hedged) / Var(unhedged) of the change of value from quote to quote, to first order in delta.</summary>
    public double VarianceReduction => HedgeEffectiveness.VarianceReduction(Paths.Sum(path => path.SquaredUnhedged), Paths.Sum(path => path.SquaredProfit)) ?? double.NaN;

    /// <summary>Of the loops at the end of every path: the same once more is the same run.</summary>
    public ulong StateHash => Paths.Aggregate(0UL, (hash, path) => (System.Numerics.BitOperations.RotateLeft(hash, 7) * 0x9E3779B97F4A7C15) ^ path.StateHash);

    /// <summary>The risk that is made equal.</summary>
    public double Risk(EqualRisk measure) => measure == EqualRisk.Profit ? HedgingError : ResidualRisk;

    /// <summary>
    /// Cost over another policy's, and half the width of its 95 % confidence interval over the paths; NaN for one path. The two met the same paths, and a path that was riskier under
    /// one of them gives it its cost back: what is estimated is cost times risk, which for a band does not depend on how wide it is.
    /// </summary>
    public (double Ratio, double HalfWidth) CostOver(PolicyResult reference, EqualRisk measure)
    {
        double ratio = Cost / reference.Cost;
        int count = Paths.Count;
        if (count < 2)
            return (ratio, double.NaN);
        var influence = new Moments();
        for (int i = 0; i < count; i++)
        {
            (PathResult own, PathResult other) = (Paths[i], reference.Paths[i]);
            double risk = Squared(own, measure) / Math.Pow(Risk(measure), 2), otherRisk = Squared(other, measure) / Math.Pow(reference.Risk(measure), 2);
            influence.Add((own.Cost / Cost) - (other.Cost / reference.Cost) + (0.5 * (risk - otherRisk)));
        }

        return (ratio, ratio * Student975(count - 1) * Math.Sqrt(influence.Variance / count));
    }

    private static double Squared(PathResult path, EqualRisk measure) => measure == EqualRisk.Profit ? path.SquaredProfit : path.MeanSquaredOff;

    // The 97.5 % point of Student's distribution by the expansion of Cornish and Fisher about the normal point z (Abramowitz and Stegun 26.7.5); 0.5 % off for 3 degrees of freedom.
    private static double Student975(int degrees)
    {
        const double z = 1.959963984540054, z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z;
        double n = degrees;
        return z + ((z3 + z) / (4 * n)) + (((5 * z5) + (16 * z3) + (3 * z)) / (96 * n * n)) + (((3 * z7) + (19 * z5) + (17 * z3) - (15 * z)) / (384 * n * n * n));
    }
}

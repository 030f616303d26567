namespace HedgeFast.Core.Hedge;

/// <summary>No-trade band around a target delta, units of the underlying. Its edges belong to it.</summary>
/// <param name="Lower">Lower edge.</param>
/// <param name="Target">Centre, where <see cref="TradeTo.Centre"/> trades to.</param>
/// <param name="Upper">Upper edge.</param>
public readonly record struct Band(double Lower, double Target, double Upper)
{
    /// <summary>A symmetric band.</summary>
    public static Band Symmetric(double target, double halfWidth) =>
        new(target - halfWidth, target, target + halfWidth);

    /// <summary>A band whose upper part is (1 + skew) half-widths and whose lower part is (1 - skew) of them.</summary>
    public static Band Skewed(double target, double halfWidth, double skew) =>
        new(target - (halfWidth * (1 - skew)), target, target + (halfWidth * (1 + skew)));

    /// <summary>The same target, both sides wider by a factor.</summary>
    public Band Widened(double factor) =>
        new(Target - (factor * (Target - Lower)), Target, Target + (factor * (Upper - Target)));
}

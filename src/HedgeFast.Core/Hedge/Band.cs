namespace HedgeFast.Core.Hedge;

/// <summary>No-trade band around a target delta, units of the underlying. Its edges belong to it.</summary>
/// <param name="Lower">Lower edge.</param>
/// <param name="Target">Centre, where <see cref="TradeTo.Centre"/> trades to.</param>
/// <param name="Upper">Upper edge.</param>
public readonly record struct Band(double Lower, double Target, double Upper)
{
    /// <summary>A symmetric band.</summary>
    public static Band Symmetric(double target, double halfWidth) => new(target - halfWidth, target, target + halfWidth);
}

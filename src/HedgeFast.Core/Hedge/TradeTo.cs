namespace HedgeFast.Core.Hedge;

/// <summary>Where a hedge takes the delta once it has left the band.</summary>
/// <param name="Fraction">Of the way from the nearer edge to the target: 0 is the edge, the cheapest trade that ends
/// the breach; 1 the centre.</param>
public readonly record struct TradeTo(double Fraction)
{
    /// <summary>To the nearer edge of the band.</summary>
    public static TradeTo Edge => new(0);

    /// <summary>To the target in the middle of the band.</summary>
    public static TradeTo Centre => new(1);
}

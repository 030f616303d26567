using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>What a surface says of one expiry.</summary>
/// <param name="Smile">Volatility by moneyness.</param>
/// <param name="Forward">The forward that moneyness was counted from, quote currency.</param>
/// <param name="TimeNanos">When it was so, UTC nanoseconds since 1970.</param>
public sealed record SurfaceSmile(ISmile Smile, double Forward, long TimeNanos)
{
    /// <summary>Volatility of a strike while the forward is where it was.</summary>
    public double VolatilityOf(double strike) => Smile.VolatilityAt(Elementary.Log(strike / Forward));
}

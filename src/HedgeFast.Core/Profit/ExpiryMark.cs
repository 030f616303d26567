namespace HedgeFast.Core.Profit;

/// <summary>The market of one expiry group of the book at one moment, as the delta kernels have it.</summary>
/// <remarks>Profit is valued in this market and in no other.</remarks>
public struct ExpiryMark
{
    /// <summary>ln(F/S) at the mark of the underlying, the last known; NaN while the hedge has no forward.</summary>
    public double LogRatio;

    /// <summary>ln(F/S) where profit begins; NaN before the first forward.</summary>
    public double FirstLogRatio;

    /// <summary>ln F at which the smile of the options' own volatilities is anchored; NaN where there is no such smile
    /// yet.</summary>
    public double LogAnchor;

    /// <summary>Mean of the averaging window so far, from expiry on the settlement price; quote currency, NaN before
    /// the window and while it is not known.</summary>
    public double Average;

    /// <summary>Whether the hedge can value the underlying's options, though one may lack a volatility.</summary>
    public bool IsValued;
}

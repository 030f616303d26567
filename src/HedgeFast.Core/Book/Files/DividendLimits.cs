namespace HedgeFast.Core.Book.Files;

/// <summary>Bounds of an underlying's discrete dividends.</summary>
public static class DividendLimits
{
    /// <summary>Most dividends of an underlying: a quarterly one for sixteen years.</summary>
    public const int CountMax = 64;

    /// <summary>Largest amount, quote currency.</summary>
    public const double AmountMax = 1e12;
}

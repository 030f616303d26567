namespace HedgeFast.Core.Greeks.Volatility;

/// <summary>The coordinate in which a delta is smooth.</summary>
internal enum LevelKind : byte
{
    /// <summary>ln(price / R).</summary>
    Logarithm = 1,

    /// <summary>price - R.</summary>
    Difference = 2,
}

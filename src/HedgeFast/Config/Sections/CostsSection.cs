namespace HedgeFast.Config.Sections;

/// <summary>underlyings[].costs</summary>
internal sealed record CostsSection
{
    /// <summary>Infinity is observed.</summary>
    public required double HalfSpread { get; init; }

    public required double Impact { get; init; }
    public required double DayVolatility { get; init; }
    public required double DayVolume { get; init; }
}

namespace HedgeFast.Config.Sections;

/// <summary>underlyings[].band</summary>
internal sealed record BandSection
{
    public required double HalfWidth { get; init; }
    public required double Target { get; init; }
    public required TradePoint TradeTo { get; init; }
    public required double BetweenFraction { get; init; }
    public required double Skew { get; init; }
}

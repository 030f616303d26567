namespace HedgeFast.Config.Sections;

/// <summary>limits</summary>
internal sealed record LimitsSection
{
    public required long MaxOrderLots { get; init; }
    public required long MaxPositionLots { get; init; }
    public required int OrdersPerSecond { get; init; }
    public required double StaleMs { get; init; }
    public required double CollarFraction { get; init; }
    public required string KillFile { get; init; }
}

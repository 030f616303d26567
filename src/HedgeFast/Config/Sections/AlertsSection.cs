namespace HedgeFast.Config.Sections;

/// <summary>alerts</summary>
internal sealed record AlertsSection
{
    public required string File { get; init; }
    public required double RepeatMs { get; init; }
}

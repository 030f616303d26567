namespace HedgeFast.Config.Sections;

/// <summary>warmUp</summary>
internal sealed record WarmUpSection
{
    public required double Seconds { get; init; }
}

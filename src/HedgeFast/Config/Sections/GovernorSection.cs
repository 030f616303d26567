namespace HedgeFast.Config.Sections;

/// <summary>underlyings[].governor</summary>
internal sealed record GovernorSection
{
    public required double LinearImpact { get; init; }

    /// <summary>Infinity is off.</summary>
    public required double FootprintMax { get; init; }

    public required double WidenAt { get; init; }
    public required double WidenFactor { get; init; }
    public required double SlowAt { get; init; }
    public required double SlowMs { get; init; }
    public required double HaltAt { get; init; }
}

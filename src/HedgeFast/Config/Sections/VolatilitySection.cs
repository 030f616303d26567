using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Config.Sections;

/// <summary>underlyings[].volatility</summary>
internal sealed record VolatilitySection
{
    public required VolatilitySource Source { get; init; }
    public required VolatilityDynamics Dynamics { get; init; }
    public required double MaxAgeMs { get; init; }
    public required double MoveFraction { get; init; }
    public required double MissingShare { get; init; }
}

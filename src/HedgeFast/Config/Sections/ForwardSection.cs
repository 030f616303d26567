using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Config.Sections;

/// <summary>underlyings[].forward</summary>
internal sealed record ForwardSection
{
    public required ForwardSource Source { get; init; }
    public required double MaxAgeMs { get; init; }
    public required string Given { get; init; }
}

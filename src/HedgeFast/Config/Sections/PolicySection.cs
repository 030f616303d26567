using HedgeFast.Core.Hedge;

namespace HedgeFast.Config.Sections;

/// <summary>underlyings[].policy</summary>
internal sealed record PolicySection
{
    public required PolicyKind Kind { get; init; }
    public required double MoveFraction { get; init; }
    public required double RiskAversion { get; init; }
    public required double Volatility { get; init; }
    public required double HorizonDays { get; init; }
    public required double IntervalMs { get; init; }
    public required double MinMoveFraction { get; init; }
    public required double MinHalfWidth { get; init; }
    public required double MaxHalfWidth { get; init; }
}

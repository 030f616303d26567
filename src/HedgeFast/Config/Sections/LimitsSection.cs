using HedgeFast.Core.Limits;

namespace HedgeFast.Config.Sections;

/// <summary>limits</summary>
internal sealed record LimitsSection
{
    public required long MaxOrderLots { get; init; }
    public required long MaxPositionLots { get; init; }
    public required int OrdersPerSecond { get; init; }
    public required double StaleMs { get; init; }
    public required double CollarFraction { get; init; }
    public required long CollarTicks { get; init; }
    public required double? MaxOrderNotional { get; init; }
    public required int MessagesPerSecond { get; init; }
    public required int? MaxRepeats { get; init; }
    public required double RepeatWindowMs { get; init; }
    public required double? MaxDayCost { get; init; }
    public required double? MaxDayLoss { get; init; }
    public required LossBasis LossBasis { get; init; }
    public required string DayTimeZone { get; init; }
    public required string DayFile { get; init; }
    public required double DuplicateMs { get; init; }
    public required long OvershootLots { get; init; }
    public required string KillFile { get; init; }
    public required string OperatorFile { get; init; }
    public required double OperatorFactor { get; init; }
}

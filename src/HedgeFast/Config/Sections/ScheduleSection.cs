using HedgeFast.Core.Ring;

namespace HedgeFast.Config.Sections;

/// <summary>schedule; null is auto.</summary>
internal sealed record ScheduleSection
{
    public required ScheduleKind? Kind { get; init; }
    public required WaitKind? Wait { get; init; }
    public required IReadOnlyList<int> Cpus { get; init; }
}

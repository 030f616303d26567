using HedgeFast.Core.Limits;

namespace HedgeFast.Config.Sections;

/// <summary>orders</summary>
internal sealed record OrdersSection
{
    public required TimeInForce TimeInForce { get; init; }
    public required int CapTicks { get; init; }
    public required double CancelAfterMs { get; init; }
    public required double RejectPauseMs { get; init; }
    public required int MaxLive { get; init; }
}

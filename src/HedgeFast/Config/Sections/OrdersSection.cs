using HedgeFast.Core.Book;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;

namespace HedgeFast.Config.Sections;

/// <summary>orders</summary>
internal sealed record OrdersSection
{
    public required OrderStyle Style { get; init; }
    public required TimeInForce TimeInForce { get; init; }
    public required int CapTicks { get; init; }
    public required double MarketCollarFraction { get; init; }
    public required double CrossAfterMs { get; init; }
    public required double RepriceMs { get; init; }
    public required Repricing Reprice { get; init; }
    public required double DepthShare { get; init; }
    public required double VolumeShare { get; init; }
    public required double VolumeWindowMs { get; init; }
    public required double SliceGapMs { get; init; }
    public required long SliceLots { get; init; }
    public required double CancelAfterMs { get; init; }
    public required double RejectPauseMs { get; init; }
    public required int MaxRequests { get; init; }
    public required bool MassStatus { get; init; }
    public required bool? ReconcilePositions { get; init; }
    public required double ReconcileEveryMs { get; init; }
    public required ForeignFills ForeignFills { get; init; }
    public required long ForeignLotsPerMinute { get; init; }
    public required string Account { get; init; }
    public required double RecoveryMs { get; init; }
    public required int MaxLive { get; init; }
}

using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Orders;

/// <summary>Draws the settings of an <see cref="InvariantRun"/>: every policy, style and limit comes up.</summary>
internal static class InvariantSettings
{
    public static LimitSettings Limits { get; } = new()
    {
        MaxOrderLots = 40_000,
        MaxPositionLots = 60_000,
        OrdersPerSecond = 20,
        StaleNanos = 500_000_000,
        CollarFraction = 0.01,
    };

    public static HedgeSettings Draw(int seed, ForeignFills foreign)
    {
        PolicyKind[] kinds = Enum.GetValues<PolicyKind>();
        HedgeSettings settings = LoopRig.MakeSettings(tradeTo: TradeTo.Edge);
        return settings with
        {
            Limits = Limits,
            Underlyings =
            [
                settings.Underlyings[0] with
                {
                    Policy = new PolicySettings
                    {
                        Kind = kinds[seed % kinds.Length],
                        IntervalNanos = LoopRig.Second / 100,
                    },
                },
            ],
            Orders = new OrderSettings
            {
                Style = (OrderStyle)(1 + (seed % 3)),
                TimeInForce = seed % 2 == 0 ? TimeInForce.ImmediateOrCancel : TimeInForce.Day,
                CapTicks = 5,
                VolumeShare = seed % 13 == 0 ? 0.5 : 0,
                VolumeWindowNanos = LoopRig.Second / 20,
                DepthShare = seed % 7 == 0 ? 0.5 : 0,
                Repricing = seed % 4 < 3 ? Repricing.Replace : Repricing.Cancel,
                RepriceNanos = 2_000_000,
                SliceLots = seed % 5 == 0 ? 5_000 : 0,
                MassStatus = seed % 11 == 0,
                MaxLive = 8,
                ForeignFills = foreign,
                ForeignLotsPerMinute = 1_000_000,
            },
        };
    }
}

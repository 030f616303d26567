using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Orders.Positions;

/// <summary>Steps and reports that tests of doubtful positions share.</summary>
internal static class DoubtScene
{
    public const long Mid = 600_000;
    public const long Second = LoopRig.Second;

    public static LoopRig Up(
        Func<OrderSettings, OrderSettings>? orders = null,
        Func<LimitSettings, LimitSettings>? limits = null) => LoopRig.Up(
        l => (limits ?? (same => same))(l with { MaxPositionLots = 500_000, MaxOrderLots = 500_000 }), orders);

    public static long HedgeAtMid(LoopRig rig)
    {
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution: 1);
        return rig.Position;
    }

    public static void Run(LoopRig rig, int seconds)
    {
        for (int i = 0; i < seconds * 10; i++)
        {
            rig.Control(ControlKind.Timer, Second / 10);
            rig.Tick(Mid + (i % 3));
        }
    }

    public static int OrdersSent(LoopRig rig) => rig.Intents.Items.Count(intent => intent.Kind == IntentKind.New);

    public static DoubtReasons Doubt(LoopRig rig) => rig.Loop.Ledger.Doubt.Of(0);

    public static void Settle(LoopRig rig, long lots) =>
        rig.Control(
            new ControlEvent
            {
                Kind = ControlKind.SettlePosition,
                Instrument = 0,
                Lots = lots,
                Operator = OperatorName.Of("Q"),
            });

    public static ExecutionEvent Foreign(long lots, ulong id = 99) =>
        new()
        {
            ReceiveNanos = Second,
            Kind = ExecutionKind.Fill,
            Instrument = 0,
            Side = Side.Buy,
            LastLots = lots,
            LastTicks = Mid,
            ExecIdLow = id,
        };

    public static ExecutionEvent Told(
        in OrderIntent order, ExecutionKind kind, long cum = 0, long leaves = 0, long last = 0, long ticks = 0,
        ulong id = 0) =>
        new()
        {
            ReceiveNanos = Second,
            Kind = kind,
            OrderId = order.OrderId,
            RequestId = order.OrderId,
            Instrument = order.Instrument,
            Side = order.Side,
            LastLots = last,
            LastTicks = ticks,
            CumLots = cum,
            LeavesLots = leaves,
            ExecIdLow = id,
        };
}

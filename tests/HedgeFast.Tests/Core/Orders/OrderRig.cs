using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Orders;

/// <summary>A loop with one order out, and an exchange that says of it what a test wants.</summary>
internal sealed class OrderRig
{
    public const long Mid = 600_000;

    private ulong _execution = 1_000;

    public OrderRig(TimeInForce timeInForce = TimeInForce.Day, Func<OrderSettings, OrderSettings>? change = null)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        OrderSettings orders = settings.Orders with { TimeInForce = timeInForce };
        Loop = new LoopRig(settings with { Orders = change?.Invoke(orders) ?? orders });
        Loop.Session(up: true);
        if (Loop.Settings.Orders.MassStatus)
            Say(ExecutionKind.MassStatusEnd);
        Loop.Tick(Mid);
        Order = Loop.Intents.Items.Single(i => i.Kind == IntentKind.New);
    }

    public LoopRig Loop { get; }

    /// <summary>The order, a buy.</summary>
    public OrderIntent Order { get; }

    public long Lots => Order.Lots;

    public PositionLedger Ledger => Loop.Loop.Ledger;

    public long Position => Ledger.FilledLots(0);

    /// <summary>The position with what this order may still fill, whatever other orders are out.</summary>
    public PositionInterval Interval
    {
        get
        {
            int index = Ledger.Live.Find(Order.OrderId);
            return new PositionInterval(Position, Position + (index < 0 ? 0 : Ledger.Live.All[index].LeavesLots));
        }
    }

    public bool IsAlive => Ledger.Live.Find(Order.OrderId) >= 0;

    public IEnumerable<OrderIntent> Sent(IntentKind kind) => Loop.Intents.Items.Where(i => i.Kind == kind);

    /// <summary>
    /// The exchange says something of the order; each time under a new execution id unless one is given.
    /// </summary>
    public void Say(
        ExecutionKind kind, long cum = 0, long leaves = 0, long last = 0, long ticks = Mid, ulong id = 0,
        ulong about = 0, long? orderId = null) =>
        Loop.Execute(new ExecutionEvent
        {
            ReceiveNanos = Loop.Now,
            Kind = kind,
            OrderId = orderId ?? Order.OrderId,
            Instrument = 0,
            Side = Order.Side,
            LastLots = last,
            LastTicks = ticks,
            CumLots = cum,
            LeavesLots = leaves,
            ExecIdLow = id != 0 ? id : ++_execution,
            ExecRefLow = about,
        });

    public void Acknowledge() => Say(ExecutionKind.New, leaves: Lots);

    public void Fill(long lots, long cum, ulong id = 0, long? leaves = null) =>
        Say(ExecutionKind.Fill, cum, leaves ?? Math.Max(0, Lots - cum), lots, id: id);

    /// <summary>Lets time pass until an order that was left alone is looked after.</summary>
    public void Wait(long nanos = 600_000_000) => Loop.Control(ControlKind.Timer, nanos);

    /// <summary>Has the order cancelled by the kill switch.</summary>
    public OrderIntent Kill()
    {
        Loop.Control(ControlKind.Kill);
        return Sent(IntentKind.Cancel).Last();
    }

    /// <summary>The session comes and goes.</summary>
    public void Session(params ReadOnlySpan<bool> up)
    {
        foreach (bool state in up)
            Loop.Session(state);
    }

    public void Expect(long position, long low, long high, bool alive)
    {
        Assert.Equal(position, Position);
        Assert.Equal(new PositionInterval(low, high), Interval);
        Assert.Equal(alive, IsAlive);
    }
}

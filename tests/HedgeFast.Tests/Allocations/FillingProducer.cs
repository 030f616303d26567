using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Allocations;

/// <summary>Takes orders and has a whole fill ready for the last one.</summary>
internal sealed class FillingProducer : IRingProducer<OrderIntent>
{
    private OrderIntent _order;
    private bool _hasOrder;
    private ulong _fills;

    public int FreeSlots => int.MaxValue;

    public bool TryPublish(in OrderIntent message)
    {
        if (message.Kind == IntentKind.New)
            (_order, _hasOrder) = (message, true);
        return true;
    }

    public bool TryTake(long nowNanos, out ExecutionEvent fill)
    {
        fill = new ExecutionEvent
        {
            ReceiveNanos = nowNanos,
            Kind = ExecutionKind.Fill,
            OrderId = _order.OrderId,
            Instrument = _order.Instrument,
            Side = _order.Side,
            LastLots = _order.Lots,
            LastTicks = _order.LimitTicks,
            CumLots = _order.Lots,
            ExecIdLow = ++_fills,
        };
        bool has = _hasOrder;
        _hasOrder = false;
        return has;
    }
}

using System.Runtime.InteropServices;
using HedgeFast.Core.Book;

namespace HedgeFast.Core.Orders;

/// <summary>
/// Order of the run before that may still fill, or whose fills a settled position contains, as journaled; 112 bytes.
/// </summary>
/// <remarks>The next run asks for its state at logon.</remarks>
[StructLayout(LayoutKind.Sequential, Size = 112)]
public readonly struct CarriedOrder
{
    private readonly long _orderId;
    private readonly long _acceptedId;
    private readonly long _replaceId;
    private readonly long _replaceLots;
    private readonly long _replaceTicks;
    private readonly long _lots;
    private readonly long _cumLots;
    private readonly long _finalCumLots;
    private readonly long _limitTicks;
    private readonly double _arrivalMid;
    private readonly int _instrument;
    private readonly Side _side;
    private readonly TimeInForce _timeInForce;
    private readonly bool _isAnswered;
    private readonly bool _limitIsZero;

    // In a journal of an older version the bytes from here are 0: then the mid at the decision stands for the touch,
    // and the quantity for what was ordered.
    private readonly double _arrivalTouch;
    private readonly long _orderedLots;
    private readonly long _settledLots;

    /// <summary>Copies an order for the journal.</summary>
    public CarriedOrder(in LiveOrder order)
    {
        _orderId = order.OrderId;
        _acceptedId = order.AcceptedId;
        _replaceId = order.ReplaceId;
        _replaceLots = order.ReplaceLots;
        _replaceTicks = order.ReplaceTicks;
        _lots = order.Lots;
        _cumLots = order.CumLots;
        _finalCumLots = order.FinalCumLots;
        _limitTicks = order.LimitTicks;
        _arrivalMid = order.ArrivalMid;
        _instrument = order.Instrument;
        _side = order.Side;
        _timeInForce = order.TimeInForce;
        _isAnswered = order.IsAnswered;
        _limitIsZero = order.LimitTicks == 0 && !order.HasNoLimit;
        _arrivalTouch = order.ArrivalTouch;
        _orderedLots = order.OrderedLots;
        _settledLots = order.SettledLots;
    }

    /// <summary>
    /// Whether the settlement of its position closed the order: the next run does not reopen such an order.
    /// </summary>
    public bool IsSettled => _settledLots > 0;

    /// <summary>Restores the order for the next run, alive with an unknown state, or closed.</summary>
    public LiveOrder ToLive() => new()
    {
        OrderId = _orderId,
        AcceptedId = _acceptedId,
        ReplaceId = _replaceId,
        ReplaceLots = _replaceLots,
        ReplaceTicks = _replaceTicks,
        Lots = _lots,
        OrderedLots = _orderedLots,
        SettledLots = _settledLots,
        CumLots = _cumLots,
        FinalCumLots = _finalCumLots,
        LimitTicks = _limitTicks,
        HasNoLimit = _limitTicks == 0 && !_limitIsZero,
        ArrivalMid = _arrivalMid,
        ArrivalTouch = _arrivalTouch > 0 ? _arrivalTouch : _arrivalMid,
        Instrument = _instrument,
        Side = _side,
        TimeInForce = _timeInForce,
        IsAnswered = _isAnswered,
        IsUnknown = true,
    };
}

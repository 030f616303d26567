using HedgeFast.Core.Book;

namespace HedgeFast.Core.Orders;

/// <summary>Price and life of one order.</summary>
/// <param name="LimitTicks">Limit price, ticks.</param>
/// <param name="TimeInForce">Life time.</param>
/// <param name="LookAfterNanos">When it is looked after if it is still alive, monotonic nanoseconds.</param>
public readonly record struct OrderPlacement(long LimitTicks, TimeInForce TimeInForce, long LookAfterNanos);

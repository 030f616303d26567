using HedgeFast.Core.Orders.Positions;

namespace HedgeFast.Core.Profit;

/// <summary>One instrument at one moment: its price, and the money of its fills until then.</summary>
public struct HedgeMark
{
    /// <summary>Middle of bid and ask, quote currency; 0 before the first quote.</summary>
    public double Mid;

    /// <summary>Exchange time of that quote, UTC nanoseconds since 1970.</summary>
    public long ExchangeNanos;

    /// <summary>
    /// Price of the underlying that the loop hedges by while this, its preferred instrument, is not in use; quote
    /// currency.
    /// </summary>
    public double Spot;

    /// <summary>
    /// Exchange time of <see cref="Spot"/>, UTC nanoseconds since 1970; 0 where the underlying's price is
    /// <see cref="Mid"/>.
    /// </summary>
    public long SpotNanos;

    /// <summary>
    /// Where profit begins: the first such middle, or the last one of the run before; 0 before either.
    /// </summary>
    public double FirstMid;

    /// <summary>Its exchange time, UTC nanoseconds since 1970.</summary>
    public long FirstExchangeNanos;

    /// <summary>The fills.</summary>
    public HedgeAccount Account;
}

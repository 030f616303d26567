namespace HedgeFast.Core.Hedge;

/// <summary>Price of an underlying as it follows from the quote of one instrument.</summary>
/// <param name="HalfTicks">Bid and ask together, ticks of the instrument.</param>
/// <param name="Unit">Underlying's price for one of these, quote currency: half a tick, less the instrument's
/// basis.</param>
internal readonly record struct QuotedPrice(long HalfTicks, double Unit)
{
    /// <summary>The price, quote currency.</summary>
    public double Price => Unit * HalfTicks;
}

namespace HedgeFast.Core.Greeks.Quotes;

/// <summary>
/// Bounds of the delta of an option without a volatility of its own, for the loop, as a <c>SolverResult</c>
/// carries it.
/// </summary>
/// <param name="Delta">The delta.</param>
/// <param name="TimeNanos">Exchange time of the quote, UTC nanoseconds since 1970, within 256.</param>
internal readonly record struct QuotedBounds(QuotedDelta Delta, long TimeNanos)
{
    /// <summary>Nothing is known.</summary>
    public static QuotedBounds None { get; } = new(QuotedDelta.None, 0);

    /// <summary>Whether there are any.</summary>
    public bool IsKnown => Delta.StandIn > 0;

    /// <summary>
    /// Those of an event whose first number is the volatility; the others are 0 where there are none.
    /// </summary>
    public static QuotedBounds Of(ReadOnlySpan<double> numbers) =>
        numbers[1] > 0
            ? new QuotedBounds(new QuotedDelta(numbers[1], numbers[2], numbers[3], numbers[4]), (long)numbers[5])
            : None;

    /// <summary>Whether they hold at a price.</summary>
    public bool Covers(double price) => price >= Delta.LowPrice && price <= Delta.HighPrice;

    /// <summary>Writes them behind the volatility.</summary>
    public void WriteTo(Span<double> numbers)
    {
        (numbers[1], numbers[2], numbers[3], numbers[4]) = (Delta.StandIn, Delta.HalfWidth, Delta.LowPrice,
            Delta.HighPrice);
        numbers[5] = TimeNanos;
    }
}

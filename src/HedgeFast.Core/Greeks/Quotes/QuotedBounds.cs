namespace HedgeFast.Core.Greeks.Quotes;

/// <summary>
/// Bounds of the delta of an option without a volatility of its own, in the numbers of a <c>SolverResult</c>.
/// </summary>
/// <param name="Delta">The delta and its half-width.</param>
/// <param name="TimeNanos">Exchange time of the quote, UTC nanoseconds since 1970, within 256.</param>
internal readonly record struct QuotedBounds(QuotedDelta Delta, long TimeNanos)
{
    /// <summary>No bounds.</summary>
    public static QuotedBounds None { get; } = new(QuotedDelta.None, 0);

    /// <summary>Whether there are bounds.</summary>
    public bool IsKnown => Delta.StandIn > 0;

    /// <summary>Reads the bounds behind the volatility of an event; zeros are none.</summary>
    public static QuotedBounds Of(ReadOnlySpan<double> numbers) =>
        numbers[1] > 0
            ? new QuotedBounds(new QuotedDelta(numbers[1], numbers[2], numbers[3], numbers[4]), (long)numbers[5])
            : None;

    /// <summary>Whether the bounds hold at a price.</summary>
    public bool Covers(double price) => price >= Delta.LowPrice && price <= Delta.HighPrice;

    /// <summary>Writes the bounds behind the volatility.</summary>
    public void WriteTo(Span<double> numbers)
    {
        numbers[1] = Delta.StandIn;
        numbers[2] = Delta.HalfWidth;
        numbers[3] = Delta.LowPrice;
        numbers[4] = Delta.HighPrice;
        numbers[5] = TimeNanos;
    }
}

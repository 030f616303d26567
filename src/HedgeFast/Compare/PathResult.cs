namespace HedgeFast.Compare;

/// <summary>Risk and cost of one policy on one tape, counted from the first complete hedge on.</summary>
internal sealed record PathResult
{
    /// <summary>Quotes at which the net delta was measured.</summary>
    public required long Samples { get; init; }

    /// <summary>
    /// Mean distance of the net delta from its target on arrival of a quote, units of the underlying.
    /// </summary>
    public required double MeanOff { get; init; }

    /// <summary>Mean of the squares of that distance.</summary>
    public required double MeanSquaredOff { get; init; }

    /// <summary>Profit and loss of the residual delta, quote currency.</summary>
    /// <remarks>
    /// The sum over the quotes of the net delta's distance from its target, after trading, times the move to the next
    /// quote.
    /// </remarks>
    public required double Profit { get; init; }

    /// <summary>Quadratic variation of <see cref="Profit"/>: the sum of its squared terms.</summary>
    /// <remarks>Its mean over paths is the variance of the profit, prices being martingales.</remarks>
    public required double SquaredProfit { get; init; }

    /// <summary>Sum of the squared terms of the profit without any hedge.</summary>
    public required double SquaredUnhedged { get; init; }

    /// <summary>Spread, fees and impact against the tape's mid, quote currency.</summary>
    public required double Cost { get; init; }

    /// <summary>Orders sent.</summary>
    public required long Orders { get; init; }

    /// <summary>State hash of the loop at the end of the path.</summary>
    public required ulong StateHash { get; init; }

    /// <summary>Whether a hedge was ever complete; without one nothing is measured.</summary>
    public bool HasStarted => Samples > 0;

    /// <summary>The result of a path on which no hedge was ever complete.</summary>
    /// <param name="stateHash">State hash of the loop at the end of the path.</param>
    public static PathResult NeverHedged(ulong stateHash) => new()
    {
        Samples = 0,
        MeanOff = 0,
        MeanSquaredOff = 0,
        Profit = 0,
        SquaredProfit = 0,
        SquaredUnhedged = 0,
        Cost = 0,
        Orders = 0,
        StateHash = stateHash,
    };
}

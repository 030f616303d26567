namespace HedgeFast.Compare;

/// <summary>
/// Risk and cost of one policy on one tape, from its first complete hedge on; nothing is counted on a tape where none
/// was.
/// </summary>
internal sealed record PathResult
{
    /// <summary>Quotes at which the net delta was looked at.</summary>
    public required long Samples { get; init; }

    /// <summary>Mean of the net delta off its target, as it stood when a quote came, units of the underlying.</summary>
    public required double MeanOff { get; init; }

    /// <summary>Mean of its square.</summary>
    public required double MeanSquaredOff { get; init; }

    /// <summary>Sum over the quotes of (net delta off its target, after whatever was traded, times the move to the next quote): profit and loss of the residual delta, quote currency.</summary>
    public required double Profit { get; init; }

    /// <summary>Sum of the squares of the same: its quadratic variation, whose mean over paths is the variance of <see cref="Profit"/>, prices being martingales.</summary>
    public required double SquaredProfit { get; init; }

    /// <summary>Sum of the squares had nothing been hedged.</summary>
    public required double SquaredUnhedged { get; init; }

    /// <summary>Spread, fees and impact against the middle of the tape, quote currency.</summary>
    public required double Cost { get; init; }

    /// <summary>Orders sent.</summary>
    public required long Orders { get; init; }

    /// <summary>Of the loop at the end.</summary>
    public required ulong StateHash { get; init; }

    /// <summary>Whether a hedge was ever complete, so that there is anything to measure.</summary>
    public bool HasStarted => Samples > 0;

    /// <summary>A path on which no hedge was ever complete.</summary>
    /// <param name="stateHash">Of the loop at the end.</param>
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

namespace HedgeFast.Core.Limits;

/// <summary>What a day's loss is counted on.</summary>
public enum LossBasis : byte
{
    /// <summary>
    /// Everything, marked to market: realised and unrealised profit of the hedge, its fees and execution costs, and the
    /// change of the options' model value. The loss that a desk would have if all were closed at the mid.
    /// </summary>
    Book = 0,

    /// <summary>
    /// The hedge alone, realised and unrealised, with fees and execution costs. A working hedge loses whenever the
    /// options gain, so that this trips in a strong market although nothing is wrong.
    /// </summary>
    Hedge = 1,
}

namespace HedgeFast.Core.Hedge;

/// <summary>What the feedback governor does, by rising severity.</summary>
public enum GovernorState : byte
{
    /// <summary>Nothing: the market does not feel our hedging.</summary>
    Free = 0,

    /// <summary>The band is wider.</summary>
    Widened = 1,

    /// <summary>The band is wider and hedges are further apart.</summary>
    Slowed = 2,

    /// <summary>No hedge goes out.</summary>
    Halted = 3,
}

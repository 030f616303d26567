namespace HedgeFast.Core.Book;

/// <summary>What an option pays in.</summary>
public enum SettlementKind : byte
{
    /// <summary>Quote currency.</summary>
    Linear = 1,

    /// <summary>The underlying itself (coin-settled): the payoff is divided by the settlement price.</summary>
    Inverse = 2,
}

namespace HedgeFast.Core.Greeks;

/// <summary>What is under way for an American option: its volatility, what bid and ask allow, or its delta.</summary>
internal enum AmericanWork : byte
{
    Solve,
    Bound,
    Delta,
}

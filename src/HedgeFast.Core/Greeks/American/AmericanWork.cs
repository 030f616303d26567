namespace HedgeFast.Core.Greeks.American;

/// <summary>Work under way for an American option: its volatility, the bounds of bid and ask, or its delta.</summary>
internal enum AmericanWork : byte
{
    Solve,
    Bound,
    Delta,
}

namespace HedgeFast.Core.Greeks.Solver;

/// <summary>What a <see cref="SolverRequest"/> says.</summary>
public enum SolverRequestKind : byte
{
    /// <summary>The forward of a slice of the book, for the volatilities that quotes imply.</summary>
    Forward = 1,

    /// <summary>
    /// The American options of an underlying are to be prepared at a price and time; each of them follows.
    /// </summary>
    Window = 2,

    /// <summary>One of these options with its volatility and forward.</summary>
    Option = 3,
}

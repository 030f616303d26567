namespace HedgeFast.Core.Greeks.Solver;

/// <summary>What a <see cref="SolverResult"/> holds.</summary>
public enum SolverResultKind : byte
{
    /// <summary>An option's volatility; NaN where its quote implies none, and then what it says of the delta.</summary>
    Volatility = 1,

    /// <summary>The window of an underlying's American options; the coefficients of each follow.</summary>
    Window = 2,

    /// <summary>The polynomial of one American option in the window announced last.</summary>
    Coefficients = 3,

    /// <summary>
    /// The boundary of exercise of one American option, which lies in the window; its coefficients follow and hold on
    /// the side where it is held.
    /// </summary>
    Exercise = 4,
}

using System.Runtime.InteropServices;
using HedgeFast.Core.Greeks.American;

namespace HedgeFast.Core.Greeks.Solver;

/// <summary>A result of the solver that the loop installs, 112 bytes.</summary>
/// <remarks>
/// Like every event it is journaled where it is consumed, so that a replay installs the same numbers at the same place
/// and computes none of them.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 112)]
public struct SolverResult
{
    /// <summary>Kind of the result.</summary>
    [FieldOffset(0)] public SolverResultKind Kind;

    /// <summary>Index of the underlying.</summary>
    [FieldOffset(2)] public ushort Underlying;

    /// <summary>Index of the option in the book; of no meaning for a window.</summary>
    [FieldOffset(4)] public int Option;

    /// <summary>Time of the result, exchange time in UTC nanoseconds since 1970.</summary>
    [FieldOffset(8)] public long TimeNanos;

    /// <summary>Numbers of the result.</summary>
    /// <remarks>
    /// A volatility: the volatility, NaN for none; then stand-in, half-width of the delta, lowest and highest price,
    /// quote's time, zeros for none. A window: price, centre, half-width, nanoseconds it is meant for. Coefficients:
    /// themselves. Exercise: side, level, delta there, its part per price, end.
    /// </remarks>
    [FieldOffset(16)] public SolverNumbers Numbers;

    /// <summary>The window of a <see cref="SolverResultKind.Window"/>.</summary>
    internal readonly AmericanWindow Window => new(Numbers[0], Numbers[1], Numbers[2], TimeNanos, (long)Numbers[3]);

    /// <summary>Announces a window; the coefficients of each option follow.</summary>
    /// <param name="underlying">Index of the underlying.</param>
    /// <param name="window">The window.</param>
    internal static SolverResult Of(int underlying, in AmericanWindow window)
    {
        SolverResult result = new()
        {
            Kind = SolverResultKind.Window,
            Underlying = (ushort)underlying,
            TimeNanos = window.TimeNanos,
        };
        result.Numbers[0] = window.Price;
        result.Numbers[1] = window.Centre;
        result.Numbers[2] = window.HalfWidth;
        result.Numbers[3] = window.StepNanos;
        return result;
    }

    /// <summary>Announces the boundary of exercise of an option; its coefficients follow.</summary>
    /// <param name="underlying">Index of the underlying.</param>
    /// <param name="option">Index of the option in the book.</param>
    /// <param name="timeNanos">Time of the window, UTC nanoseconds since 1970.</param>
    /// <param name="piece">The part of the window where the option is held.</param>
    internal static SolverResult Of(int underlying, int option, long timeNanos, in AmericanPiece piece)
    {
        SolverResult result = new()
        {
            Kind = SolverResultKind.Exercise,
            Underlying = (ushort)underlying,
            Option = option,
            TimeNanos = timeNanos,
        };
        result.Numbers[0] = piece.Side;
        result.Numbers[1] = piece.Level;
        result.Numbers[2] = piece.Constant;
        result.Numbers[3] = piece.PerPrice;
        result.Numbers[4] = piece.End;
        return result;
    }
}

/// <summary>Kind of a <see cref="SolverResult"/>.</summary>
public enum SolverResultKind : byte
{
    /// <summary>An option's volatility; NaN where its quote implies none, with the bounds of its delta.</summary>
    Volatility = 1,

    /// <summary>The window of an underlying's American options; the coefficients of each follow.</summary>
    Window = 2,

    /// <summary>The polynomial of one American option in the window announced last.</summary>
    Coefficients = 3,

    /// <summary>
    /// The boundary of exercise of an American option inside the window; its coefficients follow, for the held side.
    /// </summary>
    Exercise = 4,
}

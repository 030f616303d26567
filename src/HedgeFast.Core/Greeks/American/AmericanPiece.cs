using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Solver;

namespace HedgeFast.Core.Greeks.American;

/// <summary>
/// Where within a window an American option is held, and its delta where it is exercised. The delta bends at the
/// boundary, which no polynomial does: it is one polynomial on
/// the side where the option is held, and at + perPrice / price on the other.
/// </summary>
/// <param name="Side">1 where it is held above the level, -1 below; 0 where the boundary is outside of the
/// window.</param>
/// <param name="Level">L of the boundary.</param>
/// <param name="Constant">Delta where it is exercised, quantity included.</param>
/// <param name="PerPrice">What is divided by the price there, in multiples of the reference.</param>
/// <param name="End">L at which exercise ends again, where there are two boundaries; beyond it the delta is not
/// known.</param>
internal readonly record struct AmericanPiece(int Side, double Level, double Constant, double PerPrice, double End)
{
    /// <summary>Whether the option is held at a level.</summary>
    public bool IsHeld(double level) => Side == 0 || Side * (level - Level) >= 0;

    /// <summary>The delta where it is exercised; NaN where it is held again.</summary>
    public double Exercised(double level) =>
        Side * (level - End) < 0 ? double.NaN
        : PerPrice == 0 ? Constant
        : Constant + (PerPrice * Elementary.Exp(-level));

    /// <summary>Middle and half-width of the part of a window where it is held.</summary>
    public (double Centre, double HalfWidth) In(in AmericanWindow window)
    {
        if (Side == 0)
            return (window.Centre, window.HalfWidth);
        double end = window.Centre + (Side * window.HalfWidth);
        return (0.5 * (end + Level), 0.5 * Math.Abs(end - Level));
    }

    /// <summary>Says this piece to the loop; the coefficients follow.</summary>
    public SolverResult Announced(int underlying, int option, long timeNanos)
    {
        SolverResult preparation = new()
        {
            Kind = SolverResultKind.Exercise,
            Underlying = (ushort)underlying,
            Option = option,
            TimeNanos = timeNanos,
        };
        (preparation.Numbers[0], preparation.Numbers[1], preparation.Numbers[2]) = (Side, Level, Constant);
        (preparation.Numbers[3], preparation.Numbers[4]) = (PerPrice, End);
        return preparation;
    }

    /// <summary>The piece that a <see cref="SolverResultKind.Exercise"/> announces.</summary>
    public static AmericanPiece Of(ReadOnlySpan<double> numbers) =>
        new((int)numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
}

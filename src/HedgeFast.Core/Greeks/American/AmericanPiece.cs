using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.American;

/// <summary>The part of a window where an American option is held, and its delta on the exercised side.</summary>
/// <remarks>
/// The delta bends at the boundary, which no polynomial does: it is one polynomial on the side where the option is
/// held, and Constant + PerPrice / price on the other.
/// </remarks>
/// <param name="Side">1 where the option is held above the level, -1 below; 0 where the boundary is outside the
/// window.</param>
/// <param name="Level">L of the boundary.</param>
/// <param name="Constant">Delta where the option is exercised, quantity included.</param>
/// <param name="PerPrice">Further delta there, divided by the price in multiples of the reference.</param>
/// <param name="End">L at which exercise ends again, where there are two boundaries; the delta beyond is
/// unknown.</param>
internal readonly record struct AmericanPiece(int Side, double Level, double Constant, double PerPrice, double End)
{
    /// <summary>Whether the option is held at a level.</summary>
    public bool IsHeld(double level) => Side == 0 || Side * (level - Level) >= 0;

    /// <summary>Delta where the option is exercised; NaN where it is held again.</summary>
    public double Exercised(double level) =>
        Side * (level - End) < 0 ? double.NaN
        : PerPrice == 0 ? Constant
        : Constant + (PerPrice * Elementary.Exp(-level));

    /// <summary>Middle and half-width of the held part of a window.</summary>
    public (double Centre, double HalfWidth) In(in AmericanWindow window)
    {
        if (Side == 0)
            return (window.Centre, window.HalfWidth);
        double end = window.Centre + (Side * window.HalfWidth);
        return (0.5 * (end + Level), 0.5 * Math.Abs(end - Level));
    }

    /// <summary>The piece that the numbers of a <c>SolverResultKind.Exercise</c> describe.</summary>
    public static AmericanPiece Of(ReadOnlySpan<double> numbers) =>
        new((int)numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
}

using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Solver;

namespace HedgeFast.Core.Greeks.American;

/// <summary>Where and when the polynomials of American options hold: around a price, for a time.</summary>
/// <param name="Price">The price in its middle, quote currency.</param>
/// <param name="Centre">L there.</param>
/// <param name="HalfWidth">Of L, to either side.</param>
/// <param name="TimeNanos">The time they are of, UTC nanoseconds since 1970.</param>
/// <param name="StepNanos">How far the time may be from there before they ought to be prepared anew.</param>
internal readonly record struct AmericanWindow(
    double Price, double Centre, double HalfWidth, long TimeNanos, long StepNanos)
{
    /// <summary>Chebyshev nodes, and coefficients of a polynomial.</summary>
    public const int Nodes = 12;

    private const double Widest = 0.015;
    private const double Narrowest = 0.0005;

    // Preparing costs some 70 microseconds an option, so that a step of time is a part of what is left, and at most a
    // minute.
    private const long StepMax = 60_000_000_000;
    private const int StepParts = 1_000;

    // Polynomials hold until the price is this far from the middle, and as many steps old; they are wanted anew before:
    // at one half, and after one step.
    private const double UsableShare = 0.75;
    private const int UsableSteps = 4;

    /// <summary>Nanoseconds to the first expiry beyond which a step does not grow.</summary>
    public const long LeftMax = StepMax * StepParts;

    /// <summary>No window: every price has left it.</summary>
    public static AmericanWindow None { get; } = new(0, 0, 1, 0, 1);

    /// <summary>A window around a price.</summary>
    /// <param name="price">The price, positive.</param>
    /// <param name="reference">R of L = ln(price / R).</param>
    /// <param name="utcNanos">Now.</param>
    /// <param name="deviation">Smallest <see cref="AmericanFit.Reach"/> of the options.</param>
    /// <param name="leftNanos">Time to the first expiry, at most <see cref="LeftMax"/>.</param>
    public static AmericanWindow Around(
        double price, double reference, long utcNanos, double deviation, long leftNanos) => new(
        price, Elementary.Log(price / reference), Math.Max(Math.Min(Widest, deviation), Narrowest), Sane(utcNanos),
        Math.Max(1, leftNanos / StepParts));

    /// <summary>The window that a <see cref="SolverResultKind.Window"/> announces.</summary>
    public static AmericanWindow Of(in SolverResult preparation) => new(
        preparation.Numbers[0], preparation.Numbers[1], preparation.Numbers[2], preparation.TimeNanos,
        (long)preparation.Numbers[3]);

    /// <summary>Says this window to the loop.</summary>
    public SolverResult Announced(int underlying)
    {
        SolverResult preparation = new()
        {
            Kind = SolverResultKind.Window,
            Underlying = (ushort)underlying,
            TimeNanos = TimeNanos,
        };
        preparation.Numbers[0] = Price;
        preparation.Numbers[1] = Centre;
        preparation.Numbers[2] = HalfWidth;
        preparation.Numbers[3] = StepNanos;
        return preparation;
    }

    /// <summary>Whether the price has left the middle half, or there is no window yet.</summary>
    public bool HasMoved(double price) => !IsWithin(price, 0.5);

    /// <summary>Whether the time has left the step.</summary>
    public bool IsOld(long utcNanos) => IsBeyond(utcNanos, StepNanos);

    /// <summary>Whether the polynomials may still be used.</summary>
    public bool IsUsable(double price, long utcNanos) =>
        IsWithin(price, UsableShare) && !IsBeyond(utcNanos, UsableSteps * StepNanos);

    // Far enough from the ends that a step to either side does not overflow.
    private static long Sane(long utcNanos) => Math.Clamp(utcNanos, long.MinValue / 4, long.MaxValue / 4 * 3);

    private bool IsWithin(double price, double share) => Math.Abs(price - Price) <= share * HalfWidth * Price;

    private bool IsBeyond(long utcNanos, long nanos) =>
        Sane(utcNanos) >= TimeNanos + nanos || Sane(utcNanos) <= TimeNanos - nanos;
}

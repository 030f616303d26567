using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Greeks.Kernels;

/// <summary>
/// The standard normal distribution function, to the precision of a double and as the kernels compute it. These scalar
/// forms are the specification: one fixed sequence of operations each.
/// </summary>
public static class Phi
{
    /// <summary>Largest distance of the kernels' Phi from the true one, for every double.</summary>
    public const double KernelError = 5.9e-14;

    // From the kernels' segments to the fine ones.
    private const double FinePerSegment = FinePhiTable.SegmentsPerUnit / PhiTable.SegmentsPerUnit;

    /// <summary>
    /// Phi(x), the probability that a standard normal variable is at most <paramref name="x"/>. Absolute error at most
    /// 3e-16 for every double; exactly 0 and 1 beyond 8.234375 and at the infinities, exactly 1/2 at 0; never outside
    /// [0, 1]; NaN gives NaN. Derivation: see <see cref="FinePhiTable"/>.
    /// </summary>
    public static double At(double x) => Fine(x * FinePhiTable.SegmentsPerUnit, out _, out _);

    /// <summary>
    /// Phi(h u), h = 1/2, as every kernel computes it; the factor is folded into a and b. Absolute error at most
    /// <see cref="KernelError"/>; exactly 0 and 1 beyond x = 7.75 and at the infinities, exactly 1/2 at 0; never
    /// outside [0, 1]; NaN gives NaN. Derivation: see <see cref="PhiTable"/>.
    /// </summary>
    /// <param name="u">The argument in segments, any double.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double AtSegmentUnits(double u)
    {
        double t = Locate(u, out _, out int segment);
        ref double c = ref Unsafe.Add(ref PhiTable.BySegment.First, segment * PhiTable.Stride);
        double p = Unsafe.Add(ref c, PhiTable.Degree);
        for (int degree = PhiTable.Degree - 1; degree >= 0; degree--)
            p = Math.FusedMultiplyAdd(p, t, Unsafe.Add(ref c, degree));
        return FromHalf(p, u);
    }

    /// <summary>
    /// Phi(h u) to the precision of a double, and its derivative by u, that of the same polynomial: within 1e-13 of h
    /// phi(h u).
    /// </summary>
    /// <param name="u">The argument in segments of the kernels, any double.</param>
    /// <param name="magnitude">|x| = h |u|, at most 8.234375.</param>
    /// <param name="density">The derivative by u; not negative but for rounding beyond the end.</param>
    internal static double AtSegmentUnits(double u, out double magnitude, out double density)
    {
        double p = Fine(u * FinePerSegment, out double fine, out double derivative);
        magnitude = fine * (1 / FinePhiTable.SegmentsPerUnit);
        density = derivative * FinePerSegment;
        return p;
    }

    private static double Fine(double u, out double magnitude, out double density)
    {
        double t = Locate(u, out magnitude, out int segment);
        ref double c = ref Unsafe.Add(ref FinePhiTable.BySegment.First, segment * FinePhiTable.Stride);
        double p = Unsafe.Add(ref c, FinePhiTable.Degree);
        density = 0;
        for (int degree = FinePhiTable.Degree - 1; degree >= 0; degree--)
        {
            density = Math.FusedMultiplyAdd(density, t, p);
            p = Math.FusedMultiplyAdd(p, t, Unsafe.Add(ref c, degree));
        }

        return FromHalf(p, u);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Locate(double u, out double magnitude, out int segment)
    {
        magnitude = Math.Abs(u);

        // The comparison is false for NaN, which therefore stays and makes every later step NaN.
        magnitude = magnitude > PhiTable.UpperEnd ? PhiTable.UpperEnd : magnitude;
        double shifted = magnitude + PhiTable.Rounder;
        segment = (int)BitConverter.DoubleToInt64Bits(shifted) & (PhiTable.Segments - 1);
        return magnitude - (shifted - PhiTable.Rounder);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double FromHalf(double p, double u)
    {
        p = p > 0.5 ? 0.5 : p;
        return 0.5 + (u < 0 ? -p : p);
    }
}

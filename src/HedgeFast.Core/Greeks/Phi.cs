using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Greeks;

/// <summary>The standard normal distribution function, as every kernel computes it. This scalar form is the specification: one fixed sequence of operations.</summary>
public static class Phi
{
    /// <summary>Largest distance of the kernels' Phi from the true one.</summary>
    internal const double KernelError = 3e-16;

    /// <summary>
    /// Phi(x), the probability that a standard normal variable is at most <paramref name="x"/>. Absolute error at most 3e-16 for every double; exactly 0 and 1 beyond
    /// 8.234375 and at the infinities, exactly 1/2 at 0; never outside [0, 1]; NaN gives NaN. Derivation: see the table of coefficients.
    /// </summary>
    public static double At(double x) => AtSegmentUnits(x * PhiTable.SegmentsPerUnit);

    /// <summary>Phi(h u), h = 17/32: the kernels fold the factor into a and b.</summary>
    /// <param name="u">The argument in segments, any double.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double AtSegmentUnits(double u)
    {
        ref double c = ref Locate(u, out _, out double t);
        double p = Unsafe.Add(ref c, PhiTable.Degree);
        for (int degree = PhiTable.Degree - 1; degree >= 0; degree--)
            p = Math.FusedMultiplyAdd(p, t, Unsafe.Add(ref c, degree));
        return FromHalf(p, u);
    }

    /// <summary>Phi(h u) and its derivative by u, that of the same polynomial: within 1e-13 of h phi(h u).</summary>
    /// <param name="u">The argument in segments, any double.</param>
    /// <param name="magnitude">|u|, at most the end of the table.</param>
    /// <param name="density">The derivative by u; not negative but for rounding beyond the end.</param>
    internal static double AtSegmentUnits(double u, out double magnitude, out double density)
    {
        ref double c = ref Locate(u, out magnitude, out double t);
        double p = Unsafe.Add(ref c, PhiTable.Degree);
        density = 0;
        for (int degree = PhiTable.Degree - 1; degree >= 0; degree--)
        {
            density = Math.FusedMultiplyAdd(density, t, p);
            p = Math.FusedMultiplyAdd(p, t, Unsafe.Add(ref c, degree));
        }

        return FromHalf(p, u);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double Locate(double u, out double magnitude, out double t)
    {
        magnitude = Math.Abs(u);

        // The comparison is false for NaN, which therefore stays and makes every later step NaN.
        magnitude = magnitude > PhiTable.UpperEnd ? PhiTable.UpperEnd : magnitude;
        double shifted = magnitude + PhiTable.Rounder;
        t = magnitude - (shifted - PhiTable.Rounder);
        int segment = (int)BitConverter.DoubleToInt64Bits(shifted) & (PhiTable.Segments - 1);
        return ref Unsafe.Add(ref PhiTable.BySegment.First, segment * PhiTable.Stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double FromHalf(double p, double u)
    {
        p = p > 0.5 ? 0.5 : p;
        return 0.5 + (u < 0 ? -p : p);
    }
}

using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Greeks;

/// <summary>The standard normal distribution function, as every kernel computes it. This scalar form is the specification: one fixed sequence of operations.</summary>
public static class Phi
{
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
        double magnitude = Math.Abs(u);

        // The comparison is false for NaN, which therefore stays and makes every later step NaN.
        magnitude = magnitude > PhiTable.UpperEnd ? PhiTable.UpperEnd : magnitude;
        double shifted = magnitude + PhiTable.Rounder;
        double t = magnitude - (shifted - PhiTable.Rounder);
        int segment = (int)BitConverter.DoubleToInt64Bits(shifted) & (PhiTable.Segments - 1);
        ref double c = ref Unsafe.Add(ref PhiTable.BySegment.First, segment * PhiTable.Stride);

        double p = Unsafe.Add(ref c, 11);
        p = Math.FusedMultiplyAdd(p, t, Unsafe.Add(ref c, 10));
        p = Math.FusedMultiplyAdd(p, t, Unsafe.Add(ref c, 9));
        p = Math.FusedMultiplyAdd(p, t, Unsafe.Add(ref c, 8));
        p = Math.FusedMultiplyAdd(p, t, Unsafe.Add(ref c, 7));
        p = Math.FusedMultiplyAdd(p, t, Unsafe.Add(ref c, 6));
        p = Math.FusedMultiplyAdd(p, t, Unsafe.Add(ref c, 5));
        p = Math.FusedMultiplyAdd(p, t, Unsafe.Add(ref c, 4));
        p = Math.FusedMultiplyAdd(p, t, Unsafe.Add(ref c, 3));
        p = Math.FusedMultiplyAdd(p, t, Unsafe.Add(ref c, 2));
        p = Math.FusedMultiplyAdd(p, t, Unsafe.Add(ref c, 1));
        p = Math.FusedMultiplyAdd(p, t, c);

        p = p > 0.5 ? 0.5 : p;
        return 0.5 + (u < 0 ? -p : p);
    }
}

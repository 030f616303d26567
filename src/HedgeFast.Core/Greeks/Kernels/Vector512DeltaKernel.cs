using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HedgeFast.Core.Greeks.Kernels;

/// <summary>
/// AVX-512: eight options a vector, four vectors in flight so that the chain of fused multiply-adds never waits. A
/// coefficient of all sixteen segments fills two registers and is picked by one two-register permute, which reads only
/// the low four bits of each index: exactly those that the rounding leaves there.
/// </summary>
internal sealed class Vector512DeltaKernel : DeltaKernel
{
    private const int Stream = 4 * Lanes;

    /// <inheritdoc/>
    public override string Name => "v512";

    /// <inheritdoc/>
    public override bool IsSupported => Avx512F.IsSupported && Avx512DQ.IsSupported;

    /// <inheritdoc/>
    internal override int OptionsPerMicrosecond => 2048;

    /// <inheritdoc/>
    internal override ExpansionKernel Expansion { get; } = new Vector512ExpansionKernel();

    /// <inheritdoc/>
    internal override double Revalue(
        double level, double scale, ref readonly double a, ref readonly double b, ref readonly double w,
        ref double delta, int count)
    {
        ref readonly double table = ref PhiTable.ByDegree.First;
        Vector512<double> levels = Vector512.Create(level);
        Vector512<double> scales = Vector512.Create(scale);
        Vector512<double> sum = Vector512<double>.Zero;

        int i = 0;
        for (; i <= count - Stream; i += Stream)
        {
            Vector512<double> u0 = Vector512.FusedMultiplyAdd(Load(in b, i), levels, Load(in a, i));
            Vector512<double> u1 = Vector512.FusedMultiplyAdd(Load(in b, i + 8), levels, Load(in a, i + 8));
            Vector512<double> u2 = Vector512.FusedMultiplyAdd(Load(in b, i + 16), levels, Load(in a, i + 16));
            Vector512<double> u3 = Vector512.FusedMultiplyAdd(Load(in b, i + 24), levels, Load(in a, i + 24));
            Vector512<double> m0 = Magnitude(u0), m1 = Magnitude(u1), m2 = Magnitude(u2), m3 = Magnitude(u3);
            Vector512<double> r0 = Round(m0), r1 = Round(m1), r2 = Round(m2), r3 = Round(m3);
            Vector512<double> t0 = Fraction(m0, r0),
                t1 = Fraction(m1, r1),
                t2 = Fraction(m2, r2),
                t3 = Fraction(m3, r3);
            Vector512<long> k0 = r0.AsInt64(), k1 = r1.AsInt64(), k2 = r2.AsInt64(), k3 = r3.AsInt64();

            Vector512<double> low9 = Load(in table, 144), high9 = Load(in table, 152);
            Vector512<double> p0 = Avx512F.PermuteVar8x64x2(low9, k0, high9);
            Vector512<double> p1 = Avx512F.PermuteVar8x64x2(low9, k1, high9);
            Vector512<double> p2 = Avx512F.PermuteVar8x64x2(low9, k2, high9);
            Vector512<double> p3 = Avx512F.PermuteVar8x64x2(low9, k3, high9);
            Vector512<double> low8 = Load(in table, 128), high8 = Load(in table, 136);
            p0 = Vector512.FusedMultiplyAdd(p0, t0, Avx512F.PermuteVar8x64x2(low8, k0, high8));
            p1 = Vector512.FusedMultiplyAdd(p1, t1, Avx512F.PermuteVar8x64x2(low8, k1, high8));
            p2 = Vector512.FusedMultiplyAdd(p2, t2, Avx512F.PermuteVar8x64x2(low8, k2, high8));
            p3 = Vector512.FusedMultiplyAdd(p3, t3, Avx512F.PermuteVar8x64x2(low8, k3, high8));
            Vector512<double> low7 = Load(in table, 112), high7 = Load(in table, 120);
            p0 = Vector512.FusedMultiplyAdd(p0, t0, Avx512F.PermuteVar8x64x2(low7, k0, high7));
            p1 = Vector512.FusedMultiplyAdd(p1, t1, Avx512F.PermuteVar8x64x2(low7, k1, high7));
            p2 = Vector512.FusedMultiplyAdd(p2, t2, Avx512F.PermuteVar8x64x2(low7, k2, high7));
            p3 = Vector512.FusedMultiplyAdd(p3, t3, Avx512F.PermuteVar8x64x2(low7, k3, high7));
            Vector512<double> low6 = Load(in table, 96), high6 = Load(in table, 104);
            p0 = Vector512.FusedMultiplyAdd(p0, t0, Avx512F.PermuteVar8x64x2(low6, k0, high6));
            p1 = Vector512.FusedMultiplyAdd(p1, t1, Avx512F.PermuteVar8x64x2(low6, k1, high6));
            p2 = Vector512.FusedMultiplyAdd(p2, t2, Avx512F.PermuteVar8x64x2(low6, k2, high6));
            p3 = Vector512.FusedMultiplyAdd(p3, t3, Avx512F.PermuteVar8x64x2(low6, k3, high6));
            Vector512<double> low5 = Load(in table, 80), high5 = Load(in table, 88);
            p0 = Vector512.FusedMultiplyAdd(p0, t0, Avx512F.PermuteVar8x64x2(low5, k0, high5));
            p1 = Vector512.FusedMultiplyAdd(p1, t1, Avx512F.PermuteVar8x64x2(low5, k1, high5));
            p2 = Vector512.FusedMultiplyAdd(p2, t2, Avx512F.PermuteVar8x64x2(low5, k2, high5));
            p3 = Vector512.FusedMultiplyAdd(p3, t3, Avx512F.PermuteVar8x64x2(low5, k3, high5));
            Vector512<double> low4 = Load(in table, 64), high4 = Load(in table, 72);
            p0 = Vector512.FusedMultiplyAdd(p0, t0, Avx512F.PermuteVar8x64x2(low4, k0, high4));
            p1 = Vector512.FusedMultiplyAdd(p1, t1, Avx512F.PermuteVar8x64x2(low4, k1, high4));
            p2 = Vector512.FusedMultiplyAdd(p2, t2, Avx512F.PermuteVar8x64x2(low4, k2, high4));
            p3 = Vector512.FusedMultiplyAdd(p3, t3, Avx512F.PermuteVar8x64x2(low4, k3, high4));
            Vector512<double> low3 = Load(in table, 48), high3 = Load(in table, 56);
            p0 = Vector512.FusedMultiplyAdd(p0, t0, Avx512F.PermuteVar8x64x2(low3, k0, high3));
            p1 = Vector512.FusedMultiplyAdd(p1, t1, Avx512F.PermuteVar8x64x2(low3, k1, high3));
            p2 = Vector512.FusedMultiplyAdd(p2, t2, Avx512F.PermuteVar8x64x2(low3, k2, high3));
            p3 = Vector512.FusedMultiplyAdd(p3, t3, Avx512F.PermuteVar8x64x2(low3, k3, high3));
            Vector512<double> low2 = Load(in table, 32), high2 = Load(in table, 40);
            p0 = Vector512.FusedMultiplyAdd(p0, t0, Avx512F.PermuteVar8x64x2(low2, k0, high2));
            p1 = Vector512.FusedMultiplyAdd(p1, t1, Avx512F.PermuteVar8x64x2(low2, k1, high2));
            p2 = Vector512.FusedMultiplyAdd(p2, t2, Avx512F.PermuteVar8x64x2(low2, k2, high2));
            p3 = Vector512.FusedMultiplyAdd(p3, t3, Avx512F.PermuteVar8x64x2(low2, k3, high2));
            Vector512<double> low1 = Load(in table, 16), high1 = Load(in table, 24);
            p0 = Vector512.FusedMultiplyAdd(p0, t0, Avx512F.PermuteVar8x64x2(low1, k0, high1));
            p1 = Vector512.FusedMultiplyAdd(p1, t1, Avx512F.PermuteVar8x64x2(low1, k1, high1));
            p2 = Vector512.FusedMultiplyAdd(p2, t2, Avx512F.PermuteVar8x64x2(low1, k2, high1));
            p3 = Vector512.FusedMultiplyAdd(p3, t3, Avx512F.PermuteVar8x64x2(low1, k3, high1));
            Vector512<double> low0 = Load(in table, 0), high0 = Load(in table, 8);
            p0 = Vector512.FusedMultiplyAdd(p0, t0, Avx512F.PermuteVar8x64x2(low0, k0, high0));
            p1 = Vector512.FusedMultiplyAdd(p1, t1, Avx512F.PermuteVar8x64x2(low0, k1, high0));
            p2 = Vector512.FusedMultiplyAdd(p2, t2, Avx512F.PermuteVar8x64x2(low0, k2, high0));
            p3 = Vector512.FusedMultiplyAdd(p3, t3, Avx512F.PermuteVar8x64x2(low0, k3, high0));

            Vector512<double> d0 = Load(in w, i + 0) * scales * Finish(p0, u0);
            Vector512<double> d1 = Load(in w, i + 8) * scales * Finish(p1, u1);
            Vector512<double> d2 = Load(in w, i + 16) * scales * Finish(p2, u2);
            Vector512<double> d3 = Load(in w, i + 24) * scales * Finish(p3, u3);
            d0.StoreUnsafe(ref delta, (nuint)(i + 0));
            d1.StoreUnsafe(ref delta, (nuint)(i + 8));
            d2.StoreUnsafe(ref delta, (nuint)(i + 16));
            d3.StoreUnsafe(ref delta, (nuint)(i + 24));
            sum = sum + d0 + d1 + d2 + d3;
        }

        for (; i < count; i += Lanes)
        {
            Vector512<double> u = Vector512.FusedMultiplyAdd(Load(in b, i), levels, Load(in a, i));
            Vector512<double> m = Magnitude(u);
            Vector512<double> r = Round(m);
            Vector512<double> t = Fraction(m, r);
            Vector512<long> k = r.AsInt64();
            Vector512<double> p = Pick(in table, 9, k);
            p = Vector512.FusedMultiplyAdd(p, t, Pick(in table, 8, k));
            p = Vector512.FusedMultiplyAdd(p, t, Pick(in table, 7, k));
            p = Vector512.FusedMultiplyAdd(p, t, Pick(in table, 6, k));
            p = Vector512.FusedMultiplyAdd(p, t, Pick(in table, 5, k));
            p = Vector512.FusedMultiplyAdd(p, t, Pick(in table, 4, k));
            p = Vector512.FusedMultiplyAdd(p, t, Pick(in table, 3, k));
            p = Vector512.FusedMultiplyAdd(p, t, Pick(in table, 2, k));
            p = Vector512.FusedMultiplyAdd(p, t, Pick(in table, 1, k));
            p = Vector512.FusedMultiplyAdd(p, t, Pick(in table, 0, k));

            Vector512<double> d = Load(in w, i) * scales * Finish(p, u);
            Store(d, ref delta, i, count);
            sum += d;
        }

        Vector256<double> four = sum.GetLower() + sum.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two.GetElement(0) + two.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Load(ref readonly double first, int i) =>
        Vector512.LoadUnsafe(in first, (nuint)i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Magnitude(Vector512<double> u)
    {
        // A NaN in the second operand is the result, as in the scalar comparison.
        return Avx512F.Min(Vector512.Create(PhiTable.UpperEnd), Vector512.Abs(u));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Round(Vector512<double> magnitude) =>
        magnitude + Vector512.Create(PhiTable.Rounder);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Fraction(Vector512<double> magnitude, Vector512<double> rounded) =>
        magnitude - (rounded - Vector512.Create(PhiTable.Rounder));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Pick(ref readonly double table, int degree, Vector512<long> segment) =>
        Avx512F.PermuteVar8x64x2(
            Load(in table, degree * PhiTable.Segments), segment, Load(in table, (degree * PhiTable.Segments) + Lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Finish(Vector512<double> p, Vector512<double> u)
    {
        Vector512<double> half = Vector512.Create(0.5);
        return half + (Avx512F.Min(half, p) ^ (u & Vector512.Create(-0.0)));
    }

    internal static void Store(Vector512<double> d, ref double delta, int i, int count)
    {
        if (count - i >= Lanes)
        {
            d.StoreUnsafe(ref delta, (nuint)i);
            return;
        }

        for (int lane = 0; lane < count - i; lane++)
            Unsafe.Add(ref delta, i + lane) = d.GetElement(lane);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HedgeFast.Core.Greeks.Kernels;

/// <summary>
/// AVX2 with FMA: eight options a step in two vectors. No permute reaches sixteen doubles, so each option loads its
/// segment's coefficients four at a time and a 4x4 transpose lines them up by degree; that costs fewer instructions
/// than gathers.
/// </summary>
internal sealed class Vector256DeltaKernel : DeltaKernel
{
    /// <inheritdoc/>
    public override string Name => "v256";

    /// <inheritdoc/>
    public override bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    /// <inheritdoc/>
    internal override int OptionsPerMicrosecond => 512;

    /// <inheritdoc/>
    internal override ExpansionKernel Expansion { get; } = new Vector256ExpansionKernel();

    /// <inheritdoc/>
    internal override double Revalue(
        double level, double scale, ref readonly double a, ref readonly double b, ref readonly double w,
        ref double delta, int count)
    {
        ref readonly double table = ref PhiTable.BySegment.First;
        Vector256<double> levels = Vector256.Create(level);
        Vector256<double> scales = Vector256.Create(scale);
        Vector256<double> sum0 = Vector256<double>.Zero;
        Vector256<double> sum1 = Vector256<double>.Zero;

        for (int i = 0; i < count; i += Lanes)
        {
            Vector256<double> d0 = Load(in w, i) * scales * Distribution(
                Vector256.FusedMultiplyAdd(Load(in b, i), levels, Load(in a, i)), in table);
            Vector256<double> d1 = Load(in w, i + 4) * scales * Distribution(
                Vector256.FusedMultiplyAdd(Load(in b, i + 4), levels, Load(in a, i + 4)), in table);
            if (count - i >= Lanes)
            {
                d0.StoreUnsafe(ref delta, (nuint)i);
                d1.StoreUnsafe(ref delta, (nuint)(i + 4));
            }
            else
            {
                StoreTail(d0, d1, ref Unsafe.Add(ref delta, i), count - i);
            }

            sum0 += d0;
            sum1 += d1;
        }

        Vector256<double> four = sum0 + sum1;
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two.GetElement(0) + two.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Load(ref readonly double first, int i) =>
        Vector256.LoadUnsafe(in first, (nuint)i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Distribution(Vector256<double> u, ref readonly double table)
    {
        Vector256<double> t = Locate(u, out _, out Vector256<long> segment);
        ref readonly double c0 = ref Row(in table, segment.GetElement(0));
        ref readonly double c1 = ref Row(in table, segment.GetElement(1));
        ref readonly double c2 = ref Row(in table, segment.GetElement(2));
        ref readonly double c3 = ref Row(in table, segment.GetElement(3));

        Transpose(
            in c0, in c1, in c2, in c3, 8, out Vector256<double> p8, out Vector256<double> p9, out Vector256<double> _,
            out Vector256<double> _);
        Transpose(
            in c0, in c1, in c2, in c3, 4, out Vector256<double> p4, out Vector256<double> p5, out Vector256<double> p6,
            out Vector256<double> p7);
        Transpose(
            in c0, in c1, in c2, in c3, 0, out Vector256<double> p0, out Vector256<double> p1, out Vector256<double> p2,
            out Vector256<double> p3);
        Vector256<double> p = Vector256.FusedMultiplyAdd(p9, t, p8);
        p = Vector256.FusedMultiplyAdd(p, t, p7);
        p = Vector256.FusedMultiplyAdd(p, t, p6);
        p = Vector256.FusedMultiplyAdd(p, t, p5);
        p = Vector256.FusedMultiplyAdd(p, t, p4);
        p = Vector256.FusedMultiplyAdd(p, t, p3);
        p = Vector256.FusedMultiplyAdd(p, t, p2);
        p = Vector256.FusedMultiplyAdd(p, t, p1);
        p = Vector256.FusedMultiplyAdd(p, t, p0);
        return FromHalf(p, u);
    }

    /// <summary>Phi by the fine table, with |u|, at most its end, and the derivative by u.</summary>
    /// <param name="u">The argument in segments of the fine table.</param>
    /// <param name="table">The fine table, by segment.</param>
    /// <param name="magnitude">|u|.</param>
    /// <param name="density">The derivative.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Distribution(
        Vector256<double> u, ref readonly double table, out Vector256<double> magnitude, out Vector256<double> density)
    {
        Vector256<double> t = Locate(u, out magnitude, out Vector256<long> segment);
        ref readonly double c0 = ref Row(in table, segment.GetElement(0));
        ref readonly double c1 = ref Row(in table, segment.GetElement(1));
        ref readonly double c2 = ref Row(in table, segment.GetElement(2));
        ref readonly double c3 = ref Row(in table, segment.GetElement(3));

        Transpose(
            in c0, in c1, in c2, in c3, 8, out Vector256<double> p8, out Vector256<double> p9,
            out Vector256<double> p10, out Vector256<double> p11);
        Transpose(
            in c0, in c1, in c2, in c3, 4, out Vector256<double> p4, out Vector256<double> p5, out Vector256<double> p6,
            out Vector256<double> p7);
        Transpose(
            in c0, in c1, in c2, in c3, 0, out Vector256<double> p0, out Vector256<double> p1, out Vector256<double> p2,
            out Vector256<double> p3);
        Vector256<double> q = p11;
        Vector256<double> p = Vector256.FusedMultiplyAdd(p11, t, p10);
        q = Vector256.FusedMultiplyAdd(q, t, p);
        p = Vector256.FusedMultiplyAdd(p, t, p9);
        q = Vector256.FusedMultiplyAdd(q, t, p);
        p = Vector256.FusedMultiplyAdd(p, t, p8);
        q = Vector256.FusedMultiplyAdd(q, t, p);
        p = Vector256.FusedMultiplyAdd(p, t, p7);
        q = Vector256.FusedMultiplyAdd(q, t, p);
        p = Vector256.FusedMultiplyAdd(p, t, p6);
        q = Vector256.FusedMultiplyAdd(q, t, p);
        p = Vector256.FusedMultiplyAdd(p, t, p5);
        q = Vector256.FusedMultiplyAdd(q, t, p);
        p = Vector256.FusedMultiplyAdd(p, t, p4);
        q = Vector256.FusedMultiplyAdd(q, t, p);
        p = Vector256.FusedMultiplyAdd(p, t, p3);
        q = Vector256.FusedMultiplyAdd(q, t, p);
        p = Vector256.FusedMultiplyAdd(p, t, p2);
        q = Vector256.FusedMultiplyAdd(q, t, p);
        p = Vector256.FusedMultiplyAdd(p, t, p1);
        q = Vector256.FusedMultiplyAdd(q, t, p);
        p = Vector256.FusedMultiplyAdd(p, t, p0);
        density = q;
        return FromHalf(p, u);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Locate(
        Vector256<double> u, out Vector256<double> magnitude, out Vector256<long> segment)
    {
        Vector256<double> end = Vector256.Create(PhiTable.UpperEnd);
        magnitude = Vector256.Abs(u);
        magnitude = Vector256.ConditionalSelect(Vector256.GreaterThan(magnitude, end), end, magnitude);
        Vector256<double> shifted = magnitude + Vector256.Create(PhiTable.Rounder);
        segment = shifted.AsInt64() & Vector256.Create((long)PhiTable.Segments - 1);
        return magnitude - (shifted - Vector256.Create(PhiTable.Rounder));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> FromHalf(Vector256<double> p, Vector256<double> u)
    {
        Vector256<double> half = Vector256.Create(0.5);
        p = Vector256.ConditionalSelect(Vector256.GreaterThan(p, half), half, p);
        return half + (p ^ (u & Vector256.Create(-0.0)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref readonly double Row(ref readonly double table, long segment) =>
        ref Unsafe.Add(ref Unsafe.AsRef(in table), (nint)segment * PhiTable.Stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Transpose(
        ref readonly double c0, ref readonly double c1, ref readonly double c2, ref readonly double c3, int degree,
        out Vector256<double> p0, out Vector256<double> p1, out Vector256<double> p2, out Vector256<double> p3)
    {
        Vector256<double> r0 = Load(in c0, degree),
            r1 = Load(in c1, degree),
            r2 = Load(in c2, degree),
            r3 = Load(in c3, degree);
        Vector256<double> even01 = Avx.UnpackLow(r0, r1), odd01 = Avx.UnpackHigh(r0, r1);
        Vector256<double> even23 = Avx.UnpackLow(r2, r3), odd23 = Avx.UnpackHigh(r2, r3);
        p0 = Avx.Permute2x128(even01, even23, 0x20);
        p1 = Avx.Permute2x128(odd01, odd23, 0x20);
        p2 = Avx.Permute2x128(even01, even23, 0x31);
        p3 = Avx.Permute2x128(odd01, odd23, 0x31);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void StoreTail(Vector256<double> d0, Vector256<double> d1, ref double delta, int count)
    {
        Span<double> all = stackalloc double[Lanes];
        d0.CopyTo(all);
        d1.CopyTo(all[4..]);
        for (int lane = 0; lane < count; lane++)
            Unsafe.Add(ref delta, lane) = all[lane];
    }
}

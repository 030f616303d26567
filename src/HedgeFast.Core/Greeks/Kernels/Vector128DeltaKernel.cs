using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace HedgeFast.Core.Greeks.Kernels;

/// <summary>
/// SSE with FMA, or AdvSimd: eight options a step in four vectors. Each option loads its segment's coefficients two at
/// a time and two unpacks line them up by degree.
/// </summary>
internal sealed class Vector128DeltaKernel : DeltaKernel
{
    /// <inheritdoc/>
    public override string Name => "v128";

    /// <inheritdoc/>
    public override bool IsSupported => (Sse2.IsSupported && Fma.IsSupported) || AdvSimd.Arm64.IsSupported;

    /// <inheritdoc/>
    internal override int OptionsPerMicrosecond => 384;

    /// <inheritdoc/>
    internal override ExpansionKernel Expansion { get; } = new Vector128ExpansionKernel();

    /// <inheritdoc/>
    internal override double Revalue(
        double level, double scale, ref readonly double a, ref readonly double b, ref readonly double w,
        ref double delta, int count)
    {
        ref readonly double table = ref PhiTable.BySegment.First;
        Vector128<double> levels = Vector128.Create(level);
        Vector128<double> scales = Vector128.Create(scale);
        Vector128<double> sum0 = Vector128<double>.Zero;
        Vector128<double> sum1 = Vector128<double>.Zero;
        Vector128<double> sum2 = Vector128<double>.Zero;
        Vector128<double> sum3 = Vector128<double>.Zero;

        for (int i = 0; i < count; i += Lanes)
        {
            Vector128<double> d0 = Load(in w, i) * scales * Distribution(
                Vector128.FusedMultiplyAdd(Load(in b, i), levels, Load(in a, i)), in table);
            Vector128<double> d1 = Load(in w, i + 2) * scales * Distribution(
                Vector128.FusedMultiplyAdd(Load(in b, i + 2), levels, Load(in a, i + 2)), in table);
            Vector128<double> d2 = Load(in w, i + 4) * scales * Distribution(
                Vector128.FusedMultiplyAdd(Load(in b, i + 4), levels, Load(in a, i + 4)), in table);
            Vector128<double> d3 = Load(in w, i + 6) * scales * Distribution(
                Vector128.FusedMultiplyAdd(Load(in b, i + 6), levels, Load(in a, i + 6)), in table);
            if (count - i >= Lanes)
            {
                d0.StoreUnsafe(ref delta, (nuint)i);
                d1.StoreUnsafe(ref delta, (nuint)(i + 2));
                d2.StoreUnsafe(ref delta, (nuint)(i + 4));
                d3.StoreUnsafe(ref delta, (nuint)(i + 6));
            }
            else
            {
                StoreTail(d0, d1, d2, d3, ref Unsafe.Add(ref delta, i), count - i);
            }

            sum0 += d0;
            sum1 += d1;
            sum2 += d2;
            sum3 += d3;
        }

        Vector128<double> two = (sum0 + sum2) + (sum1 + sum3);
        return two.GetElement(0) + two.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> Load(ref readonly double first, int i) =>
        Vector128.LoadUnsafe(in first, (nuint)i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Distribution(Vector128<double> u, ref readonly double table)
    {
        Vector128<double> t = Locate(u, out _, out Vector128<long> segment);
        ref readonly double c0 = ref Row(in table, segment.GetElement(0));
        ref readonly double c1 = ref Row(in table, segment.GetElement(1));

        Transpose(in c0, in c1, 8, out Vector128<double> p8, out Vector128<double> p9);
        Transpose(in c0, in c1, 6, out Vector128<double> p6, out Vector128<double> p7);
        Transpose(in c0, in c1, 4, out Vector128<double> p4, out Vector128<double> p5);
        Transpose(in c0, in c1, 2, out Vector128<double> p2, out Vector128<double> p3);
        Transpose(in c0, in c1, 0, out Vector128<double> p0, out Vector128<double> p1);
        Vector128<double> p = Vector128.FusedMultiplyAdd(p9, t, p8);
        p = Vector128.FusedMultiplyAdd(p, t, p7);
        p = Vector128.FusedMultiplyAdd(p, t, p6);
        p = Vector128.FusedMultiplyAdd(p, t, p5);
        p = Vector128.FusedMultiplyAdd(p, t, p4);
        p = Vector128.FusedMultiplyAdd(p, t, p3);
        p = Vector128.FusedMultiplyAdd(p, t, p2);
        p = Vector128.FusedMultiplyAdd(p, t, p1);
        p = Vector128.FusedMultiplyAdd(p, t, p0);
        return FromHalf(p, u);
    }

    /// <summary>Phi by the fine table, with |u|, at most its end, and the derivative by u.</summary>
    /// <param name="u">The argument in segments of the fine table.</param>
    /// <param name="table">The fine table, by segment.</param>
    /// <param name="magnitude">|u|.</param>
    /// <param name="density">The derivative.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<double> Distribution(
        Vector128<double> u, ref readonly double table, out Vector128<double> magnitude, out Vector128<double> density)
    {
        Vector128<double> t = Locate(u, out magnitude, out Vector128<long> segment);
        ref readonly double c0 = ref Row(in table, segment.GetElement(0));
        ref readonly double c1 = ref Row(in table, segment.GetElement(1));

        Transpose(in c0, in c1, 10, out Vector128<double> p10, out Vector128<double> p11);
        Transpose(in c0, in c1, 8, out Vector128<double> p8, out Vector128<double> p9);
        Transpose(in c0, in c1, 6, out Vector128<double> p6, out Vector128<double> p7);
        Transpose(in c0, in c1, 4, out Vector128<double> p4, out Vector128<double> p5);
        Transpose(in c0, in c1, 2, out Vector128<double> p2, out Vector128<double> p3);
        Transpose(in c0, in c1, 0, out Vector128<double> p0, out Vector128<double> p1);
        Vector128<double> q = p11;
        Vector128<double> p = Vector128.FusedMultiplyAdd(p11, t, p10);
        q = Vector128.FusedMultiplyAdd(q, t, p);
        p = Vector128.FusedMultiplyAdd(p, t, p9);
        q = Vector128.FusedMultiplyAdd(q, t, p);
        p = Vector128.FusedMultiplyAdd(p, t, p8);
        q = Vector128.FusedMultiplyAdd(q, t, p);
        p = Vector128.FusedMultiplyAdd(p, t, p7);
        q = Vector128.FusedMultiplyAdd(q, t, p);
        p = Vector128.FusedMultiplyAdd(p, t, p6);
        q = Vector128.FusedMultiplyAdd(q, t, p);
        p = Vector128.FusedMultiplyAdd(p, t, p5);
        q = Vector128.FusedMultiplyAdd(q, t, p);
        p = Vector128.FusedMultiplyAdd(p, t, p4);
        q = Vector128.FusedMultiplyAdd(q, t, p);
        p = Vector128.FusedMultiplyAdd(p, t, p3);
        q = Vector128.FusedMultiplyAdd(q, t, p);
        p = Vector128.FusedMultiplyAdd(p, t, p2);
        q = Vector128.FusedMultiplyAdd(q, t, p);
        p = Vector128.FusedMultiplyAdd(p, t, p1);
        q = Vector128.FusedMultiplyAdd(q, t, p);
        p = Vector128.FusedMultiplyAdd(p, t, p0);
        density = q;
        return FromHalf(p, u);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Locate(
        Vector128<double> u, out Vector128<double> magnitude, out Vector128<long> segment)
    {
        Vector128<double> end = Vector128.Create(PhiTable.UpperEnd);
        magnitude = Vector128.Abs(u);
        magnitude = Vector128.ConditionalSelect(Vector128.GreaterThan(magnitude, end), end, magnitude);
        Vector128<double> shifted = magnitude + Vector128.Create(PhiTable.Rounder);
        segment = shifted.AsInt64() & Vector128.Create((long)PhiTable.Segments - 1);
        return magnitude - (shifted - Vector128.Create(PhiTable.Rounder));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> FromHalf(Vector128<double> p, Vector128<double> u)
    {
        Vector128<double> half = Vector128.Create(0.5);
        p = Vector128.ConditionalSelect(Vector128.GreaterThan(p, half), half, p);
        return half + (p ^ (u & Vector128.Create(-0.0)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref readonly double Row(ref readonly double table, long segment) =>
        ref Unsafe.Add(ref Unsafe.AsRef(in table), (nint)segment * PhiTable.Stride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Transpose(
        ref readonly double c0, ref readonly double c1, int degree, out Vector128<double> p0, out Vector128<double> p1)
    {
        Vector128<double> r0 = Load(in c0, degree), r1 = Load(in c1, degree);
        if (AdvSimd.Arm64.IsSupported)
        {
            p0 = AdvSimd.Arm64.ZipLow(r0, r1);
            p1 = AdvSimd.Arm64.ZipHigh(r0, r1);
        }
        else
        {
            p0 = Sse2.UnpackLow(r0, r1);
            p1 = Sse2.UnpackHigh(r0, r1);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void StoreTail(
        Vector128<double> d0, Vector128<double> d1, Vector128<double> d2, Vector128<double> d3, ref double delta,
        int count)
    {
        Span<double> all = stackalloc double[Lanes];
        d0.CopyTo(all);
        d1.CopyTo(all[2..]);
        d2.CopyTo(all[4..]);
        d3.CopyTo(all[6..]);
        for (int lane = 0; lane < count; lane++)
            Unsafe.Add(ref delta, lane) = all[lane];
    }
}

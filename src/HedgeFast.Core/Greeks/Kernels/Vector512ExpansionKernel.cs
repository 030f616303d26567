using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static HedgeFast.Core.Greeks.Kernels.Vector512DeltaKernel;

namespace HedgeFast.Core.Greeks.Kernels;

/// <summary>AVX-512: one group a vector.</summary>
internal sealed class Vector512ExpansionKernel : ExpansionKernel
{
    /// <inheritdoc/>
    public override void Expand(
        double level, ref readonly double a, ref readonly double b, ref readonly double w, ref double coefficients,
        int count)
    {
        ref readonly double table = ref FinePhiTable.ByDegree.First;
        Vector512<double> levels = Vector512.Create(level);
        ref double c = ref coefficients;
        int i = 0;
        for (; i < count - Lanes; i += 2 * Lanes)
        {
            Vector512<double> b0 = Load(in b, i), b1 = Load(in b, i + Lanes);
            Vector512<double> u0 = Vector512.FusedMultiplyAdd(
                b0, levels, Load(in a, i)) * Vector512.Create(FinePerSegment);
            Vector512<double> u1 = Vector512.FusedMultiplyAdd(
                b1, levels, Load(in a, i + Lanes)) * Vector512.Create(FinePerSegment);
            Vector512<double> m0 = Magnitude(u0), m1 = Magnitude(u1);
            Vector512<double> r0 = Round(m0), r1 = Round(m1);
            Vector512<double> t0 = Fraction(m0, r0), t1 = Fraction(m1, r1);
            Vector512<long> k0 = r0.AsInt64(), k1 = r1.AsInt64();
            Vector512<double> p0 = Pick(in table, FinePhiTable.Degree, k0),
                p1 = Pick(in table, FinePhiTable.Degree, k1);
            Vector512<double> q0 = Vector512<double>.Zero, q1 = Vector512<double>.Zero;
            for (int degree = FinePhiTable.Degree - 1; degree >= 0; degree--)
            {
                q0 = Vector512.FusedMultiplyAdd(q0, t0, p0);
                q1 = Vector512.FusedMultiplyAdd(q1, t1, p1);
                p0 = Vector512.FusedMultiplyAdd(p0, t0, Pick(in table, degree, k0));
                p1 = Vector512.FusedMultiplyAdd(p1, t1, Pick(in table, degree, k1));
            }

            Store(ref c, Load(in w, i), b0, u0, m0, Finish(p0, u0), q0);
            Store(ref Unsafe.Add(ref c, GroupDoubles), Load(in w, i + Lanes), b1, u1, m1, Finish(p1, u1), q1);
            c = ref Unsafe.Add(ref c, 2 * GroupDoubles);
        }

        for (; i < count; i += Lanes)
        {
            Vector512<double> slope = Load(in b, i);
            Vector512<double> u = Vector512.FusedMultiplyAdd(
                slope, levels, Load(in a, i)) * Vector512.Create(FinePerSegment);
            Vector512<double> m = Magnitude(u);
            Vector512<double> r = Round(m);
            Vector512<double> t = Fraction(m, r);
            Vector512<long> k = r.AsInt64();
            Vector512<double> p = Pick(in table, FinePhiTable.Degree, k);
            Vector512<double> q = Vector512<double>.Zero;
            for (int degree = FinePhiTable.Degree - 1; degree >= 0; degree--)
            {
                q = Vector512.FusedMultiplyAdd(q, t, p);
                p = Vector512.FusedMultiplyAdd(p, t, Pick(in table, degree, k));
            }

            Store(ref c, Load(in w, i), slope, u, m, Finish(p, u), q);
            c = ref Unsafe.Add(ref c, GroupDoubles);
        }
    }

    /// <inheritdoc/>
    public override void Follow(
        double distance, double scale, ref readonly double coefficients, ref double delta, int count, ref double lanes)
    {
        Vector512<double> t = Vector512.Create(distance);
        Vector512<double> s = Vector512.Create(scale);
        Vector512<double> sum = Vector512.LoadUnsafe(in lanes);
        ref double c = ref Unsafe.AsRef(in coefficients);
        int i = 0;
        for (; i <= count - Lanes; i += Lanes)
        {
            Vector512<double> d = s * Polynomial(t, ref c);
            d.StoreUnsafe(ref delta, (nuint)i);
            sum += d;
            c = ref Unsafe.Add(ref c, GroupDoubles);
        }

        sum.StoreUnsafe(ref lanes);
        if (i < count)
            FollowTail(t, s, ref c, ref Unsafe.Add(ref delta, i), count - i, ref lanes);
    }

    // Apart, because a call in the loop's method would make the loop keep its sum in memory.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FollowTail(
        Vector512<double> t, Vector512<double> s, ref double c, ref double delta, int count, ref double lanes)
    {
        Vector512<double> d = s * Polynomial(t, ref c);
        Vector512DeltaKernel.Store(d, ref delta, 0, count);
        (Vector512.LoadUnsafe(in lanes) + d).StoreUnsafe(ref lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Polynomial(Vector512<double> t, ref double c)
    {
        Vector512<long> both = Load(in c, 3 * Lanes).AsInt64();
        Vector512<double> p = Vector512.FusedMultiplyAdd(
            (both << 32).AsDouble(), t, (both & Vector512.Create(UpperHalf)).AsDouble());
        p = Vector512.FusedMultiplyAdd(p, t, Load(in c, 2 * Lanes));
        p = Vector512.FusedMultiplyAdd(p, t, Load(in c, Lanes));
        return Vector512.FusedMultiplyAdd(p, t, Load(in c, 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(
        ref double c, Vector512<double> w, Vector512<double> b, Vector512<double> u, Vector512<double> magnitude,
        Vector512<double> probability, Vector512<double> derivative)
    {
        Vector512<double> density = derivative * Vector512.Create(FinePerSegment);
        Vector512<double> x = (magnitude * Vector512.Create(FineWidth)) ^ (u & Vector512.Create(-0.0));
        Vector512<double> z = Vector512.Create(Width) * b;
        Vector512<double> square = x * x;
        Vector512<double> first = w * b * density;
        Vector512<double> second = first * z;
        Vector512<double> third = second * z;
        Vector512<double> fourth = third * z;
        (w * probability).StoreUnsafe(ref c);
        first.StoreUnsafe(ref c, Lanes);
        (second * (x * Vector512.Create(-1.0 / 2))).StoreUnsafe(ref c, 2 * Lanes);
        Vector512<long> upper =
            (third
                * ((square - Vector512<double>.One)
                    * Vector512.Create(1.0 / 6))).AsInt64() & Vector512.Create(UpperHalf);
        Vector512<long> lower =
            (fourth * (x * (square - Vector512.Create(3.0)) * Vector512.Create(-1.0 / 24))).AsInt64() >>> 32;
        (upper | lower).AsDouble().StoreUnsafe(ref c, 3 * Lanes);
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static HedgeFast.Core.Greeks.Kernels.Vector256DeltaKernel;

namespace HedgeFast.Core.Greeks.Kernels;

/// <summary>AVX2 with FMA: a group in two vectors.</summary>
internal sealed class Vector256ExpansionKernel : ExpansionKernel
{
    private const int Half = 4;

    /// <inheritdoc/>
    public override void Expand(
        double level, ref readonly double a, ref readonly double b, ref readonly double w, ref double coefficients,
        int count)
    {
        Vector256<double> levels = Vector256.Create(level);
        for (int i = 0; i < count; i += Lanes)
        {
            ref double c = ref Unsafe.Add(ref coefficients, i / Lanes * GroupDoubles);
            Store(
                ref c, Load(in w, i), Load(in b, i), Vector256.FusedMultiplyAdd(Load(in b, i), levels, Load(in a, i)));
            c = ref Unsafe.Add(ref c, Half);
            Store(
                ref c, Load(in w, i + Half), Load(in b, i + Half),
                Vector256.FusedMultiplyAdd(Load(in b, i + Half), levels, Load(in a, i + Half)));
        }
    }

    /// <inheritdoc/>
    public override void Follow(
        double distance, double scale, ref readonly double coefficients, ref double delta, int count, ref double lanes)
    {
        Vector256<double> t = Vector256.Create(distance);
        Vector256<double> s = Vector256.Create(scale);
        Vector256<double> sum0 = Vector256.LoadUnsafe(in lanes);
        Vector256<double> sum1 = Vector256.LoadUnsafe(in lanes, Half);
        for (int i = 0; i < count; i += Lanes)
        {
            ref double c = ref Unsafe.Add(ref Unsafe.AsRef(in coefficients), i / Lanes * GroupDoubles);
            Vector256<double> d0 = s * Polynomial(t, ref c);
            Vector256<double> d1 = s * Polynomial(t, ref Unsafe.Add(ref c, Half));
            if (count - i >= Lanes)
            {
                d0.StoreUnsafe(ref delta, (nuint)i);
                d1.StoreUnsafe(ref delta, (nuint)(i + Half));
            }
            else
            {
                StoreTail(d0, d1, ref Unsafe.Add(ref delta, i), count - i);
            }

            sum0 += d0;
            sum1 += d1;
        }

        sum0.StoreUnsafe(ref lanes);
        sum1.StoreUnsafe(ref lanes, Half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Polynomial(Vector256<double> t, ref double c)
    {
        Vector256<long> both = Load(in c, 3 * Lanes).AsInt64();
        Vector256<double> p = Vector256.FusedMultiplyAdd(
            (both << 32).AsDouble(), t, (both & Vector256.Create(UpperHalf)).AsDouble());
        p = Vector256.FusedMultiplyAdd(p, t, Load(in c, 2 * Lanes));
        p = Vector256.FusedMultiplyAdd(p, t, Load(in c, Lanes));
        return Vector256.FusedMultiplyAdd(p, t, Load(in c, 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref double c, Vector256<double> w, Vector256<double> b, Vector256<double> u)
    {
        Vector256<double> fine = u * Vector256.Create(FinePerSegment);
        Vector256<double> probability = Distribution(
            fine, in FinePhiTable.BySegment.First, out Vector256<double> magnitude, out Vector256<double> derivative);
        Vector256<double> density = derivative * Vector256.Create(FinePerSegment);
        Vector256<double> x = (magnitude * Vector256.Create(FineWidth)) ^ (u & Vector256.Create(-0.0));
        Vector256<double> z = Vector256.Create(Width) * b;
        Vector256<double> square = x * x;
        Vector256<double> first = w * b * density;
        Vector256<double> second = first * z;
        Vector256<double> third = second * z;
        Vector256<double> fourth = third * z;
        (w * probability).StoreUnsafe(ref c);
        first.StoreUnsafe(ref c, Lanes);
        (second * (x * Vector256.Create(-1.0 / 2))).StoreUnsafe(ref c, 2 * Lanes);
        Vector256<long> upper =
            (third
                * ((square - Vector256<double>.One)
                    * Vector256.Create(1.0 / 6))).AsInt64() & Vector256.Create(UpperHalf);
        Vector256<long> lower =
            (fourth * (x * (square - Vector256.Create(3.0)) * Vector256.Create(-1.0 / 24))).AsInt64() >>> 32;
        (upper | lower).AsDouble().StoreUnsafe(ref c, 3 * Lanes);
    }
}

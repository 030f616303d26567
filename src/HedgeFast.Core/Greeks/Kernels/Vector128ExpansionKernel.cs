using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static HedgeFast.Core.Greeks.Kernels.Vector128DeltaKernel;

namespace HedgeFast.Core.Greeks.Kernels;

/// <summary>SSE with FMA, or AdvSimd: a group in four vectors.</summary>
internal sealed class Vector128ExpansionKernel : ExpansionKernel
{
    private const int Pair = 2;

    /// <inheritdoc/>
    public override void Expand(
        double level, ref readonly double a, ref readonly double b, ref readonly double w, ref double coefficients,
        int count)
    {
        Vector128<double> levels = Vector128.Create(level);
        for (int i = 0; i < (count + Lanes - 1) / Lanes * Lanes; i += Pair)
        {
            ref double c = ref Unsafe.Add(ref coefficients, (i / Lanes * GroupDoubles) + (i % Lanes));
            Store(
                ref c, Load(in w, i), Load(in b, i), Vector128.FusedMultiplyAdd(Load(in b, i), levels, Load(in a, i)));
        }
    }

    /// <inheritdoc/>
    public override void Follow(
        double distance, double scale, ref readonly double coefficients, ref double delta, int count, ref double lanes)
    {
        Vector128<double> t = Vector128.Create(distance);
        Vector128<double> s = Vector128.Create(scale);
        Vector128<double> sum0 = Vector128.LoadUnsafe(in lanes);
        Vector128<double> sum1 = Vector128.LoadUnsafe(in lanes, Pair);
        Vector128<double> sum2 = Vector128.LoadUnsafe(in lanes, 2 * Pair);
        Vector128<double> sum3 = Vector128.LoadUnsafe(in lanes, 3 * Pair);
        for (int i = 0; i < count; i += Lanes)
        {
            ref double c = ref Unsafe.Add(ref Unsafe.AsRef(in coefficients), i / Lanes * GroupDoubles);
            Vector128<double> d0 = s * Polynomial(t, ref c);
            Vector128<double> d1 = s * Polynomial(t, ref Unsafe.Add(ref c, Pair));
            Vector128<double> d2 = s * Polynomial(t, ref Unsafe.Add(ref c, 2 * Pair));
            Vector128<double> d3 = s * Polynomial(t, ref Unsafe.Add(ref c, 3 * Pair));
            if (count - i >= Lanes)
            {
                d0.StoreUnsafe(ref delta, (nuint)i);
                d1.StoreUnsafe(ref delta, (nuint)(i + Pair));
                d2.StoreUnsafe(ref delta, (nuint)(i + (2 * Pair)));
                d3.StoreUnsafe(ref delta, (nuint)(i + (3 * Pair)));
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

        sum0.StoreUnsafe(ref lanes);
        sum1.StoreUnsafe(ref lanes, Pair);
        sum2.StoreUnsafe(ref lanes, 2 * Pair);
        sum3.StoreUnsafe(ref lanes, 3 * Pair);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Polynomial(Vector128<double> t, ref double c)
    {
        Vector128<long> both = Load(in c, 3 * Lanes).AsInt64();
        Vector128<double> p = Vector128.FusedMultiplyAdd(
            (both << 32).AsDouble(), t, (both & Vector128.Create(UpperHalf)).AsDouble());
        p = Vector128.FusedMultiplyAdd(p, t, Load(in c, 2 * Lanes));
        p = Vector128.FusedMultiplyAdd(p, t, Load(in c, Lanes));
        return Vector128.FusedMultiplyAdd(p, t, Load(in c, 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref double c, Vector128<double> w, Vector128<double> b, Vector128<double> u)
    {
        Vector128<double> fine = u * Vector128.Create(FinePerSegment);
        Vector128<double> probability = Distribution(
            fine, in FinePhiTable.BySegment.First, out Vector128<double> magnitude, out Vector128<double> derivative);
        Vector128<double> density = derivative * Vector128.Create(FinePerSegment);
        Vector128<double> x = (magnitude * Vector128.Create(FineWidth)) ^ (u & Vector128.Create(-0.0));
        Vector128<double> z = Vector128.Create(Width) * b;
        Vector128<double> square = x * x;
        Vector128<double> first = w * b * density;
        Vector128<double> second = first * z;
        Vector128<double> third = second * z;
        Vector128<double> fourth = third * z;
        (w * probability).StoreUnsafe(ref c);
        first.StoreUnsafe(ref c, Lanes);
        (second * (x * Vector128.Create(-1.0 / 2))).StoreUnsafe(ref c, 2 * Lanes);
        Vector128<long> upper =
            (third
                * ((square - Vector128<double>.One)
                    * Vector128.Create(1.0 / 6))).AsInt64() & Vector128.Create(UpperHalf);
        Vector128<long> lower =
            (fourth * (x * (square - Vector128.Create(3.0)) * Vector128.Create(-1.0 / 24))).AsInt64() >>> 32;
        (upper | lower).AsDouble().StoreUnsafe(ref c, 3 * Lanes);
    }
}

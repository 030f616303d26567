using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Greeks.Kernels;

/// <summary>The specification of every other expansion kernel.</summary>
internal sealed class ScalarExpansionKernel : ExpansionKernel
{
    /// <inheritdoc/>
    public override void Expand(
        double level, ref readonly double a, ref readonly double b, ref readonly double w, ref double coefficients,
        int count)
    {
        for (int i = 0; i < (count + Lanes - 1) / Lanes * Lanes; i++)
        {
            ref double c = ref Unsafe.Add(ref coefficients, (i / Lanes * GroupDoubles) + (i % Lanes));
            double slope = Unsafe.Add(ref Unsafe.AsRef(in b), i);
            double weight = Unsafe.Add(ref Unsafe.AsRef(in w), i);
            double u = Math.FusedMultiplyAdd(slope, level, Unsafe.Add(ref Unsafe.AsRef(in a), i));
            double probability = Phi.AtSegmentUnits(u, out double magnitude, out double density);
            double x = Math.CopySign(magnitude, u);
            double z = Width * slope;
            double square = x * x;
            double first = weight * slope * density;
            double second = first * z;
            double third = second * z;
            double fourth = third * z;
            c = weight * probability;
            Unsafe.Add(ref c, Lanes) = first;
            Unsafe.Add(ref c, 2 * Lanes) = second * (x * (-1.0 / 2));
            long upper = BitConverter.DoubleToInt64Bits(third * ((square - 1) * (1.0 / 6)));
            long lower = BitConverter.DoubleToInt64Bits(fourth * (x * (square - 3) * (-1.0 / 24)));
            Unsafe.Add(ref c, 3 * Lanes) = BitConverter.Int64BitsToDouble((upper & UpperHalf) | (lower >>> 32));
        }
    }

    /// <inheritdoc/>
    public override void Follow(
        double distance, double scale, ref readonly double coefficients, ref double delta, int count, ref double lanes)
    {
        for (int i = 0; i < count; i++)
        {
            ref double c = ref Unsafe.Add(ref Unsafe.AsRef(in coefficients), (i / Lanes * GroupDoubles) + (i % Lanes));
            long both = BitConverter.DoubleToInt64Bits(Unsafe.Add(ref c, 3 * Lanes));
            double p = Math.FusedMultiplyAdd(
                BitConverter.Int64BitsToDouble(both << 32), distance, BitConverter.Int64BitsToDouble(both & UpperHalf));
            p = Math.FusedMultiplyAdd(p, distance, Unsafe.Add(ref c, 2 * Lanes));
            p = Math.FusedMultiplyAdd(p, distance, Unsafe.Add(ref c, Lanes));
            p = Math.FusedMultiplyAdd(p, distance, c);
            double d = scale * p;
            Unsafe.Add(ref delta, i) = d;
            Unsafe.Add(ref lanes, i % Lanes) += d;
        }
    }
}

using System.Runtime.Intrinsics;

namespace HedgeFast.Core.Greeks.Kernels;

/// <summary>
/// <see cref="Elementary"/> eight at a time, by the same sequence of operations: every element has the bits that the
/// scalar form gives, on every machine.
/// </summary>
internal static class VectorElementary
{
    private const double LogTwoHigh = 0.6931471805598903;
    private const double LogTwoLow = 5.497923018708371e-14;
    private const double InverseLogTwo = 1.4426950408889634;

    // Added to a whole number below 2^51 it leaves the number in the low bits of the significand: 1.5 * 2^52.
    private const double Rounder = 6755399441055744.0;

    /// <summary>ln x for positive normal x.</summary>
    public static Vector512<double> Log(Vector512<double> x)
    {
        Vector512<long> bits = x.AsInt64();
        Vector512<double> significand =
            ((bits & Vector512.Create(0xFFFFFFFFFFFFFL)) | Vector512.Create(0x3FF0000000000000L)).AsDouble();
        Vector512<double> exponent = ToDouble((bits >>> 52) - Vector512.Create(1023L));
        Vector512<double> isUpper = Vector512.GreaterThan(significand, Vector512.Create(1.4142135623730951));
        significand = Vector512.ConditionalSelect(isUpper, significand * 0.5, significand);
        exponent = Vector512.ConditionalSelect(isUpper, exponent + Vector512<double>.One, exponent);

        Vector512<double> z = significand - Vector512<double>.One;
        Vector512<double> s = z / (Vector512.Create(2.0) + z);
        Vector512<double> q = s * s;
        Vector512<double> r = Vector512.Create(2.0 / 21);
        r = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(2.0 / 19));
        r = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(2.0 / 17));
        r = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(2.0 / 15));
        r = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(2.0 / 13));
        r = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(2.0 / 11));
        r = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(2.0 / 9));
        r = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(2.0 / 7));
        r = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(2.0 / 5));
        r = Vector512.FusedMultiplyAdd(r, q, Vector512.Create(2.0 / 3));
        r *= q;

        Vector512<double> half = z * 0.5 * z;
        Vector512<double> low = Vector512.FusedMultiplyAdd(s, half + r, exponent * LogTwoLow);
        return (exponent * LogTwoHigh) + (z - (half - low));
    }

    /// <summary>e^x for |x| up to 700.</summary>
    public static Vector512<double> Exp(Vector512<double> x)
    {
        Vector512<double> k = Vector512.Round(x * InverseLogTwo);
        Vector512<double> r = Vector512.FusedMultiplyAdd(
            -k, Vector512.Create(LogTwoLow), Vector512.FusedMultiplyAdd(-k, Vector512.Create(LogTwoHigh), x));
        Vector512<double> p = Vector512.Create(1.0 / 6_227_020_800);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 479_001_600));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 39_916_800));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 3_628_800));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 362_880));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 40_320));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 5_040));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 720));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 120));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 24));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.0 / 6));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(0.5));
        Vector512<double> significand = Vector512<double>.One + Vector512.FusedMultiplyAdd(r * r, p, r);
        return significand * PowerOfTwo(k);
    }

    // 2^k: the biased exponent appears in the low bits of k + rounder and is shifted into its place; the rounder's own
    // bits fall out at the top.
    private static Vector512<double> PowerOfTwo(Vector512<double> k) =>
        ((k + Vector512.Create(Rounder + 1023)).AsInt64() << 52).AsDouble();

    private static Vector512<double> ToDouble(Vector512<long> small) =>
        (small + Vector512.Create(Rounder).AsInt64()).AsDouble() - Vector512.Create(Rounder);
}

using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Greeks.Kernels;

/// <summary>
/// The logarithm and the exponential by one fixed sequence of correctly rounded operations. The C library's own differ
/// in the last bit between its versions and between processors, and a journal has to replay to the same bits elsewhere.
/// </summary>
internal static class Elementary
{
    /// <summary>Largest relative error of one rounding, 2^-53.</summary>
    public const double UnitRoundOff = 1.1102230246251565e-16;

    // ln 2 in two parts; the first has 42 bits, so that its product with any exponent is exact.
    private const double LogTwoHigh = 0.6931471805598903;
    private const double LogTwoLow = 5.497923018708371e-14;
    private const double InverseLogTwo = 1.4426950408889634;

    private const long SignificandMask = 0xFFFFFFFFFFFFF;
    private const long OneBits = 0x3FF0000000000000;
    private const double RootTwo = 1.4142135623730951;
    private const double NormalMin = 2.2250738585072014e-308;

    /// <summary>
    /// ln x for positive finite <paramref name="x"/>; error below one unit in the last place.
    /// <para>Derivation. x = 2^k (1 + z) with 1 + z in [sqrt(1/2), sqrt 2]; z is exact. With s = z / (2 + z): ln(1 + z)
    /// = 2 artanh s = z - (z^2/2 - s (z^2/2 + R)), R = sum of 2 s^2n / (2n + 1) from n = 1; s^2 is below .0295, so that
    /// the terms after n = 10 are below 2e-18 of the whole. Writing z first keeps the rounding of s out of the leading
    /// term.</para>
    /// </summary>
    public static double Log(double x)
    {
        int exponent = 0;
        if (x < NormalMin)
        {
            x *= 18014398509481984.0; // 2^54 lifts a subnormal number into the normal range.
            exponent = -54;
        }

        long bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)(bits >> 52) - 1023;
        double significand = BitConverter.Int64BitsToDouble((bits & SignificandMask) | OneBits);
        if (significand > RootTwo)
        {
            significand *= 0.5;
            exponent++;
        }

        double z = significand - 1;
        (double half, double s, double r) = Rest(z);
        double low = Math.FusedMultiplyAdd(s, half + r, exponent * LogTwoLow);
        return (exponent * LogTwoHigh) + (z - (half - low));
    }

    /// <summary>
    /// Returns ln(x / y) of positive finite arguments; relative error below 4e-16, however near each other they are.
    /// </summary>
    /// <remarks>
    /// The quotient's own rounding would be the whole logarithm's error near 1: there it is ln(1 + z), z = (x - y) / y
    /// with an exact difference (Sterbenz 1974).
    /// </remarks>
    public static double LogRatio(double x, double y)
    {
        double ratio = x / y;
        if (!(ratio > RootTwo / 2 && ratio < RootTwo))
            return Log(ratio);
        double z = (x - y) / y;
        (double half, double s, double r) = Rest(z);
        return z - (half - (s * (half + r)));
    }

    // z^2/2, s and R of the derivation of Log.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (double Half, double S, double R) Rest(double z)
    {
        double s = z / (2 + z);
        double q = s * s;
        double r = 2.0 / 21;
        r = Math.FusedMultiplyAdd(r, q, 2.0 / 19);
        r = Math.FusedMultiplyAdd(r, q, 2.0 / 17);
        r = Math.FusedMultiplyAdd(r, q, 2.0 / 15);
        r = Math.FusedMultiplyAdd(r, q, 2.0 / 13);
        r = Math.FusedMultiplyAdd(r, q, 2.0 / 11);
        r = Math.FusedMultiplyAdd(r, q, 2.0 / 9);
        r = Math.FusedMultiplyAdd(r, q, 2.0 / 7);
        r = Math.FusedMultiplyAdd(r, q, 2.0 / 5);
        r = Math.FusedMultiplyAdd(r, q, 2.0 / 3);
        return (0.5 * z * z, s, r * q);
    }

    /// <summary>
    /// e^x for |x| up to 700; error below one unit in the last place.
    /// <para>Derivation. x = k ln 2 + r with |r| at most .3466; e^r by its Taylor polynomial of degree 13, whose
    /// remainder is below 5e-18, evaluated as 1 + (r + r^2 p).</para>
    /// </summary>
    public static double Exp(double x)
    {
        double k = Math.Round(x * InverseLogTwo);
        double r = Math.FusedMultiplyAdd(-k, LogTwoLow, Math.FusedMultiplyAdd(-k, LogTwoHigh, x));
        double p = 1.0 / 6_227_020_800;
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 479_001_600);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 39_916_800);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 3_628_800);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 362_880);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 40_320);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 5_040);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 720);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 120);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 24);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 6);
        p = Math.FusedMultiplyAdd(p, r, 0.5);
        double significand = 1 + Math.FusedMultiplyAdd(r * r, p, r);
        return significand * PowerOfTwo((int)k);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}

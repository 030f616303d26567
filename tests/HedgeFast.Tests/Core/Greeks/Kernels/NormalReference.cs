using System.Numerics;

namespace HedgeFast.Tests.Core.Greeks.Kernels;

/// <summary>
/// Phi in fixed-point arithmetic of 320 fractional bits: the Maclaurin series of Abramowitz and Stegun 26.2.10, whose
/// cancellation at |x| = 12 costs 104 bits and leaves 200. Slow and plainly right.
/// </summary>
internal static class NormalReference
{
    private const int Bits = 320;
    private const double FarAway = 12;

    // 1 / sqrt(2 pi) to 82 digits.
    private const string InverseRootTwoPiDigits =
        "3989422804014326779399460599343818684758586311649346576659258296706579258993018385";

    private static readonly BigInteger One = BigInteger.One << Bits;
    private static readonly BigInteger InverseRootTwoPi = (BigInteger.Parse(InverseRootTwoPiDigits) << Bits)
        / BigInteger.Pow(10, InverseRootTwoPiDigits.Length);

    /// <summary><paramref name="value"/> - Phi(<paramref name="x"/>), for finite arguments.</summary>
    public static double ErrorOf(double value, double x) => ToDouble(ToFixed(value) - Evaluate(x));

    /// <summary>Phi(x) rounded once.</summary>
    public static double At(double x) => ToDouble(Evaluate(x));

    private static BigInteger Evaluate(double x)
    {
        // Phi(-12) is below 2e-33: beyond that the limits are exact for our purpose.
        if (Math.Abs(x) >= FarAway)
            return x > 0 ? One : BigInteger.Zero;

        BigInteger z = ToFixed(x);
        BigInteger halfSquare = (z * z) >> (Bits + 1);
        BigInteger term = z;
        BigInteger sum = z;
        for (int n = 1; !term.IsZero; n++)
        {
            term = -((term * halfSquare) >> Bits) / n;
            sum += term / ((2 * n) + 1);
        }

        return (One >> 1) + ((sum * InverseRootTwoPi) >> Bits);
    }

    private static BigInteger ToFixed(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        BigInteger significand = (bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52);
        int shift = Bits + Math.Max(exponent, 1) - 1075;
        BigInteger magnitude = shift >= 0 ? significand << shift : significand >> -shift;
        return value < 0 ? -magnitude : magnitude;
    }

    private static double ToDouble(BigInteger value) => Math.ScaleB((double)value, -Bits);
}

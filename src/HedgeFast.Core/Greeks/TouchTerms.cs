namespace HedgeFast.Core.Greeks;

/// <summary>
/// The function phi(S; g, H, I) of Bjerksund and Stensland: the value of S_T^g if S ends below H and never touched I. With x = ln S:
/// phi = A (Phi(d) - (I/S)^k Phi(d - 2 ln(I/S) / s)), d = -(ln(S/H) + (b + (g - 1/2) sigma^2) T) / s, k = 2 b / sigma^2 + 2 g - 1, A = e^(lambda T) S^g.
/// </summary>
internal readonly struct TouchTerms
{
    private readonly double _price;
    private readonly double _carry;
    private readonly double _years;
    private readonly double _variance;
    private readonly double _deviation;
    private readonly double _logBoundary;

    /// <summary>For one option.</summary>
    public TouchTerms(double price, double boundary, double carry, double years, double volatility)
    {
        _price = price;
        _carry = carry;
        _years = years;
        _variance = volatility * volatility;
        _deviation = volatility * Math.Sqrt(years);
        _logBoundary = Elementary.Log(boundary / price);
    }

    /// <summary>The function and its first two derivatives by ln S. The amplitude is a logarithm, because its product with (I/S)^k is moderate where neither factor is.</summary>
    /// <param name="power">g.</param>
    /// <param name="level">H.</param>
    /// <param name="sign">Sign of the amplitude.</param>
    /// <param name="logAmplitude">ln A, any factor included.</param>
    public (double Value, double First, double Second) At(double power, double level, double sign, double logAmplitude)
    {
        double s = _deviation;
        double d = -(Elementary.Log(_price / level) + ((_carry + ((power - 0.5) * _variance)) * _years)) / s;
        double reflected = d - (2 * _logBoundary / s);
        double k = (2 * _carry / _variance) + (2 * power) - 1;
        double exponent = logAmplitude + (k * _logBoundary);

        // d falls by 1/s and the reflected argument rises by 1/s with ln S.
        double far = Normal.ScaledPhi(exponent, reflected);
        double body = Normal.ScaledPhi(logAmplitude, d) - far;
        double density = Normal.ScaledDensity(logAmplitude, d) / s;
        double echo = Normal.ScaledDensity(exponent, reflected) / s;
        double first = (k * far) - density - echo;
        double second = (-k * k * far) + (2 * k * echo) + (((reflected * echo) - (d * density)) / s);
        return (sign * body, sign * ((power * body) + first), sign * ((power * power * body) + (2 * power * first) + second));
    }
}

namespace HedgeFast.Synthetic;

/// <summary>
/// Generates the same random numbers for a seed on every machine (Steele, Lea and Flood 2014). Not for secrets.
/// </summary>
internal sealed class SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Draws 64 random bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Draws a number from 0 to <paramref name="bound"/> - 1, with a bias below bound / 2^32.</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>Draws a number above 0 and at most 1, in steps of 2^-53.</summary>
    public double Fraction() => ((Next() >> 11) + 1) * (1.0 / (1L << 53));

    /// <summary>Draws a normally distributed number of mean 0 and variance 1 (Box and Muller 1958).</summary>
    public double Normal() => Math.Sqrt(-2 * Math.Log(Fraction())) * Math.Cos(2 * Math.PI * Fraction());
}

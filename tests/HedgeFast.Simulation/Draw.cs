namespace HedgeFast.Simulation;

/// <summary>The one source of randomness of a world: xoshiro256**, seeded by splitmix64.</summary>
/// <param name="seed">The seed; all that is drawn follows from it.</param>
internal sealed class Draw(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _a = Mix(seed + Golden);
    private ulong _b = Mix(unchecked(seed + (2 * Golden)));
    private ulong _c = Mix(unchecked(seed + (3 * Golden)));
    private ulong _d = Mix(unchecked(seed + (4 * Golden)));

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        ulong result = ulong.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = ulong.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number from 0 to <paramref name="n"/> - 1.</summary>
    public int Below(int n)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        return (int)Math.BigMul(Next(), (ulong)n, out _);
    }

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public long Between(long least, long most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, least);
        ulong span = unchecked((ulong)(most - least)) + 1;
        return span == 0 ? (long)Next() : unchecked(least + (long)Math.BigMul(Next(), span, out _));
    }

    /// <summary>A number of 53 bits from 0, below 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with a probability; draws nothing at 0 and 1.</summary>
    public bool Chance(double p) => p > 0 && (p >= 1 || Unit() < p);

    /// <summary>True once in <paramref name="n"/>; never, and without a draw, for 0.</summary>
    public bool OneIn(int n) => n > 0 && Below(n) == 0;

    /// <summary>One of the items.</summary>
    public T Of<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>A stream of its own, which depends on the seed and the name alone.</summary>
    public Draw Fork(string name)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char letter in name)
            hash = (hash ^ letter) * 0x100000001B3;
        return new Draw(Mix(seed ^ Mix(hash)));
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

namespace HedgeFast.Core.Telemetry;

/// <summary>A running 64-bit digest of a run's state, the same on every machine. Tells two runs apart; not
/// cryptographic.</summary>
/// <remarks>
/// In the lowest room that has a use for it, because every room above digests its own state; the journal only records
/// the value. Each step mixes with the finaliser of SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable
/// pseudorandom number generators").
/// </remarks>
public struct StateDigest
{
    /// <summary>The digest of the values added so far.</summary>
    public ulong Value { get; private set; }

    /// <summary>Adds an integer.</summary>
    public void Add(long value)
    {
        ulong z = Value + (ulong)value + 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        Value = z ^ (z >> 31);
    }

    /// <summary>Adds the bits of a double.</summary>
    public void Add(double value) => Add(BitConverter.DoubleToInt64Bits(value));
}

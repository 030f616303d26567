using System.Runtime.InteropServices;

namespace HedgeFast.Simulation.Kernel;

/// <summary>A digest of everything that a world's processes sent and wrote, in its order.</summary>
internal sealed class Digest
{
    private const ulong Prime = 0x9FB21C651E98DF25;

    private ulong _value = 0x9E3779B97F4A7C15;

    public ulong Value => _value ^ (_value >> 32);

    /// <summary>Adds a number.</summary>
    public void Add(long number) => _value = ulong.RotateLeft((_value ^ (ulong)number) * Prime, 29);

    /// <summary>Adds bytes, with their count.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        Add(bytes.Length);
        ReadOnlySpan<long> words = MemoryMarshal.Cast<byte, long>(bytes);
        foreach (long word in words)
            Add(word);
        foreach (byte rest in bytes[(words.Length * sizeof(long))..])
            Add(rest);
    }

    /// <summary>Adds a text.</summary>
    public void Add(string text) => Add(MemoryMarshal.AsBytes(text.AsSpan()));

    /// <inheritdoc/>
    public override string ToString() => $"{Value:x16}";
}

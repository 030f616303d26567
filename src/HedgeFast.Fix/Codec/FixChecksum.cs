using System.Numerics;
using System.Runtime.InteropServices;

namespace HedgeFast.Fix.Codec;

/// <summary>The FIX checksum: the sum of all bytes modulo 256.</summary>
internal static class FixChecksum
{
    /// <summary>
    /// Sum of <paramref name="bytes"/> modulo 256. Lanes of bytes wrap modulo 256 on their own, so no widening is
    /// needed.
    /// </summary>
    public static byte Sum(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        if (bytes.Length >= Vector<byte>.Count)
        {
            ReadOnlySpan<Vector<byte>> vectors = MemoryMarshal.Cast<byte, Vector<byte>>(bytes);
            Vector<byte> lanes = Vector<byte>.Zero;
            foreach (Vector<byte> vector in vectors)
                lanes += vector;
            sum = Vector.Sum(lanes);
            bytes = bytes[(vectors.Length * Vector<byte>.Count)..];
        }

        foreach (byte b in bytes)
            sum += b;
        return sum;
    }
}

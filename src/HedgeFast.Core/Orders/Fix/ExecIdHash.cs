using System.Buffers.Binary;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Orders.Fix;

/// <summary>
/// 128 bits that stand for an execution id of any length. Two ids of a day meet with a probability below 1e-27.
/// </summary>
public static class ExecIdHash
{
    /// <summary>Hashes an id; (0, 0) is kept for "none".</summary>
    public static (ulong Low, ulong High) Of(ReadOnlySpan<byte> id)
    {
        if (id.IsEmpty)
            return (0, 0);

        StateDigest low = default;
        StateDigest high = default;
        low.Add(id.Length);
        high.Add(~(long)id.Length);
        while (id.Length >= 8)
        {
            long word = BinaryPrimitives.ReadInt64LittleEndian(id);
            low.Add(word);
            high.Add(~word);
            id = id[8..];
        }

        long tail = 0;
        foreach (byte b in id)
            tail = (tail << 8) | b;
        low.Add(tail);
        high.Add(~tail);
        return (low.Value | 1, high.Value);
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HedgeFast.Core.Journal;

/// <summary>
/// One record on its way to the journal: a kind and up to 112 bytes of payload. 128 bytes, two cache lines.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
public struct JournalRecord
{
    /// <summary>Largest payload, bytes.</summary>
    public const int MaxPayload = 112;

    /// <summary>Number of the record, from 0, without gaps.</summary>
    [FieldOffset(0)] public long Sequence;

    /// <summary>What it holds.</summary>
    [FieldOffset(8)] public JournalKind Kind;

    /// <summary>Bytes of payload used.</summary>
    [FieldOffset(10)] public ushort Length;

    [FieldOffset(16)] private PayloadBytes _payload;

    /// <summary>The payload in use.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Payload =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<PayloadBytes, byte>(ref Unsafe.AsRef(in _payload)), Length);

    /// <summary>A record that holds a copy of <paramref name="payload"/>.</summary>
    public static JournalRecord Of<T>(JournalKind kind, long sequence, in T payload)
        where T : unmanaged
    {
        Unsafe.SkipInit(out JournalRecord record);
        record.Set(kind, sequence, payload);
        return record;
    }

    /// <summary>
    /// Makes this record one that holds a copy of <paramref name="payload"/>; what it held before is behind the
    /// payload, and not in use.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set<T>(JournalKind kind, long sequence, in T payload)
        where T : unmanaged
    {
        Sequence = sequence;
        Kind = kind;
        Length = (ushort)Unsafe.SizeOf<T>();
        Unsafe.As<PayloadBytes, T>(ref _payload) = payload;
    }

    /// <summary>A record that holds a copy of these bytes.</summary>
    /// <exception cref="ArgumentException">More than <see cref="MaxPayload"/> bytes.</exception>
    public static JournalRecord Of(JournalKind kind, long sequence, ReadOnlySpan<byte> payload)
    {
        var record = new JournalRecord { Sequence = sequence, Kind = kind, Length = (ushort)payload.Length };
        payload.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<PayloadBytes, byte>(ref record._payload), MaxPayload));
        return record;
    }

    /// <summary>The payload as the struct it was made from. The caller has checked kind and length.</summary>
    public readonly T As<T>()
        where T : unmanaged =>
        Unsafe.ReadUnaligned<T>(ref Unsafe.As<PayloadBytes, byte>(ref Unsafe.AsRef(in _payload)));

    [InlineArray(MaxPayload)]
    private struct PayloadBytes
    {
        private byte _first;
    }
}

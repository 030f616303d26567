using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HedgeFast.Fix.Log;

/// <summary>
/// Ring of byte records from one thread to another; neither side waits. A record never wraps: it skips to the next lap.
/// </summary>
internal sealed class LogRing
{
    private const int Skip = -1;

    private readonly byte[] _bytes;
    private readonly int _mask;
    private Positions _positions;

    /// <param name="capacity">Bytes, a power of two.</param>
    public LogRing(int capacity)
    {
        _bytes = new byte[capacity];
        _mask = capacity - 1;
    }

    /// <summary>Adds a record; false when there is no room, and nothing has changed then. The writing thread.</summary>
    public bool TryAdd(in LogStamp stamp, ReadOnlySpan<byte> message)
    {
        int size = SizeOf(message.Length);
        long head = _positions.Head;
        int offset = (int)head & _mask, skipped = offset + size > _bytes.Length ? _bytes.Length - offset : 0;
        if (skipped + size > _bytes.Length - (head - Volatile.Read(ref _positions.Tail)))
            return false;
        if (skipped > 0)
        {
            MemoryMarshal.Write(_bytes.AsSpan(offset), Skip);
            offset = 0;
        }

        MemoryMarshal.Write(_bytes.AsSpan(offset), message.Length);
        MemoryMarshal.Write(_bytes.AsSpan(offset + sizeof(long)), stamp);
        message.CopyTo(_bytes.AsSpan(offset + sizeof(long) + Unsafe.SizeOf<LogStamp>()));
        Volatile.Write(ref _positions.Head, head + skipped + size);
        return true;
    }

    /// <summary>
    /// The oldest record, which the caller may change until <see cref="Remove"/>; false when there is none. The reading
    /// thread.
    /// </summary>
    public bool TryPeek(out LogStamp stamp, out Span<byte> message)
    {
        long tail = _positions.Tail;
        if (tail == Volatile.Read(ref _positions.Head))
        {
            stamp = default;
            message = default;
            return false;
        }

        int offset = (int)tail & _mask;
        int length = MemoryMarshal.Read<int>(_bytes.AsSpan(offset));
        if (length == Skip)
        {
            Volatile.Write(ref _positions.Tail, tail + _bytes.Length - offset);
            return TryPeek(out stamp, out message);
        }

        stamp = MemoryMarshal.Read<LogStamp>(_bytes.AsSpan(offset + sizeof(long)));
        message = _bytes.AsSpan(offset + sizeof(long) + Unsafe.SizeOf<LogStamp>(), length);
        return true;
    }

    /// <summary>Frees the record that <see cref="TryPeek"/> gave.</summary>
    public void Remove(int messageLength) =>
        Volatile.Write(ref _positions.Tail, _positions.Tail + SizeOf(messageLength));

    // The length and its padding, the stamp, the message, and zeros up to 8.
    private static int SizeOf(int messageLength) => (sizeof(long) + Unsafe.SizeOf<LogStamp>() + messageLength + 7) & ~7;

    // Each thread writes one of them, on cache lines of its own.
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Positions
    {
        [FieldOffset(128)] public long Head;
        [FieldOffset(256)] public long Tail;
    }
}

/// <summary>Time and direction of a logged message.</summary>
/// <param name="Mono">Monotonic nanoseconds.</param>
/// <param name="Utc">UTC nanoseconds since 1970.</param>
/// <param name="IsSent">Whether it went out.</param>
internal readonly record struct LogStamp(long Mono, long Utc, bool IsSent);

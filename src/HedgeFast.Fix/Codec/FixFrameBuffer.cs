using System.Diagnostics.CodeAnalysis;

namespace HedgeFast.Fix.Codec;

/// <summary>
/// Received bytes of one connection, cut into messages; skips garbage up to the next "8=FIX". One thread.
/// </summary>
public sealed class FixFrameBuffer
{
    private const int SmallestFree = 512;

    private readonly byte[] _buffer;
    private readonly int _maxMessageBytes;
    private FrameSums? _sums;
    private int _head;
    private int _tail;

    /// <summary>
    /// A buffer for messages of at most <paramref name="maxMessageBytes"/>, 64 or more. Four such messages fit.
    /// </summary>
    public FixFrameBuffer(int maxMessageBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxMessageBytes, 64);
        _maxMessageBytes = maxMessageBytes;
        _buffer = GC.AllocateArray<byte>(checked(maxMessageBytes * 4 + SmallestFree), pinned: true);
    }

    /// <summary>Bytes not yet consumed.</summary>
    public int Buffered => _tail - _head;

    /// <summary>Stretches of bytes skipped as no valid message.</summary>
    public long GarbledCount { get; private set; }

    /// <summary>Bytes summed one by one since the buffer was made, for garbage alone.</summary>
    internal long SummedBytes => _sums?.Summed ?? 0;

    /// <summary>Rules by which messages are cut; may change between two calls.</summary>
    public FramingRules Rules { get; set; }

    /// <summary>
    /// Room for received bytes; <see cref="Commit"/> counts those written. Empty only while whole messages wait to be
    /// consumed.
    /// </summary>
    public Span<byte> Free
    {
        get
        {
            if (_head == _tail)
            {
                _head = _tail = 0;
                _sums?.Forget();
            }
            else if (_head > 0 && _buffer.Length - _tail < _maxMessageBytes)
            {
                _buffer.AsSpan(_head, _tail - _head).CopyTo(_buffer);
                _tail -= _head;
                _head = 0;
                _sums?.Forget();
            }

            return _buffer.AsSpan(_tail);
        }
    }

    /// <summary>Accepts <paramref name="count"/> bytes written to <see cref="Free"/>.</summary>
    public void Commit(int count)
    {
        if ((uint)count > (uint)(_buffer.Length - _tail))
            ThrowCommit();
        _tail += count;
    }

    /// <summary>Copies <paramref name="bytes"/> in, as many as fit.</summary>
    /// <returns>Bytes copied.</returns>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        Span<byte> free = Free;
        int count = Math.Min(free.Length, bytes.Length);
        bytes[..count].CopyTo(free);
        Commit(count);
        return count;
    }

    /// <summary>
    /// Moves everything not yet consumed to <paramref name="other"/>, which has the room; this buffer is empty
    /// afterwards.
    /// </summary>
    public void MoveTo(FixFrameBuffer other)
    {
        other.Append(_buffer.AsSpan(_head, Buffered));
        Clear();
    }

    /// <summary>Drops everything; for a new connection.</summary>
    public void Clear()
    {
        _head = _tail = 0;
        _sums?.Forget();
    }

    /// <summary>
    /// Consumes the next whole message, skipping garbage before it. Valid until <see cref="Free"/> is used again.
    /// </summary>
    /// <returns>
    /// <see cref="FrameStatus.Message"/>, <see cref="FrameStatus.NeedMore"/> or <see cref="FrameStatus.TooLarge"/>.
    /// </returns>
    public FrameStatus Next(out FixMessage message)
    {
        FrameStatus status = Peek(out message);
        if (status == FrameStatus.Message)
            _head += message.Bytes.Length;
        return status;
    }

    /// <summary>As <see cref="Next"/>, but the message stays.</summary>
    public FrameStatus Peek(out FixMessage message)
    {
        FrameSums? sums = null;
        int barren = int.MaxValue;
        while (true)
        {
            ReadOnlySpan<byte> data = _buffer.AsSpan(_head, _tail - _head);
            if (data.IsEmpty)
                break;
            FrameStatus status = FixFrame.Measure(data, _maxMessageBytes, out int length, Rules, sums, _head);
            if (status == FrameStatus.Message)
            {
                message = new FixMessage(data[..length]);
                return status;
            }

            if (status != FrameStatus.Garbled)
            {
                message = default;
                return status;
            }

            GarbledCount++;
            sums = _sums ??= new FrameSums(_buffer);
            int barrenHere = barren == int.MaxValue ? barren : barren - _head;
            int skipped = (Rules & FramingRules.DropThroughTrailer) != 0
                ? FixFrame.EndOfGarbled(data, ref barrenHere) : 0;
            if (barrenHere != int.MaxValue)
                barren = barrenHere + _head;
            _head += skipped > 0 ? skipped : FixFrame.NextStart(data, 1);
        }

        message = default;
        return FrameStatus.NeedMore;
    }

    [DoesNotReturn]
    private static void ThrowCommit() =>
        throw new ArgumentOutOfRangeException("count", "More bytes committed than there was room for.");
}

/// <summary>Verdict on the front of the received bytes.</summary>
public enum FrameStatus : byte
{
    /// <summary>Not yet a whole message.</summary>
    NeedMore = 0,

    /// <summary>A message whose length and checksum hold.</summary>
    Message = 1,

    /// <summary>Bytes that can't be a message.</summary>
    Garbled = 2,

    /// <summary>
    /// A message that announces too many bytes: awaiting it would stall for ever, so the connection must end.
    /// </summary>
    TooLarge = 3,
}

/// <summary>Rules by which a byte stream is cut into messages.</summary>
[Flags]
public enum FramingRules : byte
{
    /// <summary>The checksum must hold, and after garbage the next "8=FIX" is a message's start.</summary>
    Strict = 0,

    /// <summary>The three digits of the checksum may have any value.</summary>
    AnyChecksum = 1,

    /// <summary>
    /// A message of wrong BodyLength is dropped up to the first trailer behind the announced end, as in QuickFIX.
    /// </summary>
    /// <remarks>A good message can be dropped with it; the peer resends that one.</remarks>
    DropThroughTrailer = 2,
}

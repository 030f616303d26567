using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace HedgeFast.Fix.Codec;

/// <summary>
/// One outgoing message in one buffer. The body is written first, behind room kept for the header; the header, whose length is known only then, is
/// written so that it ends where the body begins. Nothing is moved, and the message is contiguous.
/// </summary>
internal sealed class OutgoingFrame
{
    private const byte Soh = 1;
    private const int MaxTypeLength = 4;
    private const int SendingTimeDigits = 3;

    // 9=<10 digits>| 35=<4>| 34=<20>| 43=Y| 52=<27>| 122=<30>| with their tags and ends, rounded up.
    private const int VariableHeaderRoom = 160;

    private readonly byte[] _buffer;
    private readonly byte[] _begin;
    private readonly byte[] _ids;
    private readonly byte[] _sendingTime = new byte[3 + FixTimestamp.SecondsLength + 1 + SendingTimeDigits + 1];
    private readonly byte[] _type = new byte[MaxTypeLength];
    private readonly int _bodyStart;
    private readonly int _maxMessageBytes;
    private long _cachedSecond = long.MinValue;
    private int _typeLength;
    private int _ticket;

    public OutgoingFrame(string beginString, string senderCompId, string targetCompId, int maxMessageBytes)
    {
        _begin = Encoding.ASCII.GetBytes($"8={beginString}\u00019=");
        _ids = Encoding.ASCII.GetBytes($"49={senderCompId}\u000156={targetCompId}\u0001");
        _bodyStart = _begin.Length + _ids.Length + VariableHeaderRoom;
        _maxMessageBytes = maxMessageBytes;
        _buffer = GC.AllocateArray<byte>(_bodyStart + maxMessageBytes + FixFrame.TrailerLength, pinned: true);
        "52="u8.CopyTo(_sendingTime);
        _sendingTime[^1] = Soh;
    }

    /// <summary>Starts a message of type <paramref name="msgType"/>, 1 to 4 bytes; whatever was begun before and not completed is forgotten.</summary>
    public FixBody Begin(scoped ReadOnlySpan<byte> msgType)
    {
        if (msgType.Length is 0 or > MaxTypeLength || msgType.Contains(Soh)) ThrowType();
        msgType.CopyTo(_type);
        _typeLength = msgType.Length;
        if (++_ticket == 0) _ticket = 1;
        return new FixBody(_buffer.AsSpan(_bodyStart, _maxMessageBytes), _ticket);
    }

    /// <summary>
    /// Completes the message begun last. <paramref name="origSendingTime"/> makes it a resend: 43=Y and 122. Empty when it overflowed or is larger than
    /// a message may be.
    /// </summary>
    public ReadOnlySpan<byte> Complete(scoped ref FixBody body, long seqNum, long utcNanos, scoped ReadOnlySpan<byte> origSendingTime)
    {
        if (body.Ticket != _ticket) ThrowTicket();
        if (body.Overflowed) return default;
        byte[] buffer = _buffer;
        int end = _bodyStart + body.Written.Length;

        int start = _bodyStart;
        if (!origSendingTime.IsEmpty)
        {
            buffer[--start] = Soh;
            start = Prepend(start, origSendingTime);
            start = Prepend(start, "122="u8);
        }

        RefreshSendingTime(utcNanos);
        start = Prepend(start, _sendingTime);
        start = Prepend(start, _ids);
        if (!origSendingTime.IsEmpty) start = Prepend(start, "43=Y\u0001"u8);
        buffer[--start] = Soh;
        start = PrependNumber(start, seqNum);
        start = Prepend(start, "34="u8);
        buffer[--start] = Soh;
        start = Prepend(start, _type.AsSpan(0, _typeLength));
        start = Prepend(start, "35="u8);
        int bodyLength = end - start;
        buffer[--start] = Soh;
        start = PrependNumber(start, bodyLength);
        start = Prepend(start, _begin);

        if (end + FixFrame.TrailerLength - start > _maxMessageBytes) return default;
        byte checksum = FixChecksum.Sum(buffer.AsSpan(start, end - start));
        Span<byte> trailer = buffer.AsSpan(end, FixFrame.TrailerLength);
        "10="u8.CopyTo(trailer);
        trailer[3] = (byte)('0' + checksum / 100);
        trailer[4] = (byte)('0' + checksum / 10 % 10);
        trailer[5] = (byte)('0' + checksum % 10);
        trailer[6] = Soh;
        _ticket++;
        return buffer.AsSpan(start, end + FixFrame.TrailerLength - start);
    }

    private void RefreshSendingTime(long utcNanos)
    {
        long second = utcNanos / FixTimestamp.NanosPerSecond;
        Span<byte> text = _sendingTime.AsSpan(3);
        if (second != _cachedSecond)
        {
            FixTimestamp.WriteSeconds(text, second);
            _cachedSecond = second;
        }

        FixTimestamp.WriteFraction(text, utcNanos - second * FixTimestamp.NanosPerSecond, SendingTimeDigits);
    }

    private int Prepend(int start, scoped ReadOnlySpan<byte> text)
    {
        start -= text.Length;
        text.CopyTo(_buffer.AsSpan(start));
        return start;
    }

    private int PrependNumber(int start, long value)
    {
        int digits = FixNumber.Digits((ulong)value);
        start -= digits;
        FixNumber.WriteDigits(_buffer.AsSpan(start), (ulong)value, digits);
        return start;
    }

    [DoesNotReturn]
    private static void ThrowType() => throw new ArgumentException("A message type is 1 to 4 bytes without SOH.");

    [DoesNotReturn]
    private static void ThrowTicket() => throw new InvalidOperationException("The body is not the one that was begun last, or was sent already.");
}

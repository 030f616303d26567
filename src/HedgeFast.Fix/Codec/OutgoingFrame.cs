using System.Diagnostics.CodeAnalysis;

namespace HedgeFast.Fix.Codec;

/// <summary>Builds one outgoing message in one buffer, without moving bytes.</summary>
/// <remarks>
/// The body is written first, behind room for the header. The header, whose length is known only then, is written to
/// end where the body begins.
/// </remarks>
internal sealed class OutgoingFrame
{
    private const byte Soh = 1;
    private const int MaxTypeLength = 4;
    private const int MaxDetailBytes = 512;

    // 9=<10 digits>| 35=<4>| 34=<20>| 43=Y| 52=<27>| 122=<30>| with their tags and ends, rounded up.
    private const int VariableHeaderRoom = 160;

    private readonly byte[] _buffer;
    private readonly byte[] _front;
    private readonly byte[] _addresses;
    private readonly byte[] _targetDetails;
    private readonly byte[] _details = new byte[MaxDetailBytes];
    private readonly byte[] _type = new byte[MaxTypeLength + 8];
    private readonly int _timeStart;
    private readonly SecondsText _seconds = new();
    private readonly int _timeDigits;
    private readonly int _bodyStart;
    private readonly int _maxMessageBytes;
    private long _cachedSecond = long.MinValue;
    private int _detailBytes;
    private int _typeLength;
    private int _ticket;

    /// <summary>Frames without the optional header parts, with milliseconds.</summary>
    public OutgoingFrame(string beginString, string senderCompId, string targetCompId, int maxMessageBytes)
        : this(new FrameIds(beginString, senderCompId, targetCompId), maxMessageBytes, sendingTimeDigits: 3)
    {
    }

    /// <summary>Frames of one session. SendingTime has 0 to 9 decimals.</summary>
    public OutgoingFrame(FrameIds ids, int maxMessageBytes, int sendingTimeDigits)
    {
        _front = ids.Front();
        byte[] sender = ids.Sender();
        _addresses = [.. sender, .. "52="u8, .. new byte[FixTimestamp.Length(sendingTimeDigits)], Soh, .. ids.Target()];
        _timeStart = sender.Length + 3;
        _targetDetails = ids.TargetDetails();
        _timeDigits = sendingTimeDigits;
        _bodyStart = _front.Length + _addresses.Length + _targetDetails.Length + MaxDetailBytes + VariableHeaderRoom;
        _maxMessageBytes = maxMessageBytes;
        _buffer = GC.AllocateArray<byte>(_bodyStart + maxMessageBytes + FixFrame.TrailerLength, pinned: true);
    }

    /// <summary>Type of the message begun last when it's one character, else 0.</summary>
    public byte Type => _typeLength == 9 ? _type[4] : (byte)0;

    /// <summary>
    /// Begins a message of type <paramref name="msgType"/>, 1 to 4 bytes; one begun before and not completed is
    /// dropped.
    /// </summary>
    public FixBody Begin(scoped ReadOnlySpan<byte> msgType)
    {
        if (msgType.Length is 0 or > MaxTypeLength || msgType.Contains(Soh))
            ThrowType();

        // The end of 9, 35 and the beginning of 34: they go into the header as one piece.
        "\u000135="u8.CopyTo(_type);
        msgType.CopyTo(_type.AsSpan(4));
        "\u000134="u8.CopyTo(_type.AsSpan(4 + msgType.Length));
        _typeLength = msgType.Length + 8;
        _detailBytes = 0;
        if (++_ticket == 0)
            _ticket = 1;
        return new FixBody(_buffer.AsSpan(_bodyStart, _maxMessageBytes), _ticket, _seconds);
    }

    /// <summary>
    /// Adds an optional header field behind TargetCompID; false without room. An empty value writes nothing.
    /// </summary>
    public bool TryAddHeader(int tag, scoped ReadOnlySpan<byte> value)
    {
        var writer = new FixBody(_details.AsSpan(_detailBytes));
        writer.Add(tag, value);
        _detailBytes += writer.Written.Length;
        return !writer.Overflowed;
    }

    /// <summary>As <see cref="TryAddHeader(int, ReadOnlySpan{byte})"/>, for a number.</summary>
    public bool TryAddHeader(int tag, long value)
    {
        var writer = new FixBody(_details.AsSpan(_detailBytes));
        writer.Add(tag, value);
        _detailBytes += writer.Written.Length;
        return !writer.Overflowed;
    }

    /// <summary>
    /// SendingTime of a message completed for <paramref name="utcNanos"/>; valid until the next call.
    /// </summary>
    public ReadOnlySpan<byte> SendingTime(long utcNanos)
    {
        RefreshSendingTime(utcNanos);
        return _addresses.AsSpan(_timeStart, FixTimestamp.Length(_timeDigits));
    }

    /// <summary>Completes the message begun last; empty when it overflowed or is too large.</summary>
    /// <remarks>
    /// <paramref name="origSendingTime"/> makes it a resend, with 43=Y and 122; the header fields behind TargetCompID
    /// are then part of the body given.
    /// </remarks>
    public ReadOnlySpan<byte> Complete(
        scoped ref FixBody body, long seqNum, long utcNanos, scoped ReadOnlySpan<byte> origSendingTime)
    {
        if (body.Ticket != _ticket)
            ThrowTicket();
        if (body.Overflowed)
            return default;
        byte[] buffer = _buffer;
        int end = _bodyStart + body.Written.Length;

        int start = _bodyStart;
        if (!origSendingTime.IsEmpty)
        {
            buffer[--start] = Soh;
            start = Prepend(start, origSendingTime);
            start = Prepend(start, "122="u8);
        }
        else
        {
            start = Prepend(start, _details.AsSpan(0, _detailBytes));
            start = Prepend(start, _targetDetails);
        }

        RefreshSendingTime(utcNanos);
        start = Prepend(start, _addresses);
        if (!origSendingTime.IsEmpty)
            start = Prepend(start, "43=Y\u0001"u8);
        buffer[--start] = Soh;
        start = PrependNumber(start, seqNum);
        start = Prepend(start, _type.AsSpan(0, _typeLength));

        // It counts from behind the end of 9.
        int bodyLength = end - start - 1;
        start = PrependNumber(start, bodyLength);
        start = Prepend(start, _front);

        if (end + FixFrame.TrailerLength - start > _maxMessageBytes)
            return default;
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
        Span<byte> text = _addresses.AsSpan(_timeStart);
        if (second != _cachedSecond)
        {
            FixTimestamp.WriteSeconds(text, second);
            _cachedSecond = second;
        }

        long nanos = utcNanos - second * FixTimestamp.NanosPerSecond;
        if (_timeDigits > 0)
            FixTimestamp.WriteFraction(text, nanos, _timeDigits);
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
    private static void ThrowTicket() =>
        throw new InvalidOperationException("The body is not the one that was begun last, or was sent already.");
}

namespace HedgeFast.Fix.Codec;

/// <summary>
/// A framed message whose BodyLength and CheckSum hold, over its received bytes: valid until the next read.
/// </summary>
/// <remarks>
/// Each getter searches from the front; code that needs many fields walks <see cref="Fields"/> once instead.
/// </remarks>
public readonly ref struct FixMessage
{
    private readonly FixHeader _header;

    internal FixMessage(ReadOnlySpan<byte> bytes)
    {
        Bytes = bytes;
        _header = FixHeader.Read(bytes);
    }

    /// <summary>The whole message, from 8= to the SOH behind 10=.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Tag 8.</summary>
    public ReadOnlySpan<byte> BeginString => Bytes.Slice(2, _header.BeginStringLength);

    /// <summary>Tag 35.</summary>
    public ReadOnlySpan<byte> MsgType => Bytes.Slice(_header.TypeStart, _header.TypeLength);

    /// <summary>Tag 35 when it's one character, else 0.</summary>
    public byte Type => _header.TypeLength == 1 ? Bytes[_header.TypeStart] : (byte)0;

    /// <summary>Tag 34, or 0 when it's absent or not a number. A SequenceReset may carry 0.</summary>
    public long SeqNum => _header.HasSeqNum ? _header.SeqNum : 0;

    /// <summary>Whether 43=Y.</summary>
    public bool PossDup => _header.PossDup;

    /// <summary>Whether 97=Y.</summary>
    public bool PossResend => _header.PossResend;

    /// <summary>Tag 49; empty when absent.</summary>
    public ReadOnlySpan<byte> SenderCompId => Bytes.Slice(_header.SenderStart, _header.SenderLength);

    /// <summary>Tag 56; empty when absent.</summary>
    public ReadOnlySpan<byte> TargetCompId => Bytes.Slice(_header.TargetStart, _header.TargetLength);

    /// <summary>Tag 52; empty when absent.</summary>
    public ReadOnlySpan<byte> SendingTime => Bytes.Slice(_header.SendingTimeStart, _header.SendingTimeLength);

    /// <summary>Tag 122; empty when absent.</summary>
    public ReadOnlySpan<byte> OrigSendingTime =>
        Bytes.Slice(_header.OrigSendingTimeStart, _header.OrigSendingTimeLength);

    /// <summary>The fields behind the header, the closing 10= included.</summary>
    public ReadOnlySpan<byte> Body => Bytes[_header.BodyStart..];

    internal bool HasSeqNum => _header.HasSeqNum;

    internal bool HasSenderCompId => _header.SenderStart != 0;

    internal bool HasTargetCompId => _header.TargetStart != 0;

    internal bool HasSendingTime => _header.SendingTimeStart != 0;

    /// <summary>A header field behind the body's first field, or 0.</summary>
    internal int MisplacedTag => _header.MisplacedTag;

    /// <summary>The fields behind TargetCompID, where the fixed header of our own messages ends.</summary>
    internal ReadOnlySpan<byte> AfterTargetCompId => Bytes[(_header.TargetStart + _header.TargetLength + 1)..];

    /// <summary>All fields, in order.</summary>
    public FixFields Fields => new(Bytes);

    /// <summary>The fields behind the header, in order.</summary>
    public FixFields BodyFields => new(Body);

    /// <summary>
    /// Reads <paramref name="bytes"/> as one message; false unless they are exactly one well-framed message.
    /// </summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out FixMessage message)
    {
        if (FixFrame.Measure(bytes, bytes.Length, out int length) != FrameStatus.Message || length != bytes.Length)
        {
            message = default;
            return false;
        }

        message = new FixMessage(bytes);
        return true;
    }

    /// <summary>First field with <paramref name="tag"/>.</summary>
    public bool TryGet(int tag, out ReadOnlySpan<byte> value)
    {
        var fields = new FixFields(Bytes);
        while (fields.MoveNext())
        {
            if (fields.Tag != tag)
                continue;
            value = fields.Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>
    /// First field with <paramref name="tag"/> as an integer; false when absent, malformed or too large.
    /// </summary>
    public bool TryGetLong(int tag, out long value)
    {
        value = 0;
        return TryGet(tag, out ReadOnlySpan<byte> text) && FixNumber.TryReadLong(text, out value);
    }

    /// <summary>First field with <paramref name="tag"/> when its value is one byte.</summary>
    public bool TryGetChar(int tag, out byte value)
    {
        bool ok = TryGet(tag, out ReadOnlySpan<byte> text) && text.Length == 1;
        value = ok ? text[0] : (byte)0;
        return ok;
    }

    /// <summary>
    /// First field with <paramref name="tag"/>, scaled to <paramref name="decimals"/> (0 to 18); false when absent,
    /// malformed or not exact.
    /// </summary>
    public bool TryGetDecimal(int tag, int decimals, out long mantissa)
    {
        mantissa = 0;
        return TryGet(tag, out ReadOnlySpan<byte> text) && FixNumber.TryReadDecimal(text, decimals, out mantissa);
    }

    /// <summary>
    /// First field with <paramref name="tag"/> as UTC nanoseconds since 1970; false when absent or malformed.
    /// </summary>
    public bool TryGetTimestamp(int tag, out long utcNanos)
    {
        utcNanos = 0;
        return TryGet(tag, out ReadOnlySpan<byte> text) && FixTimestamp.TryRead(text, out utcNanos);
    }
}

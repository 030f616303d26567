using System.Diagnostics.CodeAnalysis;

namespace HedgeFast.Fix.Codec;

/// <summary>Writes the body fields of one message; from a session, straight into the buffer that is sent.</summary>
/// <remarks>
/// Header and trailer are the session's. When the buffer is full, <see cref="Overflowed"/> is set, and this field and
/// all later ones are left out whole.
/// </remarks>
public ref struct FixBody
{
    private const byte Soh = 1;

    // A tag has at most 7 digits; '=' and SOH make it 9, the longest number 22.
    private const int TagRoom = 9;
    private const int NumberRoom = TagRoom + FixNumber.MaxLongBytes + 2;

    private readonly Span<byte> _buffer;
    private readonly SecondsText? _seconds;
    private int _position;

    /// <summary>A writer over <paramref name="scratch"/>, which begins empty.</summary>
    public FixBody(Span<byte> scratch) => _buffer = scratch;

    internal FixBody(Span<byte> buffer, int ticket, SecondsText seconds)
    {
        _buffer = buffer;
        _seconds = seconds;
        Ticket = ticket;
    }

    /// <summary>Whether a field did not fit. Such a message is never sent.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>The fields so far.</summary>
    public readonly ReadOnlySpan<byte> Written => _buffer[.._position];

    /// <summary>Ticket of the Begin that made this writer; 0 over a caller's own buffer.</summary>
    internal int Ticket { get; }

    /// <summary>Adds text. An empty value writes nothing, since FIX has no empty fields.</summary>
    /// <exception cref="ArgumentException">The value contains SOH, which would let it forge fields.</exception>
    public void Add(int tag, scoped ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            return;
        if (value.Contains(Soh))
            ThrowSoh(tag);
        if (!HasRoom(TagRoom + value.Length))
            return;
        WriteTag(tag);
        value.CopyTo(_buffer[_position..]);
        _position += value.Length;
        _buffer[_position++] = Soh;
    }

    /// <summary>Adds an integer.</summary>
    public void Add(int tag, long value)
    {
        if (!HasRoom(NumberRoom))
            return;
        WriteTag(tag);
        _position += FixNumber.WriteLong(_buffer[_position..], value);
        _buffer[_position++] = Soh;
    }

    /// <summary>Adds an integer. Without this overload the compiler would choose a character.</summary>
    public void Add(int tag, int value) => Add(tag, (long)value);

    /// <summary>Adds one character.</summary>
    /// <exception cref="ArgumentException">The character is SOH.</exception>
    public void Add(int tag, byte ch)
    {
        if (ch == Soh)
            ThrowSoh(tag);
        if (!HasRoom(TagRoom + 1))
            return;
        WriteTag(tag);
        _buffer[_position++] = ch;
        _buffer[_position++] = Soh;
    }

    /// <summary>
    /// Adds <paramref name="mantissa"/> / 10^<paramref name="decimals"/> with all its decimals: (12300, 2) is "123.00".
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decimals"/> is not 0 to 18.</exception>
    public void AddDecimal(int tag, long mantissa, int decimals)
    {
        if ((uint)decimals > FixNumber.MaxDecimals)
            ThrowDecimals();
        if (!HasRoom(NumberRoom))
            return;
        WriteTag(tag);
        _position += FixNumber.WriteDecimal(_buffer[_position..], mantissa, decimals);
        _buffer[_position++] = Soh;
    }

    /// <summary>Adds a UTC time, nanoseconds since 1970, with nine decimals of a second.</summary>
    public void AddTimestamp(int tag, long utcNanos) => AddTimestamp(tag, utcNanos, 9);

    /// <summary>
    /// Adds a UTC time, nanoseconds since 1970, with <paramref name="digits"/> decimals of a second, 0 to 9, truncated.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="digits"/> is not 0 to 9.</exception>
    public void AddTimestamp(int tag, long utcNanos, int digits)
    {
        if ((uint)digits > 9)
            ThrowDecimals();
        if (!HasRoom(TagRoom + FixTimestamp.SecondsLength + 10))
            return;
        WriteTag(tag);
        Span<byte> target = _buffer[_position..];
        _position += _seconds is null
            ? FixTimestamp.Write(target, utcNanos, digits)
            : _seconds.Write(target, utcNanos, digits);
        _buffer[_position++] = Soh;
    }

    /// <summary>Adds a length field and its data field; the data may hold any bytes.</summary>
    /// <exception cref="ArgumentException">
    /// <paramref name="lengthTag"/> does not announce <paramref name="dataTag"/> in FIX.
    /// </exception>
    public void AddData(int lengthTag, int dataTag, scoped ReadOnlySpan<byte> data)
    {
        if (DataFields.Announced(lengthTag) != dataTag)
            ThrowData(lengthTag, dataTag);
        if (!HasRoom(NumberRoom + TagRoom + data.Length))
            return;
        Add(lengthTag, data.Length);
        WriteTag(dataTag);
        data.CopyTo(_buffer[_position..]);
        _position += data.Length;
        _buffer[_position++] = Soh;
    }

    /// <summary>Adds the body of a received message unchanged, without header and checksum.</summary>
    public void AddBodyOf(in FixMessage message) => AddRaw(message.Body[..^FixFrame.TrailerLength]);

    /// <summary>Adds whole fields as they are; for bytes that were a body before.</summary>
    internal void AddRaw(scoped ReadOnlySpan<byte> fields)
    {
        if (!HasRoom(fields.Length))
            return;
        fields.CopyTo(_buffer[_position..]);
        _position += fields.Length;
    }

    private bool HasRoom(int bytes)
    {
        if (!Overflowed && bytes <= _buffer.Length - _position)
            return true;
        Overflowed = true;
        return false;
    }

    private void WriteTag(int tag)
    {
        Span<byte> target = _buffer[_position..];
        if ((uint)(tag - 1) >= 9_999_999)
            ThrowTag(tag);
        if (tag <= Tags.OrigSendingTime && IsOfSession(tag))
            ThrowSession(tag);
        int digits = FixNumber.Digits((uint)tag);
        FixNumber.WriteDigits(target, (uint)tag, digits);
        target[digits] = (byte)'=';
        _position += digits + 1;
    }

    // BeginString, BodyLength, CheckSum, MsgSeqNum, MsgType, PossDupFlag, SenderCompID, SendingTime, TargetCompID and
    // OrigSendingTime: the peer might read a second one instead of the session's.
    private static bool IsOfSession(int tag)
    {
        const ulong Low = 1UL << Tags.BeginString | 1UL << Tags.BodyLength | 1UL << Tags.CheckSum
            | 1UL << Tags.MsgSeqNum | 1UL << Tags.MsgType | 1UL << Tags.PossDupFlag
            | 1UL << Tags.SenderCompID | 1UL << Tags.SendingTime | 1UL << Tags.TargetCompID;
        return tag < 64 ? (Low >> tag & 1) != 0 : tag == Tags.OrigSendingTime;
    }

    [DoesNotReturn]
    private static void ThrowSession(int tag) =>
        throw new ArgumentException($"Tag {tag} is written by the session itself.", nameof(tag));

    [DoesNotReturn]
    private static void ThrowSoh(int tag) =>
        throw new ArgumentException($"The value of tag {tag} contains SOH, which would end the field.");

    [DoesNotReturn]
    private static void ThrowDecimals() =>
        throw new ArgumentOutOfRangeException("decimals", "A number has 0 to 18 decimals, a time 0 to 9.");

    [DoesNotReturn]
    private static void ThrowTag(int tag) =>
        throw new ArgumentOutOfRangeException(nameof(tag), tag, "A tag is 1 to 9999999.");

    [DoesNotReturn]
    private static void ThrowData(int lengthTag, int dataTag) =>
        throw new ArgumentException($"Tag {lengthTag} is not the length of data field {dataTag}.");
}

namespace HedgeFast.Fix.Codec;

/// <summary>
/// Walks the fields of a message in order, without copying; skips data fields by their announced length.
/// </summary>
/// <remarks>
/// The walk ends early, with <see cref="IsMalformed"/> set, at a tag that is not a positive number, a field without '='
/// or end, or a data field that disagrees with its length.
/// </remarks>
public ref struct FixFields
{
    private const byte Soh = 1;

    private readonly ReadOnlySpan<byte> _data;
    private int _next;
    private int _valueStart;
    private int _valueLength;
    private int _announcedTag;
    private int _announcedLength;

    /// <summary>A walk over <paramref name="data"/>, which begins at a tag.</summary>
    public FixFields(ReadOnlySpan<byte> data) => _data = data;

    /// <summary>Number of the current field.</summary>
    public int Tag { get; private set; }

    /// <summary>Value of the current field.</summary>
    public readonly ReadOnlySpan<byte> Value => _data.Slice(_valueStart, _valueLength);

    /// <summary>The current field.</summary>
    public readonly FixField Current => new(Tag, Value);

    /// <summary>Whether the walk ended before the end of the data.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Offset of the current value.</summary>
    internal readonly int ValueStart => _valueStart;

    /// <summary>Length of the current value.</summary>
    internal readonly int ValueLength => _valueLength;

    /// <summary>Offset of the current field's tag.</summary>
    internal int FieldStart { readonly get; private set; }

    /// <summary>
    /// Offset of the field behind the current one; where the data is malformed, of the field that could not be read.
    /// </summary>
    internal readonly int NextStart => _next;

    /// <summary>For foreach.</summary>
    public readonly FixFields GetEnumerator() => this;

    /// <summary>Steps to the next field; false at the end or where the data is malformed.</summary>
    public bool MoveNext()
    {
        ReadOnlySpan<byte> data = _data;
        int position = _next;
        if (position >= data.Length)
            return false;

        uint tag = (uint)(data[position] - '0');
        if (tag - 1 > 8)
            return Fail();
        position++;
        uint digit;
        while (true)
        {
            if (position >= data.Length)
                return Fail();
            digit = (uint)(data[position++] - '0');
            if (digit > 9)
                break;
            tag = tag * 10 + digit;
            if (tag > 9_999_999)
                return Fail();
        }

        if (digit != '=' - '0')
            return Fail();

        int length;
        if (_announcedTag == (int)tag)
        {
            length = _announcedLength;
            if (length >= data.Length - position || data[position + length] != Soh)
                return Fail();
            _announcedTag = 0;
        }
        else
        {
            length = data[position..].IndexOf(Soh);
            if (length < 0)
                return Fail();
            _announcedTag = DataFields.Announced((int)tag);
            if (_announcedTag != 0 && !TryLength(data.Slice(position, length), out _announcedLength))
                return Fail();
        }

        FieldStart = _next;
        Tag = (int)tag;
        _valueStart = position;
        _valueLength = length;
        _next = position + length + 1;
        return true;
    }

    private static bool TryLength(ReadOnlySpan<byte> text, out int length)
    {
        bool ok = FixNumber.TryReadLong(text, out long value) && value is >= 0 and <= int.MaxValue;
        length = ok ? (int)value : 0;
        return ok;
    }

    // The walk stays where it failed, and fails there again.
    private bool Fail()
    {
        IsMalformed = true;
        return false;
    }
}

/// <summary>Position of a value in a body; length 0 when the field is absent.</summary>
internal readonly record struct FieldSlot(int Start, int Length)
{
    /// <summary>
    /// Keeps the field the walk is at, unless one is kept already: the first of repeated fields counts.
    /// </summary>
    public static void KeepFirst(ref FieldSlot slot, in FixFields fields)
    {
        if (slot.Length == 0)
            slot = new FieldSlot(fields.ValueStart, fields.ValueLength);
    }

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> body) => body.Slice(Start, Length);

    /// <summary>The value when it's one byte, else 0.</summary>
    public byte CharOf(ReadOnlySpan<byte> body) => Length == 1 ? body[Start] : (byte)0;

    /// <summary>The value when it's a number, else -1.</summary>
    public long NumberOf(ReadOnlySpan<byte> body) => FixNumber.TryReadLong(Of(body), out long value) ? value : -1;
}

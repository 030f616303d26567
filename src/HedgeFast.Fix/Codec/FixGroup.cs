namespace HedgeFast.Fix.Codec;

/// <summary>Walks the entries of one repeating group, without copying.</summary>
/// <remarks>
/// An entry begins at the group's first field (the delimiter) and ends before the next one; the last ends at the first
/// field not in <paramref name="members"/>. Entries are read with <see cref="FixFields"/>, nested groups with another
/// walk over one.
/// </remarks>
/// <param name="fields">A message body, or one entry of the enclosing group.</param>
/// <param name="countTag">The NumInGroup field.</param>
/// <param name="delimiterTag">First field of every entry.</param>
/// <param name="members">All other fields an entry may hold, those of nested groups included.</param>
public ref struct FixGroup(ReadOnlySpan<byte> fields, int countTag, int delimiterTag, ReadOnlySpan<int> members)
{
    private readonly ReadOnlySpan<byte> _fields = fields;
    private readonly ReadOnlySpan<int> _members = members;
    private readonly int _countTag = countTag;
    private readonly int _delimiterTag = delimiterTag;
    private FixFields _walk;
    private int _start;
    private int _left;
    private bool _isOpen;

    /// <summary>
    /// Entries announced by the NumInGroup field; 0 before the first <see cref="MoveNext"/>, and without the field.
    /// </summary>
    public int Count { get; private set; }

    /// <summary>
    /// Whether the number of entries differs from the announced one, or an entry lacks its delimiter. Certain once
    /// <see cref="MoveNext"/> is false.
    /// </summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Fields of the current entry.</summary>
    public ReadOnlySpan<byte> Entry { get; private set; }

    /// <summary>For foreach.</summary>
    public readonly FixGroup GetEnumerator() => this;

    /// <summary>Fields of the current entry, for foreach.</summary>
    public readonly FixFields Current => new(Entry);

    /// <summary>Steps to the next entry; false behind the last one, or where the group is malformed.</summary>
    public bool MoveNext()
    {
        if (!_isOpen && !Open())
            return false;
        if (_left == 0)
            return false;
        _left--;
        int start = _start;
        while (_walk.MoveNext())
        {
            if (_walk.Tag == _delimiterTag)
            {
                if (_left == 0)
                    return Fail();
                return Take(start, _walk.FieldStart);
            }

            if (_members.Contains(_walk.Tag))
                continue;
            return _left == 0 ? Take(start, _walk.FieldStart) : Fail();
        }

        return _left == 0 && !_walk.IsMalformed ? Take(start, _fields.Length) : Fail();
    }

    private bool Open()
    {
        _isOpen = true;
        _walk = new FixFields(_fields);
        while (_walk.MoveNext())
        {
            if (_walk.Tag != _countTag)
                continue;
            if (!FixNumber.TryReadLong(_walk.Value, out long count) || count is < 0 or > int.MaxValue)
                return Fail();
            Count = _left = (int)count;
            if (count == 0)
                return true;
            if (!_walk.MoveNext() || _walk.Tag != _delimiterTag)
                return Fail();
            _start = _walk.FieldStart;
            return true;
        }

        return !_walk.IsMalformed || Fail();
    }

    private bool Take(int start, int end)
    {
        Entry = _fields[start..end];
        _start = end;
        return true;
    }

    private bool Fail()
    {
        IsMalformed = true;
        _left = 0;
        return false;
    }
}

namespace HedgeFast.Fix.Dictionary;

/// <summary>One field of a data dictionary.</summary>
internal sealed class FieldDefinition
{
    private readonly byte[][] _values;

    /// <summary>A field with the values it may have; none means any.</summary>
    public FieldDefinition(int tag, string name, FieldFormat format, IEnumerable<byte[]> values)
    {
        Tag = tag;
        Name = name;
        Format = format;
        _values = [.. values];
        Array.Sort(_values, static (a, b) => a.AsSpan().SequenceCompareTo(b));
    }

    public int Tag { get; }

    public string Name { get; }

    public FieldFormat Format { get; }

    /// <summary>
    /// Whether the dictionary allows this value. Of several values in one field each must be allowed.
    /// </summary>
    public bool Allows(ReadOnlySpan<byte> value)
    {
        if (_values.Length == 0)
            return true;
        if (Format != FieldFormat.Values)
            return Contains(value);
        foreach (Range part in value.Split((byte)' '))
        {
            if (!Contains(value[part]))
                return false;
        }

        return true;
    }

    private bool Contains(ReadOnlySpan<byte> value)
    {
        int low = 0, high = _values.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >>> 1;
            int order = value.SequenceCompareTo(_values[middle]);
            if (order == 0)
                return true;
            if (order < 0)
                high = middle - 1;
            else
                low = middle + 1;
        }

        return false;
    }
}

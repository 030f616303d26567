namespace HedgeFast.Fix.Codec;

/// <summary>Where one value lies in a body; length 0 when the field is absent.</summary>
internal readonly record struct FieldSlot(int Start, int Length)
{
    /// <summary>Notes the field a walk stands on, unless an earlier one is noted: where a field comes more than once, as inside a group, the first one counts.</summary>
    public static void KeepFirst(ref FieldSlot slot, in FixFields fields)
    {
        if (slot.Length == 0) slot = new FieldSlot(fields.ValueStart, fields.ValueLength);
    }

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> body) => body.Slice(Start, Length);

    /// <summary>The value when it's one byte, else 0.</summary>
    public byte CharOf(ReadOnlySpan<byte> body) => Length == 1 ? body[Start] : (byte)0;

    /// <summary>The value when it's a number, else -1.</summary>
    public long NumberOf(ReadOnlySpan<byte> body) => FixNumber.TryReadLong(Of(body), out long value) ? value : -1;
}

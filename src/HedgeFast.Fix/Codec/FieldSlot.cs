namespace HedgeFast.Fix.Codec;

/// <summary>Where one value lies in a body; length 0 when the field is absent.</summary>
internal readonly record struct FieldSlot(int Start, int Length)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> body) => body.Slice(Start, Length);

    /// <summary>The value when it's one byte, else 0.</summary>
    public byte CharOf(ReadOnlySpan<byte> body) => Length == 1 ? body[Start] : (byte)0;
}

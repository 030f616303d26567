namespace HedgeFast.Fix.Codec;

/// <summary>
/// Finds messages in a byte stream: 8=..|9=..|35=.. in front, the trailer where BodyLength points, the right checksum.
/// </summary>
internal static class FixFrame
{
    /// <summary>Bytes of "10=ddd|".</summary>
    public const int TrailerLength = 7;

    private const byte Soh = 1;
    private const int MaxBeginStringLength = 12;
    private const int MaxLengthDigits = 10;

    private static ReadOnlySpan<byte> Start => "8=FIX"u8;

    /// <summary>
    /// Offset of the first possible start of a message from <paramref name="from"/> on; the length of the data when
    /// there is none.
    /// </summary>
    /// <remarks>A tail that could still grow into a start is kept.</remarks>
    public static int NextStart(ReadOnlySpan<byte> data, int from)
    {
        int found = data[from..].IndexOf(Start);
        if (found >= 0)
            return from + found;
        for (int keep = Math.Min(Start.Length - 1, data.Length - from); keep > 0; keep--)
        {
            if (data[^keep..].SequenceEqual(Start[..keep]))
                return data.Length - keep;
        }

        return data.Length;
    }

    /// <summary>
    /// Judges the bytes at the front of <paramref name="data"/>; sets <paramref name="length"/> for a message only.
    /// </summary>
    /// <remarks>
    /// With <paramref name="sums"/>, over the buffer in which the data begins at <paramref name="offset"/>, no byte is
    /// summed twice.
    /// </remarks>
    public static FrameStatus Measure(
        ReadOnlySpan<byte> data,
        int maxMessageBytes,
        out int length,
        FramingRules rules = FramingRules.Strict,
        FrameSums? sums = null,
        int offset = 0)
    {
        length = 0;
        int known = Math.Min(data.Length, Start.Length);
        if (!data[..known].SequenceEqual(Start[..known]))
            return FrameStatus.Garbled;
        if (known < Start.Length)
            return FrameStatus.NeedMore;

        int position = data[..Math.Min(data.Length, 2 + MaxBeginStringLength + 1)].IndexOf(Soh);
        if (position < 0)
            return data.Length > 2 + MaxBeginStringLength ? FrameStatus.Garbled : FrameStatus.NeedMore;
        position++;

        if (!Expect(data, ref position, "9="u8, out bool complete))
            return complete ? FrameStatus.Garbled : FrameStatus.NeedMore;
        long bodyLength = 0;
        int digits = 0;
        while (true)
        {
            if (position >= data.Length)
                return bodyLength > maxMessageBytes ? FrameStatus.TooLarge : FrameStatus.NeedMore;
            byte c = data[position++];
            if (c == Soh)
                break;
            uint digit = (uint)(c - '0');
            if (digit > 9 || ++digits > MaxLengthDigits)
                return FrameStatus.Garbled;
            bodyLength = bodyLength * 10 + digit;
        }

        if (digits == 0 || bodyLength < "35=0|"u8.Length)
            return FrameStatus.Garbled;
        if (position + bodyLength + TrailerLength > maxMessageBytes)
            return FrameStatus.TooLarge;
        int trailer = position + (int)bodyLength;
        if (!Expect(data, ref position, "35="u8, out complete))
            return complete ? FrameStatus.Garbled : FrameStatus.NeedMore;
        if (data.Length < trailer + TrailerLength)
            return FrameStatus.NeedMore;

        ReadOnlySpan<byte> ten = data.Slice(trailer, TrailerLength);
        if (data[trailer - 1] != Soh || !ten.StartsWith("10="u8) || ten[6] != Soh)
            return FrameStatus.Garbled;
        uint hundreds = (uint)(ten[3] - '0'), tens = (uint)(ten[4] - '0'), ones = (uint)(ten[5] - '0');
        if (hundreds > 9 || tens > 9 || ones > 9)
            return FrameStatus.Garbled;
        bool matters = (rules & FramingRules.AnyChecksum) == 0;
        if (matters)
        {
            byte sum = sums is null ? FixChecksum.Sum(data[..trailer]) : sums.Sum(offset, offset + trailer);
            if (sum != hundreds * 100 + tens * 10 + ones)
                return FrameStatus.Garbled;
        }

        length = trailer + TrailerLength;
        return FrameStatus.Message;
    }

    /// <summary>
    /// Offset behind the garbled message in front, under <see cref="FramingRules.DropThroughTrailer"/>; 0 without
    /// BodyLength or trailer.
    /// </summary>
    /// <remarks>From <paramref name="barren"/> on no whole trailer follows; a search in vain lowers it.</remarks>
    public static int EndOfGarbled(ReadOnlySpan<byte> data, ref int barren)
    {
        int lengthField = data[..Math.Min(data.Length, MaxBeginStringLength + 5)].IndexOf("\u00019="u8);
        if (lengthField is < 0 or > MaxBeginStringLength + 2)
            return 0;
        ReadOnlySpan<byte> digits = data.Slice(lengthField + 3, Math.Min(data.Length - lengthField - 3,
            MaxLengthDigits + 10));
        int end = digits.IndexOf(Soh);
        if (end < 0 || !FixNumber.TryReadLong(digits[..end], out long bodyLength) || bodyLength < 0)
            return 0;
        long from = lengthField + 3 + end + bodyLength;
        if (from >= Math.Min(data.Length, barren))
            return 0;
        int trailer = data[(int)from..].IndexOf("\u000110="u8);
        int close = trailer < 0 ? -1 : data[((int)from + trailer + 1)..].IndexOf(Soh);
        if (close < 0)
            barren = (int)from;
        return close < 0 ? 0 : (int)from + trailer + 1 + close + 1;
    }

    // False when the data differs from the text or ends inside it; complete is true where it differs.
    private static bool Expect(ReadOnlySpan<byte> data, ref int position, ReadOnlySpan<byte> text, out bool complete)
    {
        int available = Math.Min(text.Length, data.Length - position);
        bool same = data.Slice(position, available).SequenceEqual(text[..available]);
        complete = !same || available == text.Length;
        if (!same || available < text.Length)
            return false;
        position += text.Length;
        return true;
    }
}

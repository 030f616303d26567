namespace HedgeFast.Fix.Codec;

/// <summary>Caches the text of the last second written: the calendar costs more than all other digits.</summary>
internal sealed class SecondsText
{
    private readonly byte[] _text = new byte[FixTimestamp.SecondsLength];
    private long _second = long.MinValue;

    /// <summary>As <see cref="FixTimestamp.Write"/>.</summary>
    public int Write(Span<byte> target, long utcNanos, int digits)
    {
        long second = Math.DivRem(utcNanos, FixTimestamp.NanosPerSecond, out long nanos);
        if (nanos < 0)
            return FixTimestamp.Write(target, utcNanos, digits);
        Copy(target, second);
        if (digits > 0)
            FixTimestamp.WriteFraction(target, nanos, digits);
        return FixTimestamp.Length(digits);
    }

    private void Copy(Span<byte> target, long second)
    {
        if (second != _second)
        {
            FixTimestamp.WriteSeconds(_text, second);
            _second = second;
        }

        _text.CopyTo(target);
    }
}

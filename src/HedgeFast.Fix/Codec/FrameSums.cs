namespace HedgeFast.Fix.Codec;

/// <summary>
/// Sums of stretches of a buffer modulo 256, each byte added once, so that nested garbage costs no more than its
/// length.
/// </summary>
internal sealed class FrameSums(byte[] buffer)
{
    // _running[i] is the sum of the bytes from _from up to before i.
    private readonly byte[] _running = new byte[buffer.Length + 1];
    private int _from;
    private int _to;

    /// <summary>Bytes added since it was made.</summary>
    public long Summed { get; private set; }

    /// <summary>Sum of the bytes from <paramref name="start"/> up to before <paramref name="end"/>.</summary>
    public byte Sum(int start, int end)
    {
        if (start < _from || start > _to)
        {
            _from = _to = start;
            _running[start] = 0;
        }

        Summed += Math.Max(0, end - _to);
        for (; _to < end; _to++)
            _running[_to + 1] = (byte)(_running[_to] + buffer[_to]);
        return (byte)(_running[end] - _running[start]);
    }

    /// <summary>Drops all sums: the buffer holds other bytes now.</summary>
    public void Forget()
    {
        _from = _to = 0;
        _running[0] = 0;
    }
}

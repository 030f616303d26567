using System.Text;

namespace HedgeFast.Simulation.Judge.Wire;

/// <summary>Cuts the bytes of one direction of a connection into FIX messages whose length and checksum hold.</summary>
internal sealed class WireReader
{
    private const int TrailerBytes = 7;
    private const int LargestBody = 1 << 16;

    private byte[] _bytes = new byte[1024];
    private int _head;
    private int _tail;

    /// <summary>Bytes of a message that has begun.</summary>
    public int Left => _tail - _head;

    /// <summary>Stretches skipped as no message.</summary>
    public int Garbled { get; private set; }

    /// <summary>Forgets a beginning: the connection ended.</summary>
    public void Clear() => _head = _tail = 0;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - _tail < bytes.Length)
        {
            byte[] larger = _bytes;
            if (_bytes.Length - Left < bytes.Length)
                larger = new byte[2 * (Left + bytes.Length)];
            _bytes.AsSpan(_head, Left).CopyTo(larger);
            (_bytes, _tail, _head) = (larger, Left, 0);
        }

        bytes.CopyTo(_bytes.AsSpan(_tail));
        _tail += bytes.Length;
    }

    /// <summary>Takes the next whole message.</summary>
    public bool TryRead(int link, out WireMessage message)
    {
        while (_head < _tail)
        {
            ReadOnlySpan<byte> data = _bytes.AsSpan(_head, Left);
            int length = Measure(data);
            if (length == 0)
                break;
            if (length > 0)
            {
                message = new WireMessage(Encoding.Latin1.GetString(data[..length]), link);
                _head += length;
                return true;
            }

            Garbled++;
            int next = data[1..].IndexOf("8=FIX"u8);
            _head = next < 0 ? Math.Max(_head + 1, _tail - 4) : _head + 1 + next;
            if (next < 0)
                break;
        }

        message = default;
        return false;
    }

    // Length of the message at the front; 0 where more bytes are needed, -1 where there is none.
    private static int Measure(ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> start = "8=FIX"u8;
        int common = Math.Min(start.Length, data.Length);
        if (!data[..common].SequenceEqual(start[..common]))
            return -1;
        int end = data.IndexOf((byte)1);
        if (end < 0)
            return data.Length > 20 ? -1 : 0;
        int at = end + 1;
        if (data.Length < at + 3)
            return 0;
        if (data[at] != '9' || data[at + 1] != '=')
            return -1;
        int body = 0;
        for (at += 2; at < data.Length && data[at] != 1; at++)
        {
            if (data[at] is < (byte)'0' or > (byte)'9' || body > LargestBody)
                return -1;
            body = (10 * body) + (data[at] - '0');
        }

        int trailer = at + 1 + body;
        if (data.Length < trailer + TrailerBytes)
            return body > LargestBody ? -1 : 0;
        int sum = 0;
        foreach (byte b in data[..trailer])
            sum += b;
        ReadOnlySpan<byte> last = data.Slice(trailer, TrailerBytes);
        bool holds = last[..3].SequenceEqual("10="u8)
            && last[6] == 1
            && data[trailer - 1] == 1
            && (100 * (last[3] - '0')) + (10 * (last[4] - '0')) + last[5] - '0' == sum % 256;
        return holds ? trailer + TrailerBytes : -1;
    }
}

namespace HedgeFast.Fix.Session.Outgoing;

/// <summary>Session messages that the output refused so far, in order and bounded.</summary>
internal sealed class Backlog(int bytesMax)
{
    private const int MessagesMax = 16;

    private readonly byte[] _bytes = new byte[bytesMax];
    private readonly int[] _lengths = new int[MessagesMax];
    private int _used;
    private int _count;

    public bool IsEmpty => _count == 0;

    /// <summary>Keeps a message; false without room.</summary>
    public bool TryAdd(ReadOnlySpan<byte> message)
    {
        if (_count == MessagesMax || message.Length > _bytes.Length - _used)
            return false;
        message.CopyTo(_bytes.AsSpan(_used));
        _lengths[_count++] = message.Length;
        _used += message.Length;
        return true;
    }

    /// <summary>Sends to <paramref name="output"/> as far as it accepts.</summary>
    /// <returns>Messages sent.</returns>
    public int SendTo(IFixOutput output)
    {
        int sent = 0, offset = 0;
        while (sent < _count && output.TrySend(_bytes.AsSpan(offset, _lengths[sent])))
            offset += _lengths[sent++];
        if (sent == 0)
            return 0;
        _bytes.AsSpan(offset, _used - offset).CopyTo(_bytes);
        _lengths.AsSpan(sent, _count - sent).CopyTo(_lengths);
        _used -= offset;
        _count -= sent;
        return sent;
    }

    public void Clear()
    {
        _used = 0;
        _count = 0;
    }
}

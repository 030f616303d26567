namespace HedgeFast.Fix.Store;

/// <summary>
/// A store that ends with the process; for tests and for sessions that reset at each logon. It allocates per message.
/// </summary>
public sealed class MemoryMessageStore : IMessageStore
{
    private readonly List<byte[]> _messages = [];

    /// <inheritdoc/>
    public long NextOutgoing => _messages.Count + 1;

    /// <inheritdoc/>
    public long NextIncoming { get; set; } = 1;

    /// <inheritdoc/>
    public void Append(long seqNum, ReadOnlySpan<byte> message)
    {
        if (seqNum != NextOutgoing)
            throw new ArgumentException($"Number {seqNum} appended where {NextOutgoing} is next.");
        _messages.Add(message.ToArray());
    }

    /// <inheritdoc/>
    public void RemoveLast(long seqNum)
    {
        if (seqNum != NextOutgoing - 1 || seqNum < 1)
            throw new ArgumentException($"Number {seqNum} taken back where {NextOutgoing - 1} is last.");
        _messages.RemoveAt(_messages.Count - 1);
    }

    /// <inheritdoc/>
    public void ReadRange(long first, long last, IStoredMessageVisitor visitor)
    {
        for (long seq = Math.Max(1, first); seq <= last && seq < NextOutgoing; seq++)
        {
            if (!visitor.OnStored(seq, _messages[(int)(seq - 1)]))
                return;
        }
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _messages.Clear();
        NextIncoming = 1;
    }

    /// <inheritdoc/>
    public void Maintain()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}

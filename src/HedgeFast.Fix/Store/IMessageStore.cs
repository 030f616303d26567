namespace HedgeFast.Fix.Store;

/// <summary>
/// What one session has to remember: every message sent, under its sequence number, and the number expected next from the other side. One thread.
/// </summary>
public interface IMessageStore : IDisposable
{
    /// <summary>Sequence number of the next message to send; 1 or more.</summary>
    long NextOutgoing { get; }

    /// <summary>Sequence number expected next from the other side; 1 or more. Setting it is durable against the end of the process.</summary>
    long NextIncoming { get; set; }

    /// <summary>Remembers a message before it is sent. <paramref name="seqNum"/> is <see cref="NextOutgoing"/>, which advances by one.</summary>
    /// <exception cref="ArgumentException">The number is another one, or the message is larger than the store takes.</exception>
    /// <exception cref="IOException">There is no room for another segment, or the disk refuses it. Nothing is remembered then.</exception>
    void Append(long seqNum, ReadOnlySpan<byte> message);

    /// <summary>Takes back the message appended last, which never left; <see cref="NextOutgoing"/> is <paramref name="seqNum"/> again.</summary>
    /// <exception cref="ArgumentException">It's not the one appended last.</exception>
    void RemoveLast(long seqNum);

    /// <summary>
    /// Passes the stored messages from <paramref name="first"/> to <paramref name="last"/>, both included, to <paramref name="visitor"/> in order. Numbers
    /// that are not stored are left out. Going on where the last call ended costs nothing extra.
    /// </summary>
    void ReadRange(long first, long last, IStoredMessageVisitor visitor);

    /// <summary>Forgets all messages and starts both numbers at 1.</summary>
    void Reset();

    /// <summary>Why there will soon be no room for a message, or is none, in words; null while all is well. Any thread.</summary>
    string? Failure => null;

    /// <summary>Does work that would be too slow beside a message, such as making the next file ready. Called when nothing else is to be done.</summary>
    void Maintain();
}

/// <summary>Takes stored messages one by one, so that a long range never stands in memory.</summary>
public interface IStoredMessageVisitor
{
    /// <summary>Takes one message as it was sent; the bytes are valid during the call only. False ends the reading.</summary>
    bool OnStored(long seqNum, ReadOnlySpan<byte> message);
}

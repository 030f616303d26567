namespace HedgeFast.Fix.Store;

/// <summary>
/// Message store of one session: every message sent, by sequence number, and the number expected next. One thread.
/// </summary>
public interface IMessageStore : IDisposable
{
    /// <summary>Sequence number of the next message to send; 1 or more.</summary>
    long NextOutgoing { get; }

    /// <summary>
    /// Sequence number expected next from the other side; 1 or more. Setting it is durable against the end of the
    /// process.
    /// </summary>
    long NextIncoming { get; set; }

    /// <summary>
    /// Stores a message before it is sent. <paramref name="seqNum"/> is <see cref="NextOutgoing"/>, which advances by
    /// one.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The number is another one, or the message is too large for the store.
    /// </exception>
    /// <exception cref="IOException">
    /// There is no room for another segment, or the disk refuses it. Nothing is stored then.
    /// </exception>
    void Append(long seqNum, ReadOnlySpan<byte> message);

    /// <summary>
    /// Removes the message appended last, which never left; <see cref="NextOutgoing"/> is <paramref name="seqNum"/>
    /// again.
    /// </summary>
    /// <exception cref="ArgumentException">It's not the one appended last.</exception>
    void RemoveLast(long seqNum);

    /// <summary>
    /// Passes stored messages from <paramref name="first"/> to <paramref name="last"/> inclusive to
    /// <paramref name="visitor"/>, in order; unstored numbers are left out.
    /// </summary>
    /// <remarks>To continue where the last call ended costs nothing extra.</remarks>
    void ReadRange(long first, long last, IStoredMessageVisitor visitor);

    /// <summary>Drops all messages and starts both numbers at 1.</summary>
    void Reset();

    /// <summary>Why room runs out or has run out; null while all is well. Any thread.</summary>
    string? Failure => null;

    /// <summary>Does work too slow beside a message, such as making the next file. Called when idle.</summary>
    void Maintain();
}

/// <summary>Receives stored messages one by one, so that a long range is never in memory as a whole.</summary>
public interface IStoredMessageVisitor
{
    /// <summary>
    /// Receives one message as it was sent; the bytes are valid during the call. False ends the reading.
    /// </summary>
    bool OnStored(long seqNum, ReadOnlySpan<byte> message);
}

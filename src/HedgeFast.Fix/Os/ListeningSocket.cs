namespace HedgeFast.Fix.Os;

/// <summary>A socket that accepts streams. No call waits, but for <see cref="Wait"/>.</summary>
public abstract class ListeningSocket : IDisposable
{
    /// <summary>The port listened on.</summary>
    public abstract int Port { get; }

    /// <summary>Accepts one connection.</summary>
    /// <param name="unacknowledgedNanosMax">As for <see cref="Network.Connect"/>.</param>
    /// <param name="accepted">Whether a connection was taken from the queue, though it may be gone already.</param>
    /// <returns>The stream; null without one, or when it is gone.</returns>
    public abstract StreamSocket? Accept(out bool accepted, long unacknowledgedNanosMax = 0);

    /// <summary>Waits for a connection, or for bytes of a stream.</summary>
    /// <param name="streams">Streams of the same network.</param>
    /// <param name="nanos">The longest wait, nanoseconds.</param>
    public abstract void Wait(IReadOnlyList<StreamSocket> streams, long nanos);

    /// <inheritdoc/>
    public abstract void Dispose();
}

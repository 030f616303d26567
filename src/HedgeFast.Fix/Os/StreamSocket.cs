using System.Net;
using System.Net.Sockets;

namespace HedgeFast.Fix.Os;

/// <summary>A stream of bytes between two processes. No call waits, but for <see cref="Wait"/>.</summary>
public abstract class StreamSocket : IDisposable
{
    /// <summary>Progress of the connect.</summary>
    /// <param name="error">Why it failed, in words; null otherwise.</param>
    public abstract ConnectState Connecting(out string? error);

    /// <summary>The other side's address; null when it is gone.</summary>
    public abstract IPEndPoint? Remote { get; }

    /// <summary>Our address; null before the connect.</summary>
    public abstract IPEndPoint? Local { get; }

    /// <summary>Whether bytes, or the end, can be read.</summary>
    public abstract bool IsReadable { get; }

    /// <summary>Bytes that can be read at once.</summary>
    public abstract int Available { get; }

    /// <summary>Reads.</summary>
    /// <param name="free">Room.</param>
    /// <param name="error">Would-block without bytes; success with 0 bytes at the stream's end.</param>
    /// <returns>Bytes read.</returns>
    public abstract int Receive(Span<byte> free, out SocketError error);

    /// <summary>Sends.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="error">Would-block when the kernel has no room.</param>
    /// <returns>Bytes taken, all or a part.</returns>
    public abstract int Send(ReadOnlySpan<byte> bytes, out SocketError error);

    /// <summary>Ends our direction; bytes sent still arrive.</summary>
    /// <exception cref="SocketException">The other side is gone.</exception>
    public abstract void EndSending();

    /// <summary>Makes <see cref="Dispose"/> break the connection, as a cut cable does.</summary>
    public abstract void BreakOnClose();

    /// <summary>Waits until bytes arrive, but no longer than <paramref name="nanos"/>.</summary>
    public abstract void Wait(long nanos);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>Progress of a connect.</summary>
public enum ConnectState : byte
{
    /// <summary>Under way.</summary>
    Pending = 0,

    /// <summary>Bytes may flow.</summary>
    Connected,

    /// <summary>It failed for good.</summary>
    Failed,
}

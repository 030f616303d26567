using System.Net;
using System.Net.Sockets;
using HedgeFast.Fix.Codec;

namespace HedgeFast.Fix.Transport;

/// <summary>
/// An accepted connection before its logon, with little room, little time, and no TLS state before its first byte.
/// </summary>
internal sealed class PendingLogon(Socket socket, IPAddress source, long deadline) : IDisposable
{
    /// <summary>Largest logon accepted, bytes.</summary>
    public const int MaxLogonBytes = 4096;

    /// <summary>The socket.</summary>
    public Socket Socket { get; } = socket;

    /// <summary>Its address, as <see cref="SourceGuard.KeyOf"/> makes it.</summary>
    public IPAddress Source { get; } = source;

    /// <summary>The stream over the socket; null before <see cref="Open"/>.</summary>
    public ByteChannel? Channel { get; private set; }

    /// <summary>Bytes received.</summary>
    public FixFrameBuffer Input { get; } = new(MaxLogonBytes);

    /// <summary>Whether no byte has arrived.</summary>
    public bool IsSilent
    {
        get
        {
            try
            {
                return Input.Buffered == 0 && Channel is null or PlainChannel && Socket.Available == 0;
            }
            catch (SocketException)
            {
                return true;
            }
        }
    }

    /// <summary>Whether bytes, or the end, can be read.</summary>
    public bool IsReadable => Socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Begins to read, under TLS with the handshake.</summary>
    public void Open(TlsIdentity? tls) => Channel = ByteChannel.Over(Socket, tls, null);

    /// <summary>Whether it has had its time.</summary>
    public bool IsOverdue(long nowMono) => nowMono >= deadline;

    /// <summary>
    /// Reads the bytes received. False when the connection must close: closed, broken, too large or no FIX.
    /// </summary>
    public bool TryReceive()
    {
        ByteChannel channel = Channel!;
        if (!channel.TryOpen())
            return channel.Failure is null;
        Span<byte> free = Input.Free;
        if (free.IsEmpty)
            return false;
        Input.Commit(channel.Receive(free));
        return channel.Failure is null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Channel is { } channel)
            channel.Dispose();
        else
            Socket.Dispose();
    }
}

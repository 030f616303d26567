using System.Net;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Os;

namespace HedgeFast.Fix.Transport;

/// <summary>
/// An accepted connection before its logon, with little room, little time, and no TLS state before its first byte.
/// </summary>
internal sealed class PendingLogon(StreamSocket stream, IPAddress source, long deadline) : IDisposable
{
    /// <summary>Largest logon accepted, bytes.</summary>
    public const int MaxLogonBytes = 4096;

    /// <summary>The socket.</summary>
    public StreamSocket Stream { get; } = stream;

    /// <summary>Its address, as <see cref="SourceGuard.KeyOf"/> makes it.</summary>
    public IPAddress Source { get; } = source;

    /// <summary>The channel over the socket; null before <see cref="Open"/>.</summary>
    public ByteChannel? Channel { get; private set; }

    /// <summary>Bytes received.</summary>
    public FixFrameBuffer Input { get; } = new(MaxLogonBytes);

    /// <summary>Whether no byte has arrived.</summary>
    public bool IsSilent => Input.Buffered == 0 && Channel is null or PlainChannel && Stream.Available == 0;

    /// <summary>Whether bytes, or the end, can be read.</summary>
    public bool IsReadable => Stream.IsReadable;

    /// <summary>Begins to read, under TLS with the handshake.</summary>
    public void Open(TlsIdentity? tls) => Channel = ByteChannel.Over(Stream, tls, null);

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
            Stream.Dispose();
    }
}

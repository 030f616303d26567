using System.Net.Sockets;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Os;

namespace HedgeFast.Fix.Transport;

/// <summary>A connected stream of bytes over a socket, plain or under TLS. No call waits.</summary>
internal abstract class ByteChannel(StreamSocket stream) : IDisposable
{
    // A side that never stops sending is not read away for ever; then the kernel resets the connection.
    private const int DrainMax = 256 * 1024;

    /// <summary>The socket below.</summary>
    public StreamSocket Stream { get; } = stream;

    /// <summary>Why the stream ended; null while it is open.</summary>
    public string? Failure { get; protected set; }

    /// <summary>
    /// Whether trying again with the same settings can't help: the other side's certificate was refused.
    /// </summary>
    public virtual bool IsRefused => false;

    /// <summary>
    /// Pin of the certificate that the other side showed, as <see cref="FixTlsSettings.PinOf"/> gives it; null without
    /// one.
    /// </summary>
    public virtual string? PeerPin => null;

    /// <summary>A channel over a connected socket, under TLS with <paramref name="tls"/>.</summary>
    /// <param name="stream">Connected; owned by the channel from now on.</param>
    /// <param name="tls">Null for a plain stream.</param>
    /// <param name="targetHost">
    /// The name that the other side's certificate must bear; null when this is the side that listens.
    /// </param>
    public static ByteChannel Over(StreamSocket stream, TlsIdentity? tls, string? targetHost) =>
        tls is null ? new PlainChannel(stream) : new TlsChannel(stream, tls, targetHost);

    /// <summary>
    /// Carries the opening exchange on; true once bytes may flow. False with <see cref="Failure"/> set when they never
    /// will.
    /// </summary>
    public abstract bool TryOpen();

    /// <summary>
    /// Reads into <paramref name="free"/>; 0 without bytes, or at the end, where <see cref="Failure"/> is set.
    /// </summary>
    public abstract int Receive(Span<byte> free);

    /// <summary>
    /// Sends one whole message at once. False when not a byte left: the channel is full or at its end.
    /// </summary>
    public abstract bool TrySend(ReadOnlySpan<byte> message);

    /// <summary>Ends the stream so that bytes sent still arrive if the network allows.</summary>
    /// <param name="scratch">Room for bytes read and dropped.</param>
    public virtual void CloseGently(FixFrameBuffer scratch)
    {
        try
        {
            // Closing with unread bytes would make the kernel reset the connection, and a reset can overtake our last
            // logout.
            Stream.EndSending();
            scratch.Clear();
            int left = DrainMax;
            while (left > 0)
            {
                int read = Stream.Receive(scratch.Free, out SocketError error);
                if (read <= 0 || error != SocketError.Success)
                    break;
                left -= read;
            }
        }
        catch (SocketException)
        {
            // The other side is gone already; closing is all that is left.
        }

        Dispose();
    }

    /// <inheritdoc/>
    public virtual void Dispose() => Stream.Dispose();
}

using System.Net;
using System.Net.Sockets;

namespace HedgeFast.Fix.Os;

/// <summary>Receives datagrams with their senders, without waiting or allocating.</summary>
public abstract class DatagramReader : IDisposable
{
    /// <summary>Longest datagram there is, bytes.</summary>
    public const int BytesMax = 64 * 1024;

    /// <summary>Bytes of a sender: the longest address of IP that the kernel gives.</summary>
    public const int SenderBytes = 28;

    /// <summary>The sender of the last datagram, as the kernel writes it: struct sockaddr.</summary>
    public abstract ReadOnlySpan<byte> Sender { get; }

    /// <summary>Receives one datagram.</summary>
    /// <param name="datagram">Its bytes, until the next call.</param>
    /// <param name="error">Would-block when nothing is there; another one when the socket is of no use.</param>
    /// <returns>Whether one was received.</returns>
    public abstract bool TryReceive(out ReadOnlySpan<byte> datagram, out SocketError error);

    /// <summary>Our address; null when closed.</summary>
    public abstract IPEndPoint? Local { get; }

    /// <inheritdoc/>
    public abstract void Dispose();
}

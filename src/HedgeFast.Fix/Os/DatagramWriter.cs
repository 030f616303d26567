using System.Net.Sockets;

namespace HedgeFast.Fix.Os;

/// <summary>Sends datagrams to one address.</summary>
public abstract class DatagramWriter : IDisposable
{
    /// <summary>Sends one datagram.</summary>
    /// <param name="datagram">Its bytes.</param>
    /// <returns>Success, or why it was not sent: refused when an earlier one found no listener.</returns>
    public abstract SocketError Send(ReadOnlySpan<byte> datagram);

    /// <inheritdoc/>
    public abstract void Dispose();
}

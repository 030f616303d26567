using System.Net;
using System.Net.Sockets;

namespace HedgeFast.Fix.Os;

/// <summary>Opens sockets that never wait.</summary>
public abstract class Network
{
    /// <summary>The operating system's network.</summary>
    public static Network Kernel { get; } = new KernelNetwork();

    /// <summary>The address of a name, IPv4 before IPv6; may wait. A network without names knows addresses.</summary>
    /// <param name="host">Name or address.</param>
    /// <exception cref="SocketException">The name has no address.</exception>
    public virtual IPAddress Resolve(string host) =>
        IPAddress.TryParse(host, out IPAddress? address)
            ? address
            : throw new SocketException((int)SocketError.HostNotFound);

    /// <summary>Begins to connect a stream; resolves the name first, in the background.</summary>
    /// <param name="host">Name or address.</param>
    /// <param name="port">Port, 1 to 65535.</param>
    /// <param name="unacknowledgedNanosMax">Longest time that sent bytes may stay unacknowledged before the connection
    /// ends, nanoseconds; 0 leaves it to the system.</param>
    public abstract StreamSocket Connect(string host, int port, long unacknowledgedNanosMax = 0);

    /// <summary>Listens for streams.</summary>
    /// <param name="host">Name or address of this machine.</param>
    /// <param name="port">Port; 0 takes a free one.</param>
    /// <exception cref="SocketException">The port is taken, or the address is not this machine's.</exception>
    public abstract ListeningSocket Listen(string host, int port);

    /// <summary>Binds a socket that receives datagrams.</summary>
    /// <param name="binding">Address, group and sources.</param>
    /// <exception cref="SocketException">It can't be bound.</exception>
    public abstract DatagramReader ReadDatagrams(DatagramBinding binding);

    /// <summary>Opens a socket that sends datagrams.</summary>
    /// <param name="binding">Where to: address and port, or this machine's address and a group.</param>
    /// <exception cref="SocketException">It can't be opened.</exception>
    public abstract DatagramWriter WriteDatagrams(DatagramBinding binding);
}

/// <summary>Address of a feed of datagrams.</summary>
/// <param name="Host">The address bound or sent to; with a group, that of the network card.</param>
/// <param name="Port">Port.</param>
/// <param name="Group">IPv4 multicast group; null for unicast.</param>
/// <param name="Sources">Senders that the kernel lets in with a group; empty for all.</param>
public sealed record DatagramBinding(
    IPAddress Host, int Port, IPAddress? Group, IReadOnlyList<IPAddress> Sources);

using System.Net;
using System.Net.Sockets;

namespace HedgeFast.Fix.Os;

/// <summary>Sockets of the operating system.</summary>
internal sealed class KernelNetwork : Network
{
    /// <inheritdoc/>
    public override IPAddress Resolve(string host) =>
        IPAddress.TryParse(host, out IPAddress? address) ? address : Preferred(Dns.GetHostAddresses(host));

    /// <inheritdoc/>
    public override StreamSocket Connect(string host, int port, long unacknowledgedNanosMax = 0) =>
        new KernelStream(host, port, unacknowledgedNanosMax);

    /// <inheritdoc/>
    public override ListeningSocket Listen(string host, int port) => new KernelListener(host, port);

    /// <inheritdoc/>
    public override DatagramReader ReadDatagrams(DatagramBinding binding) => new KernelDatagramReader(binding);

    /// <inheritdoc/>
    public override DatagramWriter WriteDatagrams(DatagramBinding binding) => new KernelDatagramWriter(binding);

    /// <summary>The address of a name that is connected to: IPv4 before IPv6.</summary>
    internal static IPAddress Preferred(IPAddress[] addresses)
    {
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        return Array.Find(addresses, address => address.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0];
    }
}

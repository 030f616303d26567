using System.Net;
using System.Net.Sockets;

namespace HedgeFast.Fix.Os;

/// <summary>A UDP socket of the operating system that sends.</summary>
internal sealed class KernelDatagramWriter : DatagramWriter
{
    private readonly Socket _socket;

    public KernelDatagramWriter(DatagramBinding binding)
    {
        _socket = new Socket(binding.Host.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        try
        {
            if (binding.Group is not null)
            {
                _socket.SetSocketOption(
                    SocketOptionLevel.IP, SocketOptionName.MulticastInterface, binding.Host.GetAddressBytes());
                _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastLoopback, true);
            }

            _socket.Connect(new IPEndPoint(binding.Group ?? binding.Host, binding.Port));
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override SocketError Send(ReadOnlySpan<byte> datagram)
    {
        _socket.Send(datagram, SocketFlags.None, out SocketError error);
        return error;
    }

    /// <inheritdoc/>
    public override void Dispose() => _socket.Dispose();
}

using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace HedgeFast.Fix.Os;

/// <summary>A UDP socket of the operating system that receives.</summary>
/// <remarks>The runtime's own call that names a sender throws where nothing is there, which is nearly always.</remarks>
internal sealed partial class KernelDatagramReader : DatagramReader
{
    private const int KernelBufferBytes = 4 * 1024 * 1024;

    // Linux's own numbers, which the runtime does not name.
    private const int IpLevel = 0;
    private const int AddSourceMembership = 39;
    private const int MulticastAll = 49;
    private const int DontWait = 0x40;
    private const int Interrupted = 4;
    private const int Again = 11;

    private readonly Socket _socket;
    private readonly byte[] _buffer;
    private readonly byte[] _sender;

    public KernelDatagramReader(DatagramBinding binding)
    {
        _socket = new Socket(binding.Host.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        try
        {
            Bind(binding);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }

        _buffer = GC.AllocateArray<byte>(BytesMax, pinned: true);
        _sender = GC.AllocateArray<byte>(SenderBytes, pinned: true);
    }

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Sender => _sender;

    /// <inheritdoc/>
    public override IPEndPoint? Local
    {
        get
        {
            try
            {
                return _socket.LocalEndPoint as IPEndPoint;
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
        }
    }

    /// <inheritdoc/>
    public override unsafe bool TryReceive(out ReadOnlySpan<byte> datagram, out SocketError error)
    {
        int length = SenderBytes;
        fixed (byte* buffer = _buffer, sender = _sender)
        {
            nint received = ReceiveFrom((int)_socket.Handle, buffer, BytesMax, DontWait, sender, &length);
            if (received >= 0)
            {
                error = SocketError.Success;
                datagram = _buffer.AsSpan(0, (int)received);
                return true;
            }
        }

        int number = Marshal.GetLastPInvokeError();
        error = number is Again or Interrupted ? SocketError.WouldBlock : new SocketException(number).SocketErrorCode;
        datagram = default;
        return false;
    }

    /// <inheritdoc/>
    public override void Dispose() => _socket.Dispose();

    private void Bind(DatagramBinding binding)
    {
        _socket.ReceiveBufferSize = KernelBufferBytes;
        if (binding.Group is not { } group)
        {
            _socket.Bind(new IPEndPoint(binding.Host, binding.Port));
            return;
        }

        // Several processes may listen to one group; bound to the group's address, the socket gets nothing else that
        // comes to the port.
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _socket.Bind(new IPEndPoint(OperatingSystem.IsLinux() ? group : IPAddress.Any, binding.Port));
        Join(group, binding.Host, binding.Sources);
    }

    // Where the senders are named the network itself is asked for nothing else.
    private void Join(IPAddress group, IPAddress card, IReadOnlyList<IPAddress> sources)
    {
        if (sources.Count == 0)
        {
            _socket.SetSocketOption(
                SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group, card));
            return;
        }

        // Without this a group that another process of the machine has joined whole comes here too.
        _socket.SetRawSocketOption(IpLevel, MulticastAll, [0, 0, 0, 0]);
        Span<byte> request = stackalloc byte[12];
        foreach (IPAddress source in sources)
        {
            if (!group.TryWriteBytes(request, out _)
                || !card.TryWriteBytes(request[4..], out _)
                || !source.TryWriteBytes(request[8..], out _))
            {
                throw new ArgumentException(
                    $"The source '{source}' of a multicast group is not an IPv4 address.", nameof(sources));
            }

            _socket.SetRawSocketOption(IpLevel, AddSourceMembership, request);
        }
    }

    [LibraryImport("libc", EntryPoint = "recvfrom", SetLastError = true)]
    private static unsafe partial nint ReceiveFrom(
        int socket, byte* buffer, nuint length, int flags, byte* sender, int* senderLength);
}

using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace HedgeFast.Core.Feed;

/// <summary>
/// Receives datagrams together with their senders, without waiting and without allocating. The runtime's own call that
/// names a sender throws where nothing is there, which is nearly always.
/// </summary>
internal sealed partial class DatagramReceiver
{
    private const int DontWait = 0x40;
    private const int Interrupted = 4;
    private const int Again = 11;

    private readonly byte[] _buffer;
    private readonly byte[] _sender = GC.AllocateArray<byte>(FeedSender.KernelBytes, pinned: true);

    /// <param name="bytes">Longest datagram.</param>
    public DatagramReceiver(int bytes) => _buffer = GC.AllocateArray<byte>(bytes, pinned: true);

    /// <summary>The sender of the last datagram.</summary>
    public FeedSender Sender => FeedSender.Of(_sender);

    /// <summary>The first bytes of the last datagram.</summary>
    public ReadOnlySpan<byte> Bytes(int count) => _buffer.AsSpan(0, count);

    /// <summary>Receives one datagram.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="error">Would-block when nothing is there; another one when the socket is of no use.</param>
    /// <returns>Its length, bytes.</returns>
    public unsafe int Receive(Socket socket, out SocketError error)
    {
        int length = FeedSender.KernelBytes;
        fixed (byte* buffer = _buffer, sender = _sender)
        {
            nint received = ReceiveFrom((int)socket.Handle, buffer, (nuint)_buffer.Length, DontWait, sender, &length);
            if (received >= 0)
            {
                error = SocketError.Success;
                return (int)received;
            }
        }

        int number = Marshal.GetLastPInvokeError();
        error = number is Again or Interrupted ? SocketError.WouldBlock : new SocketException(number).SocketErrorCode;
        return 0;
    }

    [LibraryImport("libc", EntryPoint = "recvfrom", SetLastError = true)]
    private static unsafe partial nint ReceiveFrom(
        int socket, byte* buffer, nuint length, int flags, byte* sender, int* senderLength);
}

using System.Net;
using System.Net.Sockets;

namespace HedgeFast.Fix.Os;

/// <summary>A TCP socket of the operating system that listens.</summary>
internal sealed class KernelListener : ListeningSocket
{
    private const int NanosPerMicro = 1000;

    private readonly Socket _socket;
    private readonly List<Socket> _waitingOn = [];

    public KernelListener(string host, int port)
    {
        IPAddress address = IPAddress.TryParse(host, out IPAddress? parsed) ? parsed : Dns.GetHostAddresses(host)[0];
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        try
        {
            _socket.Bind(new IPEndPoint(address, port));
            _socket.Listen();
        }
        catch
        {
            _socket.Dispose();
            throw;
        }

        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
    }

    /// <inheritdoc/>
    public override int Port { get; }

    /// <inheritdoc/>
    public override StreamSocket? Accept(out bool accepted, long unacknowledgedNanosMax = 0)
    {
        accepted = _socket.Poll(0, SelectMode.SelectRead);
        if (!accepted)
            return null;
        Socket? socket = null;
        try
        {
            socket = _socket.Accept();
            SocketRules.Apply(socket, unacknowledgedNanosMax);
            return new KernelStream(socket);
        }
        catch (SocketException)
        {
            // The other side left between the calls.
            socket?.Dispose();
            return null;
        }
    }

    /// <inheritdoc/>
    public override void Wait(IReadOnlyList<StreamSocket> streams, long nanos)
    {
        _waitingOn.Clear();
        _waitingOn.Add(_socket);
        for (int i = 0; i < streams.Count; i++)
            _waitingOn.Add(((KernelStream)streams[i]).Socket!);
        Socket.Select(_waitingOn, null, null, (int)(nanos / NanosPerMicro));
    }

    /// <inheritdoc/>
    public override void Dispose() => _socket.Dispose();
}

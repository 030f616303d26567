using System.Net;
using System.Net.Sockets;

namespace HedgeFast.Fix.Os;

/// <summary>A TCP socket of the operating system.</summary>
internal sealed class KernelStream : StreamSocket
{
    private const int NanosPerMicro = 1000;

    private readonly int _port;
    private readonly long _unacknowledgedNanosMax;
    private readonly Task<IPAddress[]>? _lookup;
    private Socket? _socket;
    private bool _isConnected;
    private string? _error;

    /// <summary>Begins to connect.</summary>
    public KernelStream(string host, int port, long unacknowledgedNanosMax)
    {
        _port = port;
        _unacknowledgedNanosMax = unacknowledgedNanosMax;
        if (IPAddress.TryParse(host, out IPAddress? address))
            Start(address);
        else
            _lookup = Dns.GetHostAddressesAsync(host);
    }

    /// <summary>Over a connection that was accepted, with <see cref="SocketRules"/> applied.</summary>
    public KernelStream(Socket accepted)
    {
        _socket = accepted;
        _isConnected = true;
    }

    /// <summary>The socket; null before the name is resolved.</summary>
    internal Socket? Socket => _socket;

    /// <inheritdoc/>
    public override IPEndPoint? Remote => EndPointOf(static socket => socket.RemoteEndPoint);

    /// <inheritdoc/>
    public override IPEndPoint? Local => EndPointOf(static socket => socket.LocalEndPoint);

    /// <inheritdoc/>
    public override bool IsReadable => _socket!.Poll(0, SelectMode.SelectRead);

    /// <inheritdoc/>
    public override int Available
    {
        get
        {
            try
            {
                return _socket!.Available;
            }
            catch (SocketException)
            {
                return 0;
            }
        }
    }

    /// <inheritdoc/>
    public override ConnectState Connecting(out string? error)
    {
        if (!_isConnected && _error is null)
            _isConnected = HasConnected();
        error = _error;
        return error is not null ? ConnectState.Failed
            : _isConnected ? ConnectState.Connected
            : ConnectState.Pending;
    }

    /// <inheritdoc/>
    public override int Receive(Span<byte> free, out SocketError error) =>
        _socket!.Receive(free, SocketFlags.None, out error);

    /// <inheritdoc/>
    public override int Send(ReadOnlySpan<byte> bytes, out SocketError error) =>
        _socket!.Send(bytes, SocketFlags.None, out error);

    /// <inheritdoc/>
    public override void EndSending() => _socket!.Shutdown(SocketShutdown.Send);

    /// <inheritdoc/>
    public override void BreakOnClose() => _socket!.LingerState = new LingerOption(true, 0);

    /// <inheritdoc/>
    public override void Wait(long nanos) => _socket!.Poll((int)(nanos / NanosPerMicro), SelectMode.SelectRead);

    /// <inheritdoc/>
    public override void Dispose() => _socket?.Dispose();

    private bool HasConnected()
    {
        if (_socket is null && _lookup is { IsCompleted: true })
            Resolve(_lookup);
        if (_socket is null || _error is not null)
            return false;
        try
        {
            if (!_socket.Poll(0, SelectMode.SelectWrite) && !_socket.Poll(0, SelectMode.SelectError))
                return false;
            var error = (SocketError)(int)_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
            if (error == SocketError.Success)
                return true;
            _error = error.ToString();
        }
        catch (SocketException e)
        {
            _error = e.SocketErrorCode.ToString();
        }

        return false;
    }

    private void Resolve(Task<IPAddress[]> lookup)
    {
        if (lookup.IsCompletedSuccessfully && lookup.Result.Length > 0)
            Start(KernelNetwork.Preferred(lookup.Result));
        else
            _error = "the name can't be resolved";
    }

    private void Start(IPAddress address)
    {
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        SocketRules.Apply(_socket, _unacknowledgedNanosMax);
        try
        {
            _socket.Connect(new IPEndPoint(address, _port));
        }
        catch (SocketException e) when (e.SocketErrorCode
            is SocketError.WouldBlock or SocketError.InProgress or SocketError.AlreadyInProgress)
        {
            // This is how a connect under way is reported.
        }
        catch (SocketException e)
        {
            _error = e.SocketErrorCode.ToString();
        }
    }

    private IPEndPoint? EndPointOf(Func<Socket, EndPoint?> side)
    {
        try
        {
            return _socket is { } socket ? side(socket) as IPEndPoint : null;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}

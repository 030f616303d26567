using System.Net;
using System.Net.Sockets;

namespace HedgeFast.Fix.Transport;

/// <summary>One attempt to connect that never blocks: the name is resolved beside, then the socket is asked whether it stands.</summary>
internal sealed class PendingConnect : IDisposable
{
    private readonly FixEndpoint _endpoint;
    private readonly Task<IPAddress[]>? _lookup;
    private Socket? _socket;

    public PendingConnect(FixEndpoint endpoint)
    {
        _endpoint = endpoint;
        if (IPAddress.TryParse(endpoint.Host, out IPAddress? address)) Start(address);
        else _lookup = Dns.GetHostAddressesAsync(endpoint.Host);
    }

    /// <summary>Why it failed; null while it may still succeed.</summary>
    public string? Error { get; private set; }

    /// <summary>The connected socket once it stands, which the caller then owns; null before and after a failure.</summary>
    public Socket? TryTake()
    {
        if (_socket is null && Error is null && _lookup is { IsCompleted: true }) Resolve();
        if (_socket is null || Error is not null) return null;
        try
        {
            if (!_socket.Poll(0, SelectMode.SelectWrite) && !_socket.Poll(0, SelectMode.SelectError)) return null;
            var error = (SocketError)(int)_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
            if (error != SocketError.Success)
            {
                Error = Describe(error.ToString());
                return null;
            }
        }
        catch (SocketException e)
        {
            Error = Describe(e.SocketErrorCode.ToString());
            return null;
        }

        Socket connected = _socket;
        _socket = null;
        return connected;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket?.Dispose();

    private void Resolve()
    {
        if (_lookup!.IsCompletedSuccessfully && _lookup.Result.Length > 0)
        {
            IPAddress[] addresses = _lookup.Result;
            Start(Array.Find(addresses, a => a.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0]);
        }
        else
        {
            Error = Describe("the name can't be resolved");
        }
    }

    private void Start(IPAddress address)
    {
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false, NoDelay = true };
        try
        {
            _socket.Connect(new IPEndPoint(address, _endpoint.Port));
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress or SocketError.AlreadyInProgress)
        {
            // This is how a connect under way is reported.
        }
        catch (SocketException e)
        {
            Error = Describe(e.SocketErrorCode.ToString());
        }
    }

    private string Describe(string what) => $"connect to {_endpoint.Host}:{_endpoint.Port} failed: {what}";
}

using System.Net;
using System.Net.Sockets;

namespace HedgeFast.Fix.Transport;

/// <summary>
/// One attempt to connect, without blocking: resolves the name, connects the socket, agrees TLS where configured.
/// </summary>
internal sealed class PendingConnect : IDisposable
{
    private readonly FixHost _host;
    private readonly TlsIdentity? _tls;
    private readonly long _unacknowledgedNanosMax;
    private readonly Task<IPAddress[]>? _lookup;
    private Socket? _socket;
    private ByteChannel? _channel;

    public PendingConnect(FixHost host, TlsIdentity? tls, long unacknowledgedNanosMax)
    {
        _host = host;
        _tls = tls;
        _unacknowledgedNanosMax = unacknowledgedNanosMax;
        if (IPAddress.TryParse(host.Host, out IPAddress? address))
            Start(address);
        else
            _lookup = Dns.GetHostAddressesAsync(host.Host);
    }

    /// <summary>Why it failed; null while it may still succeed.</summary>
    public string? Error { get; private set; }

    /// <summary>Whether it failed so that trying again can't help.</summary>
    public bool IsRefused => _channel is { IsRefused: true };

    /// <summary>The channel once it's open, which the caller then owns; null before and after a failure.</summary>
    public ByteChannel? TryTake()
    {
        if (_channel is null && !TryConnect())
            return null;
        ByteChannel channel = _channel!;
        if (!channel.TryOpen())
        {
            if (channel.Failure is { } failure)
                Error = Describe(failure);
            return null;
        }

        _channel = null;
        return channel;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _channel?.Dispose();
        _socket?.Dispose();
    }

    private bool TryConnect()
    {
        if (_socket is null && Error is null && _lookup is { IsCompleted: true })
            Resolve();
        if (_socket is null || Error is not null)
            return false;
        try
        {
            if (!_socket.Poll(0, SelectMode.SelectWrite) && !_socket.Poll(0, SelectMode.SelectError))
                return false;
            var error = (SocketError)(int)_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
            if (error != SocketError.Success)
            {
                Error = Describe(error.ToString());
                return false;
            }
        }
        catch (SocketException e)
        {
            Error = Describe(e.SocketErrorCode.ToString());
            return false;
        }

        _channel = ByteChannel.Over(_socket, _tls, _host.Host);
        _socket = null;
        return true;
    }

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
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        SocketRules.Apply(_socket, _unacknowledgedNanosMax);
        try
        {
            _socket.Connect(new IPEndPoint(address, _host.Port));
        }
        catch (SocketException e) when (e.SocketErrorCode
            is SocketError.WouldBlock or SocketError.InProgress or SocketError.AlreadyInProgress)
        {
            // This is how a connect under way is reported.
        }
        catch (SocketException e)
        {
            Error = Describe(e.SocketErrorCode.ToString());
        }
    }

    private string Describe(string what) => $"connect to {_host} failed: {what}";
}

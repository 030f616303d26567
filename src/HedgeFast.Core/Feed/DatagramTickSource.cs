using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Feed;

/// <summary>Reads the tick protocol from UDP datagrams, unicast or multicast; a datagram holds one or more whole frames.</summary>
internal sealed class DatagramTickSource : TickSource
{
    // The longest datagram there is, so that none is ever cut.
    private const int DatagramBytes = 64 * 1024;

    // Datagrams read in one pass of a burst: enough to drain it, few enough that the stage returns to its other duties.
    private const int DatagramsPerPass = 64;

    private const int KernelBufferBytes = 4 * 1024 * 1024;

    private readonly FeedSettings _settings;
    private readonly IPAddress _host;
    private readonly IPAddress? _group;
    private readonly TickDispatcher _dispatcher;
    private readonly FeedCounters _counters;
    private readonly NanosClock _clock;
    private readonly ReconnectBackoff _backoff;
    private readonly TickDatagrams _datagrams;
    private readonly byte[] _buffer = GC.AllocateArray<byte>(DatagramBytes, pinned: true);
    private volatile Socket? _socket;

    // A datagram by itself goes on at once, without a second system call that would find nothing behind it. While each pass finds all it may take, the next may take twice as many.
    private int _passLimit = 1;

    /// <exception cref="ArgumentException">The transport is multicast and the group is not an IPv4 multicast address.</exception>
    public DatagramTickSource(FeedSettings settings, TickDispatcher dispatcher, FeedCounters counters, NanosClock clock)
    {
        _settings = settings;
        _host = FeedAddress.Resolve(settings.Host);
        _group = settings.Transport == FeedTransport.Multicast ? ParseGroup(settings.Group) : null;
        _dispatcher = dispatcher;
        _counters = counters;
        _clock = clock;
        _backoff = new ReconnectBackoff(settings.ReconnectMinNanos, settings.ReconnectMaxNanos);
        _datagrams = new TickDatagrams(dispatcher, counters, settings.MaxFrameBytes);
    }

    /// <inheritdoc/>
    public override bool IsConnected => _socket is not null;

    /// <inheritdoc/>
    public override int LocalPort => _socket?.LocalEndPoint is IPEndPoint local ? local.Port : 0;

    /// <inheritdoc/>
    public override int DoWork(out long nowNanos)
    {
        if (_socket is not Socket socket)
            return Bind(out nowNanos);

        int work = 0;
        nowNanos = 0;
        for (int i = 0; i < _passLimit; i++)
        {
            int received = socket.Receive(_buffer, SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock)
            {
                _passLimit = 1;
                nowNanos = i == 0 ? _clock.Now() : nowNanos;
                return work;
            }

            nowNanos = _clock.Now();
            work++;
            if (error != SocketError.Success)
            {
                Lose(nowNanos, error);
                return work;
            }

            _counters.Add(FeedCounter.BytesReceived, received);
            int frames = _datagrams.Take(_buffer.AsSpan(0, received), nowNanos);
            if (frames == 0)
                LastError = _datagrams.LastFault ?? LastError;
            work += frames;
        }

        _passLimit = Math.Min(2 * _passLimit, DatagramsPerPass);
        return work;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Bind(out long nowNanos)
    {
        nowNanos = _clock.Now();
        if (!_backoff.IsDue(nowNanos))
            return 0;

        Socket socket = new(_host.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        try
        {
            socket.ReceiveBufferSize = KernelBufferBytes;
            if (_group is null)
            {
                socket.Bind(new IPEndPoint(_host, _settings.Port));
            }
            else
            {
                // Several processes may listen to one group; bound to the group's address, the socket gets nothing else that comes to the port.
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                socket.Bind(new IPEndPoint(OperatingSystem.IsLinux() ? _group : IPAddress.Any, _settings.Port));
                socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(_group, _host));
            }

            _socket = socket;
            _backoff.Succeeded();
        }
        catch (SocketException e)
        {
            socket.Dispose();
            _counters.Add(FeedCounter.ConnectFailures);
            LastError = $"binding to {_host}:{_settings.Port}{(_group is null ? "" : $" for group {_group}")} failed: {e.SocketErrorCode}";
            _backoff.Failed(nowNanos);
        }

        return 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Lose(long nowNanos, SocketError error)
    {
        LastError = $"receiving on {_host}:{_settings.Port} failed: {error}";
        Dispose();
        _backoff.Failed(nowNanos);
        _dispatcher.OnDisconnected(nowNanos);
    }

    private static IPAddress ParseGroup(string? group)
    {
        if (IPAddress.TryParse(group, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetwork
            && address.GetAddressBytes()[0] is >= 224 and <= 239)
        {
            return address;
        }

        throw new ArgumentException($"The multicast group '{group}' is not an IPv4 address from 224.0.0.0 to 239.255.255.255.", nameof(group));
    }
}

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

    // Datagrams read in one pass: enough to drain a burst, few enough that the stage returns to its other duties.
    private const int DatagramsPerPass = 64;

    private const int KernelBufferBytes = 4 * 1024 * 1024;

    private readonly FeedSettings _settings;
    private readonly IPAddress _host;
    private readonly IPAddress? _group;
    private readonly TickDispatcher _dispatcher;
    private readonly FeedCounters _counters;
    private readonly NanosClock _clock;
    private readonly ReconnectBackoff _backoff;
    private readonly TickFrameScanner _scanner;
    private readonly byte[] _buffer = GC.AllocateArray<byte>(DatagramBytes, pinned: true);
    private volatile Socket? _socket;
    private TickScanResult _lastVerdict;

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
        _scanner = new TickFrameScanner(settings.MaxFrameBytes);
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
        for (int i = 0; i < DatagramsPerPass; i++)
        {
            int received = socket.Receive(_buffer, SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock)
                break;
            nowNanos = _clock.Now();
            work++;
            if (error != SocketError.Success)
            {
                Lose(nowNanos, error);
                return work;
            }

            _counters.Add(FeedCounter.BytesReceived, received);
            work += OnDatagram(_buffer.AsSpan(0, received), nowNanos);
        }

        nowNanos = _clock.Now();
        return work;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private int OnDatagram(ReadOnlySpan<byte> datagram, long nowNanos)
    {
        // A datagram is taken whole or not at all: nothing of it is believed before every frame of it is well-formed.
        int offset = 0;
        TickFrame frame;
        int consumed;
        while (offset < datagram.Length)
        {
            TickScanResult verdict = _scanner.Scan(datagram[offset..], out frame, out consumed);
            if (verdict != TickScanResult.Frame)
            {
                DropMalformed(verdict, offset, datagram.Length);
                return 0;
            }

            if (consumed == datagram.Length)
            {
                _dispatcher.OnFrame(in frame, nowNanos);
                return 1;
            }

            offset += consumed;
        }

        int frames = 0;
        for (offset = 0; offset < datagram.Length; offset += consumed)
        {
            _scanner.Scan(datagram[offset..], out frame, out consumed);
            _dispatcher.OnFrame(in frame, nowNanos);
            frames++;
        }

        return frames;
    }

    // The words are made once per kind of fault only, so that a flood of garbage does not allocate.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DropMalformed(TickScanResult verdict, int offset, int length)
    {
        _counters.Add(FeedCounter.MalformedDatagrams);
        if (verdict == _lastVerdict)
            return;
        _lastVerdict = verdict;
        LastError = $"malformed tick datagram of {length} bytes dropped: {(verdict == TickScanResult.Partial ? "cut short" : verdict.ToString())} at byte {offset}";
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

using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Feed;

/// <summary>
/// Reads the tick protocol from UDP datagrams, unicast or multicast; a datagram holds one or more whole frames.
/// </summary>
internal sealed class DatagramTickSource : TickSource
{
    // The longest datagram there is, so that none is ever cut.
    private const int DatagramBytes = 64 * 1024;

    // Datagrams read in one pass of a burst: enough to drain it, few enough that the stage returns to its other duties.
    private const int DatagramsPerPass = 64;

    private const int KernelBufferBytes = 4 * 1024 * 1024;

    // Linux's own numbers, which the runtime does not name.
    private const int IpLevel = 0;
    private const int AddSourceMembership = 39;
    private const int MulticastAll = 49;

    private readonly FeedSettings _settings;
    private readonly IPAddress _host;
    private readonly IPAddress? _group;
    private readonly TickDispatcher _dispatcher;
    private readonly FeedCounters _counters;
    private readonly FeedTime _time;
    private readonly FeedNotes _notes;
    private readonly ReconnectBackoff _backoff;
    private readonly TickDatagrams _datagrams;
    private readonly DatagramReceiver _receiver = new(DatagramBytes);
    private readonly FeedSender[] _sources;
    private volatile Socket? _socket;

    // A datagram by itself goes on at once, without a second system call that would find nothing behind it. While each
    // pass finds all it may take, the next may take twice as many.
    private int _passLimit = 1;

    /// <exception cref="ArgumentException">The transport is multicast and the group is not an IPv4 multicast address,
    /// or a source is no address.</exception>
    public DatagramTickSource(
        FeedSettings settings, TickDispatcher dispatcher, FeedCounters counters, FeedTime time, FeedNotes notes)
        : base(notes)
    {
        _settings = settings;
        _host = FeedAddress.Resolve(settings.Host);
        _group = settings.Transport == FeedTransport.Multicast ? ParseGroup(settings.Group) : null;
        _dispatcher = dispatcher;
        _counters = counters;
        _time = time;
        _notes = notes;
        _sources = [.. settings.Sources.Select(ParseSource)];
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
            int received = _receiver.Receive(socket, out SocketError error);
            if (error == SocketError.WouldBlock)
            {
                nowNanos = i == 0 ? _time.Now() : nowNanos;
                if (!_dispatcher.IsLate || IsEmpty(socket, out received, out error))
                {
                    _passLimit = 1;
                    return work;
                }
            }

            nowNanos = _time.Now();
            work++;
            if (error != SocketError.Success)
            {
                Lose(nowNanos, error);
                return work;
            }

            _counters.Add(FeedCounter.BytesReceived, received);
            FeedSender sender = _receiver.Sender;
            if (_sources.Length > 0)
            {
                if (!IsNamed(sender))
                {
                    DropForeign(sender, nowNanos);
                    continue;
                }

                // Those that are named may carry one channel together: two lines of a feed.
                sender = default;
            }

            int frames = _datagrams.Take(_receiver.Bytes(received), nowNanos, sender);
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
        nowNanos = _time.Now();
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
                // Several processes may listen to one group; bound to the group's address, the socket gets nothing else
                // that comes to the port.
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                socket.Bind(new IPEndPoint(OperatingSystem.IsLinux() ? _group : IPAddress.Any, _settings.Port));
                Join(socket, _group);
            }

            _time.Begin();
            _socket = socket;
            _backoff.Succeeded();
        }
        catch (SocketException e)
        {
            socket.Dispose();
            _counters.Add(FeedCounter.ConnectFailures);
            LastError =
                $"binding to {_host}:{_settings.Port}{(_group is null ? "" : $" for group {_group}")} failed: "
                + $"{e.SocketErrorCode}";
            _backoff.Failed(nowNanos);
        }

        return 1;
    }

    // Only a socket that was found empty after a pause has nothing left in it that waited.
    private bool IsEmpty(Socket socket, out int received, out SocketError error)
    {
        received = _receiver.Receive(socket, out error);
        if (error != SocketError.WouldBlock)
            return false;
        _dispatcher.EndLate();
        return true;
    }

    // Where the senders are named the network itself is asked for nothing else.
    private void Join(Socket socket, IPAddress group)
    {
        if (_sources.Length == 0)
        {
            socket.SetSocketOption(
                SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group, _host));
            return;
        }

        // Without this a group that another process of the machine has joined whole comes here too.
        socket.SetRawSocketOption(IpLevel, MulticastAll, [0, 0, 0, 0]);
        Span<byte> request = stackalloc byte[12];
        foreach (string source in _settings.Sources)
        {
            IPAddress address = AddressOf(source);
            if (!group.TryWriteBytes(request, out _)
                || !_host.TryWriteBytes(request[4..], out _)
                || !address.TryWriteBytes(request[8..], out _))
            {
                throw new ArgumentException(
                    $"The source '{source}' of a multicast group is not an IPv4 address.", nameof(source));
            }

            socket.SetRawSocketOption(IpLevel, AddSourceMembership, request);
        }
    }

    private bool IsNamed(in FeedSender sender)
    {
        foreach (FeedSender source in _sources)
        {
            if (sender.IsNamedBy(source))
                return true;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void DropForeign(in FeedSender sender, long nowNanos)
    {
        _counters.Add(FeedCounter.ForeignFrames);
        if (_notes.IsDue(FeedCounter.ForeignFrames, nowNanos))
            _notes.Last = $"a datagram from {sender} was dropped: it is not in feed.sources";
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Lose(long nowNanos, SocketError error)
    {
        LastError = $"receiving on {_host}:{_settings.Port} failed: {error}";
        Dispose();
        _backoff.Failed(nowNanos);
        _dispatcher.OnDisconnected(nowNanos);
    }

    private static IPAddress AddressOf(string source) =>
        IPAddress.TryParse(source, out IPAddress? address) ? address : IPEndPoint.Parse(source).Address;

    private static FeedSender ParseSource(string source) => FeedSender.TryParse(source, out FeedSender rule)
        ? rule
        : throw new ArgumentException(
            $"The feed source '{source}' is not an address, nor an address with a port.", nameof(source));

    private static IPAddress ParseGroup(string? group)
    {
        if (IPAddress.TryParse(group, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetwork
            && address.GetAddressBytes()[0] is >= 224 and <= 239)
        {
            return address;
        }

        throw new ArgumentException(
            $"The multicast group '{group}' is not an IPv4 address from 224.0.0.0 to 239.255.255.255.", nameof(group));
    }
}

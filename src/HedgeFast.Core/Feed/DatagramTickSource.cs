using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using HedgeFast.Fix.Os;

namespace HedgeFast.Core.Feed;

/// <summary>
/// Reads the tick protocol from UDP datagrams, unicast or multicast; a datagram holds one or more whole frames.
/// </summary>
internal sealed class DatagramTickSource : TickSource
{
    // Datagrams read in one pass of a burst: enough to drain it, few enough that the stage returns to its other duties.
    private const int DatagramsPerPass = 64;

    private readonly Network _network;
    private readonly DatagramBinding _binding;
    private readonly TickDispatcher _dispatcher;
    private readonly FeedCounters _counters;
    private readonly FeedTime _time;
    private readonly FeedNotes _notes;
    private readonly ReconnectBackoff _backoff;
    private readonly TickDatagrams _datagrams;
    private readonly FeedSender[] _sources;
    private volatile DatagramReader? _reader;

    // A datagram by itself goes on at once, without a second system call that would find nothing behind it. While each
    // pass finds all it may take, the next may take twice as many.
    private int _passLimit = 1;

    /// <exception cref="ArgumentException">The transport is multicast and the group is not an IPv4 multicast address,
    /// or a source is no address.</exception>
    public DatagramTickSource(
        FeedSettings settings, TickDispatcher dispatcher, FeedCounters counters, FeedTime time, FeedNotes notes,
        Network network)
        : base(notes)
    {
        _network = network;
        IPAddress host = FeedAddress.Resolve(settings.Host, network);
        IPAddress? group = settings.Transport == FeedTransport.Multicast ? ParseGroup(settings.Group) : null;
        _dispatcher = dispatcher;
        _counters = counters;
        _time = time;
        _notes = notes;
        _sources = [.. settings.Sources.Select(ParseSource)];
        _binding = new DatagramBinding(host, settings.Port, group, [.. settings.Sources.Select(AddressOf)]);
        _backoff = new ReconnectBackoff(settings.ReconnectMinNanos, settings.ReconnectMaxNanos);
        _datagrams = new TickDatagrams(dispatcher, counters, settings.MaxFrameBytes);
    }

    /// <inheritdoc/>
    public override bool IsConnected => _reader is not null;

    /// <inheritdoc/>
    public override int LocalPort => _reader?.Local?.Port ?? 0;

    /// <inheritdoc/>
    public override int DoWork(out long nowNanos)
    {
        if (_reader is not DatagramReader reader)
            return Bind(out nowNanos);

        int work = 0;
        nowNanos = 0;
        for (int i = 0; i < _passLimit; i++)
        {
            bool isThere = reader.TryReceive(out ReadOnlySpan<byte> datagram, out SocketError error);
            if (error == SocketError.WouldBlock)
            {
                nowNanos = i == 0 ? _time.Now() : nowNanos;
                if (!_dispatcher.IsLate || IsEmpty(reader, out isThere, out datagram, out error))
                {
                    _passLimit = 1;
                    return work;
                }
            }

            nowNanos = _time.Now();
            work++;
            if (!isThere)
            {
                Lose(nowNanos, error);
                return work;
            }

            _counters.Add(FeedCounter.BytesReceived, datagram.Length);
            FeedSender sender = FeedSender.Of(reader.Sender);
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

            int frames = _datagrams.Take(datagram, nowNanos, sender);
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
        _reader?.Dispose();
        _reader = null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Bind(out long nowNanos)
    {
        nowNanos = _time.Now();
        if (!_backoff.IsDue(nowNanos))
            return 0;

        try
        {
            DatagramReader reader = _network.ReadDatagrams(_binding);
            _time.Begin();
            _reader = reader;
            _backoff.Succeeded();
        }
        catch (SocketException e)
        {
            _counters.Add(FeedCounter.ConnectFailures);
            LastError =
                $"binding to {_binding.Host}:{_binding.Port}"
                + $"{(_binding.Group is null ? "" : $" for group {_binding.Group}")} failed: "
                + $"{e.SocketErrorCode}";
            _backoff.Failed(nowNanos);
        }

        return 1;
    }

    // Only a socket that was found empty after a pause has nothing left in it that waited.
    private bool IsEmpty(
        DatagramReader reader, out bool isThere, out ReadOnlySpan<byte> datagram, out SocketError error)
    {
        isThere = reader.TryReceive(out datagram, out error);
        if (error != SocketError.WouldBlock)
            return false;
        _dispatcher.EndLate();
        return true;
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
        LastError = $"receiving on {_binding.Host}:{_binding.Port} failed: {error}";
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

using System.Net;
using System.Net.Sockets;
using HedgeFast.Core.Feed;

namespace HedgeFast.Bench.Latency;

/// <summary>
/// Sends the market of <see cref="HedgedBook"/> over loopback TCP, each tick when it is due, and what is overdue at
/// once and together.
/// </summary>
internal sealed class PlannedFeed : IDisposable
{
    private const ushort Channel = 1;
    private const int BatchTicks = 64;
    private const long LotsShown = 1_000_000_000;

    private readonly TickPlan _plan;
    private readonly long _totalTicks;
    private readonly long _ticksPerStep;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _bytes = new byte[BatchTicks * TickProtocol.QuoteBytes];
    private Socket? _subscriber;
    private long _sentTicks;

    /// <summary>Listens on a free port.</summary>
    /// <param name="plan">When ticks are due.</param>
    /// <param name="totalTicks">Ticks to send.</param>
    /// <param name="ticksPerStep">Ticks between two changes of the price level.</param>
    public PlannedFeed(TickPlan plan, long totalTicks, long ticksPerStep)
    {
        _plan = plan;
        _totalTicks = totalTicks;
        _ticksPerStep = ticksPerStep;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
    }

    /// <summary>Where the engine connects.</summary>
    public int Port { get; }

    /// <summary>Ticks handed to the kernel. Any thread.</summary>
    public long SentTicks => Volatile.Read(ref _sentTicks);

    /// <summary>Whether the engine has connected; takes it in when it asks to.</summary>
    public bool HasSubscriber()
    {
        if (_subscriber is null && _listener.Poll(0, SelectMode.SelectRead))
        {
            _subscriber = _listener.Accept();
            _subscriber.NoDelay = true;
        }

        return _subscriber is not null;
    }

    /// <summary>Sends what is due, as one piece.</summary>
    /// <remarks>
    /// Waits while the engine's side of the connection is full: that is the engine's delay, and it is charged with it.
    /// </remarks>
    /// <returns>Ticks sent.</returns>
    public int SendDue()
    {
        long now = _plan.Now();
        long first = _sentTicks;
        long tick = first;
        int length = 0;
        while (tick < _totalTicks && tick - first < BatchTicks && _plan.DueNanos(tick) <= now)
        {
            long bid = HedgedBook.BidTicks(tick, tick / _ticksPerStep);
            length += TickFrameWriter.WriteQuote(
                _bytes.AsSpan(length), (ulong)tick + 1, Channel, HedgedBook.Perpetual.FeedId,
                KernelBook.Now + _plan.SinceStartNanos(tick),
                bid, LotsShown, bid + HedgedBook.SpreadTicks, LotsShown);
            tick++;
        }

        for (int sent = 0; sent < length;)
            sent += _subscriber!.Send(_bytes.AsSpan(sent, length - sent));
        Volatile.Write(ref _sentTicks, tick);
        return (int)(tick - first);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _subscriber?.Dispose();
        _listener.Dispose();
    }
}

using HedgeFast.Core.Book;
using HedgeFast.Core.Ring;
using HedgeFast.Fix.Os;

namespace HedgeFast.Core.Feed;

/// <summary>
/// The first stage: reads one feed, scans frames, checks numbering and quotes, and publishes market events to the sink.
/// </summary>
/// <remarks>
/// Owns no thread: <see cref="DoWork"/> is always called from the same one. Never blocks; allocates nothing while ticks
/// flow.
/// </remarks>
public sealed class FeedStage : IStage, IDisposable
{
    private readonly FeedNotes _notes = new();
    private readonly TickDispatcher _dispatcher;
    private readonly TickSource _source;
    private bool _disposed;

    /// <summary>An unconnected stage; the first <see cref="DoWork"/> connects or binds.</summary>
    /// <param name="settings">Source and limits of the ticks.</param>
    /// <param name="instruments">The instruments to follow; all other ids are ignored and counted.</param>
    /// <param name="sink">Receives the events.</param>
    /// <param name="machine">Clock and network; the timestamp becomes the receive stamp.</param>
    /// <param name="lastMids">Last marks of the run before by instrument, quote currency, NaN for none; null without a
    /// run before.</param>
    /// <exception cref="ArgumentException">A setting is out of range, no clock is named, the host does not resolve, or
    /// two instruments have the same feed id.</exception>
    public FeedStage(
        FeedSettings settings, IReadOnlyList<Instrument> instruments, IMarketSink sink, Machine machine,
        IReadOnlyList<double>? lastMids = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.StaleNanos);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.ReconnectMinNanos);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.ReconnectMaxNanos, settings.ReconnectMinNanos);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MaxFrameBytes, TickProtocol.LongestBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(settings.MaxFrameBytes, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfNegative(settings.Clock.ToleranceNanos);
        var clock = new ExchangeClock(settings.Clock, settings.StaleNanos);
        _dispatcher = new TickDispatcher(
            instruments, sink, Counters, settings.StaleNanos, clock, settings.ConfirmFirstNanos, settings.Channels,
            _notes);
        for (int i = 0; i < (lastMids?.Count ?? 0); i++)
            _dispatcher.Guard.Carry(i, lastMids![i] / instruments[i].TickSize);
        var feedTime = new FeedTime(
            machine.Time, _dispatcher, clock, Counters, _notes, settings.StaleNanos, machine.SleptNanos);
        _source = settings.Transport switch
        {
            FeedTransport.Tcp => new TcpTickSource(
                settings, _dispatcher, Counters, feedTime, _notes, machine.Network),
            FeedTransport.Udp or FeedTransport.Multicast => new DatagramTickSource(
                settings, _dispatcher, Counters, feedTime, _notes, machine.Network),
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Transport, "Unknown feed transport."),
        };
    }

    /// <inheritdoc/>
    public string Name => "feed";

    /// <summary>Counters of the feed; any thread may read.</summary>
    public FeedCounters Counters { get; } = new();

    /// <summary>The last fault in words; null without one. Any thread may read.</summary>
    public string? LastError => _notes.Last;

    /// <summary>Whether the TCP connection is established, or the UDP socket bound. Any thread may read.</summary>
    public bool IsConnected => _source.IsConnected;

    /// <summary>The port of this side's socket; 0 before there is one.</summary>
    public int LocalPort => _source.LocalPort;

    /// <summary>Number of instruments with events waiting for room in the sink. The stage's thread only.</summary>
    public int Pending => _dispatcher.Outbox.Pending;

    /// <summary>
    /// Fault of the instrument at <paramref name="position"/> of the constructor's list; None when hedgeable. The
    /// stage's thread only.
    /// </summary>
    public QuoteFault FaultOf(int position) => _dispatcher.Guard.FaultOf(position);

    /// <summary>
    /// Publishes pending events, reads once, and checks for stale channels. Returns the work done, 0 when idle.
    /// </summary>
    public int DoWork()
    {
        if (_disposed)
            return 0;
        int work = _dispatcher.Outbox.Flush();
        work += _source.DoWork(out long nowNanos);
        _dispatcher.CheckStale(nowNanos);
        return work;
    }

    /// <summary>Closes the socket and publishes nothing.</summary>
    public void Dispose()
    {
        _disposed = true;
        _source.Dispose();
    }
}

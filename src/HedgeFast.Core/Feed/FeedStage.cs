using HedgeFast.Core.Book;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Feed;

/// <summary>
/// The first stage: bytes in, market events out. Reads one feed (TCP, UDP or multicast), scans frames, checks numbering
/// and quotes, and publishes to the sink. Owns no thread: whoever calls <see cref="DoWork"/> does it always from the
/// same one. Never blocks; allocates nothing while ticks flow.
/// </summary>
public sealed class FeedStage : IStage, IDisposable
{
    private readonly FeedNotes _notes = new();
    private readonly TickDispatcher _dispatcher;
    private readonly TickSource _source;
    private bool _disposed;

    /// <summary>Prepares the stage; the first <see cref="DoWork"/> connects or binds.</summary>
    /// <param name="settings">Where ticks come from.</param>
    /// <param name="instruments">The instruments to follow; all other ids are ignored and counted.</param>
    /// <param name="sink">Where events go.</param>
    /// <param name="time">The clock; its timestamp becomes the receive stamp.</param>
    /// <param name="lastMids">What the run before has last marked the instruments at, quote currency, NaN where it has
    /// not; null without one.</param>
    /// <param name="sleptNanos">How long the machine was suspended since its start, nanoseconds; null asks the
    /// kernel.</param>
    /// <exception cref="ArgumentException">A setting is out of range, no clock is named, the host does not resolve, or
    /// two instruments have the same feed id.</exception>
    public FeedStage(
        FeedSettings settings, IReadOnlyList<Instrument> instruments, IMarketSink sink, TimeProvider time,
        IReadOnlyList<double>? lastMids = null, Func<long>? sleptNanos = null)
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
            time, _dispatcher, clock, Counters, _notes, settings.StaleNanos, sleptNanos ?? SleepClock.Nanos);
        _source = settings.Transport switch
        {
            FeedTransport.Tcp => new TcpTickSource(settings, _dispatcher, Counters, feedTime, _notes),
            FeedTransport.Udp or FeedTransport.Multicast =>
                new DatagramTickSource(settings, _dispatcher, Counters, feedTime, _notes),
            _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Transport, "Unknown feed transport."),
        };
    }

    /// <inheritdoc/>
    public string Name => "feed";

    /// <summary>What happened so far; any thread may read.</summary>
    public FeedCounters Counters { get; } = new();

    /// <summary>What went wrong last, in words; null when nothing did. Any thread may read.</summary>
    public string? LastError => _notes.Last;

    /// <summary>Whether the TCP connection stands, or the UDP socket is bound. Any thread may read.</summary>
    public bool IsConnected => _source.IsConnected;

    /// <summary>The port of this side's socket; 0 before there is one.</summary>
    public int LocalPort => _source.LocalPort;

    /// <summary>Events that wait for room in the sink, as a number of instruments. The stage's thread only.</summary>
    public int Pending => _dispatcher.Outbox.Pending;

    /// <summary>
    /// Why the instrument at <paramref name="position"/> of the constructor's list is not hedgeable; None when it is.
    /// The stage's thread only.
    /// </summary>
    public QuoteFault FaultOf(int position) => _dispatcher.Guard.FaultOf(position);

    /// <summary>
    /// Offers what is pending, reads once, and looks for stale channels. Returns the work done, 0 when idle.
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

    /// <summary>Closes the socket. Publishes nothing: whoever stops the feed knows that it stopped.</summary>
    public void Dispose()
    {
        _disposed = true;
        _source.Dispose();
    }
}

using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using HedgeFast.Core.Feed;
using HedgeFast.Fix.Os;

namespace HedgeFast.Venue.Feed;

/// <summary>Publishes ticks: to TCP subscribers, or as UDP or multicast datagrams.</summary>
/// <remarks>
/// Publish methods queue and <see cref="DoWork"/> sends, all on one thread, and neither blocks: a slow subscriber is
/// disconnected. Frames go out as given; judging quotes is the reader's business.
/// </remarks>
public sealed class FeedPublisher : IDisposable
{
    private const double NanosPerSecond = 1e9;

    private readonly FeedPublisherSettings _settings;
    private readonly TimeProvider _time;
    private readonly ListeningSocket? _listener;
    private readonly FeedPublisherDatagrams? _datagrams;
    private readonly List<FeedPublisherSubscriber> _subscribers = [];
    private readonly Dictionary<uint, Latest> _latest = [];
    private readonly List<uint> _feedIds = [];
    private readonly byte[] _frame = new byte[TickProtocol.LongestBytes];
    private ulong _sequence;
    private long _exchangeNanos;
    private long _lastSentStamp;
    private long _lastRefreshStamp;
    private volatile int _subscriberCount;

    /// <summary>Listens (TCP) or prepares to send (UDP).</summary>
    /// <exception cref="IOException">The port is taken, or the address is not this host's.</exception>
    /// <exception cref="ArgumentException">A setting is out of range.</exception>
    public FeedPublisher(FeedPublisherSettings settings, Machine machine)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.HeartbeatNanos);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.RefreshNanos);
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.SubscriberBufferBytes, TickProtocol.LongestBytes);
        _settings = settings;
        _time = machine.Time;
        _lastSentStamp = _lastRefreshStamp = _time.GetTimestamp();
        try
        {
            if (settings.Transport == FeedTransport.Tcp)
                _listener = machine.Network.Listen(IPAddress.Parse(settings.Host).ToString(), settings.Port);
            else
                _datagrams = new FeedPublisherDatagrams(settings, machine.Network);
        }
        catch (SocketException e)
        {
            string where = $"{settings.Host}:{settings.Port}";
            throw new IOException($"The feed cannot be published at {where}: {e.SocketErrorCode}.", e);
        }
        catch (FormatException e)
        {
            throw new ArgumentException($"The feed's host '{settings.Host}' is not an address.", nameof(settings), e);
        }

        BoundPort = _listener?.Port ?? settings.Port;
    }

    /// <summary>The port listened on (TCP), or sent to (UDP).</summary>
    public int BoundPort { get; }

    /// <summary>TCP subscribers connected; always 0 for UDP. Any thread may read.</summary>
    public int SubscriberCount => _subscriberCount;

    /// <summary>Sequence number of the last frame; 0 before the first.</summary>
    public ulong LastSequence => _sequence;

    /// <summary>TCP subscribers disconnected because they were slow.</summary>
    public long SlowSubscribers { get; private set; }

    /// <summary>Datagrams that the system refused.</summary>
    public long LostDatagrams => _datagrams?.Lost ?? 0;

    /// <summary>Largest backlog of a TCP subscriber, bytes; the tape waits while it is large.</summary>
    public int UnsentBytes
    {
        get
        {
            int largest = 0;
            foreach (FeedPublisherSubscriber subscriber in _subscribers)
                largest = Math.Max(largest, subscriber.Unsent);
            return largest;
        }
    }

    /// <summary>Publishes a full top of book.</summary>
    public void PublishQuote(uint feedId, long exchangeNanos, long bidTicks, long bidLots, long askTicks, long askLots)
    {
        ref Latest latest = ref LatestOf(feedId);
        latest.HasQuote = true;
        latest.ExchangeNanos = _exchangeNanos = exchangeNanos;
        latest.BidTicks = bidTicks;
        latest.BidLots = bidLots;
        latest.AskTicks = askTicks;
        latest.AskLots = askLots;
        Append(TickFrameWriter.WriteQuote(
            _frame, ++_sequence, _settings.Channel, feedId, exchangeNanos, bidTicks, bidLots, askTicks, askLots));
    }

    /// <summary>Publishes a trade of <paramref name="lots"/> lots at <paramref name="priceTicks"/> ticks.</summary>
    public void PublishTrade(uint feedId, long exchangeNanos, long priceTicks, long lots)
    {
        _exchangeNanos = exchangeNanos;
        Append(TickFrameWriter.WriteTrade(
            _frame, ++_sequence, _settings.Channel, feedId, exchangeNanos, priceTicks, lots));
    }

    /// <summary>Publishes a trading status; unless it is open, later subscribers get no earlier quote.</summary>
    public void PublishStatus(uint feedId, TradingStatus status, long exchangeNanos)
    {
        ref Latest latest = ref LatestOf(feedId);
        latest.Status = status;
        latest.ExchangeNanos = _exchangeNanos = exchangeNanos;
        Append(TickFrameWriter.WriteStatus(_frame, ++_sequence, _settings.Channel, feedId, exchangeNanos, status));
    }

    /// <summary>Skips <paramref name="count"/> sequence numbers, so that readers see a gap.</summary>
    public void LoseFrames(int count) => _sequence += (ulong)count;

    /// <summary>Accepts subscribers, sends heartbeats, refreshes and queued frames; returns the work done.</summary>
    public int DoWork()
    {
        int work = Accept();
        long now = _time.GetTimestamp();
        if (Elapsed(_lastSentStamp, now) >= _settings.HeartbeatNanos)
        {
            Append(TickFrameWriter.WriteHeartbeat(_frame, _sequence, _settings.Channel, _exchangeNanos));
            work++;
        }

        if (_datagrams is null)
            return work + FlushSubscribers();
        if (Elapsed(_lastRefreshStamp, now) >= _settings.RefreshNanos)
        {
            _lastRefreshStamp = now;
            Refresh(null);
        }

        return work + _datagrams.Flush();
    }

    /// <summary>Closes every TCP connection; subscribers may connect again.</summary>
    public void DropSubscribers()
    {
        foreach (FeedPublisherSubscriber subscriber in _subscribers)
            subscriber.Dispose();
        _subscribers.Clear();
        _subscriberCount = 0;
    }

    /// <summary>Stops listening and closes every connection.</summary>
    public void Dispose()
    {
        _listener?.Dispose();
        _datagrams?.Dispose();
        DropSubscribers();
    }

    private int Accept()
    {
        int work = 0;
        while (_listener is not null)
        {
            StreamSocket? stream = _listener.Accept(out bool accepted);
            if (accepted)
                work++;
            if (stream is null)
                return work;
            if (_subscribers.Count >= _settings.MaxSubscribers)
            {
                stream.Dispose();
                continue;
            }

            FeedPublisherSubscriber subscriber = new(stream, _settings.SubscriberBufferBytes);
            _subscribers.Add(subscriber);
            _subscriberCount = _subscribers.Count;
            Refresh(subscriber);
        }

        return work;
    }

    /// <summary>
    /// Sends status and quote of every instrument, to one subscriber or as datagrams, under the last sequence number.
    /// </summary>
    private void Refresh(FeedPublisherSubscriber? subscriber)
    {
        bool kept = true;
        foreach (uint feedId in _feedIds)
        {
            ref Latest latest = ref LatestOf(feedId);
            long nanos = latest.ExchangeNanos;
            kept &= To(subscriber, TickFrameWriter.WriteStatus(
                _frame, _sequence, _settings.Channel, feedId, nanos, latest.Status, refresh: true));
            if (latest.HasQuote && latest.Status == TradingStatus.Open)
            {
                kept &= To(subscriber, TickFrameWriter.WriteQuote(
                    _frame, _sequence, _settings.Channel, feedId, nanos,
                    latest.BidTicks, latest.BidLots, latest.AskTicks, latest.AskLots, refresh: true));
            }
        }

        // Without instruments the heartbeat alone carries the sequence number.
        kept &= To(subscriber, TickFrameWriter.WriteHeartbeat(_frame, _sequence, _settings.Channel, _exchangeNanos));
        if (!kept)
            Drop(_subscribers.IndexOf(subscriber!), slow: true);
    }

    private bool To(FeedPublisherSubscriber? subscriber, int length)
    {
        if (subscriber is not null)
            return subscriber.Append(_frame.AsSpan(0, length));
        _datagrams!.Append(_frame.AsSpan(0, length));
        return true;
    }

    private void Append(int length)
    {
        _lastSentStamp = _time.GetTimestamp();
        ReadOnlySpan<byte> frame = _frame.AsSpan(0, length);
        _datagrams?.Append(frame);
        for (int i = _subscribers.Count - 1; i >= 0; i--)
        {
            if (!_subscribers[i].Append(frame))
                Drop(i, slow: true);
        }
    }

    private int FlushSubscribers()
    {
        int work = 0;
        for (int i = _subscribers.Count - 1; i >= 0; i--)
        {
            FeedPublisherSubscriber subscriber = _subscribers[i];
            bool idle = subscriber.Unsent == 0;
            if (!idle)
                work++;
            if (idle ? !subscriber.IsAlive() : !subscriber.Flush())
                Drop(i, slow: false);
        }

        return work;
    }

    private void Drop(int index, bool slow)
    {
        _subscribers[index].Dispose();
        _subscribers.RemoveAt(index);
        _subscriberCount = _subscribers.Count;
        if (slow)
            SlowSubscribers++;
    }

    private ref Latest LatestOf(uint feedId)
    {
        ref Latest latest = ref CollectionsMarshal.GetValueRefOrAddDefault(_latest, feedId, out bool exists);
        if (!exists)
        {
            latest.Status = TradingStatus.Open;
            _feedIds.Add(feedId);
        }

        return ref latest;
    }

    private double Elapsed(long from, long to) => (to - from) * (NanosPerSecond / _time.TimestampFrequency);

    private struct Latest
    {
        public long ExchangeNanos;
        public long BidTicks;
        public long BidLots;
        public long AskTicks;
        public long AskLots;
        public TradingStatus Status;
        public bool HasQuote;
    }
}

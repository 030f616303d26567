using HedgeFast.Core.Feed;
using HedgeFast.Fix.Os;
using HedgeFast.Simulation.Kernel;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Outside;

/// <summary>The exchange's market data over TCP or datagrams: quotes, heartbeats, statuses, and faults.</summary>
internal sealed class SimFeed
{
    private const long HeartbeatNanos = 400_000_000;
    private const long RefreshNanos = 1_000_000_000;
    private const ushort Channel = 1;

    private readonly WorldPlan _plan;
    private readonly Timeline _timeline;
    private readonly SimMarket _market;
    private readonly Draw _draw;
    private readonly ListeningSocket? _listener;
    private readonly DatagramWriter? _writer;
    private readonly DatagramWriter? _stranger;
    private readonly List<StreamSocket> _subscribers = [];
    private readonly byte[] _frame = new byte[256];
    private readonly long[] _starvedUntil;
    private readonly bool[] _isHalted;
    private ulong _sequence;
    private long _quoteDue;
    private long _heartbeatDue;
    private long _refreshDue;
    private long _silentUntil;

    public SimFeed(WorldPlan plan, Timeline timeline, SimMarket market, SimNetwork network, Draw draw)
    {
        _plan = plan;
        _timeline = timeline;
        _market = market;
        _draw = draw;
        _starvedUntil = new long[plan.Settings.Instruments.Count];
        _isHalted = new bool[_starvedUntil.Length];
        Network host = network.Of(WorldPlan.FeedHost, new ProcessGate());
        if (plan.Settings.Feed.Transport == FeedTransport.Tcp)
        {
            _listener = host.Listen(WorldPlan.FeedHost, WorldPlan.FeedPort);
        }
        else
        {
            DatagramBinding binding = new(network.AddressOf(WorldPlan.EngineHost), WorldPlan.FeedPort, null, []);
            _writer = host.WriteDatagrams(binding);
            _stranger = network.Of("stranger", new ProcessGate()).WriteDatagrams(binding);
        }
    }

    /// <summary>When the next frame is due.</summary>
    public long NextNanos => Math.Min(_quoteDue, _heartbeatDue);

    /// <summary>Called with each true quote that goes out.</summary>
    public Action<int, SimTouch>? Quoted { get; set; }

    /// <summary>Whether trading in an instrument is halted.</summary>
    public bool IsHalted(int instrument) => _isHalted[instrument];

    /// <summary>Sends what is due.</summary>
    public void DoWork()
    {
        long now = _timeline.Now;
        Accept();
        if (now >= _heartbeatDue)
        {
            _heartbeatDue = now + HeartbeatNanos;
            if (now >= _silentUntil)
                Send(TickFrameWriter.WriteHeartbeat(_frame, _sequence, Channel, Utc));
        }

        if (_writer is not null && now >= _refreshDue && now >= _silentUntil)
        {
            _refreshDue = now + RefreshNanos;
            Refresh(null);
        }

        if (now < _quoteDue)
            return;
        _quoteDue = now + _plan.QuoteEveryNanos / 2 + _draw.Between(0, _plan.QuoteEveryNanos);
        _market.MoveTo(now);
        if (now < _silentUntil)
        {
            HeardSince = now;
            return;
        }

        for (int i = 0; i < _starvedUntil.Length; i++)
        {
            if (now < _starvedUntil[i] || _isHalted[i] || HasExpired(i))
                continue;
            SimTouch touch = _market.Requote(i);
            Quote(i, touch, Utc);
            if (_draw.Chance(0.1))
                Print(i, touch.BidTicks, 1 + _draw.Below(50));
        }
    }

    /// <summary>The end of its last silence.</summary>
    public long HeardSince { get; private set; }

    /// <summary>Sends one quote from another host.</summary>
    /// <param name="instrument">Dense index.</param>
    /// <param name="touch">What it quotes.</param>
    /// <param name="isOwnChannel">Whether it has a channel of its own; else it continues the feed's numbers.</param>
    /// <returns>False where the feed comes over a connection.</returns>
    public bool QuoteAsStranger(int instrument, SimTouch touch, bool isOwnChannel)
    {
        if (_stranger is null)
            return false;
        int length = TickFrameWriter.WriteQuote(
            _frame, isOwnChannel ? 1 : _sequence + 1, isOwnChannel ? (ushort)77 : Channel,
            _plan.Settings.Instruments[instrument].FeedId, Utc, touch.BidTicks, touch.BidLots, touch.AskTicks,
            touch.AskLots);
        _stranger.Send(_frame.AsSpan(0, length));
        return true;
    }

    /// <summary>Stops quoting an instrument until a time.</summary>
    public void Starve(int instrument, long until) => _starvedUntil[instrument] = until;

    /// <summary>Stops everything until a time.</summary>
    public void Silence(long until) => _silentUntil = until;

    /// <summary>Leaves numbers out.</summary>
    public void Skip(int count) => _sequence += (ulong)count;

    /// <summary>Closes every subscription.</summary>
    public void Disconnect()
    {
        foreach (StreamSocket subscriber in _subscribers)
            subscriber.Dispose();
        _subscribers.Clear();
    }

    /// <summary>Halts or resumes an instrument.</summary>
    public void SetHalted(int instrument, bool isHalted)
    {
        _isHalted[instrument] = isHalted;
        Status(instrument);
        if (!isHalted && !HasExpired(instrument))
            Quote(instrument, _market.Requote(instrument), Utc);
    }

    /// <summary>Sends a quote, true or not.</summary>
    /// <param name="instrument">Dense index.</param>
    /// <param name="touch">Its touch.</param>
    /// <param name="stamp">Exchange time, UTC nanoseconds.</param>
    /// <param name="times">How often the same frame is sent.</param>
    public void Quote(int instrument, SimTouch touch, long stamp, int times = 1)
    {
        int length = TickFrameWriter.WriteQuote(
            _frame, ++_sequence, Channel, _plan.Settings.Instruments[instrument].FeedId, stamp, touch.BidTicks,
            touch.BidLots, touch.AskTicks, touch.AskLots);
        Quoted?.Invoke(instrument, touch);
        for (int i = 0; i < times; i++)
            Send(length);
    }

    /// <summary>Sends bytes that are no frame.</summary>
    public void SendRaw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_frame);
        Send(bytes.Length);
    }

    /// <summary>Sends a heartbeat of any channel and number.</summary>
    public void Heartbeat(ulong sequence, ushort channel) =>
        Send(TickFrameWriter.WriteHeartbeat(_frame, sequence, channel, Utc));

    /// <summary>Prints a trade.</summary>
    public void Print(int instrument, long ticks, long lots) =>
        Send(TickFrameWriter.WriteTrade(
            _frame, ++_sequence, Channel, _plan.Settings.Instruments[instrument].FeedId, Utc, ticks, lots));

    public ulong Sequence => _sequence;

    public long Utc => _plan.StartUtcNanos + _timeline.Now;

    private bool HasExpired(int instrument) => _plan.Settings.Instruments[instrument].ExpiryNanos <= Utc;

    private void Accept()
    {
        while (_listener?.Accept(out _) is { } subscriber)
        {
            _subscribers.Add(subscriber);
            if (_timeline.Now >= _silentUntil)
                Refresh(subscriber);
        }
    }

    private void Status(int instrument)
    {
        TradingStatus status = _isHalted[instrument] ? TradingStatus.Halted : TradingStatus.Open;
        Send(TickFrameWriter.WriteStatus(
            _frame, ++_sequence, Channel, _plan.Settings.Instruments[instrument].FeedId, Utc, status));
    }

    private void Refresh(StreamSocket? to)
    {
        for (int i = 0; i < _starvedUntil.Length; i++)
        {
            uint id = _plan.Settings.Instruments[i].FeedId;
            TradingStatus status = _isHalted[i] ? TradingStatus.Halted : TradingStatus.Open;
            Send(TickFrameWriter.WriteStatus(_frame, _sequence, Channel, id, Utc, status, refresh: true), to);
            if (_isHalted[i] || HasExpired(i) || _timeline.Now < _starvedUntil[i])
                continue;
            SimTouch touch = _market.Touches[i];
            Quoted?.Invoke(i, touch);
            Send(
                TickFrameWriter.WriteQuote(
                    _frame, _sequence, Channel, id, Utc, touch.BidTicks, touch.BidLots, touch.AskTicks, touch.AskLots,
                    refresh: true),
                to);
        }
    }

    private void Send(int length, StreamSocket? to = null)
    {
        ReadOnlySpan<byte> frame = _frame.AsSpan(0, length);
        if (to is not null)
        {
            to.Send(frame, out _);
            return;
        }

        _writer?.Send(frame);
        for (int i = _subscribers.Count - 1; i >= 0; i--)
        {
            if (_subscribers[i].Send(frame, out _) == length)
                continue;
            _subscribers[i].Dispose();
            _subscribers.RemoveAt(i);
        }
    }
}

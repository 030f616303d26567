using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;

namespace HedgeFast.Core.Feed;

/// <summary>
/// From frames to events: sequence numbers per channel, the guard per instrument, the outbox. Knows nothing of sockets.
/// </summary>
internal sealed class TickDispatcher
{
    /// <summary>Channels followed on one feed; frames of further channels are ignored and counted as unknown instruments.</summary>
    public const int MaxChannels = 64;

    private readonly FeedCounters _counters;
    private readonly QuoteGuard _guard;
    private readonly MarketOutbox _outbox;
    private readonly FeedIdIndex _index;
    private readonly int[] _instrumentIndex;
    private readonly int[] _channelOfInstrument;
    private readonly int[] _affected;
    private readonly Channel[] _channels = new Channel[MaxChannels];
    private readonly long _staleNanos;
    private int _channelCount;

    public TickDispatcher(IReadOnlyList<Instrument> instruments, IMarketSink sink, FeedCounters counters, long staleNanos)
    {
        _counters = counters;
        _staleNanos = staleNanos;
        _guard = new QuoteGuard(instruments, staleNanos);
        _instrumentIndex = [.. instruments.Select(i => i.Index)];
        _outbox = new MarketOutbox(sink, counters, _instrumentIndex);
        _index = new FeedIdIndex([.. instruments.Select(i => i.FeedId)]);
        _affected = new int[instruments.Count];
        _channelOfInstrument = new int[instruments.Count];
        Array.Fill(_channelOfInstrument, -1);
    }

    /// <summary>What waits for room in the sink.</summary>
    public MarketOutbox Outbox => _outbox;

    /// <summary>The guard's view of the instruments, by position.</summary>
    public QuoteGuard Guard => _guard;

    /// <summary>Takes one frame received at <paramref name="receiveNanos"/>.</summary>
    public void OnFrame(in TickFrame frame, long receiveNanos)
    {
        _counters.Add(FeedCounter.Frames);
        int slot = _channelCount > 0 && _channels[0].Number == frame.Channel ? 0 : FindChannel(frame.Channel);
        if (slot < 0)
        {
            _counters.Add(FeedCounter.UnknownInstrument);
            return;
        }

        ref Channel channel = ref _channels[slot];
        if (channel.HasBase && !frame.IsRefresh && frame.Sequence == channel.Last + 1)
            channel.Last = frame.Sequence;
        else if (!Resequence(slot, ref channel, in frame, receiveNanos))
            return;
        channel.LastFrameNanos = receiveNanos;

        if (frame.Kind == TickFrameKind.Heartbeat)
        {
            _counters.Add(FeedCounter.Heartbeats);
            return;
        }

        int position = _index.Find(frame.FeedId);
        if (position < 0)
        {
            _counters.Add(FeedCounter.UnknownInstrument);
            return;
        }

        _channelOfInstrument[position] = slot;
        if (frame.Kind == TickFrameKind.Quote)
            OnQuote(position, in frame, receiveNanos);
        else if (frame.Kind == TickFrameKind.Trade)
            OnTrade(position, in frame, receiveNanos);
        else
            OnStatus(position, in frame, receiveNanos);
    }

    /// <summary>The connection that carried every channel is gone. The next frame of a channel is its new base.</summary>
    public void OnDisconnected(long nowNanos)
    {
        for (int slot = 0; slot < _channelCount; slot++)
        {
            ref Channel channel = ref _channels[slot];
            if (!channel.IsLive)
                continue;
            channel.HasBase = false;
            channel.IsLive = false;
            Forbid(slot, QuoteFault.Disconnected, 0, nowNanos);
        }
    }

    /// <summary>
    /// Marks channels on which nothing arrived for too long. The next frame of such a channel is its new base, so that a publisher that began to count anew is
    /// followed again.
    /// </summary>
    public void CheckStale(long nowNanos)
    {
        for (int slot = 0; slot < _channelCount; slot++)
        {
            ref Channel channel = ref _channels[slot];
            if (channel.HasBase && nowNanos - channel.LastFrameNanos > _staleNanos)
            {
                channel.HasBase = false;
                Forbid(slot, QuoteFault.Stale, 0, nowNanos);
            }
        }
    }

    private void OnQuote(int position, in TickFrame frame, long receiveNanos)
    {
        QuoteFault fault = _guard.Judge(position, in frame, receiveNanos, out bool changed);
        if (fault != QuoteFault.None)
        {
            OnBadQuote(position, in frame, receiveNanos, fault, changed);
            return;
        }

        _counters.Add(FeedCounter.Quotes);
        _outbox.Quote(position, new MarketEvent
        {
            ReceiveNanos = receiveNanos,
            ExchangeNanos = frame.ExchangeNanos,
            BidTicks = frame.BidTicks,
            AskTicks = frame.AskTicks,
            BidLots = frame.BidLots,
            AskLots = frame.AskLots,
            Instrument = _instrumentIndex[position],
            Channel = frame.Channel,
            Kind = MarketEventKind.Quote,
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void OnBadQuote(int position, in TickFrame frame, long receiveNanos, QuoteFault fault, bool changed)
    {
        _counters.Add(fault);
        if (changed)
            _outbox.Stop(position, StopEvent(MarketEventKind.NotHedgeable, fault, _instrumentIndex[position], frame.Channel, frame.ExchangeNanos, receiveNanos));
    }

    private void OnTrade(int position, in TickFrame frame, long receiveNanos)
    {
        _counters.Add(FeedCounter.Trades);
        _outbox.Trade(position, new MarketEvent
        {
            ReceiveNanos = receiveNanos,
            ExchangeNanos = frame.ExchangeNanos,
            BidTicks = frame.BidTicks,
            BidLots = frame.BidLots,
            Instrument = _instrumentIndex[position],
            Channel = frame.Channel,
            Kind = MarketEventKind.Trade,
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void OnStatus(int position, in TickFrame frame, long receiveNanos)
    {
        _counters.Add(FeedCounter.Statuses);
        if (frame.Status != TradingStatus.Open)
            _counters.Add(QuoteFault.Halted);
        if (!_guard.SetStatus(position, frame.Status))
            return;
        MarketEventKind kind = frame.Status == TradingStatus.Closed ? MarketEventKind.Closed : MarketEventKind.NotHedgeable;
        _outbox.Stop(position, StopEvent(kind, QuoteFault.Halted, _instrumentIndex[position], frame.Channel, frame.ExchangeNanos, receiveNanos));
    }

    /// <summary>The rare cases of numbering: first frame, refresh or heartbeat, gap, duplicate, late. False when the frame must be dropped.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Resequence(int slot, ref Channel channel, in TickFrame frame, long receiveNanos)
    {
        if (!channel.HasBase)
        {
            channel.HasBase = true;
            channel.IsLive = true;
            channel.Last = frame.Sequence;
            return true;
        }

        if (frame.Sequence < channel.Last)
        {
            _counters.Add(FeedCounter.OutOfOrder);
            return false;
        }

        if (frame.Sequence == channel.Last)
        {
            if (!frame.IsRefresh)
                _counters.Add(FeedCounter.Duplicates);
            return frame.IsRefresh;
        }

        channel.Last = frame.Sequence;
        Forbid(slot, QuoteFault.Gap, frame.ExchangeNanos, receiveNanos);
        return true;
    }

    /// <summary>Makes every instrument of the channel not hedgeable; one event when that is news for any of them, one count in any case.</summary>
    private void Forbid(int slot, QuoteFault fault, long exchangeNanos, long nowNanos)
    {
        _counters.Add(fault);
        int count = 0;
        bool news = false;
        for (int i = 0; i < _channelOfInstrument.Length; i++)
        {
            if (_channelOfInstrument[i] != slot)
                continue;
            _affected[count++] = i;
            news |= _guard.Forbid(i, fault);
        }

        if (news)
            _outbox.StopChannel(_affected.AsSpan(0, count), StopEvent(MarketEventKind.NotHedgeable, fault, -1, _channels[slot].Number, exchangeNanos, nowNanos));
    }

    private int FindChannel(ushort number)
    {
        for (int i = 0; i < _channelCount; i++)
        {
            if (_channels[i].Number == number)
                return i;
        }

        if (_channelCount == MaxChannels)
            return -1;
        _channels[_channelCount].Number = number;
        return _channelCount++;
    }

    private static MarketEvent StopEvent(MarketEventKind kind, QuoteFault fault, int instrument, ushort channel, long exchangeNanos, long receiveNanos) => new()
    {
        Kind = kind,
        Fault = fault,
        Instrument = instrument,
        Channel = channel,
        ExchangeNanos = exchangeNanos,
        ReceiveNanos = receiveNanos,
    };

    private struct Channel
    {
        public ulong Last;
        public long LastFrameNanos;
        public ushort Number;
        public bool HasBase;

        // Frames were received since the connection was made; a stale channel is still live, so that its loss is told.
        public bool IsLive;
    }
}

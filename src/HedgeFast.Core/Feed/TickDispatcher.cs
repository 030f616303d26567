using System.Globalization;
using System.Runtime.CompilerServices;
using HedgeFast.Core.Book;

namespace HedgeFast.Core.Feed;

/// <summary>
/// From frames to events: sequence numbers per channel, the guard per instrument, the outbox. Knows nothing of sockets.
/// </summary>
internal sealed class TickDispatcher
{
    private readonly FeedCounters _counters;
    private readonly QuoteGuard _guard;
    private readonly MarketOutbox _outbox;
    private readonly FeedIdIndex _index;
    private readonly int[] _instrumentIndex;
    private readonly string[] _symbols;
    private readonly int[] _affected;
    private readonly FeedChannels _channels;
    private readonly ExchangeClock? _clock;
    private readonly FeedNotes _notes;
    private readonly long _staleNanos;

    public TickDispatcher(
        IReadOnlyList<Instrument> instruments, IMarketSink sink, FeedCounters counters, long staleNanos,
        ExchangeClock? clock = null, long confirmFirstNanos = 0, IReadOnlyList<int>? channels = null,
        FeedNotes? notes = null)
    {
        _counters = counters;
        _staleNanos = staleNanos;
        _clock = clock;
        _notes = notes ?? new FeedNotes();
        _guard = new QuoteGuard(instruments, staleNanos, clock, confirmFirstNanos);
        _channels = new FeedChannels(channels ?? [], instruments.Count, counters, _notes);
        _symbols = [.. instruments.Select(i => i.Symbol)];
        _instrumentIndex = [.. instruments.Select(i => i.Index)];
        _outbox = new MarketOutbox(sink, counters, _instrumentIndex);
        _index = new FeedIdIndex([.. instruments.Select(i => i.FeedId)]);
        _affected = new int[instruments.Count];
    }

    /// <summary>Whether what is read now may have waited for longer than the stale limit.</summary>
    public bool IsLate { get; private set; }

    /// <summary>What waits for room in the sink.</summary>
    public MarketOutbox Outbox => _outbox;

    /// <summary>The guard's view of the instruments, by position.</summary>
    public QuoteGuard Guard => _guard;

    /// <summary>Takes one frame received at <paramref name="receiveNanos"/>.</summary>
    public void OnFrame(in TickFrame frame, long receiveNanos) => OnFrame(in frame, receiveNanos, default);

    /// <summary>Takes one frame received at <paramref name="receiveNanos"/> from a sender.</summary>
    public void OnFrame(in TickFrame frame, long receiveNanos, in FeedSender sender)
    {
        _counters.Add(FeedCounter.Frames);
        int position = frame.Kind == TickFrameKind.Heartbeat ? -1 : _index.Find(frame.FeedId);
        int slot = _channels.Find(in frame, position, receiveNanos);
        if (slot < 0 || !_channels.Takes(slot, in frame, in sender, receiveNanos, out bool isGap))
            return;
        if (isGap)
            Forbid(slot, QuoteFault.Gap, frame.ExchangeNanos, receiveNanos);
        if (frame.Kind == TickFrameKind.Heartbeat)
        {
            _counters.Add(FeedCounter.Heartbeats);
            return;
        }

        if (position < 0)
        {
            _counters.Add(FeedCounter.UnknownInstrument);
            return;
        }

        if (!_channels.Delivers(slot, position, receiveNanos))
            return;
        if (frame.Kind == TickFrameKind.Quote)
            OnQuote(position, in frame, receiveNanos);
        else if (frame.Kind == TickFrameKind.Trade)
            OnTrade(position, in frame, receiveNanos);
        else
            OnStatus(position, in frame, receiveNanos);
    }

    /// <summary>
    /// The connection that carried every channel is gone. The next frame of a channel is its new base.
    /// </summary>
    public void OnDisconnected(long nowNanos)
    {
        _clock?.Interrupt();
        for (int slot = 0; slot < _channels.Count; slot++)
        {
            ref FeedChannels.Channel channel = ref _channels[slot];
            if (!channel.IsLive)
                continue;
            channel.HasBase = false;
            channel.IsLive = false;
            Forbid(slot, QuoteFault.Disconnected, 0, nowNanos);
        }
    }

    /// <summary>
    /// What is read from here on may have waited for longer than the stale limit: numbers and statuses are followed,
    /// but no quote counts before <see cref="EndLate"/>.
    /// </summary>
    public void BeginLate(long nowNanos)
    {
        IsLate = true;
        _clock?.Interrupt();
        for (int slot = 0; slot < _channels.Count; slot++)
        {
            if (_channels[slot].HasBase)
                Forbid(slot, QuoteFault.Stale, 0, nowNanos);
        }
    }

    /// <summary>Everything that had waited was read.</summary>
    public void EndLate() => IsLate = false;

    /// <summary>
    /// Marks channels on which nothing arrived for too long. The next frame of such a channel is its new base, so that
    /// a publisher that began to count anew is followed again.
    /// </summary>
    public void CheckStale(long nowNanos)
    {
        for (int slot = 0; slot < _channels.Count; slot++)
        {
            ref FeedChannels.Channel channel = ref _channels[slot];
            if (channel.HasBase && nowNanos - channel.LastFrameNanos > _staleNanos)
            {
                channel.HasBase = false;
                Forbid(slot, QuoteFault.Stale, 0, nowNanos);
            }
        }
    }

    private void OnQuote(int position, in TickFrame frame, long receiveNanos)
    {
        if (IsLate)
        {
            OnBadQuote(position, in frame, receiveNanos, QuoteFault.Stale, _guard.Refuse(position, QuoteFault.Stale));
            return;
        }

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
        if (fault == QuoteFault.Stale
            && !IsLate
            && _clock is not null
            && _clock.IsLate(frame.ExchangeNanos, receiveNanos))
        {
            // Without a word nobody would look for it at the clock of this machine.
            _counters.Add(FeedCounter.LateStamps);
            if (_notes.IsDue(FeedCounter.LateStamps, receiveNanos))
                NoteTime(position, in frame, receiveNanos);
        }

        if (fault == QuoteFault.WrongTime && _notes.IsDue(FeedCounter.FirstFault + (int)fault, receiveNanos))
            NoteTime(position, in frame, receiveNanos);
        if (changed)
        {
            _outbox.Stop(
                position,
                StopEvent(
                    MarketEventKind.NotHedgeable, fault, _instrumentIndex[position], frame.Channel, frame.ExchangeNanos,
                    receiveNanos));
        }
    }

    private void NoteTime(int position, in TickFrame frame, long receiveNanos)
    {
        double seconds = (_clock?.AheadNanos(frame.ExchangeNanos, receiveNanos) ?? 0) / 1e9;
        string distance = Math.Abs(seconds).ToString("F3", CultureInfo.InvariantCulture);
        _notes.Last = _clock is { IsLive: true }
            ? $"the exchange time of {_symbols[position]} lies {distance} s {(seconds > 0 ? "ahead of" : "behind")} "
                + "this machine's UTC clock; the quote "
                + "was not taken. Put right whichever clock is wrong; for a recording set feed.clock to recording and "
                + "book.asOf to its date"
            : $"the exchange time of {_symbols[position]} lies {distance} s {(seconds > 0 ? "after" : "before")} the "
            + "recording's begin, more than the "
                + "time that passed explains; the quote was not taken. See book.asOf and venue.speed; for a market of "
                + "today set feed.clock to live";
    }

    private void OnTrade(int position, in TickFrame frame, long receiveNanos)
    {
        _counters.Add(FeedCounter.Trades);
        bool isPossible = frame is
        {
            BidTicks: >= -QuoteGuard.Bound and <= QuoteGuard.Bound,
            BidLots: > 0 and <= QuoteGuard.Bound,
            ExchangeNanos: >= 0,
        };
        if (IsLate || !isPossible)
        {
            _counters.Add(FeedCounter.TradesDropped);
            return;
        }

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
        MarketEventKind kind = frame.Status == TradingStatus.Closed
            ? MarketEventKind.Closed
            : MarketEventKind.NotHedgeable;
        _outbox.Stop(
            position,
            StopEvent(
                kind, QuoteFault.Halted, _instrumentIndex[position], frame.Channel, frame.ExchangeNanos, receiveNanos));
    }

    /// <summary>
    /// Makes every instrument of the channel not hedgeable; one event when that is news for any of them, one count in
    /// any case.
    /// </summary>
    private void Forbid(int slot, QuoteFault fault, long exchangeNanos, long nowNanos)
    {
        _counters.Add(fault);
        int count = _channels.InstrumentsOf(slot, _affected);
        bool news = false;
        foreach (int position in _affected.AsSpan(0, count))
            news |= _guard.Forbid(position, fault);

        if (news)
        {
            _outbox.StopChannel(
                _affected.AsSpan(0, count),
                StopEvent(MarketEventKind.NotHedgeable, fault, -1, _channels[slot].Number, exchangeNanos, nowNanos));
        }
    }

    private static MarketEvent StopEvent(
        MarketEventKind kind, QuoteFault fault, int instrument, ushort channel, long exchangeNanos,
        long receiveNanos) =>
        new()
        {
            Kind = kind,
            Fault = fault,
            Instrument = instrument,
            Channel = channel,
            ExchangeNanos = exchangeNanos,
            ReceiveNanos = receiveNanos,
        };
}

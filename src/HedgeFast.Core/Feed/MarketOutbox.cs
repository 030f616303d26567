using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Feed;

/// <summary>
/// Stands between Feed and a sink that may be full. While the sink takes everything it only passes on. When it does
/// not, each instrument has one pending slot: a newer quote replaces an older one (counted), a fault replaces the quote
/// before it, and an instrument with something pending publishes nothing past it. A pending NotHedgeable is replaced by
/// a later one, a Closed stands beside it; both go out before any quote that came after them. So after any prefix of
/// what was published, an instrument looks good only if its newest published quote came after its newest published
/// fault, in the order received.
/// </summary>
internal sealed class MarketOutbox
{
    private readonly IMarketSink _sink;
    private readonly FeedCounters _counters;
    private readonly int[] _instrumentIndex;
    private readonly Slot[] _slots;

    // Positions with something pending, first come first served; each at most once, so the queue never overflows.
    private readonly int[] _queue;
    private int _head;
    private int _pending;

    /// <param name="sink">Where events go.</param>
    /// <param name="counters">Counts conflation and dropped trades.</param>
    /// <param name="instrumentIndex">The dense index that events carry, by position.</param>
    public MarketOutbox(IMarketSink sink, FeedCounters counters, int[] instrumentIndex)
    {
        _sink = sink;
        _counters = counters;
        _instrumentIndex = instrumentIndex;
        _slots = new Slot[instrumentIndex.Length];
        _queue = new int[Math.Max(1, instrumentIndex.Length)];
    }

    /// <summary>Instruments with something pending.</summary>
    public int Pending => _pending;

    /// <summary>Publishes a good quote, or keeps it as the instrument's newest.</summary>
    public void Quote(int position, in MarketEvent e)
    {
        ref Slot slot = ref _slots[position];
        if (slot.Has != 0 || slot.Replaced != 0 || !_sink.TryPublish(in e))
            KeepQuote(position, in e);
    }

    /// <summary>Publishes a trade, or drops and counts it: a trade that comes late is of no use to a hedge.</summary>
    public void Trade(int position, in MarketEvent e)
    {
        if (_slots[position].Has != 0 || !_sink.TryPublish(in e))
            _counters.Add(FeedCounter.TradesDropped);
    }

    /// <summary>Publishes a NotHedgeable or a Closed of one instrument, or keeps it.</summary>
    public void Stop(int position, in MarketEvent e)
    {
        DropQuote(position);
        if (_slots[position].Has != 0 || !_sink.TryPublish(in e))
            KeepStop(position, in e);
    }

    /// <summary>
    /// Publishes a NotHedgeable of all instruments in <paramref name="positions"/> as one event with instrument -1, or
    /// keeps it for each of them.
    /// </summary>
    public void StopChannel(ReadOnlySpan<int> positions, in MarketEvent e)
    {
        foreach (int position in positions)
            DropQuote(position);
        if (_sink.TryPublish(in e))
            return;
        foreach (int position in positions)
            KeepStop(position, e with { Instrument = _instrumentIndex[position] });
    }

    /// <summary>Offers what is pending, until the sink is full again. Returns the events published.</summary>
    public int Flush() => _pending == 0 ? 0 : FlushPending();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FlushPending()
    {
        int published = 0;
        while (_pending > 0)
        {
            ref Slot slot = ref _slots[_queue[_head]];
            if (!Offer(ref slot, Part.Fault, in slot.Fault, ref published)
                || !Offer(ref slot, Part.Closed, in slot.Closed, ref published)
                || !Offer(ref slot, Part.Quote, in slot.Quote, ref published))
            {
                return published;
            }

            slot.Queued = false;
            _head = _head + 1 == _queue.Length ? 0 : _head + 1;
            _pending--;
        }

        return published;
    }

    private bool Offer(ref Slot slot, Part part, in MarketEvent e, ref int published)
    {
        if ((slot.Has & part) == 0)
            return true;
        if (!_sink.TryPublish(in e))
            return false;
        slot.Has &= ~part;
        if (part == Part.Quote)
            slot.Replaced = 0;
        published++;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void KeepQuote(int position, in MarketEvent e)
    {
        ref Slot slot = ref _slots[position];
        DropQuote(position);
        MarketEvent carrying = e with { Conflated = slot.Replaced };
        if (slot.Has == 0 && _sink.TryPublish(in carrying))
        {
            slot.Replaced = 0;
            return;
        }

        Enqueue(position, ref slot);
        slot.Has |= Part.Quote;
        slot.Quote = carrying;
    }

    private void KeepStop(int position, in MarketEvent e)
    {
        ref Slot slot = ref _slots[position];
        Enqueue(position, ref slot);
        if (e.Kind == MarketEventKind.Closed)
        {
            slot.Has |= Part.Closed;
            slot.Closed = e;
        }
        else
        {
            slot.Has |= Part.Fault;
            slot.Fault = e;
        }
    }

    // The slot stays queued even when the quote was all it held; Flush passes over an empty slot.
    private void DropQuote(int position)
    {
        ref Slot slot = ref _slots[position];
        if ((slot.Has & Part.Quote) == 0)
            return;
        slot.Has &= ~Part.Quote;
        slot.Replaced++;
        _counters.Add(FeedCounter.Conflated);
    }

    private void Enqueue(int position, ref Slot slot)
    {
        if (slot.Queued)
            return;
        slot.Queued = true;
        int tail = _head + _pending;
        _queue[tail >= _queue.Length ? tail - _queue.Length : tail] = position;
        _pending++;
    }

    [Flags]
    private enum Part : byte
    {
        Fault = 1,
        Closed = 2,
        Quote = 4,
    }

    private struct Slot
    {
        public MarketEvent Fault;
        public MarketEvent Closed;
        public MarketEvent Quote;
        public int Replaced;
        public Part Has;
        public bool Queued;
    }
}

using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Feed;

/// <summary>
/// The channels of a feed: sequence numbers, senders, and the channel that delivers each instrument. One thread only.
/// </summary>
/// <remarks>
/// A channel is followed when it is configured, or when it delivers an instrument that no living channel delivers; so
/// no stranger can use up the table.
/// </remarks>
internal sealed class FeedChannels
{
    /// <summary>Channels followed on one feed.</summary>
    public const int Max = 64;

    /// <summary>Largest distance of two sequence numbers that counts as loss; a number further off is wild.</summary>
    public const ulong SequenceStepMax = 1UL << 24;

    // Frames that a network may bring out of order.
    private const ulong LargeGap = 1024;

    private const int Unbound = -1;

    private readonly FeedCounters _counters;
    private readonly FeedNotes _notes;
    private readonly Channel[] _channels = new Channel[Max];
    private readonly int[] _channelOfInstrument;
    private readonly bool _areConfigured;

    /// <param name="numbers">Configured channels; empty follows every channel that delivers an instrument.</param>
    /// <param name="instruments">Number of instruments.</param>
    /// <param name="counters">Counts dropped frames.</param>
    /// <param name="notes">Receives the reasons.</param>
    public FeedChannels(IReadOnlyList<int> numbers, int instruments, FeedCounters counters, FeedNotes notes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(numbers.Count, Max, nameof(numbers));
        _counters = counters;
        _notes = notes;
        _areConfigured = numbers.Count > 0;
        foreach (int number in numbers)
            _channels[Count++].Number = checked((ushort)number);
        _channelOfInstrument = new int[instruments];
        Array.Fill(_channelOfInstrument, Unbound);
    }

    /// <summary>Number of channels.</summary>
    public int Count { get; private set; }

    /// <summary>A channel.</summary>
    public ref Channel this[int slot] => ref _channels[slot];

    /// <summary>
    /// Finds the channel of a frame, or adds it where allowed; -1, counted, when the frame must be dropped.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <param name="position">Position of the frame's instrument; -1 for an unknown one.</param>
    /// <param name="nowNanos">Receive time of the frame, monotonic nanoseconds.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(in TickFrame frame, int position, long nowNanos) =>
        Count > 0 && _channels[0].Number == frame.Channel ? 0 : FindOther(frame, position, nowNanos);

    /// <summary>Whether a frame of this channel and sender is in order, or acceptable all the same.</summary>
    /// <param name="slot">The channel.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="sender">Sender of the frame.</param>
    /// <param name="nowNanos">Receive time of the frame, monotonic nanoseconds.</param>
    /// <param name="isGap">Whether numbers were skipped before the frame.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Accepts(int slot, in TickFrame frame, in FeedSender sender, long nowNanos, out bool isGap)
    {
        ref Channel channel = ref _channels[slot];
        if (channel.HasBase && !frame.IsRefresh && frame.Sequence == channel.Last + 1 && channel.Sender == sender)
        {
            (channel.Last, channel.IsConfirmed) = (frame.Sequence, true);
            isGap = false;
        }
        else if (!Resequence(ref channel, frame, sender, nowNanos, out isGap))
        {
            return false;
        }

        channel.LastFrameNanos = nowNanos;
        return true;
    }

    /// <summary>
    /// Whether a channel may deliver an instrument: it does already, or the instrument's own channel is interrupted.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Delivers(int slot, int position, long nowNanos) =>
        _channelOfInstrument[position] == slot || TryBind(slot, position, nowNanos);

    /// <summary>The instruments that a channel delivers.</summary>
    /// <param name="slot">The channel.</param>
    /// <param name="positions">Receives their positions.</param>
    /// <returns>How many.</returns>
    public int InstrumentsOf(int slot, Span<int> positions)
    {
        int count = 0;
        for (int i = 0; i < _channelOfInstrument.Length; i++)
        {
            if (_channelOfInstrument[i] == slot)
                positions[count++] = i;
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FindOther(in TickFrame frame, int position, long nowNanos)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_channels[i].Number == frame.Channel)
                return i;
        }

        if (frame.Kind != TickFrameKind.Heartbeat && position < 0)
        {
            _counters.Add(FeedCounter.UnknownInstrument);
            return -1;
        }

        // A heartbeat of a channel that has delivered nothing yet is of no use.
        if (_areConfigured || (frame.Kind != TickFrameKind.Heartbeat && !IsFree(position)))
        {
            DropForeign(
                frame, nowNanos,
                _areConfigured ? "it is not in feed.channels" : "the instrument comes from another channel");
            return -1;
        }

        if (frame.Kind == TickFrameKind.Heartbeat)
            return -1;
        int slot = Count < Max ? Count++ : FirstWithoutInstruments();
        if (slot < 0)
            _counters.Add(FeedCounter.UnknownInstrument);
        else
            _channels[slot] = new Channel { Number = frame.Channel };
        return slot;
    }

    private int FirstWithoutInstruments() => Array.FindIndex(_channels, channel => channel.Instruments == 0);

    private bool IsFree(int position) =>
        _channelOfInstrument[position] is var slot && (slot == Unbound || !_channels[slot].HasBase);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryBind(int slot, int position, long nowNanos)
    {
        if (!IsFree(position))
        {
            _counters.Add(FeedCounter.ForeignFrames);
            if (_notes.IsDue(FeedCounter.ForeignFrames, nowNanos))
            {
                _notes.Last =
                    $"channel {_channels[slot].Number} delivers an instrument that comes from channel "
                    + $"{_channels[_channelOfInstrument[position]].Number}; dropped. Name the right channel in "
                    + "feed.channels";
            }

            return false;
        }

        if (_channelOfInstrument[position] is var before and not Unbound)
            _channels[before].Instruments--;
        _channelOfInstrument[position] = slot;
        _channels[slot].Instruments++;
        return true;
    }

    // The rare cases of numbering: first frame, another sender, refresh or heartbeat, gap, duplicate, late, wild.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Resequence(
        ref Channel channel, in TickFrame frame, in FeedSender sender, long nowNanos, out bool isGap)
    {
        isGap = false;
        if (!channel.HasBase)
            return Begin(ref channel, frame, sender);
        bool isAhead = frame.Sequence > channel.Last;
        ulong distance = isAhead ? frame.Sequence - channel.Last : channel.Last - frame.Sequence;

        // Several gaps in a row may lie far from where the numbers were before them.
        bool isBeforeGap = channel.IsAtGap
            && !frame.IsRefresh
            && frame.Sequence > channel.LateLast
            && frame.Sequence - channel.BeforeGap <= LargeGap;
        bool isWild = distance > SequenceStepMax && !isBeforeGap;
        if (channel.Sender != sender || isWild)
        {
            // One frame alone proves neither its sender nor its number: what follows it may disagree.
            if (!channel.IsConfirmed)
            {
                CountWild(channel, frame, nowNanos);
                return Begin(ref channel, frame, sender);
            }

            return isWild && channel.Sender == sender
                ? CountWild(channel, frame, nowNanos)
                : DropForeign(frame, nowNanos, "the channel comes from another sender");
        }

        if (distance == 0)
        {
            channel.IsConfirmed |= frame.IsRefresh;
            if (!frame.IsRefresh)
                _counters.Add(FeedCounter.Duplicates);
            return frame.IsRefresh;
        }

        if (!isAhead)
            return (isBeforeGap && GoesOnBeforeGap(ref channel, frame, nowNanos)) || DropLate();

        // Another gap right behind the last one does not forget where the numbers were before both.
        if (!channel.IsAtGap)
            (channel.BeforeGap, channel.LateLast, channel.LateRun) = (channel.Last, channel.Last, 0);
        channel.Last = frame.Sequence;
        channel.GapNumber = frame.Sequence;
        channel.HadGap = true;
        isGap = true;
        return true;
    }

    // After a gap the numbers may go on from before it: then the gap was a wrong number and not a loss. A single late
    // frame proves that only where the gap was larger than what gets out of order.
    private bool GoesOnBeforeGap(ref Channel channel, in TickFrame frame, long nowNanos)
    {
        channel.LateLast = frame.Sequence;
        if (++channel.LateRun < (channel.GapNumber - channel.BeforeGap > LargeGap ? 1 : 2))
            return false;
        CountWild(channel, frame, nowNanos);
        (channel.Last, channel.HadGap) = (frame.Sequence, false);
        return true;
    }

    private bool DropLate()
    {
        _counters.Add(FeedCounter.OutOfOrder);
        return false;
    }

    private static bool Begin(ref Channel channel, in TickFrame frame, in FeedSender sender)
    {
        channel.HasBase = true;
        channel.IsLive = true;
        channel.IsConfirmed = false;
        channel.HadGap = false;
        (channel.Last, channel.Sender) = (frame.Sequence, sender);
        return true;
    }

    private bool CountWild(in Channel channel, in TickFrame frame, long nowNanos)
    {
        _counters.Add(FeedCounter.WildSequences);
        if (_notes.IsDue(FeedCounter.WildSequences, nowNanos))
        {
            _notes.Last =
                $"a frame of channel {frame.Channel} bears the number {frame.Sequence} beside {channel.Last}; one of "
                + "the two is wrong and not hedged on. After feed.staleMs without a right one the numbers begin anew";
        }

        return false;
    }

    private bool DropForeign(in TickFrame frame, long nowNanos, string why)
    {
        _counters.Add(FeedCounter.ForeignFrames);
        if (_notes.IsDue(FeedCounter.ForeignFrames, nowNanos))
        {
            _notes.Last =
                $"a frame of channel {frame.Channel} was dropped: {why}. Name the senders in feed.sources and the "
                + "channels in feed.channels";
        }

        return false;
    }

    /// <summary>One channel.</summary>
    public struct Channel
    {
        /// <summary>Number of its last frame.</summary>
        public ulong Last;

        /// <summary>The number before the last gap.</summary>
        public ulong BeforeGap;

        /// <summary>The number behind the last gap.</summary>
        public ulong GapNumber;

        /// <summary>The last number that came late after the gap.</summary>
        public ulong LateLast;

        /// <summary>Late numbers in a row after the gap.</summary>
        public int LateRun;

        /// <summary>Stamp of its last frame.</summary>
        public long LastFrameNanos;

        /// <summary>Sender of the channel.</summary>
        public FeedSender Sender;

        /// <summary>Number of instruments that the channel delivers.</summary>
        public int Instruments;

        /// <summary>Its number.</summary>
        public ushort Number;

        /// <summary>Whether its numbers have begun.</summary>
        public bool HasBase;

        /// <summary>Whether a second frame has agreed with the first.</summary>
        public bool IsConfirmed;

        /// <summary>
        /// Whether frames came since the connection was made; a stale channel stays live, so that its loss is reported.
        /// </summary>
        public bool IsLive;

        /// <summary>Whether there was a gap since the numbers began.</summary>
        public bool HadGap;

        /// <summary>Whether nothing has followed on the last gap yet.</summary>
        public readonly bool IsAtGap => HadGap && Last == GapNumber;
    }
}

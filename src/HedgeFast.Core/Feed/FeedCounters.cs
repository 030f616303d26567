using System.Runtime.CompilerServices;

namespace HedgeFast.Core.Feed;

/// <summary>
/// Counters of the feed. Written by the feed's thread alone; any thread may read, each number by itself.
/// </summary>
public sealed class FeedCounters
{
    // Eight longs are a cache line: the cells stand away from whatever the allocator put before and after them.
    private const int Padding = 8;
    private const int Faults = (int)QuoteFault.Unconfirmed + 1;
    private readonly long[] _cells = new long[Padding + (int)FeedCounter.FirstFault + Faults + Padding];

    /// <summary>Well-formed frames received, of every kind, duplicates included.</summary>
    public long Frames => Read(FeedCounter.Frames);

    /// <summary>
    /// Quotes that passed the guard. Equals quotes published plus <see cref="Conflated"/> once nothing is pending.
    /// </summary>
    public long Quotes => Read(FeedCounter.Quotes);

    /// <summary>Trades received for configured instruments.</summary>
    public long Trades => Read(FeedCounter.Trades);

    /// <summary>Status frames received for configured instruments.</summary>
    public long Statuses => Read(FeedCounter.Statuses);

    /// <summary>Heartbeats received.</summary>
    public long Heartbeats => Read(FeedCounter.Heartbeats);

    /// <summary>
    /// Good quotes replaced by a newer quote or a fault of the same instrument while the sink was full.
    /// </summary>
    public long Conflated => Read(FeedCounter.Conflated);

    /// <summary>Trades not published because the sink was full.</summary>
    public long TradesDropped => Read(FeedCounter.TradesDropped);

    /// <summary>Frames dropped because their number was that of the last one.</summary>
    public long Duplicates => Read(FeedCounter.Duplicates);

    /// <summary>Frames dropped because their number was below the last one.</summary>
    public long OutOfOrder => Read(FeedCounter.OutOfOrder);

    /// <summary>
    /// Frames ignored because their instrument is not configured, or their channel is beyond the channels a feed
    /// follows.
    /// </summary>
    public long UnknownInstrument => Read(FeedCounter.UnknownInstrument);

    /// <summary>TCP connections closed because of malformed bytes.</summary>
    public long MalformedStreams => Read(FeedCounter.MalformedStreams);

    /// <summary>Datagrams dropped whole because of malformed bytes.</summary>
    public long MalformedDatagrams => Read(FeedCounter.MalformedDatagrams);

    /// <summary>TCP connections established.</summary>
    public long Connects => Read(FeedCounter.Connects);

    /// <summary>TCP connections established after the first.</summary>
    public long Reconnects => Read(FeedCounter.Reconnects);

    /// <summary>Attempts to connect, or to bind, that failed.</summary>
    public long ConnectFailures => Read(FeedCounter.ConnectFailures);

    /// <summary>Bytes received.</summary>
    public long BytesReceived => Read(FeedCounter.BytesReceived);

    /// <summary>Frames dropped because another sender or channel delivers the instrument.</summary>
    public long ForeignFrames => Read(FeedCounter.ForeignFrames);

    /// <summary>Frames dropped because their number lies too far from the last one.</summary>
    public long WildSequences => Read(FeedCounter.WildSequences);

    /// <summary>Pauses of this stage longer than the stale limit; data that waited meanwhile is stale.</summary>
    public long Pauses => Read(FeedCounter.Pauses);

    /// <summary>Times that the machine was suspended for longer than the stale limit.</summary>
    public long Suspensions => Read(FeedCounter.Suspensions);

    /// <summary>Steps of this machine's UTC clock by more than the feed's tolerance.</summary>
    public long ClockSteps => Read(FeedCounter.ClockSteps);

    /// <summary>
    /// Quotes of a live market that were old by this machine's UTC clock: the data is delayed, or the clock is wrong.
    /// </summary>
    public long LateStamps => Read(FeedCounter.LateStamps);

    /// <summary>
    /// How often <paramref name="fault"/> occurred: per quote for faults of a quote, per channel for gap, stale and
    /// disconnected.
    /// </summary>
    public long Count(QuoteFault fault) => Read(FeedCounter.FirstFault + (int)fault);

    /// <summary>Called by the feed's thread only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(FeedCounter counter, long amount = 1)
    {
        ref long cell = ref _cells[Padding + (int)counter];
        Volatile.Write(ref cell, cell + amount);
    }

    /// <summary>Called by the feed's thread only.</summary>
    internal void Add(QuoteFault fault) => Add(FeedCounter.FirstFault + (int)fault);

    /// <summary>One count; for readers that list them all.</summary>
    internal long Read(FeedCounter counter) => Volatile.Read(ref _cells[Padding + (int)counter]);
}

namespace HedgeFast.Core.Feed;

/// <summary>Cells of <see cref="FeedCounters"/>; the faults follow the last one.</summary>
internal enum FeedCounter
{
    Frames,
    Quotes,
    Trades,
    Statuses,
    Heartbeats,
    Conflated,
    TradesDropped,
    Duplicates,
    OutOfOrder,
    UnknownInstrument,
    MalformedStreams,
    MalformedDatagrams,
    Connects,
    Reconnects,
    ConnectFailures,
    BytesReceived,
    ForeignFrames,
    WildSequences,
    Pauses,
    Suspensions,
    ClockSteps,
    LateStamps,
    FirstFault,
}

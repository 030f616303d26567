namespace HedgeFast.Simulation.Faults;

/// <summary>A kind of fault that a world may throw at the engine. The first word names who plays it.</summary>
internal enum FaultKind
{
    /// <summary>Latency and jitter of the network rise for a while.</summary>
    NetworkDelays,

    /// <summary>Reads return a few bytes at a time.</summary>
    NetworkSplits,

    /// <summary>The kernel takes a part of a send, or nothing.</summary>
    NetworkHalvesSends,

    /// <summary>Bytes arrive changed.</summary>
    NetworkCorrupts,

    /// <summary>Every connection is reset.</summary>
    NetworkResets,

    /// <summary>Every connection ends as by an orderly close.</summary>
    NetworkCloses,

    /// <summary>Nothing arrives in either direction, without an error.</summary>
    NetworkGoesSilent,

    /// <summary>Connects are refused.</summary>
    NetworkRefuses,

    /// <summary>Connects get no answer.</summary>
    NetworkSwallowsConnects,

    /// <summary>Datagrams get lost.</summary>
    NetworkLosesDatagrams,

    /// <summary>Datagrams arrive twice.</summary>
    NetworkDoublesDatagrams,

    /// <summary>A stranger logs on under our identity while our session stands.</summary>
    NetworkDoublesLogon,

    /// <summary>A stranger opens many connections to the exchange.</summary>
    NetworkFloods,

    /// <summary>The next order is refused.</summary>
    VenueRejects,

    /// <summary>The next order gets no answer and is not in the market.</summary>
    VenueLosesOrder,

    /// <summary>The next order trades, and its reports come seconds later.</summary>
    VenueFillsLate,

    /// <summary>The next order's fill is reported before its acceptance.</summary>
    VenueFillsBeforeAck,

    /// <summary>The last fill is busted.</summary>
    VenueBusts,

    /// <summary>The last fill is corrected.</summary>
    VenueCorrects,

    /// <summary>The next fill is larger than its order.</summary>
    VenueOverfills,

    /// <summary>Lots trade for our account under an id that is not ours.</summary>
    VenueFillsForeign,

    /// <summary>A report is sent again.</summary>
    VenueRepeats,

    /// <summary>Execution ids begin again.</summary>
    VenueReusesIds,

    /// <summary>A resting order is cancelled without a request.</summary>
    VenueCancelsUnasked,

    /// <summary>A resting order becomes smaller.</summary>
    VenueRestates,

    /// <summary>A cancelled order works again.</summary>
    VenueReinstates,

    /// <summary>Cancels and replaces are refused for a while.</summary>
    VenueRefusesCancels,

    /// <summary>Messages without sense arrive: unknown types, quantities that are no numbers, missing fields.</summary>
    VenueTalksNonsense,

    /// <summary>The next fill has a price beyond reason.</summary>
    VenueFillsWildly,

    /// <summary>The next reports have a fault of form: no symbol, an unknown tag.</summary>
    VenueMarsReports,

    /// <summary>The exchange logs the session out.</summary>
    VenueLogsOut,

    /// <summary>The exchange's gateway is restarted: connections end, orders stay.</summary>
    VenueRestarts,

    /// <summary>The exchange's gateway is restarted without its message store: both sides begin at 1.</summary>
    VenueForgetsSession,

    /// <summary>The exchange reads and answers nothing for a while.</summary>
    VenueGoesSilent,

    /// <summary>The exchange's next message has a number ahead of the one that is due.</summary>
    VenueJumpsSequence,

    /// <summary>Trading is halted, resting orders cancelled, and resumed later.</summary>
    VenueHalts,

    /// <summary>The feed leaves numbers out.</summary>
    FeedGaps,

    /// <summary>The feed sends frames twice.</summary>
    FeedRepeats,

    /// <summary>Quotes walk away in large steps.</summary>
    FeedWalks,

    /// <summary>A quote is stamped ahead.</summary>
    FeedStampsAhead,

    /// <summary>A quote is stamped behind.</summary>
    FeedStampsBehind,

    /// <summary>One instrument is not quoted any more for a while.</summary>
    FeedStarves,

    /// <summary>The feed is silent for a while.</summary>
    FeedGoesSilent,

    /// <summary>Hundreds of quotes come at once.</summary>
    FeedFloods,

    /// <summary>A quote is crossed, empty, zero or negative.</summary>
    FeedQuotesNonsense,

    /// <summary>The price jumps beyond the guard and returns.</summary>
    FeedJumps,

    /// <summary>Bytes that are no frame.</summary>
    FeedTalksNonsense,

    /// <summary>Heartbeats carry numbers far ahead, or foreign channels.</summary>
    FeedNumbersWildly,

    /// <summary>The feed closes its connections.</summary>
    FeedDisconnects,

    /// <summary>The disk has no room for a while.</summary>
    DiskFills,

    /// <summary>Forcing to the disk fails for a while.</summary>
    DiskFailsFlush,

    /// <summary>A stage with a file gets no turn for a while, as its disk hangs.</summary>
    DiskStalls,

    /// <summary>The process dies between two system calls.</summary>
    ProcessDies,

    /// <summary>The machine loses power: what was not forced to the disk may be gone or torn.</summary>
    ProcessLosesPower,

    /// <summary>The process gets no CPU for seconds.</summary>
    ProcessPauses,

    /// <summary>The run ends in order and another one resumes.</summary>
    ProcessStops,

    /// <summary>One stage of the flow gets no turn for a while.</summary>
    ProcessStarvesStage,

    /// <summary>The wall clock steps.</summary>
    ClockSteps,

    /// <summary>The clocks run fast or slow.</summary>
    ClockDrifts,

    /// <summary>The machine is suspended: its monotonic clock stands.</summary>
    ClockSuspends,

    /// <summary>The kill signal.</summary>
    OperatorKills,

    /// <summary>The kill file appears, is touched or removed.</summary>
    OperatorUsesKillFile,

    /// <summary>A kill and a re-arm cross.</summary>
    OperatorsCross,

    /// <summary>A limit is changed.</summary>
    OperatorChangesLimit,

    /// <summary>A line in halves, or none that is a request.</summary>
    OperatorFumbles,

    /// <summary>Names have no address for a while.</summary>
    NetworkFailsLookups,

    /// <summary>The peer's window is closed: no send is taken.</summary>
    NetworkBlocksSends,

    /// <summary>Few bytes a second pass.</summary>
    NetworkThrottles,

    /// <summary>A connection ends inside a message.</summary>
    NetworkCutsMessages,

    /// <summary>Every call of the disk fails with an input/output error for a while.</summary>
    DiskFailsCalls,

    /// <summary>The disk is read-only for a while.</summary>
    DiskIsReadOnly,

    /// <summary>Writes take a part and fail for a while.</summary>
    DiskWritesShort,

    /// <summary>A host that is not the exchange's feed sends quotes of its instruments.</summary>
    FeedMeetsStranger,
}

namespace HedgeFast.Monitor.Watch;

/// <summary>What a person has to know at once. The words of <see cref="AlertWords"/> stand for them in the stream, the file and the report; they are described in README.md of this folder.</summary>
internal enum AlertKind
{
    /// <summary>The kill switch is on.</summary>
    KillSwitch,

    /// <summary>A limit has stopped trading until a named person re-arms it.</summary>
    Latched,

    /// <summary>The day's loss has reached its limit.</summary>
    LossLimit,

    /// <summary>The day's loss has come near its limit.</summary>
    LossNear,

    /// <summary>The market data are stale, faulty or closed, so that nothing is hedged.</summary>
    StaleInput,

    /// <summary>Volatilities are missing or stale and leave too much delta open, so that nothing is hedged.</summary>
    VolatilityMissing,

    /// <summary>A forward is missing or stale, so that nothing is hedged.</summary>
    ForwardMissing,

    /// <summary>The net delta has been out of its band for longer than a hedge takes.</summary>
    OutOfBand,

    /// <summary>The session to the exchange is down.</summary>
    SessionDown,

    /// <summary>The exchange has refused the session in a way that trying again would not change.</summary>
    SessionRefused,

    /// <summary>No logon is left for this minute.</summary>
    LogonsExhausted,

    /// <summary>The feedback governor slows hedges.</summary>
    GovernorSlowed,

    /// <summary>The feedback governor has halted hedging.</summary>
    GovernorHalted,

    /// <summary>Requests about an order ended without settling it.</summary>
    Unresolved,

    /// <summary>Fills of orders that were not alive, fills beyond an order, trades taken back, orders that came back or can't be followed.</summary>
    UnknownOrder,

    /// <summary>The exchange refused to cancel while everything has to go.</summary>
    CancelRefused,

    /// <summary>The exchange refused orders.</summary>
    Rejected,

    /// <summary>A limit refused orders.</summary>
    Refused,

    /// <summary>Messages of the exchange that made no sense.</summary>
    NotUnderstood,

    /// <summary>Reports of the exchange that broke the rules of FIX and counted all the same.</summary>
    FaultyReport,

    /// <summary>A limit was to be changed to something that makes no sense.</summary>
    LimitChangeRefused,

    /// <summary>An operator asked for something that did not apply, or in a way that is not obeyed.</summary>
    RequestRefused,

    /// <summary>The journal misses records, because its disk did not write while orders were cancelled.</summary>
    JournalIncomplete,

    /// <summary>The exchange holds another position for us than we do, so the underlying isn't hedged.</summary>
    PositionDiffers,

    /// <summary>A position is in doubt for what the exchange told of fills, so the underlying isn't hedged.</summary>
    PositionInDoubt,

    /// <summary>After a logon the exchange did not say in time, or not in full, what we hold.</summary>
    PositionUnconfirmed,

    /// <summary>An exact revaluation contradicted the curve that a decision was made from.</summary>
    Contradicted,

    /// <summary>What is needed to watch over the run does not work: profit or the day's file.</summary>
    WatchFailed,

    /// <summary>A thread of the engine has ended by an exception.</summary>
    EngineFailed,

    /// <summary>American options are being prepared for longer than that takes, so that nothing is hedged.</summary>
    Unprepared,

    /// <summary>The feed is not connected.</summary>
    FeedDown,

    /// <summary>The loop ends no batches, or applies no timers.</summary>
    LoopStalled,

    /// <summary>The journal takes no records though some wait.</summary>
    JournalStalled,

    /// <summary>The journal can't be written; the engine stops in order.</summary>
    JournalFailed,

    /// <summary>A thread of the engine does not come round.</summary>
    ThreadStuck,

    /// <summary>Alerts, the display or a log can't be written.</summary>
    SinkFailed,

    /// <summary>Quotes were not taken, because their exchange time disagrees with the clock, or the machine's clock stepped.</summary>
    WrongTime,

    /// <summary>The feed was not read, or the machine was suspended, for longer than the stale limit.</summary>
    FeedPaused,

    /// <summary>Frames of strangers, or with impossible numbers, were dropped from the feed.</summary>
    FeedForeign,

    /// <summary>A settlement average is not known, so that its options decay linearly.</summary>
    AverageUnknown,
}

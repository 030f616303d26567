namespace HedgeFast.Monitor.Watch;

/// <summary>Kind of an alert to the operator.</summary>
/// <remarks>
/// Named by <see cref="AlertWords"/> in stream, file and report; described in README.md of this folder.
/// </remarks>
internal enum AlertKind
{
    /// <summary>The kill switch is on.</summary>
    KillSwitch,

    /// <summary>A limit has stopped trading until an operator re-arms it by name.</summary>
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

    /// <summary>The exchange has refused the session so that another try would not change it.</summary>
    SessionRefused,

    /// <summary>No logon is left for this minute.</summary>
    LogonsExhausted,

    /// <summary>The feedback governor slows hedges.</summary>
    GovernorSlowed,

    /// <summary>The feedback governor has halted hedging.</summary>
    GovernorHalted,

    /// <summary>Requests about an order ended without settling it.</summary>
    Unresolved,

    /// <summary>
    /// Fills beyond an order or of no working one, busts and corrections, orders reinstated or unknown.
    /// </summary>
    UnknownOrder,

    /// <summary>The exchange refused to cancel while everything has to go.</summary>
    CancelRefused,

    /// <summary>The exchange refused orders.</summary>
    Rejected,

    /// <summary>A limit refused orders.</summary>
    Refused,

    /// <summary>Messages of the exchange that were not understood.</summary>
    NotUnderstood,

    /// <summary>Reports of the exchange that broke the rules of FIX and counted all the same.</summary>
    FaultyReport,

    /// <summary>A change of a limit was refused.</summary>
    LimitChangeRefused,

    /// <summary>A request of an operator did not apply, or had a form that is not obeyed.</summary>
    RequestRefused,

    /// <summary>The journal misses records, because its disk did not write while orders were cancelled.</summary>
    JournalIncomplete,

    /// <summary>The exchange holds another position for us than we do, so the underlying isn't hedged.</summary>
    PositionDiffers,

    /// <summary>Fills that contradict orders put a position in doubt, so the underlying isn't hedged.</summary>
    PositionInDoubt,

    /// <summary>The exchange did not confirm our positions after a logon in time, or not in full.</summary>
    PositionUnconfirmed,

    /// <summary>An exact revaluation contradicted the curve that a decision was made from.</summary>
    Contradicted,

    /// <summary>The watch does not work: profit or the day's file.</summary>
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

    /// <summary>A thread of the engine stands still.</summary>
    ThreadStuck,

    /// <summary>Alerts, the display or a log can't be written.</summary>
    SinkFailed,

    /// <summary>Quotes were refused for their exchange time, or the machine's clock stepped.</summary>
    WrongTime,

    /// <summary>The feed was not read, or the machine was suspended, for longer than the stale limit.</summary>
    FeedPaused,

    /// <summary>Frames of an unknown sender or with impossible numbers were dropped.</summary>
    FeedForeign,

    /// <summary>A settlement average is unknown, so that its options decay linearly.</summary>
    AverageUnknown,
}

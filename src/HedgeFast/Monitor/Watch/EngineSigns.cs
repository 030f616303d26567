using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;

namespace HedgeFast.Monitor.Watch;

/// <summary>What can be seen of the engine at one moment, as far as an alert depends on it. Read from counters that the engine's threads write anyway.</summary>
internal readonly record struct EngineSigns
{
    /// <summary>Whether the kill switch is on.</summary>
    public bool Killed { get; init; }

    /// <summary>Every limit that stopped trading.</summary>
    public LimitLatches Latches { get; init; }

    /// <summary>The gravest of <see cref="Latches"/>; None when none did.</summary>
    public LimitRefusal Latch
    {
        get => Latches.Gravest();
        init => Latches |= value.ToLatch();
    }

    /// <summary>The day's loss at which trading stops now, quote currency; 0 where only the configuration says it.</summary>
    public double MaxDayLoss { get; init; }

    /// <summary>Profit of the day on the basis that is limited, quote currency.</summary>
    public double DayProfit { get; init; }

    /// <summary>Batches that the loop has ended.</summary>
    public long Batches { get; init; }

    /// <summary>Timers that the loop has applied.</summary>
    public long Timers { get; init; }

    /// <summary>Rounds in which the loop read nothing, because the journal or the order ring had no room.</summary>
    public long BackPressure { get; init; }

    /// <summary>Records that the journal has taken.</summary>
    public long JournalTaken { get; init; }

    /// <summary>Records that wait for the journal.</summary>
    public long JournalDepth { get; init; }

    /// <summary>Why the journal can't be written any more; null while it is.</summary>
    public string? JournalFailure { get; init; }

    /// <summary>The engine's threads and the rounds of each.</summary>
    public IReadOnlyList<ThreadSign> Threads { get; init; }

    /// <summary>The underlyings, by index.</summary>
    public IReadOnlyList<UnderlyingSign> Underlyings { get; init; }

    /// <summary>What is written to, and why it is not at present.</summary>
    public IReadOnlyList<SinkSign> Sinks { get; init; }

    /// <summary>Whether the feed's connection stands, or its socket is bound.</summary>
    public bool FeedUp { get; init; }

    /// <summary>What went wrong last with the feed's connection; null when nothing did.</summary>
    public string? FeedError { get; init; }

    /// <summary>Whether the exchange closed the market, which is no fault.</summary>
    public bool MarketClosed { get; init; }

    /// <summary>Times that a hedge had to wait for the market to trade.</summary>
    public long VolumeWaits { get; init; }

    /// <summary>Whether the session is up.</summary>
    public bool SessionUp { get; init; }

    /// <summary>Whether the exchange has refused the session for good.</summary>
    public bool SessionRefused { get; init; }

    /// <summary>Whether no logon is left for this minute.</summary>
    public bool LogonsExhausted { get; init; }

    /// <summary>What went wrong last on a connection, or null.</summary>
    public string? LastError { get; init; }

    /// <summary>What the feedback governor does.</summary>
    public GovernorState Governor { get; init; }

    /// <summary>Orders that requests did not settle.</summary>
    public long Unresolved { get; init; }

    /// <summary>What the exchange did to orders that it should not have done.</summary>
    public long OrderAlarms { get; init; }

    /// <summary>Cancels that the exchange refused.</summary>
    public long CancelsRefused { get; init; }

    /// <summary>Orders that the exchange refused.</summary>
    public long Rejects { get; init; }

    /// <summary>Orders that a limit refused.</summary>
    public long Refusals { get; init; }

    /// <summary>The last such limit.</summary>
    public LimitRefusal LastRefusal { get; init; }

    /// <summary>Messages that made no sense.</summary>
    public long Anomalies { get; init; }

    /// <summary>Reports that counted in spite of a fault of their form.</summary>
    public long FaultyReports { get; init; }

    /// <summary>The last such fault; null when there was none.</summary>
    public string? LastFaultyReport { get; init; }

    /// <summary>Changes of limits that made no sense.</summary>
    public long LimitChangesRefused { get; init; }

    /// <summary>The limit of the last of them; none before the first.</summary>
    public LimitKey LimitRefused { get; init; }

    /// <summary>The value that was asked for it.</summary>
    public double LimitValueRefused { get; init; }

    /// <summary>Every other request of operators that was refused.</summary>
    public long RequestsRefused { get; init; }

    /// <summary>Those of them that made no sense to the loop: to reconnect, or to settle a position.</summary>
    public long RequestsInapplicable { get; init; }

    /// <summary>Those of them that were re-arms which a later kill made void.</summary>
    public long RearmsVoid { get; init; }

    /// <summary>Words for the last request that was refused before it reached the loop; null before the first.</summary>
    public string? RequestRefused { get; init; }

    /// <summary>Records that the journal misses, because its disk did not write while orders were cancelled.</summary>
    public long JournalLost { get; init; }

    /// <summary>Which positions differ from the exchange's, ours and theirs; null when none does.</summary>
    public string? PositionsDiffer { get; init; }

    /// <summary>Which positions are in doubt, why, and both numbers; null when none is.</summary>
    public string? PositionDoubt { get; init; }

    /// <summary>Logons after which the exchange did not confirm our positions.</summary>
    public long PositionsUnconfirmed { get; init; }

    /// <summary>Decisions that an exact revaluation contradicted.</summary>
    public long Contradicted { get; init; }

    /// <summary>What went wrong in watching; null when nothing did.</summary>
    public string? WatchFailure { get; init; }

    /// <summary>The exception that ended a thread, in words; null when none did.</summary>
    public string? Failure { get; init; }

    /// <summary>Quotes not taken for their exchange time, and steps of the machine's clock.</summary>
    public long WrongTimes { get; init; }

    /// <summary>Pauses of the feed and suspensions of the machine that were longer than the stale limit.</summary>
    public long FeedPauses { get; init; }

    /// <summary>Frames dropped because of their sender, their channel or an impossible number.</summary>
    public long ForeignFrames { get; init; }

    /// <summary>What the feed said last, in words; null when nothing.</summary>
    public string? FeedNote { get; init; }

    /// <summary>Whether an orderly stop was begun: then nothing is expected to be up.</summary>
    public bool Stopping { get; init; }
}

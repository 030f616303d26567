using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;

namespace HedgeFast.Watch;

/// <summary>What can be seen of the engine at one moment, as far as somebody may have to be told of it. Read from counters that the engine's threads write anyway.</summary>
internal readonly record struct EngineSigns
{
    /// <summary>Whether the kill switch is on.</summary>
    public bool Killed { get; init; }

    /// <summary>The limit that stopped trading; None when none did.</summary>
    public LimitRefusal Latch { get; init; }

    /// <summary>Profit of the day on the basis that is limited, quote currency.</summary>
    public double DayProfit { get; init; }

    /// <summary>Quotes consumed.</summary>
    public long Ticks { get; init; }

    /// <summary>Whether the instruments may be hedged in.</summary>
    public bool Hedgeable { get; init; }

    /// <summary>Whether the exchange closed the market, which is no fault.</summary>
    public bool MarketClosed { get; init; }

    /// <summary>Symbol of an option without a usable volatility; null when there is none.</summary>
    public string? UnusableOption { get; init; }

    /// <summary>Expiry without a usable forward, UTC; null when there is none.</summary>
    public DateTime? UnusableExpiry { get; init; }

    /// <summary>Net delta, units of the underlying.</summary>
    public double NetDelta { get; init; }

    /// <summary>How far the delta that is steered is out of its band, units of the underlying; 0 inside.</summary>
    public double OutOfBand { get; init; }

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

    /// <summary>Other requests of operators that did not apply.</summary>
    public long RequestsRefused { get; init; }

    /// <summary>Which positions differ from the exchange's, ours and theirs; null when none does.</summary>
    public string? PositionsDiffer { get; init; }

    /// <summary>Logons after which the exchange did not confirm our positions.</summary>
    public long PositionsUnconfirmed { get; init; }

    /// <summary>Decisions that an exact revaluation contradicted.</summary>
    public long Contradicted { get; init; }

    /// <summary>What went wrong in watching; null when nothing did.</summary>
    public string? WatchFailure { get; init; }

    /// <summary>The exception that ended a thread, in words; null when none did.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether an orderly stop was begun: then nothing is expected to be up.</summary>
    public bool Stopping { get; init; }
}

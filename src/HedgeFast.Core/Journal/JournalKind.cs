namespace HedgeFast.Core.Journal;

/// <summary>
/// Kind of a record. The journal does not read payloads; the loop writes them, and the replay reads them.
/// </summary>
public enum JournalKind : ushort
{
    /// <summary>First record of every file: what the journal belongs to.</summary>
    Header = 1,

    /// <summary>A market event, consumed.</summary>
    Market = 2,

    /// <summary>An execution event, consumed.</summary>
    Execution = 3,

    /// <summary>A control event, consumed.</summary>
    Control = 4,

    /// <summary>End of a batch: the loop decides here.</summary>
    BatchEnd = 5,

    /// <summary>A decision, made.</summary>
    Decision = 6,

    /// <summary>An order, cancel or status request, sent to the order port.</summary>
    Intent = 7,

    /// <summary>A decision that a limit refused.</summary>
    Refusal = 8,

    /// <summary>Orderly end of the run, with its state hash.</summary>
    RunEnd = 9,

    /// <summary>A solver result, consumed.</summary>
    Preparation = 10,

    /// <summary>Snapshot of the run before: a position.</summary>
    CarriedPosition = 11,

    /// <summary>Snapshot of the run before: an order that may still fill.</summary>
    CarriedOrder = 12,

    /// <summary>Snapshot of the run before: an execution that has been counted.</summary>
    CarriedExecution = 13,

    /// <summary>
    /// Snapshot of the run before, until version 2: a limit that was changed. Since then <see cref="CarriedLimits"/>.
    /// </summary>
    CarriedLimit = 14,

    /// <summary>
    /// Snapshot of the run before: day's cost and profit, latches and the session's number. Last record of the head.
    /// </summary>
    CarriedTotals = 15,

    /// <summary>Snapshot of the run before: orders to one side in a row.</summary>
    CarriedRun = 16,

    /// <summary>Snapshot of the run before: the price at which an instrument was last marked.</summary>
    CarriedMark = 17,

    /// <summary>
    /// A settled position replaces another: by an operator, by the exchange, or at its instrument's expiry.
    /// </summary>
    Adoption = 18,

    /// <summary>Snapshot of the run before: the limits in force, whole.</summary>
    CarriedLimits = 19,

    /// <summary>Records that found no room stood here.</summary>
    Gap = 30,

    /// <summary>The doubt about a position has changed.</summary>
    Doubt = 40,

    /// <summary>Snapshot of the run before: the doubt about a position.</summary>
    CarriedDoubt = 41,

    /// <summary>An order was closed because its position was settled.</summary>
    ClosedOrder = 42,

    /// <summary>A settlement average, once a second while its window runs and at every change of its state.</summary>
    Average = 43,

    /// <summary>Snapshot of the run before: a settlement average.</summary>
    CarriedAverage = 44,
}

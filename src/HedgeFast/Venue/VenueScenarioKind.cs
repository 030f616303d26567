namespace HedgeFast.Venue;

/// <summary>What the venue can do wrong to an order.</summary>
public enum VenueScenarioKind : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The order disappears without a word.</summary>
    NoAnswer,

    /// <summary>Its first fill is told before its acceptance.</summary>
    FillBeforeAck,

    /// <summary>A fill is told after the report that follows it: the cancellation of the rest, say.</summary>
    LateFill,

    /// <summary>Every fill is told twice under one ExecID.</summary>
    DuplicateExecution,

    /// <summary>One lot more than ordered is filled.</summary>
    Overfill,

    /// <summary>The last fill is taken back.</summary>
    Bust,

    /// <summary>A resting order is cancelled although nobody asked.</summary>
    CancelUnasked,
}

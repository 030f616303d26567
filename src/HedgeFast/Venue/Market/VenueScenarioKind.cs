namespace HedgeFast.Venue.Market;

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

    /// <summary>The last fill is corrected: it was a lot smaller, if it was more than one.</summary>
    Correct,

    /// <summary>A resting order is done for the day at once.</summary>
    DoneForDay,

    /// <summary>What rests is made smaller by half.</summary>
    Restate,

    /// <summary>A resting order is cancelled and comes back.</summary>
    Reinstate,

    /// <summary>A filled day order becomes a lot larger and works on.</summary>
    Enlarge,

    /// <summary>Every request about the order is first answered as pending: 150=A, 6 or E.</summary>
    Pending,

    /// <summary>The venue trades a lot for the client under a ClOrdID of its own.</summary>
    ForeignFill,
}

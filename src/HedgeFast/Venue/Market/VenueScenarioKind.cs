namespace HedgeFast.Venue.Market;

/// <summary>A fault that the venue plays on an order.</summary>
public enum VenueScenarioKind : byte
{
    /// <summary>No fault.</summary>
    None = 0,

    /// <summary>The order disappears without an answer.</summary>
    NoAnswer,

    /// <summary>The first fill is reported before the acceptance.</summary>
    FillBeforeAck,

    /// <summary>A fill is reported after its successor, such as the cancellation of the rest.</summary>
    LateFill,

    /// <summary>Every fill is reported twice under one ExecID.</summary>
    DuplicateExecution,

    /// <summary>One lot more than ordered is filled.</summary>
    Overfill,

    /// <summary>The last fill is busted.</summary>
    Bust,

    /// <summary>A resting order is cancelled without a request.</summary>
    CancelUnasked,

    /// <summary>The last fill is corrected to one lot less, where it has more than one.</summary>
    Correct,

    /// <summary>A resting order is done for the day at once.</summary>
    DoneForDay,

    /// <summary>The open quantity of a resting order is halved.</summary>
    Restate,

    /// <summary>A resting order is cancelled and reinstated.</summary>
    Reinstate,

    /// <summary>A filled day order becomes one lot larger and works again.</summary>
    Enlarge,

    /// <summary>Every request about the order is answered as pending first: 150=A, 6 or E.</summary>
    Pending,

    /// <summary>The venue trades one lot for the client under a ClOrdID of its own.</summary>
    ForeignFill,
}

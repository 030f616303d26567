namespace HedgeFast.Fix.Session;

/// <summary>Fault of a message, and the answer it gets.</summary>
/// <param name="Cost">The answer.</param>
/// <param name="Reason">Tag 373.</param>
/// <param name="RefTag">Tag 371; null when no single field is to blame.</param>
internal readonly record struct MessageFault(FaultCost Cost, int Reason, int? RefTag)
{
    public static MessageFault None => default;

    public bool IsNone => Cost == FaultCost.None;

    /// <summary>Whether the message is processed all the same.</summary>
    public bool IsTaken => Cost is FaultCost.None or FaultCost.Tolerated;

    public static MessageFault Reject(int reason, int? refTag = null) => new(FaultCost.Reject, reason, refTag);

    public static MessageFault RejectAndLogout(int reason) => new(FaultCost.RejectAndLogout, reason, null);
}

/// <summary>Answers to a faulty message.</summary>
internal enum FaultCost : byte
{
    /// <summary>No fault, no answer.</summary>
    None = 0,

    /// <summary>A Reject; the session continues.</summary>
    Reject = 1,

    /// <summary>A Reject, then a logout.</summary>
    RejectAndLogout = 2,

    /// <summary>Counted; the message is delivered all the same, since it concerns orders.</summary>
    Tolerated = 3,

    /// <summary>The message is delivered, since it concerns orders; then a Reject and a logout.</summary>
    DeliverAndLogout = 4,
}

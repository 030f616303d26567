namespace HedgeFast.Fix.Session;

/// <summary>What is wrong with a message, and what it costs.</summary>
/// <param name="Cost">How it's answered.</param>
/// <param name="Reason">Tag 373.</param>
/// <param name="RefTag">Tag 371; null when no single field is to blame.</param>
internal readonly record struct MessageFault(FaultCost Cost, int Reason, int? RefTag)
{
    public static MessageFault None => default;

    public bool IsNone => Cost == FaultCost.None;

    public static MessageFault Reject(int reason, int? refTag = null) => new(FaultCost.Reject, reason, refTag);

    /// <summary>Whether the message counts as it is.</summary>
    public bool IsTaken => Cost is FaultCost.None or FaultCost.Tolerated;

    public static MessageFault RejectAndLogout(int reason) => new(FaultCost.RejectAndLogout, reason, null);
}

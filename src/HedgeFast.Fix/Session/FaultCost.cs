namespace HedgeFast.Fix.Session;

/// <summary>How a faulty message is answered.</summary>
internal enum FaultCost : byte
{
    /// <summary>There is no fault.</summary>
    None = 0,

    /// <summary>A Reject; the session goes on.</summary>
    Reject = 1,

    /// <summary>A Reject, then a logout.</summary>
    RejectAndLogout = 2,

    /// <summary>A logout that says why: the two sides don't speak of the same session.</summary>
    Logout = 3,

    /// <summary>Counted and told; the message is delivered all the same, since it tells of orders.</summary>
    Tolerated = 4,

    /// <summary>The message is delivered, since it tells of orders; then a Reject and a logout.</summary>
    DeliverAndLogout = 5,
}

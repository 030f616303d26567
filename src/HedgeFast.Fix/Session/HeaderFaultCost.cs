namespace HedgeFast.Fix.Session;

/// <summary>How a faulty header is answered.</summary>
internal enum HeaderFaultCost : byte
{
    /// <summary>There is no fault.</summary>
    None = 0,

    /// <summary>A Reject; the session goes on.</summary>
    Reject = 1,

    /// <summary>A Reject, then a logout.</summary>
    RejectAndLogout = 2,

    /// <summary>A logout and the end of the connection at once: the two sides don't speak of the same session.</summary>
    Disconnect = 3,
}

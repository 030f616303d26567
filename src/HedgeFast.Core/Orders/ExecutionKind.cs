namespace HedgeFast.Core.Orders;

/// <summary>Events of an order, and of the session that carries orders.</summary>
public enum ExecutionKind : byte
{
    /// <summary>The exchange accepted the order.</summary>
    New = 1,

    /// <summary>Part or all of the order traded: LastLots at LastTicks.</summary>
    Fill = 2,

    /// <summary>The order is out of the market: cancelled, expired or done for the day.</summary>
    Canceled = 3,

    /// <summary>The order was refused by the exchange.</summary>
    Rejected = 4,

    /// <summary>
    /// A cancel, replace or status request was refused; the order may live on, and its state has to be asked for.
    /// </summary>
    RequestRejected = 5,

    /// <summary>
    /// Answer to a status request: CumLots and LeavesLots hold, LeavesLots 0 means nothing is left in the market.
    /// </summary>
    Status = 6,

    /// <summary>The order never left, because the session was down or the port full: no fill can follow.</summary>
    NotSent = 7,

    /// <summary>A cancel request was taken; the order may still fill until Canceled.</summary>
    PendingCancel = 8,

    /// <summary>The session is logged on and has no gap.</summary>
    SessionUp = 9,

    /// <summary>The session is gone; the state of live orders is unknown.</summary>
    SessionDown = 10,

    /// <summary>
    /// A cancel or replace request never left: the order lives on unchanged, and is cancelled again at its next due
    /// time.
    /// </summary>
    CancelNotSent = 11,

    /// <summary>
    /// A fill was busted: the one of ExecRef, or LastLots when unknown here. CumLots and LeavesLots hold afterwards.
    /// </summary>
    Bust = 12,

    /// <summary>
    /// A fill was corrected: the one of ExecRef is now LastLots at LastTicks. CumLots and LeavesLots hold afterwards.
    /// </summary>
    Correction = 13,

    /// <summary>The exchange changed the order: CumLots and LeavesLots together are its new quantity.</summary>
    Restated = 14,

    /// <summary>Every answer to a mass status request has come, or the request was refused.</summary>
    MassStatusEnd = 15,

    /// <summary>
    /// The exchange accepted replace RequestId: CumLots and LeavesLots together are the order's new quantity.
    /// </summary>
    Replaced = 16,

    /// <summary>
    /// Request RequestId for positions is answered by LeavesLots reports, which follow; none where we hold nothing.
    /// </summary>
    PositionCount = 17,

    /// <summary>
    /// The exchange reports a position of LastLots, signed, in Instrument (-1 for one not traded here).
    /// </summary>
    /// <remarks>
    /// One of LeavesLots reports that answer request RequestId; LeavesLots is -1 where the exchange gives no number.
    /// </remarks>
    Position = 18,

    /// <summary>Request RequestId for positions was refused.</summary>
    PositionsRefused = 19,

    /// <summary>There was nothing to reconnect: the session had not been refused.</summary>
    ReconnectRefused = 20,

    /// <summary>
    /// A report on an order or an instrument of ours may carry a fill and could not be read: the position is in doubt.
    /// </summary>
    Unreadable = 21,
}

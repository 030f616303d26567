namespace HedgeFast.Venue.Market;

/// <summary>What a report says; all but <see cref="CancelRejected"/> are characters of FIX tag 150 (ExecType).</summary>
public enum VenueReportKind : byte
{
    /// <summary>The order was accepted.</summary>
    New = (byte)'0',

    /// <summary>The order is out of the market for today.</summary>
    DoneForDay = (byte)'3',

    /// <summary>The order is out of the market.</summary>
    Canceled = (byte)'4',

    /// <summary>The order has another price or quantity, and the id of the request that asked for it.</summary>
    Replaced = (byte)'5',

    /// <summary>A cancel request was taken and is being looked at; nothing has happened.</summary>
    PendingCancel = (byte)'6',

    /// <summary>The order was refused.</summary>
    Rejected = (byte)'8',

    /// <summary>A cancel or replace request was refused; this one is the message type 9, not an ExecType.</summary>
    CancelRejected = (byte)'9',

    /// <summary>An order was taken and is being looked at; nothing has happened.</summary>
    PendingNew = (byte)'A',

    /// <summary>The venue has changed the order: made it smaller, or brought it back.</summary>
    Restated = (byte)'D',

    /// <summary>A replace request was taken and is being looked at; nothing has happened.</summary>
    PendingReplace = (byte)'E',

    /// <summary>A fill.</summary>
    Trade = (byte)'F',

    /// <summary>A fill was corrected: it is now LastLots at LastTicks.</summary>
    Correction = (byte)'G',

    /// <summary>A fill was taken back.</summary>
    Bust = (byte)'H',

    /// <summary>The answer to a status request; nothing happened.</summary>
    Status = (byte)'I',

    /// <summary>What the client holds in an instrument; no execution report.</summary>
    Position = (byte)'P',

    /// <summary>The client holds nothing; no execution report.</summary>
    NoPositions = (byte)'p',
}

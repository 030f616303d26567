namespace HedgeFast.Venue.Market;

/// <summary>The event reported; for an execution report the character of FIX tag 150, ExecType.</summary>
public enum VenueReportKind : byte
{
    /// <summary>The order was accepted.</summary>
    New = (byte)'0',

    /// <summary>The order is out of the market for today.</summary>
    DoneForDay = (byte)'3',

    /// <summary>The order is out of the market.</summary>
    Canceled = (byte)'4',

    /// <summary>The order was replaced: another price or quantity, under the id of the request.</summary>
    Replaced = (byte)'5',

    /// <summary>A cancel request is pending; the order is unchanged.</summary>
    PendingCancel = (byte)'6',

    /// <summary>The order was refused.</summary>
    Rejected = (byte)'8',

    /// <summary>A cancel or replace request was refused; this is message type 9 and not an ExecType.</summary>
    CancelRejected = (byte)'9',

    /// <summary>An order is pending, before its acceptance.</summary>
    PendingNew = (byte)'A',

    /// <summary>The venue has changed the order: resized or reinstated it.</summary>
    Restated = (byte)'D',

    /// <summary>A replace request is pending; the order is unchanged.</summary>
    PendingReplace = (byte)'E',

    /// <summary>A fill.</summary>
    Trade = (byte)'F',

    /// <summary>A fill was corrected to LastLots at LastTicks.</summary>
    Correction = (byte)'G',

    /// <summary>A fill was busted.</summary>
    Bust = (byte)'H',

    /// <summary>The state of an order, in answer to a status request.</summary>
    Status = (byte)'I',

    /// <summary>A client's position in an instrument; no execution report.</summary>
    Position = (byte)'P',

    /// <summary>A client without positions; no execution report.</summary>
    NoPositions = (byte)'p',
}

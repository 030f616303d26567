namespace HedgeFast.Venue;

/// <summary>What a report says; all but <see cref="CancelRejected"/> are characters of FIX tag 150 (ExecType).</summary>
public enum VenueReportKind : byte
{
    /// <summary>The order was accepted.</summary>
    New = (byte)'0',

    /// <summary>The order is out of the market.</summary>
    Canceled = (byte)'4',

    /// <summary>The order was refused.</summary>
    Rejected = (byte)'8',

    /// <summary>A cancel request was refused; this one is the message type 9, not an ExecType.</summary>
    CancelRejected = (byte)'9',

    /// <summary>A fill.</summary>
    Trade = (byte)'F',

    /// <summary>A fill was taken back.</summary>
    Bust = (byte)'H',

    /// <summary>The answer to a status request; nothing happened.</summary>
    Status = (byte)'I',
}

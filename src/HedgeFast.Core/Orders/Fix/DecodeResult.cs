namespace HedgeFast.Core.Orders.Fix;

/// <summary>What became of a message that was to be read as an execution event.</summary>
public enum DecodeResult : byte
{
    /// <summary>It is an event.</summary>
    Event = 1,

    /// <summary>
    /// It changes neither a position nor what may still fill: a pending new, say, or a message of another kind.
    /// </summary>
    Nothing = 2,

    /// <summary>It speaks of an order but makes no sense.</summary>
    Anomaly = 3,

    /// <summary>A reject of a message that carried no instruction, or one too long ago.</summary>
    ForeignReject = 4,

    /// <summary>It is an event, and its message has a fault that is to be told.</summary>
    EventWithFault = 5,
}

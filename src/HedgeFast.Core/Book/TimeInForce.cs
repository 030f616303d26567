namespace HedgeFast.Core.Book;

/// <summary>How long an order may live in the market.</summary>
public enum TimeInForce : byte
{
    /// <summary>Until the end of the day or until cancelled; FIX 59=0.</summary>
    Day = 0,

    /// <summary>Immediate or cancel; FIX 59=3.</summary>
    ImmediateOrCancel = 3,

    /// <summary>Whole at once or not at all; FIX 59=4.</summary>
    FillOrKill = 4,
}

namespace HedgeFast.Core.Orders;

/// <summary>What is done with a passive order that the touch has left behind.</summary>
public enum Repricing : byte
{
    /// <summary>It is cancelled, and placed anew once that is confirmed.</summary>
    Cancel = 1,

    /// <summary>It is replaced in one message; cancelled where the limits or the exchange refuse that.</summary>
    Replace = 2,
}

namespace HedgeFast.Core.Limits;

/// <summary>What the order port is asked to do.</summary>
public enum IntentKind : byte
{
    /// <summary>Send a new order.</summary>
    New = 1,

    /// <summary>Cancel a live order.</summary>
    Cancel = 2,

    /// <summary>Ask for the state of an order.</summary>
    Status = 3,

    /// <summary>Ask for the state of every order of the session.</summary>
    MassStatus = 4,

    /// <summary>Give a live order another price or quantity.</summary>
    Replace = 5,

    /// <summary>Try to log on again after a refusal for good.</summary>
    Reconnect = 6,

    /// <summary>Ask what the exchange says we hold.</summary>
    Positions = 7,
}

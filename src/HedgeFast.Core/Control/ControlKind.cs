namespace HedgeFast.Core.Control;

/// <summary>What an operator or a timer asks of the loop.</summary>
public enum ControlKind : byte
{
    /// <summary>Time has passed; nothing else.</summary>
    Timer = 1,

    /// <summary>Kill switch: cancel everything, send nothing more until re-armed.</summary>
    Kill = 2,

    /// <summary>Kill switch released.</summary>
    Rearm = 3,

    /// <summary>Orderly stop: no new orders, cancel what works.</summary>
    Stop = 4,

    /// <summary>A limit has another value from now on.</summary>
    SetLimit = 5,

    /// <summary>What book and hedge have gained since the start, valued together and elsewhere.</summary>
    BookProfit = 6,

    /// <summary>What an earlier process of the same day had made.</summary>
    CarryDay = 7,

    /// <summary>A person wants a session that was refused for good to be tried again.</summary>
    Reconnect = 8,

    /// <summary>A person says which of two positions that differ is right: ours or the exchange's.</summary>
    SettlePosition = 9,

    /// <summary>A person says what the settlement average of an expiry has been so far.</summary>
    GiveAverage = 10,
}

namespace HedgeFast.Core.Control;

/// <summary>A request of an operator, or a tick of the timer.</summary>
public enum ControlKind : byte
{
    /// <summary>Tick of the timer.</summary>
    Timer = 1,

    /// <summary>Kill: cancels every order; nothing is sent until re-armed.</summary>
    Kill = 2,

    /// <summary>Releases the kill switch and latched limits.</summary>
    Rearm = 3,

    /// <summary>Orderly stop: no new orders, working orders are cancelled.</summary>
    Stop = 4,

    /// <summary>Changes a limit.</summary>
    SetLimit = 5,

    /// <summary>Gain of book and hedge since the start, valued together off the loop's thread.</summary>
    BookProfit = 6,

    /// <summary>Day's profit of an earlier process.</summary>
    CarryDay = 7,

    /// <summary>Retries a session that was refused for good.</summary>
    Reconnect = 8,

    /// <summary>Settles a position that differs from the exchange's.</summary>
    SettlePosition = 9,

    /// <summary>Sets the running settlement average of an expiry.</summary>
    GiveAverage = 10,
}

namespace HedgeFast.Core.Ring;

/// <summary>Which threads run the stages.</summary>
public enum ScheduleKind : byte
{
    /// <summary>Everything on the calling thread: replay, tests, simulation.</summary>
    Inline = 1,

    /// <summary>Feed, core and orders on one thread, the journal on another that blocks when idle.</summary>
    OneCore = 2,

    /// <summary>Feed and core on one thread, orders and journal on another.</summary>
    TwoCore = 3,

    /// <summary>Feed, core, orders and journal each on a thread and CPU of its own.</summary>
    Pinned = 4,
}

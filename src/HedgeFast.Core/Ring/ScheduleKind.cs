namespace HedgeFast.Core.Ring;

/// <summary>Which threads run the stages. The journal has a napping one of its own in each but inline.</summary>
public enum ScheduleKind : byte
{
    /// <summary>Everything on the calling thread: replay, tests, simulation.</summary>
    Inline = 1,

    /// <summary>Feed, core and orders on one thread.</summary>
    OneCore = 2,

    /// <summary>Feed and core on one thread, orders on another.</summary>
    TwoCore = 3,

    /// <summary>Feed, core and orders each on a thread and CPU of its own.</summary>
    Pinned = 4,
}

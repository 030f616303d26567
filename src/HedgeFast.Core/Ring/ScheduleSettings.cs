namespace HedgeFast.Core.Ring;

/// <summary>Threads, their CPUs, and how they wait.</summary>
public sealed record ScheduleSettings
{
    /// <summary>Which threads run the stages.</summary>
    public required ScheduleKind Kind { get; init; }

    /// <summary>How they wait.</summary>
    public required WaitKind Wait { get; init; }

    /// <summary>
    /// CPUs to pin the threads to, in the order feed, core, orders, journal (or of the threads the schedule has); empty
    /// leaves it to the kernel.
    /// </summary>
    public IReadOnlyList<int> Cpus { get; init; } = [];
}

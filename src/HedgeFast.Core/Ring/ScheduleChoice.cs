namespace HedgeFast.Core.Ring;

/// <summary>
/// Chooses a schedule by the CPUs there are: never more spinning threads than CPUs, and one CPU left over for a venue
/// and a display that live in the same process.
/// </summary>
/// <remarks>
/// <code>
/// CPUs   venue elsewhere      venue in this process
/// 1      one-core, yielding   one-core, yielding
/// 2      one-core, spinning   one-core, yielding
/// 3      two-core, spinning   one-core, spinning
/// 4      two-core, spinning   two-core, spinning
/// 5      pinned, spinning     two-core, spinning
/// 6-     pinned, spinning     pinned, spinning
/// </code>
/// One-core keeps one thread busy, two-core two, pinned three, bound with the journal's to the second to fifth CPU
/// allowed, because interrupts are usually served by the first. The journal, the timer with the preparation, and each
/// thread that looks at files sleep when idle. On two CPUs an embedded venue, a display and the kernel need more than
/// the CPU that a spinner would leave them: a thread that yields gives way to them at once, one that spins is made to,
/// a time slice later (measured: p99.9 of tick to decision 0.25 ms against 2 ms).
/// </remarks>
public static class ScheduleChoice
{
    /// <summary>
    /// Threads of a schedule that spin when told to; the journal's naps, and inline there is the caller's alone.
    /// </summary>
    public static int SpinningThreads(ScheduleKind kind) =>
        kind == ScheduleKind.Inline ? 1 : Schedule.Plan(kind).Length - 1;

    /// <summary>The choice for CPUs numbered from 0.</summary>
    /// <param name="cpus">How many CPUs the process may use; at least 1.</param>
    /// <param name="embeddedVenue">Whether a venue and a display run in the same process.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no CPU.</exception>
    public static ScheduleSettings For(int cpus, bool embeddedVenue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cpus, 1);
        return For([.. Enumerable.Range(0, cpus)], embeddedVenue);
    }

    /// <summary>The choice for these CPUs.</summary>
    /// <param name="allowedCpus">Numbers of the CPUs the process may use; at least one.</param>
    /// <param name="embeddedVenue">Whether a venue and a display run in the same process.</param>
    /// <exception cref="ArgumentException">There is no CPU.</exception>
    public static ScheduleSettings For(IReadOnlyList<int> allowedCpus, bool embeddedVenue)
    {
        if (allowedCpus.Count == 0)
            throw new ArgumentException("A schedule needs a CPU.", nameof(allowedCpus));
        int spare = embeddedVenue ? 1 : 0;
        return allowedCpus.Count switch
        {
            int count when count <= 1 + spare => new() { Kind = ScheduleKind.OneCore, Wait = WaitKind.Yield },
            int count when count >= 5 + spare =>
                new() { Kind = ScheduleKind.Pinned, Wait = WaitKind.Spin, Cpus = [.. allowedCpus.Skip(1).Take(4)] },
            int count when count >= 3 + spare => new() { Kind = ScheduleKind.TwoCore, Wait = WaitKind.Spin },
            _ => new() { Kind = ScheduleKind.OneCore, Wait = WaitKind.Spin },
        };
    }

    /// <summary>
    /// Numbers of the CPUs this process may use. A container's CPU quota lowers the processor count without changing
    /// the affinity mask; both count.
    /// </summary>
    public static IReadOnlyList<int> CpusOfThisProcess() => [.. CpuAffinity.Allowed().Take(Environment.ProcessorCount)];
}

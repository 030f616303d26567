using HedgeFast.Core.Ring;

namespace HedgeFast.Config;

/// <summary>Chooses threads and waiting from the CPUs there are. Never more spinning threads than CPUs: a spinner without a CPU of its own only takes time from the thread it waits for.</summary>
internal static class ScheduleChooser
{
    /// <summary>Threads that a schedule owns, the journal's included.</summary>
    public static int Threads(ScheduleKind kind) => kind switch
    {
        ScheduleKind.Inline => 1,
        ScheduleKind.Pinned => 4,
        _ => 2,
    };

    /// <summary>Threads of a schedule that spin when told to; the journal of one-core blocks.</summary>
    public static int SpinningThreads(ScheduleKind kind) => kind switch
    {
        ScheduleKind.Inline or ScheduleKind.OneCore => 1,
        ScheduleKind.Pinned => 4,
        _ => 2,
    };

    /// <summary>Resolves what was asked; null is auto.</summary>
    /// <param name="kind">Schedule asked for.</param>
    /// <param name="wait">Wait asked for.</param>
    /// <param name="cpuList">CPUs to pin to.</param>
    /// <param name="cpus">CPUs this process may use, at least 1.</param>
    /// <param name="embeddedVenue">Whether a simulated exchange needs a CPU too.</param>
    /// <param name="note">What was lowered, or empty.</param>
    public static ScheduleSettings Choose(ScheduleKind? kind, WaitKind? wait, IReadOnlyList<int> cpuList, int cpus, bool embeddedVenue, out string note)
    {
        note = "";

        // One CPU stays with the kernel, the terminal and the runtime's own threads; an embedded exchange takes another.
        int free = Math.Max(1, cpus - 1 - (embeddedVenue ? 1 : 0));
        ScheduleKind chosen = kind ?? free switch
        {
            >= 4 => ScheduleKind.Pinned,
            >= 2 => ScheduleKind.TwoCore,
            _ => ScheduleKind.OneCore,
        };
        int spinning = SpinningThreads(chosen);
        WaitKind wanted = wait ?? (cpus == 1 ? WaitKind.Block : spinning + (embeddedVenue ? 1 : 0) < cpus ? WaitKind.Spin : WaitKind.Yield);
        if (wanted == WaitKind.Spin && spinning > cpus)
        {
            note = $"schedule.wait: {spinning} spinning threads do not fit on {cpus} CPUs, so they yield";
            wanted = WaitKind.Yield;
        }

        return new ScheduleSettings { Kind = chosen, Wait = wanted, Cpus = cpuList };
    }
}

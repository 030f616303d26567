using HedgeFast.Core.Ring;

namespace HedgeFast.Config;

/// <summary>Resolves threads and waiting: what the configuration leaves open is <see cref="ScheduleChoice"/>'s, and no more threads spin than there are CPUs.</summary>
internal static class ScheduleChooser
{
    /// <summary>Threads of a schedule that CPUs are named for.</summary>
    public static int Threads(ScheduleKind kind) => kind == ScheduleKind.Inline ? 1 : Schedule.BoundThreads(kind);

    /// <summary>Resolves what was asked; null is auto.</summary>
    /// <param name="kind">Schedule asked for.</param>
    /// <param name="wait">Wait asked for.</param>
    /// <param name="pinTo">CPUs to pin to; empty leaves it to the kernel, or to <see cref="ScheduleChoice"/> where the kind is auto.</param>
    /// <param name="cpus">Numbers of the CPUs this process may use, at least one.</param>
    /// <param name="embeddedVenue">Whether a simulated exchange needs a CPU too.</param>
    /// <param name="note">What was lowered, or empty.</param>
    public static ScheduleSettings Choose(ScheduleKind? kind, WaitKind? wait, IReadOnlyList<int> pinTo, IReadOnlyList<int> cpus, bool embeddedVenue, out string note)
    {
        note = "";
        ScheduleSettings auto = ScheduleChoice.For(cpus, embeddedVenue);
        ScheduleKind chosen = kind ?? auto.Kind;
        int spinning = ScheduleChoice.SpinningThreads(chosen);
        bool fits = spinning <= cpus.Count;
        WaitKind wanted = wait ?? (fits ? auto.Wait : WaitKind.Yield);
        if (wanted == WaitKind.Spin && !fits)
        {
            note = $"schedule.wait: {spinning} spinning threads do not fit on {cpus.Count} CPUs, so they yield";
            wanted = WaitKind.Yield;
        }

        return auto with { Kind = chosen, Wait = wanted, Cpus = kind is null && pinTo.Count == 0 ? auto.Cpus : pinTo };
    }
}

using HedgeFast.Core.Ring;

namespace HedgeFast.Config.Resolve;

/// <summary>Chooses threads and waiting where the configuration leaves them to the machine.</summary>
/// <remarks>At most as many threads spin as there are CPUs.</remarks>
internal static class ScheduleChooser
{
    /// <summary>Number of a schedule's threads, each of which may have a CPU of its own.</summary>
    public static int Threads(ScheduleKind kind) => kind == ScheduleKind.Inline ? 1 : Schedule.BoundThreads(kind);

    /// <summary>Resolves the configured schedule; null is auto.</summary>
    /// <param name="kind">Configured schedule.</param>
    /// <param name="wait">Configured wait.</param>
    /// <param name="pinTo">CPUs to pin to; empty for the kernel's choice, or with auto for that of
    /// <see cref="ScheduleChoice"/>.</param>
    /// <param name="cpus">Numbers of the CPUs of this process, at least one.</param>
    /// <param name="embeddedVenue">Whether a simulated exchange needs a CPU too.</param>
    /// <param name="note">A sentence where a configured wait was lowered; else empty.</param>
    public static ScheduleSettings Choose(
        ScheduleKind? kind, WaitKind? wait, IReadOnlyList<int> pinTo, IReadOnlyList<int> cpus, bool embeddedVenue,
        out string note)
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

        return auto with
        {
            Kind = chosen,
            Wait = wanted,
            Cpus = kind is null && pinTo.Count == 0 ? auto.Cpus : pinTo,
        };
    }
}

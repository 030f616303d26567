using System.Runtime.InteropServices;

namespace HedgeFast.Fix.Os;

/// <summary>
/// Time this machine was suspended since its start: the boot clock less the monotonic clock, which pauses meanwhile.
/// </summary>
public static partial class SleepClock
{
    private const int Monotonic = 1;
    private const int Boot = 7;

    /// <summary>The time, nanoseconds; 0 where the kernel has no such clocks. Costs no system call.</summary>
    public static unsafe long Nanos()
    {
        if (!OperatingSystem.IsLinux())
            return 0;
        Time boot, monotonic;
        if (Get(Boot, &boot) != 0 || Get(Monotonic, &monotonic) != 0)
            return 0;
        return ((boot.Seconds - monotonic.Seconds) * 1_000_000_000) + boot.Nanoseconds - monotonic.Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [SuppressGCTransition]
    private static unsafe partial int Get(int clock, Time* time);

    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }
}

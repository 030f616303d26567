using System.Runtime.InteropServices;

namespace HedgeFast.Venue;

/// <summary>Sleeps for less than a millisecond, which a thread sleep can't.</summary>
internal static partial class IdleWait
{
    /// <summary>
    /// Sleeps for about <paramref name="nanos"/> nanoseconds, below one second; without Linux for a millisecond.
    /// </summary>
    public static void Sleep(long nanos)
    {
        if (OperatingSystem.IsLinux())
        {
            var request = new TimeSpec { Seconds = 0, Nanos = (nint)Math.Clamp(nanos, 0, 999_999_999) };
            _ = NanoSleep(in request, 0);
        }
        else
        {
            Thread.Sleep(1);
        }
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    private static partial int NanoSleep(in TimeSpec request, nint remaining);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanos;
    }
}

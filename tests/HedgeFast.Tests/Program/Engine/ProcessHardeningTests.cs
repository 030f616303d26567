using System.Globalization;
using System.Runtime.InteropServices;
using HedgeFast.Engine;

namespace HedgeFast.Tests.Program.Engine;

/// <summary>Passwords in memory are not written to the disk by a crash.</summary>
public sealed partial class ProcessHardeningTests
{
    private const int CoreSize = 4;
    private const int GetDumpable = 3;
    private const int SetDumpable = 4;

    [Scenario("S26")]
    [Fact]
    public void S26_Core_dumps_are_off()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "core dumps are those of Linux");
        try
        {
            Assert.Null(ProcessHardening.Apply());
            Assert.Equal(0, Control(GetDumpable, 0, 0, 0, 0));
            ulong[] limit = [ulong.MaxValue, ulong.MaxValue];
            Assert.Equal(0, GetLimit(CoreSize, limit));
            Assert.Equal([0UL, 0UL], limit);
        }
        finally
        {
            // Other tests look at this process from outside.
            Assert.Equal(0, Control(SetDumpable, 1, 0, 0, 0));
        }
    }

    /// <summary>The limit of a process, as its line in /proc says it.</summary>
    public static string CoreLimitOf(int process) =>
        File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/limits"))
            .Single(line => line.StartsWith("Max core file size", StringComparison.Ordinal));

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, [Out] ulong[] limit);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nuint value, nuint third, nuint fourth, nuint fifth);
}

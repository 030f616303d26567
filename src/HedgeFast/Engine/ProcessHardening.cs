using System.Runtime.InteropServices;

namespace HedgeFast.Engine;

/// <summary>Keeps the memory of the process, passwords among it, out of core dumps.</summary>
/// <remarks>And from other processes of the same user. On Linux; elsewhere nothing is done.</remarks>
internal static partial class ProcessHardening
{
    private const int CoreSize = 4;
    private const int SetDumpable = 4;

    /// <summary>Sets the limit of core dumps to 0 and the process to not dumpable.</summary>
    /// <remarks>A system that pipes dumps into a program ignores the limit; then only the second counts.</remarks>
    /// <returns>Words for the user where it failed; null where it succeeded.</returns>
    public static string? Apply()
    {
        if (!OperatingSystem.IsLinux())
            return null;
        bool isDone = SetLimit(CoreSize, new CoreLimit(0, 0)) == 0;
        isDone &= Control(SetDumpable, 0, 0, 0, 0) == 0;
        string reason = Marshal.GetLastPInvokeErrorMessage();
        return isDone ? null : $"core dumps can't be switched off, a crash may write passwords to the disk: {reason}";
    }

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, in CoreLimit limit);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nuint value, nuint third, nuint fourth, nuint fifth);

    // struct rlimit on 64 bits: soft and hard limit.
    private readonly record struct CoreLimit(ulong Soft, ulong Hard);
}

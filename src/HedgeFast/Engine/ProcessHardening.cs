using System.Runtime.InteropServices;

namespace HedgeFast.Engine;

/// <summary>
/// Keeps the memory of the process, passwords among it, out of core dumps and from other processes of the same user.
/// Linux; elsewhere it does nothing.
/// </summary>
internal static partial class ProcessHardening
{
    private const int CoreSize = 4;
    private const int SetDumpable = 4;

    /// <summary>
    /// Sets the limit of core dumps to 0 and the process to not dumpable. Where the system pipes dumps into a program
    /// it ignores the limit, and only the second counts.
    /// </summary>
    /// <returns>What could not be done, for the user; null when all is done.</returns>
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

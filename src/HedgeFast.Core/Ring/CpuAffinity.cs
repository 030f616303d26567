using System.Runtime.InteropServices;

namespace HedgeFast.Core.Ring;

/// <summary>Binds threads to CPUs. Linux only; elsewhere nothing is bound and every CPU counts as allowed.</summary>
public static partial class CpuAffinity
{
    // A mask of 128 bytes is the kernel's and glibc's cpu_set_t: 1,024 CPUs.
    private const int MaskWords = 16;
    private const int CpuLimit = MaskWords * 64;

    /// <summary>Binds the calling thread to one CPU.</summary>
    /// <returns>False where that is not supported or the process may not use that CPU; the thread then runs where it
    /// did.</returns>
    public static unsafe bool TryPin(int cpu)
    {
        if (!OperatingSystem.IsLinux() || (uint)cpu >= CpuLimit)
            return false;
        ulong* mask = stackalloc ulong[MaskWords];
        new Span<ulong>(mask, MaskWords).Clear();
        mask[cpu / 64] = 1UL << (cpu % 64);
        return SetAffinity(0, MaskWords * sizeof(ulong), mask) == 0;
    }

    /// <summary>The CPUs that the calling thread may use, ascending.</summary>
    public static unsafe IReadOnlyList<int> Allowed()
    {
        List<int> cpus = [];
        if (OperatingSystem.IsLinux())
        {
            ulong* mask = stackalloc ulong[MaskWords];
            new Span<ulong>(mask, MaskWords).Clear();
            if (GetAffinity(0, MaskWords * sizeof(ulong), mask) == 0)
            {
                for (int cpu = 0; cpu < CpuLimit; cpu++)
                {
                    if ((mask[cpu / 64] >> (cpu % 64) & 1) != 0)
                        cpus.Add(cpu);
                }
            }
        }

        return cpus.Count > 0 ? cpus : [.. Enumerable.Range(0, Environment.ProcessorCount)];
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static unsafe partial int SetAffinity(int thread, nuint maskBytes, ulong* mask);

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static unsafe partial int GetAffinity(int thread, nuint maskBytes, ulong* mask);
}

namespace HedgeFast.Simulation.Kernel;

/// <summary>An open file of a process, or of the outside.</summary>
internal sealed class SimHandle(SimFile file, ProcessGate? gate, bool writes)
{
    public SimFile File => file;

    public bool Writes => writes;

    public ProcessGate? Gate => gate;

    public bool IsOutside => gate is null;

    public bool IsClosed { get; set; }

    public SimLock Lock { get; set; }

    public bool IsMap { get; set; }

    /// <summary>Whether its process is dead, so that its memory is no longer the file's.</summary>
    public bool IsDetached { get; set; }
}

/// <summary>Locks of an open file.</summary>
internal enum SimLock : byte
{
    None = 0,
    Shared,
    Alone,
}

namespace HedgeFast.Simulation.Kernel;

/// <summary>Faults of a disk, all off by default; any may change at any time.</summary>
internal sealed record DiskFaults
{
    /// <summary>Bytes left; files that grow use them up.</summary>
    public long FreeBytes { get; set; } = long.MaxValue;

    /// <summary>Whether forcing to the disk fails, and what was to be forced counts as written from then on.</summary>
    public bool FailsFlush { get; set; }

    /// <summary>Whether a write takes a part and fails.</summary>
    public bool ShortWrites { get; set; }

    /// <summary>Whether every call fails with an input/output error.</summary>
    public bool FailsAll { get; set; }

    public bool IsReadOnly { get; set; }

    /// <summary>Whether a power cut loses bytes from one sector on, rather than any sectors.</summary>
    public bool TearsInOrder { get; set; }
}

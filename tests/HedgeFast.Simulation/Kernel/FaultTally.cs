namespace HedgeFast.Simulation.Kernel;

/// <summary>Counts the faults that network and disk have put in, by kind.</summary>
internal sealed class FaultTally
{
    private readonly long[] _counts = new long[Enum.GetValues<MachineFault>().Length];

    public long this[MachineFault kind] => _counts[(int)kind];

    public void Add(MachineFault kind, long count = 1) => _counts[(int)kind] += count;
}

/// <summary>Kinds of faults.</summary>
internal enum MachineFault : byte
{
    SplitRead = 0,
    PartialSend,
    BlockedSend,
    CorruptedByte,
    ResetLink,
    EndedLink,
    RefusedConnect,
    LostConnect,
    FailedLookup,
    HeldBack,
    UnacknowledgedEnd,
    LostDatagram,
    DoubledDatagram,
    LateDatagram,
    FullDisk,
    FailedFlush,
    ShortWrite,
    FailedCall,
    ReadOnlyCall,
    FlippedBit,
    PowerLoss,
    LostSector,
    UndoneName,
}

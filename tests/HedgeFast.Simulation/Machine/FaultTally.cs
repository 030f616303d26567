namespace HedgeFast.Simulation.Machine;

/// <summary>Counts the faults that network and disk have put in, by kind.</summary>
internal sealed class FaultTally
{
    private readonly long[] _counts = new long[Enum.GetValues<FaultKind>().Length];

    public long this[FaultKind kind] => _counts[(int)kind];

    public void Add(FaultKind kind, long count = 1) => _counts[(int)kind] += count;
}

/// <summary>Kinds of faults.</summary>
internal enum FaultKind : byte
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

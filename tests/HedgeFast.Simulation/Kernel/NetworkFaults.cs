namespace HedgeFast.Simulation.Kernel;

/// <summary>Faults of a network, all off by default; any may change at any time.</summary>
internal sealed record NetworkFaults
{
    /// <summary>Time that everything takes one way, nanoseconds.</summary>
    public long LatencyNanos { get; set; }

    /// <summary>Random further time, at most, nanoseconds.</summary>
    public long JitterNanos { get; set; }

    /// <summary>Most bytes that one read returns, at random; 0 for all there are.</summary>
    public int SplitsReads { get; set; }

    /// <summary>Unread bytes at which a send is taken in part or refused; 0 for no limit.</summary>
    public int SendLimitBytes { get; set; }

    /// <summary>Whether no send is taken: a zero window.</summary>
    public bool BlocksSends { get; set; }

    /// <summary>Bytes a second that pass each way, in pieces of 10 ms; 0 for no limit.</summary>
    public long BytesPerSecond { get; set; }

    /// <summary>One byte in so many has a bit flipped; 0 for none.</summary>
    public int CorruptsOneIn { get; set; }

    /// <summary>One send in so many ends its stream, inside the bytes or behind them; 0 for none.</summary>
    public int CutsOneIn { get; set; }

    public bool RefusesConnects { get; set; }

    public bool BlackHolesConnects { get; set; }

    /// <summary>Whether names have no address.</summary>
    public bool FailsLookups { get; set; }

    /// <summary>Whether nothing arrives either way and neither side learns of it.</summary>
    /// <remarks>Once it is off again streams deliver what they held back, as retransmissions do.</remarks>
    public bool IsHalfOpen { get; set; }

    public int LosesDatagramsOneIn { get; set; }

    public int DuplicatesDatagramsOneIn { get; set; }

    public bool ReordersDatagrams { get; set; }
}

namespace HedgeFast.Simulation.Kernel;

/// <summary>True time of a world, which its machines' clocks measure well or badly.</summary>
internal sealed class Timeline
{
    /// <summary>Nanoseconds since the world's start.</summary>
    public long Now { get; private set; }

    /// <summary>Moves to a later time.</summary>
    public void MoveTo(long nanos)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nanos, Now);
        Now = nanos;
    }
}

using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge;

/// <summary>Whether anything outside holds the engine or its exchange back, so that its answers take longer.</summary>
internal static class Undisturbed
{
    /// <summary>Whether process, stages, network and exchange all work as they should.</summary>
    public static bool Holds(World world)
    {
        long now = world.Timeline.Now;
        Kernel.NetworkFaults network = world.Network.Faults;
        return now >= world.PausedUntil && now >= world.StarvedUntil && now >= world.Venue.SilentUntil
            && !world.Venue.Exchange.RefusesRequests && !network.IsHalfOpen && network.CorruptsOneIn == 0
            && network.SendLimitBytes == 0 && network.SplitsReads == 0
            && network.LatencyNanos == world.Plan.LatencyNanos;
    }

    /// <summary>Whether the disk takes what is written.</summary>
    public static bool DiskHolds(World world) =>
        world.Disk.Faults is
        {
            FreeBytes: long.MaxValue, FailsFlush: false, FailsAll: false, IsReadOnly: false, ShortWrites: false,
        }
        && world.Timeline.Now >= world.StarvedUntil;
}

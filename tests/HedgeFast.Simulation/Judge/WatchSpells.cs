using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge;

/// <summary>How long conditions have held, in the time of a process: a late look counts a second at most.</summary>
/// <param name="world">The world.</param>
internal sealed class WatchSpells(World world)
{
    private const long LongestStep = 1_000_000_000;

    private readonly Dictionary<string, long> _since = [];
    private long _lookedNanos;

    /// <summary>Time of the process so far, nanoseconds.</summary>
    public long Now { get; private set; }

    /// <summary>Begins a process.</summary>
    public void Begin()
    {
        _since.Clear();
        _lookedNanos = world.Clock.GetTimestamp();
    }

    /// <summary>Begins a look.</summary>
    public void Look()
    {
        long stamp = world.Clock.GetTimestamp();
        long elapsed = (long)(world.Clock.GetElapsedTime(_lookedNanos, stamp).TotalSeconds * 1e9);
        Now += Math.Clamp(elapsed, 0, LongestStep);
        _lookedNanos = stamp;
    }

    /// <summary>How long a condition has held, nanoseconds; -1 where it does not hold.</summary>
    public long Of(string condition, bool holds)
    {
        if (!holds)
        {
            _since.Remove(condition);
            return -1;
        }

        if (!_since.TryGetValue(condition, out long since))
            _since[condition] = since = Now;
        return Now - since;
    }
}

using HedgeFast.Core.Ring;

namespace HedgeFast.Core.Control;

/// <summary>
/// The words by which any thread kills or stops the engine. They only grow, and the loop reads them at every turn: no
/// lock, file, ring or other thread is between.
/// </summary>
public sealed class KillSwitch
{
    private PaddedWord _kills;
    private PaddedWord _stops;

    /// <summary>
    /// Kills so far. A re-arm names the number that its author could see, and is void once there is another.
    /// </summary>
    public long Kills => Volatile.Read(ref _kills.Value);

    /// <summary>Whether an orderly stop was requested.</summary>
    public bool IsStopRequested => Volatile.Read(ref _stops.Value) != 0;

    /// <summary>
    /// Kills. Any thread, also a signal's; allocates nothing. Each call counts, whether the switch is on or not.
    /// </summary>
    public void Kill() => Interlocked.Increment(ref _kills.Value);

    /// <summary>Requests an orderly stop. Any thread.</summary>
    public void RequestStop() => Volatile.Write(ref _stops.Value, 1);
}

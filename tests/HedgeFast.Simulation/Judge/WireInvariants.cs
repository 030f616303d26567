using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge;

/// <summary>Invariants of the messages that leave.</summary>
internal sealed class WireInvariants(World world) : Invariants(world)
{
    private readonly HashSet<string> _ids = [];
    private long _killedAt = long.MaxValue;
    private bool _isKillSeen;

    /// <inheritdoc/>
    public override void OnKill()
    {
        _killedAt = World.Timeline.Now;
        _isKillSeen = false;
    }

    /// <inheritdoc/>
    public override void OnRound(EngineProcess process, uint without)
    {
        if (without == 0)
            _isKillSeen = true;
    }

    /// <inheritdoc/>
    public override void OnSent(in WireMessage message)
    {
        if (message.IsDuplicate)
            return;
        if (message.Type is "D" or "F" or "G" && !_ids.Add(message.Of(11)))
            throw Broken("I3", $"an id was used twice: {message}");
        if (message.Type is "D" or "G" && _isKillSeen && _killedAt < World.Timeline.Now && IsKilled)
            throw Broken("I10", $"an order left after the kill of {_killedAt / 1e9:F3}: {message}");
    }

    private bool IsKilled => World.Process?.Pipeline.Loop.Counters.Killed != 0;
}

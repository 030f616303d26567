using HedgeFast.Core.Telemetry;
using HedgeFast.Simulation.Run;

namespace HedgeFast.Simulation.Judge;

/// <summary>Liveness: once all faults have stopped, the engine comes to rest.</summary>
internal sealed class RestInvariants(World world) : Invariants(world)
{
    /// <inheritdoc/>
    public override string Unrest()
    {
        if (World.Process is not { } process)
            return $"no process runs: {World.Judge.LastRefusal?.Message}";
        LoopCounters counters = process.Pipeline.Loop.Counters;
        if (counters.SessionUp == 0)
            return $"the session is down: {process.Engine.LastError}";
        if (counters.Recovering != 0)
            return "recovering";
        if (counters.Killed != 0)
            return "killed";
        if (counters.Latches != 0)
            return $"latched {counters.Latches}";
        if (counters.LiveOrders != 0)
            return "";
        for (int i = 0; i < World.Venue.Exchange.Positions.Length; i++)
        {
            long ours = process.Pipeline.Loop.Ledger.FilledLots(i), theirs = World.Venue.Exchange.Positions[i];
            if (ours != theirs)
                return $"position {i}: engine {ours}, exchange {theirs}";
        }

        return "";
    }
}

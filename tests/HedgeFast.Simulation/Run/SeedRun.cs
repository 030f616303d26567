using HedgeFast.Simulation.Faults;
using HedgeFast.Simulation.Judge;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Run;

/// <summary>Runs one seed and says how it ended.</summary>
internal static class SeedRun
{
    public static SeedResult Play(ulong seed, FaultSet without = default, FaultChoice? choice = null)
    {
        WorldPlan plan = WorldPlan.Draw(seed, without);
        World? world = null;
        try
        {
            world = new World(plan, choice);
            world.Run();
            return new SeedResult(seed, world, null);
        }
        catch (InvariantException failure)
        {
            return new SeedResult(seed, world, failure);
        }
        catch (Exception failure)
        {
            return new SeedResult(seed, world, new InvariantException("simulator", failure.ToString()));
        }
    }
}

/// <summary>The end of a seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="World">The world at its end; null when it could not be made.</param>
/// <param name="Failure">The invariant that did not hold; null when all did.</param>
internal sealed record SeedResult(ulong Seed, World? World, InvariantException? Failure);

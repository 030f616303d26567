using HedgeFast.Simulation.Faults;
using HedgeFast.Simulation.Judge;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Run;

/// <summary>Runs one seed and says how it ended.</summary>
internal static class SeedRun
{
    public static SeedResult Play(ulong seed, FaultSet without = default, FaultChoice? choice = null) =>
        Play(WorldPlan.Draw(seed, without), choice);

    /// <summary>Runs a world.</summary>
    /// <param name="plan">The world.</param>
    /// <param name="choice">The faults played; all of them for null.</param>
    /// <param name="prepare">Changes the world before its first step: keeps messages, or plants a fault.</param>
    public static SeedResult Play(WorldPlan plan, FaultChoice? choice, Action<World>? prepare = null)
    {
        World? world = null;
        try
        {
            world = new World(plan, choice);
            prepare?.Invoke(world);
            world.Run();
            return new SeedResult(plan.Seed, world, null);
        }
        catch (InvariantException failure)
        {
            return new SeedResult(plan.Seed, world, failure);
        }
        catch (Exception failure)
        {
            return new SeedResult(plan.Seed, world, new InvariantException("simulator", failure.ToString()));
        }
    }
}

/// <summary>The end of a seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="World">The world at its end; null when it could not be made.</param>
/// <param name="Failure">The invariant that did not hold; null when all did.</param>
internal sealed record SeedResult(ulong Seed, World? World, InvariantException? Failure)
{
    /// <summary>The failure's name and first line.</summary>
    public string Line => Failure is null ? "" : Failure.Message.Split('\n')[0].TrimEnd();
}

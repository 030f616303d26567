using HedgeFast.Core;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Simulation.Judge;
using HedgeFast.Simulation.Judge.Wire;
using HedgeFast.Simulation.Run;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Tests.Simulation.Judge;

/// <summary>A world without faults, in which a test changes what the judge sees.</summary>
internal static class JudgeRig
{
    private const long Second = 1_000_000_000;

    /// <summary>A world that trades from its first second on.</summary>
    public static WorldPlan Plan(ulong seed = 1)
    {
        WorldPlan drawn = WorldPlan.Draw(seed);
        HedgeSettings settings = drawn.Settings;
        return drawn with
        {
            Faults = default,
            ChaosNanos = 12 * Second,
            Settings = settings with
            {
                Orders = settings.Orders with
                {
                    ForeignFills = ForeignFills.Stop,
                    ReconcilePositions = false,
                    MassStatus = false,
                },
                Limits = settings.Limits with
                {
                    MaxDayLoss = LimitSettings.NoLossLimit,
                    MaxDayCost = LimitSettings.NoMoneyLimit,
                    DayFile = null,
                    OrdersPerSecond = 10,
                    MaxRepeats = LimitSettings.NoRepeatLimit,
                },
            },
        };
    }

    /// <summary>Plays a world to its end.</summary>
    /// <returns>The invariant that did not hold; empty when all did.</returns>
    public static string Play(WorldPlan plan, Action<World>? tamper = null)
    {
        var world = new World(plan);
        tamper?.Invoke(world);
        try
        {
            world.Run();
            return "";
        }
        catch (InvariantException failure)
        {
            return failure.Invariant;
        }
    }

    /// <summary>Plays a world in which the judge sees another message than the engine has sent.</summary>
    public static string PlayWithSent(Func<WireMessage, WireMessage> change) =>
        Play(Plan(), world => world.Judge.ChangesSent = change);

    /// <summary>A message with another value of a tag.</summary>
    public static WireMessage With(in WireMessage message, int tag, string value)
    {
        string old = $"\u0001{tag}={message.Of(tag)}\u0001";
        return new WireMessage(
            message.Text.Replace(old, $"\u0001{tag}={value}\u0001", StringComparison.Ordinal), message.Link);
    }

    /// <summary>A message of some fields, '|' between them.</summary>
    public static WireMessage Of(string fields, int link = 1) =>
        new($"8=FIX.4.4|{fields}|".Replace('|', '\u0001'), link);
}

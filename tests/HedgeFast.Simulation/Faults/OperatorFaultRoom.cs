using System.Text;
using HedgeFast.Simulation.Run;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Faults;

/// <summary>Operators who kill, re-arm, change limits, and mistype.</summary>
internal sealed class OperatorFaultRoom(World world, FaultPlayer player) : IFaultRoom
{
    private const long Milli = 1_000_000;
    private const long Second = 1_000 * Milli;

    private static readonly string[] Fumbles =
    [
        "rearm\n", "limit maxOrderLots ten Q\n", "posittion BTC-PERP 5 Q\n", "\n\n", "limit maxOrderLots 5\n",
        "position NOWHERE 5 Q\n", "reconnect Q\n",
    ];

    /// <inheritdoc/>
    public bool TryPlay(FaultKind kind, Draw draw)
    {
        switch (kind)
        {
            case FaultKind.OperatorKills when world.Process is { } process:
                world.Judge.OnKill();
                process.Pipeline.Control.Kill();
                player.Later(draw.Between(Second, 20 * Second), Rearm);
                return true;
            case FaultKind.OperatorUsesKillFile:
                bool removes = world.Disk.HasFile(WorldPlan.KillFile) && draw.Chance(0.5);
                if (removes)
                    world.Disk.Remove(WorldPlan.KillFile);
                else
                    world.Disk.Write(WorldPlan.KillFile, []);
                world.Judge.OnKillFile(exists: !removes);
                player.Later(draw.Between(Second, 20 * Second), Rearm);
                return true;
            case FaultKind.OperatorsCross:
                bool isKillLast = draw.Chance(0.5);
                Draw words = draw.Fork("words");
                string kill = words.Of(["kill", "KILL", "Kill"]);
                if (words.Chance(0.3))
                    SayInHalves(kill + "\n", words.Between(15, 45) * Milli);
                else
                    Say(isKillLast ? $"rearm Q\n{kill}\n" : $"{kill}\nrearm Q\n");
                player.Later(draw.Between(Second, 20 * Second), Rearm);
                return true;
            case FaultKind.OperatorChangesLimit:
                long lots = world.Plan.Settings.Limits.MaxPositionLots;
                string line = $"limit maxPositionLots {draw.Between(lots / 4, 3 * lots)} Q\n";
                string other = $"limit maxOrderLots {world.Plan.Settings.Limits.MaxOrderLots} Q\n";
                Say(draw.Chance(0.3) ? other + line : line);
                return true;
            case FaultKind.OperatorFumbles:
                Say(draw.Of(Fumbles));
                return true;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    public void StopAll()
    {
        // What still stops the engine is the desk operator's, by the alerts.
    }

    // A shell that has the file open while its user types.
    private void SayInHalves(string text, long pauseNanos)
    {
        world.Disk.Append(WorldPlan.OperatorFile, Encoding.UTF8.GetBytes(text[..2]), keepsOpen: true);
        player.Later(
            pauseNanos,
            () =>
            {
                world.Judge.OnSaid(text);
                world.Disk.Append(WorldPlan.OperatorFile, Encoding.UTF8.GetBytes(text[2..]), keepsOpen: true);
                world.Disk.Close(WorldPlan.OperatorFile);
            });
    }

    private void Rearm() => Say("rearm Quinn\n");

    private void Say(string text) => world.Say(text);
}

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
                Say(draw.Chance(0.5) ? "rearm Q\nkill\n" : "kill\nrearm Q\n");
                player.Later(draw.Between(Second, 20 * Second), Rearm);
                return true;
            case FaultKind.OperatorChangesLimit:
                long lots = world.Plan.Settings.Limits.MaxPositionLots;
                Say($"limit maxPositionLots {draw.Between(lots / 4, 3 * lots)} Q\n");
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

    private void Rearm() => Say("rearm Quinn\n");

    private void Say(string text) => world.Say(text);
}

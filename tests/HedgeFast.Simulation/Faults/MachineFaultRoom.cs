using HedgeFast.Core.Ring;
using HedgeFast.Simulation.Run;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Simulation.Faults;

/// <summary>Faults of the engine's machine: disk, process, clocks.</summary>
internal sealed class MachineFaultRoom(World world, FaultPlayer player) : IFaultRoom
{
    private const long Second = 1_000_000_000;

    /// <inheritdoc/>
    public bool TryPlay(FaultKind kind, Draw draw)
    {
        if (kind is FaultKind.ClockSteps or FaultKind.ClockDrifts or FaultKind.ClockSuspends)
            return TryClock(kind, draw);
        if (world.Process is not { } process)
            return false;
        long time = draw.Between(Second, 15 * Second);
        switch (kind)
        {
            case FaultKind.DiskFills:
                world.IsDiskHurt = true;
                world.Disk.Faults.FreeBytes = draw.Between(0, 20_000);
                player.Later(time, () => world.Disk.Faults.FreeBytes = long.MaxValue);
                return true;
            case FaultKind.DiskFailsFlush:
                world.IsDiskHurt = true;
                world.Disk.Faults.FailsFlush = true;
                player.Later(time, () => world.Disk.Faults.FailsFlush = false);
                return true;
            case FaultKind.DiskFailsCalls:
                world.IsDiskHurt = true;
                world.Disk.Faults.FailsAll = true;
                player.Later(time, () => world.Disk.Faults.FailsAll = false);
                return true;
            case FaultKind.DiskIsReadOnly:
                world.IsDiskHurt = true;
                world.Disk.Faults.IsReadOnly = true;
                player.Later(time, () => world.Disk.Faults.IsReadOnly = false);
                return true;
            case FaultKind.DiskWritesShort:
                world.IsDiskHurt = true;
                world.Disk.Faults.ShortWrites = true;
                player.Later(time, () => world.Disk.Faults.ShortWrites = false);
                return true;
            case FaultKind.DiskStalls when draw.Chance(0.25):
                Starve(process, draw, name => name == "journal", 25 * Second);
                player.Later(5 * Second, () => KillWhileJournalHangs(process));
                return true;
            case FaultKind.DiskStalls:
                Starve(process, draw, name => name is "journal" or "kill-file" or "operator-file" or "day-file", time);
                return true;
            case FaultKind.ProcessStarvesStage:
                Starve(
                    process, draw, name => name is "feed" or "core" or "orders" or "control",
                    draw.Between(Second / 20, 5 * Second));
                return true;
            case FaultKind.ProcessDies:
                process.Gate.DieAtCall = process.Gate.Calls + draw.Between(1, 400);
                world.StartDue = world.Timeline.Now + time;
                return true;
            case FaultKind.ProcessLosesPower:
                world.Die();
                world.IsDiskHurt = true;
                world.Disk.LosePower(draw);
                world.StartDue = world.Timeline.Now + time;
                return true;
            case FaultKind.ProcessPauses:
                world.PausedUntil = world.Timeline.Now + draw.Between(Second / 2, 40 * Second);
                return true;
            case FaultKind.ProcessStops:
                world.StopThen();
                return true;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    public void StopAll()
    {
        world.Disk.Faults.FreeBytes = long.MaxValue;
        world.Disk.Faults.FailsFlush = false;
        world.Disk.Faults.FailsAll = world.Disk.Faults.IsReadOnly = world.Disk.Faults.ShortWrites = false;
        world.StarvedUntil = 0;
        world.PausedUntil = Math.Min(world.PausedUntil, world.Timeline.Now);
        world.StartDue = Math.Min(world.StartDue, world.Timeline.Now);
        world.Clock.Drift(0);
        if (world.Process is { } process)
            process.Gate.DieAtCall = 0;
    }

    private bool TryClock(FaultKind kind, Draw draw)
    {
        switch (kind)
        {
            case FaultKind.ClockSteps:
                long step = draw.Of([-3_600 * Second, 3_600 * Second, -Second / 20, Second / 20, 2 * Second]);
                world.Clock.StepUtc(step);
                player.Later(draw.Between(Second, 20 * Second), () => world.Clock.StepUtc(-step));
                return true;
            case FaultKind.ClockDrifts:
                world.Clock.Drift(draw.Of([-500.0, -50, 50, 500]));
                return true;
            default:
                long slept = draw.Between(Second, 60 * Second);
                world.Clock.Suspend(slept);
                return true;
        }
    }

    private void Starve(EngineProcess process, Draw draw, Func<string, bool> fits, long time)
    {
        IReadOnlyList<IStage> stages = process.Pipeline.Stages;
        int[] found = [.. Enumerable.Range(0, stages.Count).Where(i => fits(stages[i].Name))];
        world.StarvedStages = 1u << draw.Of(found);
        world.StarvedUntil = world.Timeline.Now + time;
    }

    // Cancels leave behind a journal that takes nothing, and their records find no room.
    private void KillWhileJournalHangs(EngineProcess process)
    {
        if (world.Process != process || process.Gate.IsDead)
            return;
        world.Judge.OnKill();
        process.Pipeline.Control.Kill();
        player.Later(
            30 * Second,
            () => world.Disk.Append(WorldPlan.OperatorFile, "rearm Quinn\n"u8.ToArray(), keepsOpen: false));
    }
}

using HedgeFast.Core.Control;
using HedgeFast.Monitor;
using HedgeFast.Simulation.Faults;
using HedgeFast.Simulation.Judge;
using HedgeFast.Simulation.Run;
using HedgeFast.Simulation.Worlds;

namespace HedgeFast.Tests.Simulation.Judge;

/// <summary>Controls of the judge of states, alerts, journal and rest: what is tampered with is found.</summary>
public sealed class StateJudgeTests
{
    private const long Second = 1_000_000_000;

    // One whose journals are replayed.
    private const ulong Seed = 4;

    [Theory]
    [InlineData(4UL)]
    [InlineData(8UL)]
    [InlineData(12UL)]
    public void A_world_without_faults_holds(ulong seed) => Assert.Null(Play(WorldOf(seed)));

    [Fact]
    public void A_kill_whose_alert_is_swallowed_is_found()
    {
        World world = WorldOf(Seed);
        world.Shown = status => status with { Loop = status.Loop with { Killed = 0 } };
        world.Faults.Later(5 * Second, () => Kill(world));
        Found("19", world);
    }

    [Fact]
    public void A_lost_session_whose_alert_is_swallowed_is_found()
    {
        World world = WorldOf(Seed);
        world.Shown = status => status with { Loop = status.Loop with { SessionUp = 1 } };
        world.Faults.Later(5 * Second, () => world.Network.Faults.RefusesConnects = true);
        world.Faults.Later(5 * Second, () => world.Network.CutAll(reset: true));
        Found("19", world);
    }

    [Fact]
    public void A_refused_request_whose_alert_is_swallowed_is_found()
    {
        World world = WorldOf(Seed);
        world.Shown = status => status with { Requests = default(RequestStatus) };
        world.Faults.Later(5 * Second, () => world.Say("posittion BTC-PERP 5 Q\n"));
        Found("18", world);
    }

    [Fact]
    public void A_limit_forgotten_on_resume_is_found()
    {
        World world = WorldOf(Seed);
        long configured = world.Plan.Settings.Limits.MaxPositionLots;
        world.Faults.Later(5 * Second, () => world.Say($"limit maxPositionLots {configured - 1} Q\n"));
        world.Faults.Later(10 * Second, () => world.StopThen());
        world.Started = process => process.Pipeline.Loop.Limits.TryChange(LimitKey.MaxPositionLots, configured);
        Found("32", world);
    }

    [Fact]
    public void A_change_that_no_record_explains_is_found_by_the_replay()
    {
        World world = WorldOf(Seed);
        long lots = world.Plan.Settings.Limits.MaxPositionLots - 1;
        world.Faults.Later(
            5 * Second, () => world.Process!.Pipeline.Loop.Limits.TryChange(LimitKey.MaxPositionLots, lots));
        Found("29", world);
    }

    [Fact]
    public void A_journal_damaged_in_the_middle_is_refused_and_found()
    {
        World world = WorldOf(Seed);
        world.Faults.Later(10 * Second, () => world.StopThen(() => Damage(world)));
        Found("start", world);
    }

    [Fact]
    public void A_raised_alert_holds_until_the_line_that_clears_its_subject()
    {
        var lines = new AlertLines();
        lines.WriteLine("2026-03-02T00:00:00.000Z ALERT stale-input raised: BTC: BTC-PERP: stale");
        lines.WriteLine("2026-03-02T00:00:00.000Z ALERT stale-input raised (3 times): ETH: ETH-PERP: stale");
        lines.WriteLine("2026-03-02T00:00:00.000Z ALERT kill-switch raised");
        lines.WriteLine("2026-03-02T00:00:01.000Z ALERT rejected event (2 times)");
        lines.WriteLine("2026-03-02T00:00:02.000Z ALERT stale-input cleared: BTC");
        lines.WriteLine("2026-03-02T00:00:02.000Z ALERT kill-switch cleared");
        RaisedAlert left = Assert.Single(lines.Raised);
        Assert.Equal("ETH: ETH-PERP: stale", left.Detail);
    }

    private static World WorldOf(ulong seed) =>
        new(WorldPlan.Draw(seed, FaultSet.All) with { ChaosNanos = 20 * Second });

    private static void Kill(World world)
    {
        world.Judge.OnKill();
        world.Process!.Pipeline.Control.Kill();
    }

    private static void Damage(World world)
    {
        const string Path = WorldPlan.Journal + "/journal.hfj";
        byte[] bytes = world.Disk.Read(Path)!;
        bytes[bytes.Length / 2] ^= 0xFF;
        world.Disk.Write(Path, bytes);
    }

    private static InvariantException? Play(World world)
    {
        try
        {
            world.Run();
            return null;
        }
        catch (InvariantException failure)
        {
            return failure;
        }
    }

    private static void Found(string invariant, World world)
    {
        InvariantException? failure = Play(world);
        Assert.NotNull(failure);
        Assert.Equal(invariant, failure.Invariant);
    }
}

using HedgeFast.Core;
using HedgeFast.Core.Limits;
using HedgeFast.Tests.Program.Venue;

namespace HedgeFast.Tests.Core;

public sealed class ControlStageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-control-").FullName;
    private readonly VenueClock _clock = new();
    private readonly ListProducer<ControlEvent> _events = new();

    private string KillFile => Path.Combine(_folder, "kill");

    [Fact]
    public void R13_A_kill_outlives_the_process()
    {
        ControlStage first = new(_events, KillFile, operatorFile: null, _clock, []);
        first.SetKill(on: true);
        Turn(first);
        Assert.Contains(_events.Items, e => e.Kind == ControlKind.Kill);
        Assert.True(File.Exists(KillFile));

        _events.Items.Clear();
        ControlStage second = new(_events, KillFile, operatorFile: null, _clock, []);
        second.ApplyKillFile();
        Assert.Equal(ControlKind.Kill, Assert.Single(_events.Items).Kind);
        second.SetKill(on: false);
        Turn(second);
        Assert.True(File.Exists(KillFile));
        Assert.DoesNotContain(_events.Items, e => e.Kind == ControlKind.Rearm);

        second.Rearm("Q");
        Turn(second);
        Assert.False(File.Exists(KillFile));
        Assert.Contains(_events.Items, e => e.Kind == ControlKind.Rearm && e.Operator.ToString() == "Q");
    }

    [Fact]
    public void R13_A_kill_file_reaches_the_loop_before_anything_else()
    {
        using var rig = new PipelineRig(s =>
        {
            File.WriteAllText(s.Limits.KillFile!, "");
            return s;
        });
        rig.Up();
        rig.Tick(PipelineRig.Mid);
        rig.Rounds(50);
        Assert.Empty(rig.Port.Sent);
        Assert.Equal(1, rig.Pipeline.Loop.Counters.Killed);
    }

    [Fact]
    public void A_kill_file_that_can_t_be_written_or_removed_is_told_and_the_kill_goes_out_all_the_same()
    {
        string folder = Path.Combine(_folder, "gone");
        ControlStage stage = new(_events, Path.Combine(folder, "kill"), operatorFile: null, _clock, []);
        stage.SetKill(on: true);
        Turn(stage);
        Assert.Contains(_events.Items, e => e.Kind == ControlKind.Kill);
        Assert.Contains("can't be written", stage.KillFileFailure, StringComparison.Ordinal);
        stage.Rearm("Q");
        Turn(stage);
        Assert.Contains(_events.Items, e => e.Kind == ControlKind.Rearm && e.Operator.ToString() == "Q");
        Assert.Null(stage.KillFileFailure);

        // Next time there is a folder.
        Directory.CreateDirectory(folder);
        stage.SetKill(on: true);
        Turn(stage);
        Assert.True(File.Exists(Path.Combine(folder, "kill")));
        Assert.Null(stage.KillFileFailure);
    }

    [Fact]
    public void R17_A_change_of_a_limit_reaches_the_loop()
    {
        ControlStage stage = new(_events, killFile: null, operatorFile: null, _clock, []);
        stage.SetLimit(LimitKey.MaxOrderLots, 7);
        Turn(stage);
        ControlEvent change = Assert.Single(_events.Items, e => e.Kind == ControlKind.SetLimit);
        Assert.Equal((LimitKey.MaxOrderLots, 7.0), (change.Limit, change.Value));
    }

    [Fact]
    public void What_the_book_gained_and_an_earlier_process_had_made_reach_the_loop()
    {
        ControlStage stage = new(_events, killFile: null, operatorFile: null, _clock, []);
        stage.CarryDay(1_723_075_200_000_000_000, -12.5);
        stage.MarkBook(7.25);
        Turn(stage);
        ControlEvent carried = Assert.Single(_events.Items, e => e.Kind == ControlKind.CarryDay);
        Assert.Equal((1_723_075_200_000_000_000, -12.5), (carried.DayStartNanos, carried.Value));
        Assert.Equal(7.25, Assert.Single(_events.Items, e => e.Kind == ControlKind.BookProfit).Value);
        Assert.Equal(ControlKind.CarryDay, _events.Items[0].Kind);
    }

    [Fact]
    public void R08_A_person_re_arms_by_name_from_outside_the_process()
    {
        string file = Path.Combine(_folder, "requests");
        ControlStage stage = new(_events, KillFile, file, _clock, ["BTCUSD_PERP", "BTCUSDC_PERP"]);
        File.WriteAllLines(file, ["kill", "", "limit maxOrderLots 50", "limit 1 50", "limit maxOrderLots many", "open the pod bay doors"]);
        Turn(stage);
        Turn(stage);
        Assert.False(File.Exists(file));
        Assert.True(File.Exists(KillFile));
        Assert.Contains(_events.Items, e => e.Kind == ControlKind.Kill);
        Assert.Equal(
            [(LimitKey.MaxOrderLots, 50.0), (LimitKey.None, 0), (LimitKey.None, 0), (LimitKey.None, 0)],
            _events.Items.Where(e => e.Kind == ControlKind.SetLimit).Select(e => (e.Limit, e.Value)));

        File.WriteAllText(file, "rearm the night desk");
        Turn(stage);
        Turn(stage);
        Assert.Equal("the night desk", Assert.Single(_events.Items, e => e.Kind == ControlKind.Rearm && !e.Operator.IsEmpty).Operator.ToString());
        Assert.False(File.Exists(KillFile));
    }

    [Fact]
    public void A_person_reconnects_and_settles_positions_from_outside_the_process()
    {
        string file = Path.Combine(_folder, "requests");
        ControlStage stage = new(_events, KillFile, file, _clock, ["BTCUSD_PERP", "ETHUSD_PERP"]);
        File.WriteAllLines(file, ["reconnect the night desk", "position ETHUSD_PERP -12 Q", "position DOGE 1 Q", "reconnect", "position BTCUSD_PERP 5", "position BTCUSD_PERP half Q"]);
        Turn(stage);
        Turn(stage);
        Assert.Equal("the night desk", Assert.Single(_events.Items, e => e.Kind == ControlKind.Reconnect).Operator.ToString());
        Assert.Equal([(1, -12L, "Q"), (-1, 1L, "Q")], _events.Items.Where(e => e.Kind == ControlKind.SettlePosition).Select(e => (e.Instrument, e.Lots, e.Operator.ToString())));
        Assert.Equal(3, _events.Items.Count(e => e.Kind == ControlKind.SetLimit && e.Limit == LimitKey.None));
    }

    [Fact]
    public void A_name_longer_than_its_room_is_cut_and_nobody_is_no_name()
    {
        Assert.Equal("An operator whose name i", OperatorName.Of("An operator whose name is long").ToString());
        Assert.Throws<ArgumentException>(() => new ControlStage(_events, null, null, _clock, []).Rearm(" "));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Turn(ControlStage stage)
    {
        _clock.Advance(100_000_000);
        stage.DoWork();
    }
}

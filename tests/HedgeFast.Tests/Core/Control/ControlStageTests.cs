using HedgeFast.Core.Control;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Program.Venue;

namespace HedgeFast.Tests.Core.Control;

public sealed class ControlStageTests
{
    private readonly VenueClock _clock = new();
    private readonly ListProducer<ControlEvent> _events = new();

    [Fact]
    public void R17_A_change_of_a_limit_reaches_the_loop_with_its_name()
    {
        ControlStage stage = new(_events, _clock);
        stage.SetLimit(LimitKey.MaxOrderLots, 7, "Q");
        Turn(stage);
        ControlEvent change = Assert.Single(_events.Items, e => e.Kind == ControlKind.SetLimit);
        Assert.Equal((LimitKey.MaxOrderLots, 7.0, "Q"), (change.Limit, change.Value, change.Operator.ToString()));
    }

    [Fact]
    public void What_the_book_gained_and_an_earlier_process_had_made_reach_the_loop()
    {
        ControlStage stage = new(_events, _clock);
        stage.CarryDay(1_723_075_200_000_000_000, -12.5);
        stage.MarkBook(7.25);
        Turn(stage);
        ControlEvent carried = Assert.Single(_events.Items, e => e.Kind == ControlKind.CarryDay);
        Assert.Equal((1_723_075_200_000_000_000, -12.5), (carried.DayStartNanos, carried.Value));
        Assert.Equal(7.25, Assert.Single(_events.Items, e => e.Kind == ControlKind.BookProfit).Value);
        Assert.Equal(ControlKind.CarryDay, _events.Items[0].Kind);
    }

    [Fact]
    public void Every_kill_is_an_event_with_its_number_and_a_stop_is_one()
    {
        KillSwitch words = new();
        SwitchReader reader = new(words, _clock);
        Assert.False(reader.HasNews);
        words.Kill();
        words.RequestStop();
        Assert.True(reader.TryTake(out ControlEvent kill));
        Assert.Equal((ControlKind.Kill, 1L), (kill.Kind, kill.Lots));
        Assert.True(reader.TryTake(out ControlEvent stop));
        Assert.Equal(ControlKind.Stop, stop.Kind);
        Assert.False(reader.HasNews);
        words.Kill();
        words.Kill();
        words.RequestStop();
        Assert.True(reader.TryTake(out kill));
        Assert.Equal(3, kill.Lots);
        Assert.False(reader.TryTake(out _));
    }

    private void Turn(ControlStage stage)
    {
        _clock.Advance(100_000_000);
        stage.DoWork();
    }
}

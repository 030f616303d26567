using HedgeFast.Core.Control;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Program.Venue;

namespace HedgeFast.Tests.Core.Control;

public sealed class ControlStageTests
{
    private readonly VenueClock _clock = new();
    private readonly ListProducer<ControlEvent> _events = new();

    [Scenario("R17")]
    [Fact]
    public void R17_A_change_of_a_limit_reaches_the_loop_with_its_name()
    {
        ControlStage stage = new(_events, _clock);
        stage.SetLimit(LimitKey.MaxOrderLots, 7, "Q");
        Turn(stage);
        ControlEvent change = Assert.Single(_events.Items, e => e.Kind == ControlKind.SetLimit);
        Assert.Equal(LimitKey.MaxOrderLots, change.Limit);
        Assert.Equal(7, change.Value);
        Assert.Equal("Q", change.Operator.ToString());
    }

    [Fact]
    public void Gain_of_the_book_and_day_profit_of_an_earlier_process_reach_the_loop()
    {
        ControlStage stage = new(_events, _clock);
        stage.CarryDay(1_723_075_200_000_000_000, -12.5);
        stage.MarkBook(7.25);
        Turn(stage);
        ControlEvent carried = Assert.Single(_events.Items, e => e.Kind == ControlKind.CarryDay);
        Assert.Equal(1_723_075_200_000_000_000, carried.DayStartNanos);
        Assert.Equal(-12.5, carried.Value);
        Assert.Equal(7.25, Assert.Single(_events.Items, e => e.Kind == ControlKind.BookProfit).Value);
        Assert.Equal(ControlKind.CarryDay, _events.Items[0].Kind);
    }

    [Fact]
    public void Kills_become_an_event_with_their_number_and_a_stop_becomes_one_event()
    {
        KillSwitch words = new();
        SwitchReader reader = new(words, _clock);
        Assert.False(reader.HasNews);
        words.Kill();
        words.RequestStop();
        Assert.True(reader.TryTake(out ControlEvent kill));
        Assert.Equal(ControlKind.Kill, kill.Kind);
        Assert.Equal(1, kill.Lots);
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

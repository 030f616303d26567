using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Fix;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;
using HedgeFast.Tests.Core.Loop;
using static HedgeFast.Tests.Core.Orders.OrderPortRig;

namespace HedgeFast.Tests.Core.Orders.Fix;

/// <summary>The contract of an order port on our own engine, and what it does beyond it.</summary>
public sealed class FixOrderPortTests : OrderPortContractTests
{
    private FixOrderPort Port => (FixOrderPort)Rig.Port;

    [Scenario("R19")]
    [Fact]
    public void R19_Every_order_and_cancel_names_its_desk()
    {
        Rig.Up();
        Assert.Equal("DESK-7", Field(Rig.Send(IntentKind.New), Tags.SenderSubID));
        Assert.Equal("DESK-7", Field(Rig.Send(IntentKind.Cancel, requestId: 2), Tags.SenderSubID));
    }

    [Fact]
    public void Nonsense_is_counted_and_the_session_goes_on()
    {
        string id = Field(Rig.Up().Send(IntentKind.New), Tags.ClOrdID);
        Rig.Say('8', "17=x|150=F|11=by-hand|55=ETHUSD_PERP|54=2|31=60000.5|32=12|14=12|151=0|");
        Rig.Say('8', $"17=x|150=4|11={id}|55=BTCUSD_PERP|54=2|151=0|");
        Rig.Say('8', $"17=y|150=A|11={id}|55=BTCUSD_PERP|54=2|14=0|151=12|");
        ExecutionEvent fill = Rig.SayAndHear('8', Fill(id, "x1"));
        Assert.Equal(ExecutionKind.Fill, fill.Kind);
        Assert.Equal(2, Port.Anomalies.Value);
    }

    [Fact]
    public void A_reject_that_names_nothing_of_ours_is_counted()
    {
        Rig.Up().Say('j', "45=1|372=A|380=3|");
        Rig.Say('j', "379=somebody-else|380=3|");
        Rig.Until(() => Port.ForeignRejects.Value == 2);
        Assert.Single(Rig.Executions.Events);
    }

    [Fact]
    public void An_order_of_another_process_that_still_works_is_cancelled()
    {
        Rig.Up();
        Rig.Say('8', "17=0|150=I|39=0|11=t-before-3|55=BTCUSD_PERP|54=1|14=0|151=5|584=x|");
        Rig.Until(() => Rig.Heard.Exists(message => Field(message, Tags.MsgType) == "F"));
        string cancel = Rig.Heard[^1];
        Assert.Equal("t-before-3", Field(cancel, Tags.OrigClOrdID));
        Assert.Equal("5", Field(cancel, Tags.OrderQty));
    }

    [Fact]
    public void An_order_made_by_hand_or_of_another_desk_is_left_alone()
    {
        Rig.Up();
        foreach (string id in new[] { "by-hand", "u-before-3", "t-1-before-3" })
            Rig.SayAndHear('8', $"17=0|150=I|39=0|11={id}|55=BTCUSD_PERP|54=1|14=0|151=5|584=x|");
        Rig.SayAndHear('8', "17=0|150=I|39=0|11=t-before-3|55=BTCUSD_PERP|54=1|14=0|151=5|584=x|");
        Rig.Until(() => Rig.Heard.Exists(message => Field(message, Tags.MsgType) == "F"));
        Assert.Equal(
            "t-before-3",
            Field(Assert.Single(Rig.Heard, message => Field(message, Tags.MsgType) == "F"), Tags.OrigClOrdID));
    }

    [Fact]
    public void A_fill_whose_report_has_a_fault_is_heard_and_told()
    {
        string id = Field(Rig.Up().Send(IntentKind.New), Tags.ClOrdID);
        ExecutionEvent fill = Rig.SayAndHear('8', $"17=x|150=F|11={id}|54=2|31=60000.5|32=12|14=12|151=0|");
        Assert.Equal(ExecutionKind.Fill, fill.Kind);
        Assert.Equal(12, fill.LastLots);
        Assert.Equal(0, fill.Instrument);
        Assert.Equal(1, Port.Anomalies.Value);
    }

    [Scenario("O40")]
    [Fact]
    public void O40_A_fill_beyond_the_order_is_answered_with_a_dont_know_trade()
    {
        string id = Field(Rig.Up().Send(IntentKind.New), Tags.ClOrdID);
        Rig.Say('8', $"37=v1|17=x1|150=F|39=2|11={id}|55=BTCUSD_PERP|54=2|38=12|31=60000.5|32=13|14=13|151=0|");
        Rig.Until(() => Rig.Heard.Exists(message => Field(message, Tags.MsgType) == "Q"));
        Assert.Equal("x1", Field(Rig.Heard[^1], Tags.ExecID));
        Assert.Equal("C", Field(Rig.Heard[^1], 127));
        Assert.Equal(1L, Port.RefusedTrades.Value);
    }

    [Fact]
    public void Positions_are_asked_for_by_account_and_each_report_comes_back_with_the_number_of_all()
    {
        string id = AskForPositions();
        ExecutionEvent held = Rig.SayAndHear(
            "AP", $"721=r1|710={id}|727=2|728=0|55=BTCUSD_PERP|702=2|703=SOD|704=3|703=TOT|704=1|705=9|");
        Assert.Equal(ExecutionKind.Position, held.Kind);
        Assert.Equal(4L, held.RequestId);
        Assert.Equal(0, held.Instrument);
        Assert.Equal(-8L, held.LastLots);
        Assert.Equal(2L, held.LeavesLots);
        ExecutionEvent other = Rig.SayAndHear(
            "AP", $"721=r2|710={id}|727=2|728=0|55=ETHUSD_PERP|702=1|703=TOT|704=0.5|");
        Assert.Equal(ExecutionKind.Position, other.Kind);
        Assert.Equal(-1, other.Instrument);
        Assert.Equal(2L, other.LeavesLots);
        Assert.NotEqual(held.ExecIdLow, other.ExecIdLow);
        Assert.Equal(5, Rig.SayAndHear("AP", $"721=r3|710={id}|728=0|55=BTCUSD_PERP|702=1|703=TQ|704=5|").LastLots);
        Assert.Equal(0, Port.Anomalies.Value);
    }

    [Theory]
    [InlineData("AO", "727=0|728=2|729=0|", ExecutionKind.PositionCount, 0)]
    [InlineData("AO", "727=3|728=0|729=0|", ExecutionKind.PositionCount, 3)]
    [InlineData("AP", "727=0|728=2|", ExecutionKind.PositionCount, 0)]
    [InlineData("AO", "728=4|729=2|", ExecutionKind.PositionsRefused, -1)]
    [InlineData("AO", "728=0|729=2|", ExecutionKind.PositionsRefused, -1)]
    [InlineData("AP", "728=3|", ExecutionKind.PositionsRefused, -1)]
    public void What_the_exchange_says_instead_of_positions_is_understood(
        string type, string fields, ExecutionKind kind, long count)
    {
        string id = AskForPositions();
        ExecutionEvent told = Rig.SayAndHear(type, $"721=r1|710={id}|{fields}");
        Assert.Equal(kind, told.Kind);
        Assert.Equal(4L, told.RequestId);
        Assert.Equal(count, told.LeavesLots);
    }

    [Fact]
    public void A_request_for_positions_that_is_refused_on_either_level_is_told()
    {
        string asked = Rig.Up().Send(IntentKind.Positions, orderId: 0, requestId: 4);
        ExecutionEvent told = Rig.SayAndHear('j', $"45={Field(asked, Tags.MsgSeqNum)}|372=AN|380=3|");
        Assert.Equal(ExecutionKind.PositionsRefused, told.Kind);
        Assert.Equal(4L, told.RequestId);

        // A type of two letters has no single one.
        Rig.Refuses = type => type == 0;
        Rig.Send(IntentKind.Positions, orderId: 0, requestId: 5);
        Rig.Until(() => Rig.Executions.Events.Count == 3);
        Assert.Equal(ExecutionKind.PositionsRefused, Rig.Last.Kind);
        Assert.Equal(5L, Rig.Last.RequestId);
    }

    [Fact]
    public void Positions_that_nobody_asked_for_are_nothing_and_nonsense_is_counted()
    {
        string id = AskForPositions();
        Rig.Say("AP", "721=r1|727=1|728=0|55=BTCUSD_PERP|702=1|703=TOT|704=5|");
        Rig.Say("AP", "721=r1|710=another|727=1|728=0|55=BTCUSD_PERP|702=1|703=TOT|704=5|");
        Rig.Say("AP", $"721=r1|710={id}|727=1|728=0|55=BTCUSD_PERP|702=1|703=TOT|704=half|");
        Rig.Say("AP", $"721=r1|710={id}|727=1|728=0|55=BTCUSD_PERP|702=1|703=FIN|704=5|");
        Rig.Until(() => Port.Anomalies.Value == 2);
        Assert.Equal(ExecutionKind.SessionUp, Assert.Single(Rig.Executions.Events).Kind);
    }

    [Fact]
    public void What_the_sink_can_not_take_stays_unread()
    {
        string id = Field(Rig.Up().Send(IntentKind.New), Tags.ClOrdID);
        for (int i = 0; i < 5; i++)
            Rig.Say('8', Fill(id, $"x{i}"));
        Rig.Limit(4);
        for (int i = 0; i < 100; i++)
            Rig.Step();
        Assert.Single(Rig.Executions.Events);

        Rig.Limit(5);
        Rig.Until(() => Rig.Executions.Events.Count == 6);
        Assert.Equal(5, Rig.Executions.Events.Select(e => e.ExecIdLow).Where(hash => hash != 0).Distinct().Count());
    }

    [Fact]
    public void A_reset_within_the_session_is_told_as_an_end_and_a_new_beginning()
    {
        Rig.Up().ResetSession();
        Rig.Until(() => Rig.Executions.Events.Count == 3);
        Assert.Equal(
            [ExecutionKind.SessionUp, ExecutionKind.SessionDown, ExecutionKind.SessionUp],
            Rig.Executions.Events.Select(e => e.Kind));
        Assert.True(Port.IsUp);
        Assert.Equal("3", Field(Rig.Send(IntentKind.New), Tags.MsgSeqNum));
    }

    [Fact]
    public void While_a_reset_is_not_finished_nothing_leaves()
    {
        Rig.Up().ResetSession();
        bool early = false;
        Rig.Until(() =>
        {
            // What the loop has not been told to be up must not be up.
            early |= Rig.Last.Kind == ExecutionKind.SessionDown && Port.TrySend(Intent(IntentKind.New));
            return Rig.Executions.Events.Count == 3;
        });
        Assert.False(early);
        Assert.Empty(Rig.Heard);
    }

    [Fact]
    public void Logons_that_are_used_up_are_said_in_words()
    {
        for (int logon = 1; logon <= 4; logon++)
        {
            Rig.Until(() => Rig.Executions.Events.Count(e => e.Kind == ExecutionKind.SessionUp) == logon);
            Assert.Null(Port.LinkText);
            Rig.Cut();
            Rig.Until(() => Rig.Last.Kind == ExecutionKind.SessionDown);
        }

        Rig.Until(() => Port.LogonWaits.Value == 1);
        Assert.Matches(@"^waiting \d+ s, the logons of this minute are used up: ", Port.LinkText);
    }

    private string AskForPositions()
    {
        string asked = Rig.Up().Send(IntentKind.Positions, orderId: 0, requestId: 4);
        Assert.Equal("AN", Field(asked, Tags.MsgType));
        Assert.Equal("0", Field(asked, Tags.PosReqType));
        Assert.Equal("HEDGE", Field(asked, Tags.Account));
        Assert.Equal("1", Field(asked, Tags.AccountType));
        return Field(asked, Tags.PosReqID);
    }

    protected override IOrderPort Create(FixSessionSettings session, FixEndpoint endpoint) =>
        new FixOrderPort("t", [LoopRig.Perpetual], session, endpoint, TimeProvider.System);
}

using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Fix.Codec;
using static HedgeFast.Tests.Core.Orders.FixOrderPortRig;

namespace HedgeFast.Tests.Core.Orders;

public sealed class FixOrderPortTests : IDisposable
{
    private readonly FixOrderPortRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Before_the_session_stands_nothing_leaves()
    {
        Assert.False(_rig.Port.IsUp);
        Assert.False(_rig.Port.TrySend(Intent(IntentKind.New)));
        _rig.Up();
        Assert.Equal(ExecutionKind.SessionUp, Assert.Single(_rig.Executions.Events).Kind);
        Assert.Empty(_rig.Heard);
    }

    [Fact]
    public void A_new_order_says_everything()
    {
        string order = _rig.Up().Send(IntentKind.New);
        Assert.Equal("D", Field(order, Tags.MsgType));
        Assert.Equal(("BTCUSD_PERP", "2", "12", "2", "60000.5", "3"), (
            Field(order, Tags.Symbol), Field(order, Tags.Side), Field(order, Tags.OrderQty), Field(order, Tags.OrdType), Field(order, Tags.Price), Field(order, Tags.TimeInForce)));
        Assert.Matches("^t-[0-9a-z]+-1$", Field(order, Tags.ClOrdID));
        Assert.Matches(@"^\d{8}-\d\d:\d\d:\d\d\.\d{9}$", Field(order, Tags.TransactTime));
    }

    [Fact]
    public void R19_Every_order_and_cancel_names_its_desk()
    {
        _rig.Up();
        Assert.Equal("DESK-7", Field(_rig.Send(IntentKind.New), Tags.SenderSubID));
        Assert.Equal("DESK-7", Field(_rig.Send(IntentKind.Cancel, requestId: 2), Tags.SenderSubID));
    }

    [Fact]
    public void A_cancel_and_a_status_request_name_the_order()
    {
        string id = Field(_rig.Up().Send(IntentKind.New), Tags.ClOrdID);
        string cancel = _rig.Send(IntentKind.Cancel, requestId: 2);
        Assert.Equal(("F", id, id[..^1] + "2"), (Field(cancel, Tags.MsgType), Field(cancel, Tags.OrigClOrdID), Field(cancel, Tags.ClOrdID)));
        Assert.Equal(("BTCUSD_PERP", "2", "12"), (Field(cancel, Tags.Symbol), Field(cancel, Tags.Side), Field(cancel, Tags.OrderQty)));
        string status = _rig.Send(IntentKind.Status, requestId: 3);
        Assert.Equal(("H", id, "BTCUSD_PERP", "2"), (Field(status, Tags.MsgType), Field(status, Tags.ClOrdID), Field(status, Tags.Symbol), Field(status, Tags.Side)));
    }

    [Fact]
    public void A_fill_comes_back_with_our_number()
    {
        string id = Field(_rig.Up().Send(IntentKind.New, orderId: 41), Tags.ClOrdID);
        ExecutionEvent fill = _rig.SayAndHear('8', Fill(id, "x1"));
        Assert.Equal((ExecutionKind.Fill, 41L, 600_005L, 12L), (fill.Kind, fill.OrderId, fill.LastTicks, fill.LastLots));
    }

    [Fact]
    public void The_same_execution_told_again_has_the_same_hash_and_counts_once()
    {
        string id = Field(_rig.Up().Send(IntentKind.New), Tags.ClOrdID);
        var ledger = new PositionLedger([LoopRig.Perpetual], maxLive: 8);
        ledger.Live.TryAdd(new LiveOrder { OrderId = 1, Lots = 12, Side = Side.Sell, FinalCumLots = -1 });
        ledger.Apply(_rig.SayAndHear('8', Fill(id, "x1")));
        ledger.Apply(_rig.SayAndHear('8', "97=Y|" + Fill(id, "x1")));
        Assert.Equal((-12L, 1L, 1L), (ledger.FilledLots(0), ledger.Fills, ledger.DuplicateFills));
    }

    [Fact]
    public void Nonsense_is_counted_and_the_session_goes_on()
    {
        string id = Field(_rig.Up().Send(IntentKind.New), Tags.ClOrdID);
        _rig.Say('8', $"150=F|11={id}|55=BTCUSD_PERP|54=2|31=60000.5|32=12|14=12|151=0|");
        _rig.Say('8', $"17=x|150=F|11={id}|55=ETHUSD_PERP|54=2|31=60000.5|32=12|14=12|151=0|");
        _rig.Say('8', $"17=y|150=A|11={id}|55=BTCUSD_PERP|54=2|14=0|151=12|");
        ExecutionEvent fill = _rig.SayAndHear('8', Fill(id, "x1"));
        Assert.Equal(ExecutionKind.Fill, fill.Kind);
        Assert.Equal(2, _rig.Port.Anomalies.Value);
    }

    [Fact]
    public void A_session_reject_of_an_order_ends_it_and_of_a_cancel_leaves_it_unknown()
    {
        _rig.Up().Refuses = type => type is MsgTypes.NewOrderSingle or MsgTypes.OrderCancelRequest;
        _rig.Send(IntentKind.New, orderId: 5);
        _rig.Until(() => _rig.Executions.Events.Count == 2);
        Assert.Equal((ExecutionKind.Rejected, 5L), (_rig.Last.Kind, _rig.Last.OrderId));
        _rig.Send(IntentKind.Cancel, orderId: 4, requestId: 6);
        _rig.Until(() => _rig.Executions.Events.Count == 3);
        Assert.Equal((ExecutionKind.RequestRejected, 4L), (_rig.Last.Kind, _rig.Last.OrderId));
        Assert.Equal(0, _rig.Port.ForeignRejects.Value);
    }

    [Fact]
    public void A_business_reject_ends_the_order_it_names_by_id_or_by_number()
    {
        string first = _rig.Up().Send(IntentKind.New, orderId: 5);
        Assert.Equal((ExecutionKind.Rejected, 5L), Brief(_rig.SayAndHear('j', $"372=D|379={Field(first, Tags.ClOrdID)}|380=4|")));
        string second = _rig.Send(IntentKind.New, orderId: 6);
        Assert.Equal((ExecutionKind.Rejected, 6L), Brief(_rig.SayAndHear('j', $"45={Field(second, Tags.MsgSeqNum)}|372=D|380=4|")));
        string status = _rig.Send(IntentKind.Status, orderId: 3, requestId: 7);
        Assert.Equal((ExecutionKind.RequestRejected, 3L), Brief(_rig.SayAndHear('j', $"45={Field(status, Tags.MsgSeqNum)}|372=H|380=3|")));
    }

    [Fact]
    public void A_reject_that_names_nothing_of_ours_is_counted()
    {
        _rig.Up().Say('j', "45=1|372=A|380=3|");
        _rig.Say('j', "379=somebody-else|380=3|");
        _rig.Until(() => _rig.Port.ForeignRejects.Value == 2);
        Assert.Single(_rig.Executions.Events);
    }

    [Fact]
    public void All_orders_are_asked_about_in_one_message_and_the_last_answer_ends_it()
    {
        _rig.Up();
        string asked = _rig.Send(IntentKind.MassStatus, orderId: 0, requestId: 4);
        Assert.Equal(("AF", "7"), (Field(asked, Tags.MsgType), Field(asked, Tags.MassStatusReqType)));
        int before = _rig.Executions.Events.Count;
        _rig.Say('8', $"17=0|150=I|39=0|11=elsewhere|55=BTCUSD_PERP|54=1|14=0|151=0|584={Field(asked, Tags.MassStatusReqID)}|912=Y|");
        _rig.Until(() => _rig.Executions.Events.Count == before + 2);
        Assert.Equal([ExecutionKind.Status, ExecutionKind.MassStatusEnd], _rig.Executions.Events.Skip(before).Select(e => e.Kind));
    }

    [Fact]
    public void A_refused_mass_status_is_an_end_too()
    {
        _rig.Up();
        string asked = _rig.Send(IntentKind.MassStatus, orderId: 0, requestId: 4);
        ExecutionEvent e = _rig.SayAndHear('j', $"45={Field(asked, Tags.MsgSeqNum)}|372=AF|380=3|");
        Assert.Equal(ExecutionKind.MassStatusEnd, e.Kind);
    }

    [Fact]
    public void An_order_of_another_process_that_still_works_is_cancelled()
    {
        _rig.Up();
        _rig.Say('8', "17=0|150=I|39=0|11=t-before-3|55=BTCUSD_PERP|54=1|14=0|151=5|584=x|");
        _rig.Until(() => _rig.Heard.Exists(message => Field(message, Tags.MsgType) == "F"));
        string cancel = _rig.Heard[^1];
        Assert.Equal(("t-before-3", "5"), (Field(cancel, Tags.OrigClOrdID), Field(cancel, Tags.OrderQty)));
    }

    [Fact]
    public void O40_A_fill_beyond_the_order_is_answered_with_a_dont_know_trade()
    {
        string id = Field(_rig.Up().Send(IntentKind.New), Tags.ClOrdID);
        _rig.Say('8', $"37=v1|17=x1|150=F|39=2|11={id}|55=BTCUSD_PERP|54=2|38=12|31=60000.5|32=13|14=13|151=0|");
        _rig.Until(() => _rig.Heard.Exists(message => Field(message, Tags.MsgType) == "Q"));
        Assert.Equal(("x1", "3", 1L), (Field(_rig.Heard[^1], Tags.ExecID), Field(_rig.Heard[^1], 127), _rig.Port.RefusedTrades.Value));
    }

    [Fact]
    public void What_the_sink_can_not_take_stays_unread()
    {
        string id = Field(_rig.Up().Send(IntentKind.New), Tags.ClOrdID);
        for (int i = 0; i < 5; i++)
            _rig.Say('8', Fill(id, $"x{i}"));
        _rig.Limit(3);
        for (int i = 0; i < 100; i++)
            _rig.Step();
        Assert.Single(_rig.Executions.Events);

        _rig.Limit(4);
        _rig.Until(() => _rig.Executions.Events.Count == 6);
        Assert.Equal(5, _rig.Executions.Events.Select(e => e.ExecIdLow).Where(hash => hash != 0).Distinct().Count());
    }

    [Fact]
    public void A_cut_is_told_and_the_fill_that_was_missed_comes_after_it()
    {
        string id = Field(_rig.Up().Send(IntentKind.New), Tags.ClOrdID);
        _rig.Cut();
        _rig.Until(() => _rig.Last.Kind == ExecutionKind.SessionDown);
        Assert.False(_rig.Port.TrySend(Intent(IntentKind.New, orderId: 2)));
        _rig.Up();
        Assert.Equal(ExecutionKind.SessionUp, _rig.Last.Kind);
        Assert.Equal(ExecutionKind.Fill, _rig.SayAndHear('8', Fill(id, "x1")).Kind);

        // Nothing of ours was sent again.
        Assert.Single(_rig.Heard);
    }

    [Fact]
    public void Log_out_ends_the_session_for_good()
    {
        _rig.Up().Port.RequestLogout();
        _rig.Until(() => _rig.Port.IsLoggedOut);
        Assert.Equal(ExecutionKind.SessionDown, _rig.Last.Kind);
        for (int i = 0; i < 100; i++)
            _rig.Step();
        Assert.False(_rig.Port.IsUp);
    }

    private static string Fill(string id, string execId) => $"17={execId}|150=F|39=2|11={id}|55=BTCUSD_PERP|54=2|31=60000.5|32=12|14=12|151=0|";

    private static (ExecutionKind Kind, long OrderId) Brief(in ExecutionEvent e) => (e.Kind, e.OrderId);
}

using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;
using HedgeFast.Tests.Core.Loop;
using static HedgeFast.Tests.Core.Orders.OrderPortRig;

namespace HedgeFast.Tests.Core.Orders;

/// <summary>
/// What every order port must do over FIX 4.4, whoever wrote its engine. A derived class says how to make one.
/// </summary>
public abstract class OrderPortContractTests : IDisposable
{
    private readonly OrderPortRig _rig;

    protected OrderPortContractTests() => _rig = new OrderPortRig(Create);

    private protected OrderPortRig Rig => _rig;

    public void Dispose()
    {
        _rig.Dispose();
        GC.SuppressFinalize(this);
    }

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
        Assert.Equal("BTCUSD_PERP", Field(order, Tags.Symbol));
        Assert.Equal("2", Field(order, Tags.Side));
        Assert.Equal("12", Field(order, Tags.OrderQty));
        Assert.Equal("2", Field(order, Tags.OrdType));
        Assert.Equal("60000.5", Field(order, Tags.Price));
        Assert.Equal("3", Field(order, Tags.TimeInForce));
        Assert.Matches("^t-[0-9a-z]+-1$", Field(order, Tags.ClOrdID));
        Assert.Matches(@"^\d{8}-\d\d:\d\d:\d\d\.\d{3}$", Field(order, Tags.TransactTime));
    }

    [Theory]
    [InlineData(TimeInForce.Day, "0")]
    [InlineData(TimeInForce.ImmediateOrCancel, "3")]
    [InlineData(TimeInForce.FillOrKill, "4")]
    public void A_new_order_says_how_long_it_may_live(TimeInForce timeInForce, string tag59)
    {
        _rig.Up();
        Assert.True(_rig.Port.TrySend(Intent(IntentKind.New) with { TimeInForce = timeInForce }));
        _rig.Until(() => _rig.Heard.Count == 1);
        Assert.Equal(tag59, Field(_rig.Heard[0], Tags.TimeInForce));
    }

    [Fact]
    public void A_cancel_and_a_status_request_name_the_order()
    {
        string id = Field(_rig.Up().Send(IntentKind.New), Tags.ClOrdID);
        string cancel = _rig.Send(IntentKind.Cancel, requestId: 2);
        Assert.Equal("F", Field(cancel, Tags.MsgType));
        Assert.Equal(id, Field(cancel, Tags.OrigClOrdID));
        Assert.Equal(id[..^1] + "2", Field(cancel, Tags.ClOrdID));
        Assert.Equal("BTCUSD_PERP", Field(cancel, Tags.Symbol));
        Assert.Equal("2", Field(cancel, Tags.Side));
        Assert.Equal("12", Field(cancel, Tags.OrderQty));
        string status = _rig.Send(IntentKind.Status, requestId: 3);
        Assert.Equal("H", Field(status, Tags.MsgType));
        Assert.Equal(id, Field(status, Tags.ClOrdID));
        Assert.Equal("BTCUSD_PERP", Field(status, Tags.Symbol));
        Assert.Equal("2", Field(status, Tags.Side));
    }

    [Fact]
    public void A_replace_names_what_it_replaces_and_the_whole_order()
    {
        string id = Field(_rig.Up().Send(IntentKind.New), Tags.ClOrdID);
        string replace = _rig.Send(IntentKind.Replace, requestId: 2);
        Assert.Equal("G", Field(replace, Tags.MsgType));
        Assert.Equal(id, Field(replace, Tags.OrigClOrdID));
        Assert.Equal(id[..^1] + "2", Field(replace, Tags.ClOrdID));
        Assert.Equal("BTCUSD_PERP", Field(replace, Tags.Symbol));
        Assert.Equal("2", Field(replace, Tags.Side));
        Assert.Equal("12", Field(replace, Tags.OrderQty));
        Assert.Equal("2", Field(replace, Tags.OrdType));
        Assert.Equal("60000.5", Field(replace, Tags.Price));
        Assert.Equal("3", Field(replace, Tags.TimeInForce));

        // From then on requests name the replace.
        string cancel = _rig.Send(IntentKind.Cancel, requestId: 3, knownId: 2);
        Assert.Equal(id[..^1] + "2", Field(cancel, Tags.OrigClOrdID));
        ExecutionEvent replaced = _rig.SayAndHear(
            '8', $"17=r1|150=5|39=0|11={id[..^1]}2|41={id}|55=BTCUSD_PERP|54=2|14=0|151=12|");
        Assert.Equal(ExecutionKind.Replaced, replaced.Kind);
        Assert.Equal(1L, replaced.OrderId);
        Assert.Equal(2L, replaced.RequestId);
        ExecutionEvent refused = _rig.SayAndHear('9', $"11={id[..^1]}2|41={id}|39=2|434=2|102=0|");
        Assert.Equal(ExecutionKind.RequestRejected, refused.Kind);
        Assert.Equal(1L, refused.OrderId);
        Assert.Equal(2L, refused.RequestId);
    }

    [Fact]
    public void A_fill_comes_back_with_our_number()
    {
        string id = Field(_rig.Up().Send(IntentKind.New, orderId: 41), Tags.ClOrdID);
        ExecutionEvent fill = _rig.SayAndHear('8', Fill(id, "x1"));
        Assert.Equal(ExecutionKind.Fill, fill.Kind);
        Assert.Equal(41L, fill.OrderId);
        Assert.Equal(600_005L, fill.LastTicks);
        Assert.Equal(12L, fill.LastLots);
    }

    [Fact]
    public void The_same_execution_told_again_has_the_same_hash_and_counts_once()
    {
        string id = Field(_rig.Up().Send(IntentKind.New), Tags.ClOrdID);
        var ledger = new PositionLedger([LoopRig.Perpetual], maxLive: 8);
        ledger.Live.TryAdd(new LiveOrder { OrderId = 1, Lots = 12, Side = Side.Sell, FinalCumLots = -1 });
        ledger.Apply(_rig.SayAndHear('8', Fill(id, "x1")));
        ledger.Apply(_rig.SayAndHear('8', "97=Y|" + Fill(id, "x1")));
        Assert.Equal(-12L, ledger.FilledLots(0));
        Assert.Equal(1L, ledger.Fills);
        Assert.Equal(1L, ledger.DuplicateFills);
    }

    [Fact]
    public void A_session_reject_of_an_order_ends_it_and_of_a_cancel_leaves_it_unknown()
    {
        _rig.Up().Refuses = type => type is MsgTypes.NewOrderSingle or MsgTypes.OrderCancelRequest;
        _rig.Send(IntentKind.New, orderId: 5);
        _rig.Until(() => _rig.Executions.Events.Count == 2);
        Assert.Equal(ExecutionKind.Rejected, _rig.Last.Kind);
        Assert.Equal(5L, _rig.Last.OrderId);
        _rig.Send(IntentKind.Cancel, orderId: 4, requestId: 6);
        _rig.Until(() => _rig.Executions.Events.Count == 3);
        Assert.Equal(ExecutionKind.RequestRejected, _rig.Last.Kind);
        Assert.Equal(4L, _rig.Last.OrderId);
    }

    [Fact]
    public void A_business_reject_ends_the_order_it_names_by_id_or_by_number()
    {
        string first = _rig.Up().Send(IntentKind.New, orderId: 5);
        AssertEvent(ExecutionKind.Rejected, 5L, _rig.SayAndHear('j', $"372=D|379={Field(first, Tags.ClOrdID)}|380=4|"));
        string second = _rig.Send(IntentKind.New, orderId: 6);
        AssertEvent(
            ExecutionKind.Rejected, 6L, _rig.SayAndHear('j', $"45={Field(second, Tags.MsgSeqNum)}|372=D|380=4|"));
        string status = _rig.Send(IntentKind.Status, orderId: 3, requestId: 7);
        AssertEvent(
            ExecutionKind.RequestRejected, 3L,
            _rig.SayAndHear('j', $"45={Field(status, Tags.MsgSeqNum)}|372=H|380=3|"));
    }

    [Fact]
    public void All_orders_are_asked_about_in_one_message_and_the_last_answer_ends_it()
    {
        _rig.Up();
        string asked = _rig.Send(IntentKind.MassStatus, orderId: 0, requestId: 4);
        Assert.Equal("AF", Field(asked, Tags.MsgType));
        Assert.Equal("7", Field(asked, Tags.MassStatusReqType));
        int before = _rig.Executions.Events.Count;
        _rig.Say(
            '8',
            $"17=0|150=I|39=0|11=elsewhere|55=BTCUSD_PERP|54=1|14=0|151=0|"
                + $"584={Field(asked, Tags.MassStatusReqID)}|912=Y|");
        _rig.Until(() => _rig.Executions.Events.Count == before + 2);
        Assert.Equal(
            [ExecutionKind.Status, ExecutionKind.MassStatusEnd],
            _rig.Executions.Events.Skip(before).Select(e => e.Kind));
    }

    [Fact]
    public void A_mass_status_that_finds_nothing_is_an_end_too()
    {
        _rig.Up();
        string asked = _rig.Send(IntentKind.MassStatus, orderId: 0, requestId: 4);
        ExecutionEvent e = _rig.SayAndHear(
            '8', $"37=NONE|17=0|150=I|39=8|584={Field(asked, Tags.MassStatusReqID)}|911=0|912=Y|14=0|151=0|");
        Assert.Equal(ExecutionKind.MassStatusEnd, e.Kind);
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
    public void Nothing_is_reconnected_where_nothing_is_stopped()
    {
        Assert.False(_rig.Port.TrySend(Intent(IntentKind.Reconnect)));
        Assert.False(_rig.Up().Port.TrySend(Intent(IntentKind.Reconnect)));
        Assert.Empty(_rig.Heard);
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

    [Fact]
    public void No_more_is_told_than_was_asked_for()
    {
        string id = Field(_rig.Up().Send(IntentKind.New), Tags.ClOrdID);
        const int Limit = 8, Fills = 30;
        _rig.Limit(Limit);
        for (int i = 0; i < Fills; i++)
            _rig.Say('8', Fill(id, $"x{i}"));
        int most = 0, before = _rig.Executions.Events.Count;
        _rig.Until(() =>
        {
            most = Math.Max(most, _rig.Executions.Events.Count - before);
            before = _rig.Executions.Events.Count;
            return before == Fills + 1;
        });
        Assert.InRange(most, 1, Limit);
    }

    protected abstract IOrderPort Create(FixSessionSettings session, FixEndpoint endpoint);

    private protected static string Fill(string id, string execId) =>
        $"17={execId}|150=F|39=2|11={id}|55=BTCUSD_PERP|54=2|31=60000.5|32=12|14=12|151=0|";

    private static void AssertEvent(ExecutionKind kind, long orderId, in ExecutionEvent e)
    {
        Assert.Equal(kind, e.Kind);
        Assert.Equal(orderId, e.OrderId);
    }
}

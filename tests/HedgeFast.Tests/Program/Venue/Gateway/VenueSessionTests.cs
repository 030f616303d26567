using System.Net;
using System.Net.Sockets;
using HedgeFast.Fix.Codec;
using HedgeFast.Tests.Program.Venue.Market;
using HedgeFast.Venue;
using HedgeFast.Venue.Market;

namespace HedgeFast.Tests.Program.Venue.Gateway;

public sealed class VenueSessionTests
{
    [Fact]
    public void A_filled_order_is_reported_as_new_and_trade_with_all_quantities()
    {
        using var rig = new VenueSessionRig();
        Assert.True(rig.Client.Order("o-1", '1', "4", "51.5"));
        rig.Answers(2);

        Dictionary<int, string> accepted = rig.Client.Answers[0];
        accepted.Shows(
            (Tags.MsgType, "8"), (Tags.ExecType, "0"), (Tags.OrdStatus, "0"), (Tags.LeavesQty, "4"), (Tags.CumQty, "0"),
            (Tags.AvgPx, "0"));
        Dictionary<int, string> fill = rig.Client.Answers[1];
        fill.Shows(
            (Tags.ExecType, "F"), (Tags.OrdStatus, "2"), (Tags.ClOrdID, "o-1"), (Tags.Symbol, MarketRig.Symbol),
            (Tags.Side, "1"));
        fill.Shows(
            (Tags.OrderQty, "4"), (Tags.Price, "51.5"), (Tags.LastQty, "4"), (Tags.LastPx, "51.0"),
            (Tags.LeavesQty, "0"), (Tags.CumQty, "4"));
        Assert.Equal(51m, decimal.Parse(fill[Tags.AvgPx], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(accepted[Tags.OrderID], fill[Tags.OrderID]);
        Assert.NotEqual(accepted[Tags.ExecID], fill[Tags.ExecID]);
        Assert.StartsWith("20231114-22:13:20", fill[Tags.TransactTime], StringComparison.Ordinal);
        Assert.False(fill.ContainsKey(Tags.PossResend));
        Assert.Equal(4, rig.Host.PositionLots(0));
    }

    [Scenario("O30")]
    [Fact]
    public void A_partly_filled_immediate_order_ends_cancelled()
    {
        using var rig = new VenueSessionRig();
        rig.Client.Order("o", '2', "25", "50.0");
        rig.Answers(3);
        Assert.Equal(["0", "F", "4"], rig.Client.Types);
        rig.Client.Answers[1].Shows((Tags.OrdStatus, "1"), (Tags.LastQty, "10"), (Tags.LeavesQty, "15"));
        rig.Client.Last.Shows(
            (Tags.OrdStatus, "4"), (Tags.CumQty, "10"), (Tags.LeavesQty, "0"),
            (Tags.Text, "rest of immediate or cancel"));
    }

    [Scenario("O29")]
    [Fact]
    public void O29_A_fill_or_kill_fills_whole_or_not_at_all()
    {
        using var rig = new VenueSessionRig();
        rig.Client.Order("more", '1', "11", "51.0", '4');
        rig.Answers(2);
        Assert.Equal(["0", "4"], rig.Client.Types);
        rig.Client.Last.Shows(
            (Tags.OrdStatus, "4"), (Tags.CumQty, "0"), (Tags.LeavesQty, "0"), (Tags.TimeInForce, "4"),
            (Tags.Text, "fill or kill, and not whole"));

        // What was killed has taken nothing: all that is displayed is there for the next one.
        rig.Client.Order("all", '1', "10", "51.0", '4');
        rig.Answers(4);
        Assert.Equal(["0", "4", "0", "F"], rig.Client.Types);
        rig.Client.Last.Shows((Tags.OrdStatus, "2"), (Tags.LastQty, "10"), (Tags.LeavesQty, "0"));
        Assert.Equal(10, rig.Host.PositionLots(0));
    }

    [Scenario("O11")]
    [Fact]
    public void O11_A_filled_order_is_replaced_by_a_larger_one_and_works_on()
    {
        using var rig = new VenueSessionRig();
        rig.Client.Order("o", '1', "4", "51.0", '0');
        rig.Answers(2);
        rig.Client.Raw(
            "G", (Tags.OrigClOrdID, "o"), (Tags.ClOrdID, "p"), (Tags.Symbol, MarketRig.Symbol), (Tags.Side, "1"),
            (Tags.OrderQty, "12"), (Tags.OrdType, "2"), (Tags.Price, "51.0"), (Tags.TimeInForce, "0"));
        rig.Answers(4);
        Assert.Equal(["0", "F", "5", "F"], rig.Client.Types);
        Dictionary<int, string> replaced = rig.Client.Answers[2];
        replaced.Shows(
            (Tags.OrdStatus, "1"), (Tags.CumQty, "4"), (Tags.LeavesQty, "8"), (Tags.ClOrdID, "p"),
            (Tags.OrigClOrdID, "o"));
        rig.Client.Last.Shows((Tags.LastQty, "6"), (Tags.LeavesQty, "2"), (Tags.OrdStatus, "1"));
        rig.NextRow();
        rig.Answers(5);
        rig.Client.Last.Shows((Tags.ExecType, "F"), (Tags.CumQty, "12"), (Tags.LeavesQty, "0"), (Tags.OrdStatus, "2"));
        Assert.Equal(12, rig.Host.PositionLots(0));
    }

    [Fact]
    public void A_day_order_fills_over_several_rows_with_a_true_average()
    {
        using var rig = new VenueSessionRig(
            row => row switch
            {
                0 => new(100, 10, 102, 3),
                1 => new(100, 10, 102, 0),
                2 => new(99, 5, 101, 2),
                _ => new(99, 5, 103, 9),
            });
        rig.Client.Order("o", '1', "6", "51.5", '0');
        rig.Answers(2);
        rig.NextRow();
        rig.NextRow();
        rig.Answers(3);
        Assert.Equal(["0", "F", "F"], rig.Client.Types);
        rig.Client.Last.Shows((Tags.LastPx, "51.5"), (Tags.LastQty, "2"), (Tags.CumQty, "5"), (Tags.LeavesQty, "1"));
        // Three lots at 51.0 and two at 51.5.
        Assert.Equal(
            51.2m, decimal.Parse(rig.Client.Last[Tags.AvgPx], System.Globalization.CultureInfo.InvariantCulture));

        rig.Client.Cancel("c", "o");
        Dictionary<int, string> canceled = rig.Answer();
        canceled.Shows(
            (Tags.ExecType, "4"), (Tags.OrdStatus, "4"), (Tags.ClOrdID, "c"), (Tags.OrigClOrdID, "o"),
            (Tags.CumQty, "5"), (Tags.LeavesQty, "0"));
    }

    [Fact]
    public void A_cancel_of_an_unknown_order_is_refused()
    {
        using var rig = new VenueSessionRig();
        rig.Client.Cancel("c", "nothing");
        Dictionary<int, string> refused = rig.Answer();
        refused.Shows(
            (Tags.MsgType, "9"), (Tags.ClOrdID, "c"), (Tags.OrigClOrdID, "nothing"), (Tags.OrdStatus, "8"),
            (Tags.CxlRejResponseTo, "1"), (Tags.CxlRejReason, "1"), (Tags.OrderID, "NONE"),
            (Tags.Text, "unknown order"));

        rig.Client.Order("o", '1', "1", "51.0");
        rig.Answers(3);
        rig.Client.Cancel("d", "o");
        Dictionary<int, string> late = rig.Answer();
        late.Shows((Tags.MsgType, "9"), (Tags.OrdStatus, "2"), (Tags.CxlRejReason, "0"));
    }

    [Theory]
    [InlineData("1", "51.0", '3', "ETHUSD_PERP", "unknown symbol", "1")]
    [InlineData("1.5", "51.0", '3', MarketRig.Symbol, "bad quantity", "13")]
    [InlineData("-1", "51.0", '3', MarketRig.Symbol, "bad quantity", "13")]
    [InlineData("abc", "51.0", '3', MarketRig.Symbol, "bad quantity", "13")]
    [InlineData("1", "51.3", '3', MarketRig.Symbol, "price off tick", "99")]
    [InlineData("1", "fifty", '3', MarketRig.Symbol, "bad price", "99")]
    [InlineData("1", "51.0", '1', MarketRig.Symbol, "only limit orders, day, immediate or cancel, fill or kill", "11")]
    public void An_order_that_breaks_a_rule_is_rejected_on_the_wire(
        string quantity, string price, char timeInForce, string symbol, string text, string code)
    {
        using var rig = new VenueSessionRig();
        rig.Client.Order("o", '1', quantity, price, timeInForce, symbol);
        Dictionary<int, string> reject = rig.Answer();
        reject.Shows(
            (Tags.MsgType, "8"), (Tags.ExecType, "8"), (Tags.OrdStatus, "8"), (Tags.Text, text),
            (Tags.OrdRejReason, code), (Tags.ClOrdID, "o"), (Tags.Symbol, symbol));
        Assert.Equal(1, rig.Host.Counters.Rejects);
    }

    [Scenario("O26")]
    [Fact]
    public void A_used_id_is_rejected_and_a_repeated_message_answered_with_the_status()
    {
        using var rig = new VenueSessionRig();
        rig.Client.Order("o", '1', "2", "51.0");
        rig.Answers(2);
        rig.Client.Order("o", '1', "2", "51.0");
        Assert.Equal("duplicate ClOrdID", rig.Answer()[Tags.Text]);
        rig.Client.Order("o", '1', "2", "51.0", possResend: true);
        Dictionary<int, string> status = rig.Answer();
        status.Shows((Tags.ExecType, "I"), (Tags.OrdStatus, "2"), (Tags.CumQty, "2"));
        Assert.Equal(2, rig.Host.PositionLots(0));
    }

    [Fact]
    public void A_status_request_is_answered_for_known_and_unknown_orders()
    {
        using var rig = new VenueSessionRig();
        rig.Client.Order("o", '1', "12", "51.0", '0');
        rig.Answers(2);
        rig.Client.Status("o");
        Dictionary<int, string> known = rig.Answer();
        known.Shows(
            (Tags.ExecType, "I"), (Tags.OrdStatus, "1"), (Tags.CumQty, "10"), (Tags.LeavesQty, "2"),
            (Tags.OrdStatusReqID, "ask"));
        rig.Client.Status("never");
        Dictionary<int, string> unknown = rig.Answer();
        unknown.Shows((Tags.ExecType, "I"), (Tags.OrdStatus, "8"), (Tags.Text, "unknown order"), (Tags.LeavesQty, "0"));
    }

    [Fact]
    public void A_request_for_positions_is_answered_with_the_clients_own()
    {
        using var rig = new VenueSessionRig();
        Assert.True(
            rig.Client.Raw(
                "AN", (710, "p1"), (724, "0"), (1, "ACC"), (581, "1"), (715, "20240808"), (60, "20240808-23:54:17")));
        Dictionary<int, string> none = rig.Answer();
        none.Shows(
            (Tags.MsgType, "AO"), (Tags.PosReqID, "p1"), (Tags.Account, "ACC"), (Tags.TotalNumPosReports, "0"),
            (Tags.PosReqResult, "2"), (Tags.PosReqStatus, "0"));

        rig.Client.Order("o", '2', "3", "50.0");
        rig.Answers(3);
        rig.Client.Raw(
            "AN", (710, "p2"), (724, "0"), (1, "ACC"), (581, "1"), (715, "20240808"), (60, "20240808-23:54:17"));
        Dictionary<int, string> held = rig.Answer();
        held.Shows(
            (Tags.MsgType, "AP"), (Tags.PosReqID, "p2"), (Tags.TotalNumPosReports, "1"), (Tags.PosReqResult, "0"),
            (Tags.Symbol, MarketRig.Symbol));
        Assert.Equal("TOT", held[Tags.PosType]);
        Assert.Equal(-rig.Host.PositionLots(0), long.Parse(held[Tags.ShortQty]));
        Assert.NotEqual(none[Tags.PosMaintRptID], held[Tags.PosMaintRptID]);
    }

    [Fact]
    public void Another_message_type_is_refused_and_the_session_goes_on()
    {
        using var rig = new VenueSessionRig();
        rig.Client.Raw("R", (131, "r"));
        Dictionary<int, string> refused = rig.Answer();
        refused.Shows((Tags.MsgType, "j"), (Tags.RefMsgType, "R"), (Tags.BusinessRejectReason, "3"));
        rig.Client.Order("o", '1', "1", "51.0");
        rig.Answers(3);
        Assert.Equal(1, rig.Host.PositionLots(0));
    }

    [Fact]
    public void An_order_without_its_fields_is_rejected_and_the_session_goes_on()
    {
        using var rig = new VenueSessionRig();
        rig.Client.Raw("D", (Tags.Text, "nothing else"));
        Assert.Equal("bad ClOrdID", rig.Answer()[Tags.Text]);
        rig.Client.Raw("D", (Tags.ClOrdID, new string('x', 200)), (Tags.Symbol, MarketRig.Symbol));
        Assert.Equal("bad ClOrdID", rig.Answer()[Tags.Text]);
        rig.Client.Raw(
            "D", (Tags.ClOrdID, "a"), (Tags.Symbol, MarketRig.Symbol), (Tags.Side, "7"), (Tags.OrderQty, "1"));
        Assert.Equal("bad side", rig.Answer()[Tags.Text]);
        Assert.True(rig.Client.IsUp);
    }

    [Fact]
    public void Reports_sent_into_a_connection_that_dies_come_by_resend()
    {
        using var rig = new VenueSessionRig();
        rig.Client.Order("o", '1', "4", "51.0");
        rig.VenueOnly();
        Assert.Equal(4, rig.Host.PositionLots(0));
        Assert.True(rig.Host.AbortConnections());
        rig.Until(() => rig.Client.Logons == 2);
        rig.Answers(2);
        Assert.Equal(["0", "F"], rig.Client.Types.Distinct());
        Assert.Equal(4, rig.Client.Position);
    }

    [Fact]
    public void A_disconnect_cancels_resting_orders_and_the_report_waits_for_the_next_logon()
    {
        using var rig = new VenueSessionRig();
        rig.Client.Order("o", '1', "3", "49.0", '0');
        rig.Answers(1);
        rig.Host.AbortConnections();
        rig.Until(() => rig.Client.Logons == 2);
        rig.Answers(2);
        Assert.Equal(["0", "4"], rig.Client.Types);
        rig.Client.Last.Shows((Tags.ClOrdID, "o"), (Tags.Text, "cancelled on disconnect"));
    }

    [Fact]
    public void Fills_of_orders_kept_over_a_disconnect_are_reported_at_the_next_logon()
    {
        using var rig = new VenueSessionRig(
            row => row == 0 ? new(100, 10, 102, 10) : new(98, 10, 99, 2), s => s with { CancelOnDisconnect = false });
        rig.Client.Order("o", '1', "3", "50.0", '0');
        rig.Answers(1);
        rig.Host.AbortConnections();
        rig.NextRow();
        rig.Until(() => rig.Client.Logons == 2);
        rig.Answers(2);
        Assert.Equal(["0", "F"], rig.Client.Types);
        rig.Client.Last.Shows((Tags.LastPx, "50.0"), (Tags.LastQty, "2"), (Tags.LeavesQty, "1"));
        Assert.Equal(rig.Client.Position, rig.Host.PositionLots(0));
    }

    [Fact]
    public void A_killed_venue_restarts_with_its_position_and_sends_unsent_reports()
    {
        using var rig = new VenueSessionRig();
        rig.Client.Order("a", '1', "4", "51.0");
        rig.Answers(2);
        rig.Client.Order("b", '1', "3", "51.0");
        rig.Client.Order("c", '1', "9", "49.0", '0');
        rig.VenueOnly();
        rig.RestartVenue();

        Assert.Equal(7, rig.Host.PositionLots(0));
        rig.Until(() => rig.Client.Types.Contains("4"));
        Assert.Equal(7, rig.Client.Position);
        Assert.Equal("cancelled, venue restarted", rig.Client.Last[Tags.Text]);
        rig.Client.Order("a", '1', "4", "51.0");
        Assert.Equal("duplicate ClOrdID", rig.Answer()[Tags.Text]);
        rig.Client.Order("d", '2', "2", "50.0");
        rig.Until(() => rig.Client.Position == 5);
        Assert.Equal(5, rig.Host.PositionLots(0));
    }

    [Fact]
    public void An_unsent_fill_is_sent_once_after_a_restart_with_PossResend()
    {
        using var rig = new VenueSessionRig(
            row => row == 0 ? new(100, 10, 102, 10) : new(98, 10, 99, 2), s => s with { CancelOnDisconnect = false });
        rig.Client.Order("o", '1', "3", "50.0", '0');
        rig.Answers(1);
        rig.Host.AbortConnections();
        rig.NextRowVenueOnly();
        Assert.Equal(2, rig.Host.PositionLots(0));
        rig.RestartVenue();

        rig.Answers(3);
        Assert.Equal(["0", "F", "4"], rig.Client.Types);
        Assert.Equal("Y", rig.Client.Answers[1][Tags.PossResend]);
        Assert.False(rig.Client.Answers[2].ContainsKey(Tags.PossResend));
        Assert.Equal(2L, rig.Client.Position);
        Assert.Equal(2L, rig.Host.PositionLots(0));
        rig.RestartVenue();
        rig.Client.Order("p", '1', "1", "51.0");
        rig.Until(() => rig.Client.Types.Count(t => t == "0") == 2);
        Assert.Single(rig.Client.Answers, a => a[Tags.ClOrdID] == "o" && a[Tags.ExecType] == "F");
    }

    [Fact]
    public void A_configured_disconnect_happens_at_its_row_and_trading_goes_on()
    {
        using var rig = new VenueSessionRig(
            change: s => s with { Faults = new VenueFaults { DisconnectAt = new HashSet<int> { 2 } } });
        rig.NextRow();
        Assert.Equal(1, rig.Client.Logons);
        rig.NextRow();
        rig.Until(() => rig.Client.Logons == 2);
        rig.Client.Order("o", '1', "1", "51.0");
        rig.Answers(2);
        Assert.Equal(1, rig.Client.Position);
    }

    [Fact]
    public void A_venue_that_is_disposed_cancels_and_logs_out()
    {
        using var rig = new VenueSessionRig();
        rig.Client.Order("o", '1', "3", "49.0", '0');
        rig.Answers(1);
        rig.Host.Dispose();
        long limit = TimeProvider.System.GetTimestamp() + 60 * TimeProvider.System.TimestampFrequency;
        while (rig.Client.LogoutReason is null && TimeProvider.System.GetTimestamp() < limit)
            rig.Client.DoWork();
        Assert.NotNull(rig.Client.LogoutReason);
        Assert.Equal("cancelled, venue stops", rig.Client.Last[Tags.Text]);
    }

    [Fact]
    public void A_fix_port_that_is_taken_is_a_clear_error_and_frees_the_folder()
    {
        using var folder = new VenueFolder();
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        int port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        VenueSettings settings = folder.Settings(folder.Tape(2));
        Exception? error = Record.Exception(() => new VenueHost(settings with { FixPort = port }, new VenueClock()));
        Assert.Contains($"127.0.0.1:{port}", error?.Message, StringComparison.Ordinal);
        using var host = new VenueHost(settings, new VenueClock());
        Assert.NotEqual(0, host.BoundFixPort);
    }
}

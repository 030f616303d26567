using HedgeFast.Core.Book;
using HedgeFast.Fix.Codec;
using HedgeFast.Tests.Program.Venue.Market;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Venue.Gateway;

/// <summary>Halts, delayed reports and questions about all orders at once.</summary>
public sealed class VenueAnswerTests
{
    [Fact]
    public void A_list_of_halts_is_read()
    {
        Assert.True(
            TapeHalt.TryParse("A@1000-1200, B@5000-5050:reinstate", ["A", "B"], out IReadOnlyList<TapeHalt> halts));
        Assert.Equal([new TapeHalt(0, 1000, 1200), new TapeHalt(1, 5000, 5050, Reinstates: true)], halts);
    }

    [Theory]
    [InlineData("A@1000")]
    [InlineData("A@5-5")]
    [InlineData("A@-1-5")]
    [InlineData("A@10-15:keep")]
    [InlineData("C@10-15")]
    public void A_malformed_list_of_halts_is_refused(string text) =>
        Assert.False(TapeHalt.TryParse(text, ["A", "B"], out _));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_halt_cancels_refuses_and_may_reinstate(bool reinstates)
    {
        var rig = new MarketRig();
        rig.Send("a", Side.Buy, 5, 99, TimeInForce.Day);
        rig.Market.Halt(0, 2_000);
        rig.Last.Shows(kind: VenueReportKind.Canceled, reason: VenueReason.Halted, clOrdId: "a");
        Assert.Equal(VenueReason.Halted, rig.Send("b", Side.Buy, 5, 99, TimeInForce.Day)[0].Reason);
        rig.Market.Resume(0, 3_000, reinstates);
        Assert.Equal(reinstates ? VenueReportKind.Restated : VenueReportKind.Rejected, rig.Last.Kind);
        Assert.Equal(reinstates ? 1 : 0, rig.Market.OpenOrders);
        rig.Quote(97, 10, 99, 10);
        Assert.Equal(reinstates ? 5 : 0, rig.Market.Account(0).PositionLots);
    }

    [Fact]
    public void A_halt_of_the_tape_cancels_refuses_and_reinstates_over_the_wire()
    {
        using var rig = new VenueSessionRig(
            change: settings => settings with { Halts = [new TapeHalt(0, 1, 3, Reinstates: true)] });
        rig.Client.Order("a", '1', "1", "1.0", timeInForce: '0');
        rig.Answers(1);
        rig.NextTapeRow();
        rig.Answers(2);
        rig.Client.Last.Shows((Tags.ExecType, "4"), (Tags.Text, "trading halt"));
        rig.Client.Order("b", '1', "1", "1.0", timeInForce: '0');
        rig.Answer().Shows((Tags.ExecType, "8"), (Tags.Text, "trading halt"));
        rig.NextTapeRow();
        rig.NextTapeRow();
        rig.Answers(4);
        rig.Client.Last.Shows((Tags.ExecType, "D"), (Tags.ExecRestatementReason, "5"), (Tags.ClOrdID, "a"));
    }

    [Fact]
    public void A_mass_status_request_is_answered_with_every_open_order()
    {
        using var rig = new VenueSessionRig();
        rig.Client.Raw("AF", (Tags.MassStatusReqID, "m1"), (Tags.MassStatusReqType, "7"));
        Dictionary<int, string> none = rig.Answer();
        none.Shows(
            (Tags.ExecType, "I"), (Tags.MassStatusReqID, "m1"), (Tags.TotNumReports, "0"),
            (Tags.LastRptRequested, "Y"));
        rig.Client.Order("a", '1', "1", "1.0", timeInForce: '0');
        rig.Client.Order("b", '1', "2", "1.0", timeInForce: '0');
        rig.Answers(3);
        rig.Client.Raw("AF", (Tags.MassStatusReqID, "m2"), (Tags.MassStatusReqType, "7"));
        rig.Answers(5);
        Assert.Equal(
            [("a", "2", "N"), ("b", "2", "Y")],
            rig.Client.Answers.TakeLast(2).Select(
                a => (a[Tags.ClOrdID], a[Tags.TotNumReports], a[Tags.LastRptRequested])));
    }

    [Fact]
    public void Reports_are_delayed_by_their_latency_and_keep_their_order()
    {
        using var rig = new VenueSessionRig(
            change: settings => settings with { ReportLatencyNanos = 3 * VenueSessionRig.GapNanos / 2 });
        rig.Client.Order("a", '1', "1", "1000000");
        rig.NextRow();
        Assert.Empty(rig.Client.Answers);
        Assert.Equal(1, rig.Host.PositionLots(0));
        rig.NextRow();
        rig.Answers(2);
        Assert.Equal(["0", "F"], rig.Client.Types);
    }

    [Fact]
    public void A_replace_over_the_wire_is_confirmed_or_refused_as_one()
    {
        using var rig = new VenueSessionRig();
        rig.Client.Order("a", '1', "2", "1.0", timeInForce: '0');
        rig.Answers(1);
        Replace(rig, "b", "a");
        Dictionary<int, string> replaced = rig.Answer();
        replaced.Shows((Tags.ExecType, "5"), (Tags.ClOrdID, "b"), (Tags.OrigClOrdID, "a"), (Tags.Price, "2.0"));
        Replace(rig, "c", "never");
        Dictionary<int, string> refused = rig.Answer();
        refused.Shows((Tags.MsgType, "9"), (Tags.ClOrdID, "c"), (Tags.CxlRejResponseTo, "2"), (Tags.CxlRejReason, "1"));

        // A venue started again has cancelled what was open, under the id it has now.
        rig.RestartVenue();
        rig.Answers(4);
        rig.Client.Last.Shows((Tags.ExecType, "4"), (Tags.ClOrdID, "b"));
    }

    private static void Replace(VenueSessionRig rig, string id, string orig) =>
        rig.Client.Raw("G", (Tags.OrigClOrdID, orig), (Tags.ClOrdID, id), (Tags.Symbol, MarketRig.Symbol),
        (Tags.Side, "1"), (Tags.OrderQty, "2"), (Tags.OrdType, "2"), (Tags.Price, "2.0"), (Tags.TimeInForce, "0"));
}

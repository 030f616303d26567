using HedgeFast.Fix.Codec;

namespace HedgeFast.Tests.Fix.Codec;

/// <summary>The messages a hedger needs beyond orders and reports, and repeating groups.</summary>
public sealed class TypedMessageTests
{
    private const long Nanos = 1_772_461_800_123_456_789; // 2026-03-02 14:30:00.123456789 UTC

    private static FixMessage Read(string fields)
    {
        Assert.True(FixMessage.TryRead(FixText.Frame(fields), out FixMessage message));
        return message;
    }

    private delegate void Writer(ref FixBody body);

    private static string Write(Writer write)
    {
        var body = new FixBody(new byte[512]);
        write(ref body);
        return FixText.Show(body.Written);
    }

    [Fact]
    public void Requests_have_the_expected_fields()
    {
        Assert.Equal(
            "41=o1|11=o2|21=1|55=BTC|54=1|60=20260302-14:30:00.123456789|38=5|40=2|44=1.50|",
            Write((ref FixBody body) => OrderMessages.WriteOrderCancelReplaceRequest(ref body, new OrderRequest
            {
                OrigClOrdID = "o1"u8,
                ClOrdID = "o2"u8,
                Symbol = "BTC"u8,
                Side = (byte)'1',
                OrdType = (byte)'2',
                Quantity = 5,
                Price = 150,
                PriceDecimals = 2,
                TransactTime = Nanos,
                TransactTimeDigits = 9,
            })));
        Assert.Equal(
            "584=m1|585=7|", Write((ref FixBody body) => OrderMessages.WriteOrderMassStatusRequest(ref body, "m1"u8)));
        Assert.Equal(
            "710=p1|724=0|1=ACC|581=1|715=20260302|60=20260302-14:30:00.123456789|",
            Write((ref FixBody body) => PositionMessages.WriteRequestForPositions(ref body, "p1"u8, "ACC"u8, Nanos)));
        Assert.Equal(
            "262=r1|263=1|264=1|265=1|267=2|269=0|269=1|146=1|55=BTC|",
            Write(
                (ref FixBody body) =>
                    MarketDataMessages.WriteMarketDataRequest(ref body, "r1"u8, (byte)'1', 1, "BTC"u8)));
    }

    [Fact]
    public void A_reject_names_message_field_and_reason()
    {
        var session = new RejectView(Read("35=3|34=2|45=17|58=bad|371=38|372=D|373=6|"));
        Assert.Equal(17, session.RefSeqNum);
        Assert.Equal(38, session.RefTagID);
        Assert.Equal(6, session.Reason);
        Assert.True(session.RefMsgType.SequenceEqual("D"u8)
            && session.Text.SequenceEqual("bad"u8)
            && session.RefId.IsEmpty);
        var business = new RejectView(Read("35=j|34=2|45=17|372=D|379=o1|380=4|"));
        Assert.True(business.RefId.SequenceEqual("o1"u8) && business.Reason == 4 && business.RefTagID == -1);
        var data = new RejectView(Read("35=Y|34=2|262=r1|281=0|58=unknown|"));
        Assert.True(data.RefId.SequenceEqual("r1"u8) && data.Reason == 0 && !data.IsMalformed);
    }

    [Fact]
    public void A_position_report_gives_its_net_quantities()
    {
        var view = new PositionReportView(
            Read(
                "35=AP|34=2|721=x|710=p1|727=3|728=0|1=ACC|55=BTC|730=100.5|702=2|703=TOT|704=12.5|705=2|703=SOD|705=3|60=20260302-14:30:00|"));
        Assert.Equal(3, view.TotalNumPosReports);
        Assert.Equal(0, view.PosReqResult);
        Assert.True(view.TryGetNet("TOT"u8, 1, out long net) && net == 105);
        Assert.True(view.TryGetNet("SOD"u8, 0, out net) && net == -3);
        Assert.False(view.TryGetNet("TOT"u8, 0, out _));
        Assert.False(view.TryGetNet("DLV"u8, 0, out _));
        Assert.True(view.TryGetSettlPrice(2, out long price) && price == 10050);
        Assert.True(view.Symbol.SequenceEqual("BTC"u8)
            && view.Account.SequenceEqual("ACC"u8)
            && view.PosReqID.SequenceEqual("p1"u8)
            && view.PosMaintRptID.SequenceEqual("x"u8));
    }

    [Theory]
    [InlineData(
        "35=W|34=2|262=r1|55=BTC|268=2|269=0|270=99.5|271=3|269=1|270=100|271=4|", "BTC", "0:0 9950x3 1:0 10000x4")]
    [InlineData(
        "35=X|34=2|262=r1|268=2|279=1|269=0|278=a|55=ETH|270=9.5|271=3|279=2|269=1|55=ETH|270=10|271=0|", "ETH",
        "0:1 950x3 1:2 1000x0")]
    public void Market_data_entries_are_read_in_order(string fields, string symbol, string entries)
    {
        var view = new MarketDataView(Read(fields));
        var seen = new List<string>();
        foreach (MarketDataEntry entry in view)
        {
            Assert.True(entry.TryGetPrice(2, out long price));
            Assert.True(entry.TryGetSize(0, out long size));
            seen.Add(
                $"{(char)entry.EntryType}:{(entry.UpdateAction == 0 ? '0' : (char)entry.UpdateAction)} {price}x{size}");
        }

        Assert.Equal(entries, string.Join(' ', seen));
        Assert.Equal(symbol, FixText.Show(view.Symbol));
    }

    [Theory]
    [InlineData("78=2|79=a|80=1|79=b|80=2|58=t|", "79=a|80=1| 79=b|80=2|", false)]
    [InlineData("11=x|78=1|79=a|", "79=a|", false)]
    [InlineData("78=0|58=t|", "", false)]
    [InlineData("58=t|", "", false)]
    [InlineData("78=2|79=a|80=1|58=t|", "", true)]
    [InlineData("78=1|79=a|79=b|", "", true)]
    [InlineData("78=1|80=1|79=a|", "", true)]
    [InlineData("78=x|79=a|", "", true)]
    [InlineData("78=-1|79=a|", "", true)]
    [InlineData("78=1|", "", true)]
    [InlineData("78=3|79=a|79=b|", "79=a|", true)]
    public void A_group_is_cut_at_its_delimiters(string body, string entries, bool isMalformed)
    {
        var group = new FixGroup(FixText.Raw(body), 78, 79, [80]);
        var seen = new List<string>();
        while (group.MoveNext())
            seen.Add(FixText.Show(group.Entry));
        Assert.Equal(entries, string.Join(' ', seen));
        Assert.Equal(isMalformed, group.IsMalformed);
    }

    [Fact]
    public void Groups_nest()
    {
        var outer = new FixGroup(
            FixText.Raw("78=2|79=a|539=2|524=p|538=1|524=q|79=b|80=2|"), 78, 79, [80, 539, 524, 538]);
        var seen = new List<string>();
        while (outer.MoveNext())
        {
            var inner = new FixGroup(outer.Entry, 539, 524, [538]);
            while (inner.MoveNext())
                seen.Add(FixText.Show(inner.Entry));
            Assert.False(inner.IsMalformed);
        }

        Assert.Equal(["524=p|538=1|", "524=q|"], seen);
    }
}

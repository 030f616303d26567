using HedgeFast.Fix.Codec;

namespace HedgeFast.Tests.Fix.Codec;

public sealed class CodecTests
{
    private const long Nanos = 1_772_461_800_123_456_789;

    [Fact]
    public void A_whole_order_has_the_expected_bytes()
    {
        var frame = new OutgoingFrame("FIX.4.4", "HEDGE", "VENUE", 1024);
        FixBody body = frame.Begin("D"u8);
        OrderMessages.WriteNewOrderSingle(ref body, new OrderRequest
        {
            ClOrdID = "H1-7"u8,
            Symbol = "BTC-PERP"u8,
            Side = (byte)'1',
            OrdType = (byte)'2',
            TimeInForce = (byte)'3',
            Quantity = 25,
            QuantityDecimals = 1,
            Price = 6_543_250,
            PriceDecimals = 2,
            TransactTime = Nanos,
            TransactTimeDigits = 9,
        });
        string expected =
            "8=FIX.4.4|9=144|35=D|34=42|49=HEDGE|52=20260302-14:30:00.123|56=VENUE|11=H1-7|21=1|55=BTC-PERP|54=1|"
            + "60=20260302-14:30:00.123456789|38=2.5|40=2|44=65432.50|59=3|10=";
        string shown = FixText.Show(frame.Complete(ref body, 42, Nanos, default));
        Assert.Equal(expected, shown[..^4]);
        Assert.Equal(
            shown, FixText.Show(FixText.Frame(expected[(expected.IndexOf("35=", StringComparison.Ordinal))..^3])));
    }

    [Fact]
    public void A_resend_carries_PossDup_and_the_first_sending_time()
    {
        var frame = new OutgoingFrame("FIX.4.4", "A", "B", 1024);
        FixBody body = frame.Begin("8"u8);
        body.Add(Tags.Text, "t"u8);
        string shown = FixText.Show(frame.Complete(ref body, 7, Nanos, "20260302-14:00:00"u8));
        Assert.StartsWith(
            "8=FIX.4.4|9=77|35=8|34=7|43=Y|49=A|52=20260302-14:30:00.123|56=B|122=20260302-14:00:00|58=t|10=", shown,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_is_sent_once_and_only_the_last_one_begun()
    {
        var frame = new OutgoingFrame("FIX.4.4", "A", "B", 1024);
        Assert.Throws<InvalidOperationException>(() =>
        {
            FixBody first = frame.Begin("8"u8);
            frame.Begin("8"u8);
            frame.Complete(ref first, 1, 0, default);
        });
        Assert.Throws<InvalidOperationException>(() =>
        {
            FixBody body = frame.Begin("8"u8);
            frame.Complete(ref body, 1, 0, default);
            frame.Complete(ref body, 1, 0, default);
        });
        Assert.Throws<InvalidOperationException>(() =>
        {
            var body = new FixBody(new byte[100]);
            frame.Complete(ref body, 1, 0, default);
        });
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1, "-1")]
    [InlineData(9999, "9999")]
    [InlineData(10000, "10000")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    [InlineData(long.MinValue, "-9223372036854775808")]
    public void Integers(long value, string text)
    {
        var body = new FixBody(new byte[64]);
        body.Add(38, value);
        Assert.Equal($"38={text}|", FixText.Show(body.Written));
    }

    [Fact]
    public void Integer_constants_are_numbers_and_bytes_are_characters()
    {
        var body = new FixBody(new byte[64]);
        body.Add(16, 0);
        body.Add(108, 30);
        body.Add(54, (byte)'1');
        Assert.Equal("16=0|108=30|54=1|", FixText.Show(body.Written));
    }

    [Theory]
    [InlineData(0, 2, "0.00")]
    [InlineData(5, 2, "0.05")]
    [InlineData(-5, 2, "-0.05")]
    [InlineData(12300, 2, "123.00")]
    [InlineData(7, 0, "7")]
    [InlineData(long.MinValue, 18, "-9.223372036854775808")]
    public void Decimals_are_written(long mantissa, int decimals, string text)
    {
        var body = new FixBody(new byte[64]);
        body.AddDecimal(44, mantissa, decimals);
        Assert.Equal($"44={text}|", FixText.Show(body.Written));
    }

    [Theory]
    [InlineData("1.25", 4, 12500L)]
    [InlineData("1.2500", 2, 125L)]
    [InlineData("-0.5", 1, -5L)]
    [InlineData(".5", 1, 5L)]
    [InlineData("5.", 1, 50L)]
    [InlineData("00023.0", 0, 23L)]
    [InlineData("9223372036854775807", 0, long.MaxValue)]
    [InlineData("1.255", 2, null)]
    [InlineData("9223372036854775808", 0, null)]
    [InlineData("92233720368547758.07", 3, null)]
    [InlineData("1e5", 2, null)]
    [InlineData("+1", 2, null)]
    [InlineData("1.2.3", 4, null)]
    [InlineData(".", 4, null)]
    [InlineData("-", 4, null)]
    [InlineData(" 1", 4, null)]
    public void Decimals_are_read_exactly_or_not_at_all(string text, int decimals, long? expected)
    {
        bool ok = FixMessage.TryRead(FixText.Frame($"35=8|44={text}|"), out FixMessage message)
            && message.TryGetDecimal(44, decimals, out long mantissa)
            && mantissa == expected;
        Assert.Equal(expected is not null, ok);
        if (expected is null)
            Assert.False(message.TryGetDecimal(44, decimals, out _));
    }

    [Theory]
    [InlineData("19700101-00:00:00", 0L)]
    [InlineData("20260302-14:30:00.123456789", Nanos)]
    [InlineData("20260302-14:30:00.123456789999", Nanos)]
    [InlineData("20000229-23:59:59.5", 951_868_799_500_000_000L)]
    [InlineData("20161231-23:59:60", 1_483_228_800_000_000_000L)]
    [InlineData("19691231-23:59:59.999", -1_000_000L)]
    [InlineData("20260230-14:30:00", null)]
    [InlineData("20261301-14:30:00", null)]
    [InlineData("20260302-24:30:00", null)]
    [InlineData("20260302-14:60:00", null)]
    [InlineData("20260302-14:30:00.", null)]
    [InlineData("20260302-14:30:00.x", null)]
    [InlineData("20260302 14:30:00", null)]
    [InlineData("20260302-14:30", null)]
    public void Timestamps(string text, long? expected)
    {
        Assert.True(FixMessage.TryRead(FixText.Frame($"35=8|60={text}|"), out FixMessage message));
        bool ok = message.TryGetTimestamp(60, out long nanos);
        Assert.Equal(expected, ok ? nanos : null);
    }

    [Fact]
    public void Timestamps_agree_with_the_calendar_of_the_platform()
    {
        var random = new Random(3);
        Span<byte> text = stackalloc byte[27];
        for (int i = 0; i < 5000; i++)
        {
            DateTime time = new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks(
                random.NextInt64(300L * 365 * 864_000_000_000));
            long nanos = (time.Ticks - DateTime.UnixEpoch.Ticks) * 100;
            Assert.Equal(27, FixTimestamp.Write(text, nanos, 9));
            Assert.Equal(
                time.ToString("yyyyMMdd-HH:mm:ss.fffffff'00'", System.Globalization.CultureInfo.InvariantCulture),
                FixText.Show(text));
            Assert.True(FixTimestamp.TryRead(text, out long back) && back == nanos);
        }
    }

    [Fact]
    public void S27_Values_that_could_forge_fields_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new FixBody(new byte[64]).Add(58, "a\u000135=5"u8));
        Assert.Throws<ArgumentException>(() => new FixBody(new byte[64]).Add(58, (byte)1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixBody(new byte[64]).Add(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FixBody(new byte[64]).AddDecimal(44, 1, 19));
        Assert.Throws<ArgumentException>(() => new FixBody(new byte[64]).AddData(95, 97, "x"u8));
    }

    [Fact]
    public void A_field_that_does_not_fit_is_left_out_whole_with_all_behind_it()
    {
        var body = new FixBody(new byte[40]);
        body.Add(58, "0123456789"u8);
        body.Add(58, "01234567890123456789"u8);
        body.Add(58, "1"u8);
        Assert.True(body.Overflowed);
        Assert.Equal("58=0123456789|", FixText.Show(body.Written));
    }

    [Fact]
    public void Fields_are_walked_in_order_and_data_is_skipped_by_its_length()
    {
        byte[] data = FixText.Raw("x|10=123|8=FIX.4.4|");
        byte[] message = FixText.Frame($"35=B|34=1|95={data.Length}|96={FixText.Show(data)}|58=after|354=0|355=|60=z|");
        Assert.True(FixMessage.TryRead(message, out FixMessage read));
        var seen = new List<string>();
        foreach (FixField field in read.Fields)
            seen.Add($"{field.Tag}={FixText.Show(field.Value)}");
        Assert.Equal(
            ["35=B", "34=1", "95=19", "96=x|10=123|8=FIX.4.4|", "58=after", "354=0", "355=", "60=z"],
            seen.Skip(2).SkipLast(1));
        Assert.True(read.TryGet(58, out ReadOnlySpan<byte> text) && text.SequenceEqual("after"u8));
        Assert.False(read.TryGet(59, out _));
    }

    [Theory]
    [InlineData("35=B|95=5|96=abc|58=x|")]
    [InlineData("35=B|95=99999|96=abc|")]
    [InlineData("35=B|95=-1|96=abc|")]
    [InlineData("35=B|95=99999999999999999999|96=abc|")]
    [InlineData("35=B|0=abc|")]
    [InlineData("35=B|a=abc|")]
    [InlineData("35=B|=abc|")]
    [InlineData("35=B|58|60=x|")]
    [InlineData("35=B|99999999999=x|")]
    public void S35_A_malformed_field_ends_the_walk_and_says_so(string fields)
    {
        Assert.True(FixMessage.TryRead(FixText.Frame(fields), out FixMessage message));
        FixFields walk = message.Fields;
        while (walk.MoveNext())
            Assert.True(walk.Tag > 0);
        Assert.True(walk.IsMalformed);
        Assert.True(new ExecutionReportView(message).IsMalformed);
    }

    [Fact]
    public void The_header_is_read_once_and_ends_where_the_body_begins()
    {
        Assert.True(
            FixMessage.TryRead(
                FixText.Frame("35=AE|49=S|56=T|34=17|43=Y|97=Y|52=20260302-14:30:00|122=20260302-14:29:00|57=D|571=9|"),
                out FixMessage m));
        Assert.Equal("AE", FixText.Show(m.MsgType));
        Assert.Equal((byte)0, m.Type);
        Assert.Equal(17, m.SeqNum);
        Assert.True(m.PossDup);
        Assert.True(m.PossResend);
        Assert.Equal("S", FixText.Show(m.SenderCompId));
        Assert.Equal("T", FixText.Show(m.TargetCompId));
        Assert.StartsWith("571=9|10=", FixText.Show(m.Body), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_written_is_the_report_read()
    {
        var frame = new OutgoingFrame("FIX.4.4", "V", "H", 1024);
        FixBody body = frame.Begin("8"u8);
        OrderMessages.WriteExecutionReport(ref body, new OrderReport
        {
            OrderID = "o"u8,
            ExecID = "e"u8,
            ClOrdID = "c"u8,
            OrigClOrdID = "g"u8,
            Symbol = "S"u8,
            Text = "t"u8,
            ExecType = (byte)'F',
            OrdStatus = (byte)'1',
            Side = (byte)'2',
            OrderQty = 10,
            LastQty = 3,
            CumQty = 4,
            LeavesQty = 6,
            LastPx = 12345,
            AvgPx = 12300,
            PriceDecimals = 2,
            TransactTime = Nanos,
        });
        Assert.True(FixMessage.TryRead(frame.Complete(ref body, 1, Nanos, default), out FixMessage message));
        var view = new ExecutionReportView(message);
        Assert.Equal("o e c g S t", string.Join(' ', new[]
        {
            FixText.Show(view.OrderID), FixText.Show(view.ExecID), FixText.Show(view.ClOrdID),
            FixText.Show(view.OrigClOrdID), FixText.Show(view.Symbol), FixText.Show(view.Text),
        }));
        Assert.Equal("F12", FixText.Show([view.ExecType, view.OrdStatus, view.Side]));
        Assert.True(view.TryGetOrderQty(0, out long order) && view.TryGetLastQty(0, out long last) && view.TryGetCumQty(0, out long cum) && view.TryGetLeavesQty(0, out long leaves)
            && view.TryGetLastPx(3, out long px)
            && view.TryGetAvgPx(2, out long avg)
            && view.TryGetTransactTime(out long time)
            && (order, last, cum, leaves, px, avg, time) == (10, 3, 4, 6, 123450, 12300, Nanos));
        Assert.False(view.IsMalformed);
        Assert.Equal(-1, view.OrdRejReason);
    }

    [Fact]
    public void Requests_written_are_the_requests_read()
    {
        var frame = new OutgoingFrame("FIX.4.4", "H", "V", 1024);
        var order = new OrderRequest
        {
            ClOrdID = "c"u8,
            OrigClOrdID = "g"u8,
            Symbol = "S"u8,
            Side = (byte)'1',
            Quantity = 5,
            TransactTime = Nanos,
            TransactTimeDigits = 9,
        };
        FixBody body = frame.Begin("F"u8);
        OrderMessages.WriteOrderCancelRequest(ref body, order);
        Assert.Equal("41=g|11=c|55=S|54=1|60=20260302-14:30:00.123456789|38=5|", FixText.Show(body.Written));
        Assert.True(FixMessage.TryRead(frame.Complete(ref body, 1, Nanos, default), out FixMessage message));
        var view = new OrderRequestView(message);
        Assert.Equal("c", FixText.Show(view.ClOrdID));
        Assert.Equal("g", FixText.Show(view.OrigClOrdID));
        Assert.Equal("S", FixText.Show(view.Symbol));
        Assert.Equal((byte)'1', view.Side);
        Assert.True(view.TryGetOrderQty(0, out long quantity)
            && quantity == 5
            && view.TryGetTransactTime(out long time)
            && time == Nanos);
        body = frame.Begin("H"u8);
        OrderMessages.WriteOrderStatusRequest(ref body, order);
        Assert.Equal("11=c|55=S|54=1|", FixText.Show(body.Written));
        body = frame.Begin("9"u8);
        OrderMessages.WriteOrderCancelReject(
            ref body,
            new OrderReport
            {
                OrderID = "o"u8,
                ClOrdID = "c"u8,
                OrigClOrdID = "g"u8,
                OrdStatus = (byte)'2',
                TransactTime = Nanos,
            },
            1);
        Assert.Equal("37=o|11=c|41=g|39=2|434=1|102=1|60=20260302-14:30:00.123456789|", FixText.Show(body.Written));
    }
}

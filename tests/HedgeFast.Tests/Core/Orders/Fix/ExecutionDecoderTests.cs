using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Fix;
using HedgeFast.Fix.Codec;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Fix;

namespace HedgeFast.Tests.Core.Orders.Fix;

/// <summary>
/// What is made of each message about an order. Ids of this process begin with "t-1-"; a tick is 0.5.
/// </summary>
public sealed class ExecutionDecoderTests
{
    private const string Order = "11=t-1-7|55=BTCUSD_PERP|54=1|";
    private const string Fill =
        "17=x1|150=F|39=1|" + Order + "31=60000.5|32=4|14=4|151=6|60=20240808-23:54:17.000000001|";

    private readonly SentMessages _sent = new();
    private readonly ExecutionDecoder _decoder;

    public ExecutionDecoderTests() =>
        _decoder = new ExecutionDecoder(
            new ClOrdIds("t", 1), new FixInstruments([LoopRig.Perpetual with { TickMantissa = 5 }]), _sent);

    [Fact]
    public void A_fill_is_read_whole()
    {
        Assert.Equal(DecodeResult.Event, Decode('8', Fill, out ExecutionEvent e));
        Assert.Equal(ExecutionKind.Fill, e.Kind);
        Assert.Equal(7L, e.OrderId);
        Assert.Equal(0, e.Instrument);
        Assert.Equal(Side.Buy, e.Side);
        Assert.Equal(120_001L, e.LastTicks);
        Assert.Equal(4L, e.LastLots);
        Assert.Equal(4L, e.CumLots);
        Assert.Equal(6L, e.LeavesLots);
        Assert.Equal(99L, e.ReceiveNanos);
        Assert.Equal(LoopRig.ExchangeStart + 1, e.ExchangeNanos);
        Assert.Equal(ExecIdHash.Of("x1"u8), (e.ExecIdLow, e.ExecIdHigh));
    }

    [Theory]
    [InlineData("32=4|", "32=9000000000000000|", ExecutionKind.Unreadable)]
    [InlineData("14=4|", "14=9000000000000000000|", ExecutionKind.Fill)]
    [InlineData("151=6|", "151=9000000000000000000|", ExecutionKind.Fill)]
    [InlineData("31=60000.5|", "31=9000000000000000|", ExecutionKind.Fill)]
    public void Sizes_and_prices_that_no_market_has_are_told_and_not_passed_on(
        string told, string absurd, ExecutionKind kind)
    {
        Assert.Equal(
            DecodeResult.EventWithFault,
            Decode('8', Fill.Replace(told, absurd, StringComparison.Ordinal), out ExecutionEvent e));
        Assert.Equal(kind, e.Kind);
        Assert.All(
            [e.LastLots, e.CumLots, e.LeavesLots, e.LastTicks], number => Assert.InRange(number, 0, QuoteGuard.Bound));
    }

    [Scenario("O02")]
    [Theory]
    [InlineData('0', ExecutionKind.New)]
    [InlineData('3', ExecutionKind.Canceled)]
    [InlineData('4', ExecutionKind.Canceled)]
    [InlineData('C', ExecutionKind.Canceled)]
    [InlineData('6', ExecutionKind.PendingCancel)]
    [InlineData('8', ExecutionKind.Rejected)]
    [InlineData('I', ExecutionKind.Status)]
    [InlineData('5', ExecutionKind.Replaced)]
    [InlineData('D', ExecutionKind.Restated)]
    public void Each_report_has_its_event(char execType, ExecutionKind kind)
    {
        Assert.Equal(DecodeResult.Event, Decode('8', $"17=x|150={execType}|{Order}14=3|151=2|", out ExecutionEvent e));
        Assert.Equal(kind, e.Kind);
        Assert.Equal(7L, e.OrderId);
        Assert.Equal(3L, e.CumLots);
        Assert.Equal(2L, e.LeavesLots);
    }

    [Theory]
    [InlineData('H', "", ExecutionKind.Bust, 0, 0)]
    [InlineData('H', "31=60000.5|32=4|", ExecutionKind.Bust, 4, 120_001)]
    [InlineData('G', "31=60001|32=3|", ExecutionKind.Correction, 3, 120_002)]
    public void A_change_of_a_trade_names_the_trade(
        char execType, string last, ExecutionKind kind, long lots, long ticks)
    {
        Assert.Equal(
            DecodeResult.Event,
            Decode('8', $"17=x2|150={execType}|19=x1|{Order}{last}14=3|151=2|", out ExecutionEvent e));
        Assert.Equal(kind, e.Kind);
        Assert.Equal(7L, e.OrderId);
        Assert.Equal(lots, e.LastLots);
        Assert.Equal(ticks, e.LastTicks);
        Assert.Equal(ExecIdHash.Of("x2"u8), (e.ExecIdLow, e.ExecIdHigh));
        Assert.Equal(ExecIdHash.Of("x1"u8), (e.ExecRefLow, e.ExecRefHigh));
    }

    [Theory]
    [InlineData("20=0|150=0|39=0|", ExecutionKind.New)]
    [InlineData("20=0|150=4|39=4|", ExecutionKind.Canceled)]
    [InlineData("20=0|150=8|39=8|", ExecutionKind.Rejected)]
    [InlineData("20=3|150=0|39=0|", ExecutionKind.Status)]
    [InlineData("20=3|150=1|39=1|31=60000|32=2|", ExecutionKind.Status)]
    [InlineData("20=3|150=2|39=2|", ExecutionKind.Status)]
    [InlineData("20=3|150=8|39=8|", ExecutionKind.Status)]
    [InlineData("20=3|150=A|39=A|", ExecutionKind.Status)]
    public void Before_FIX_43_ExecTransType_tells_news_from_a_status(string tags, ExecutionKind kind)
    {
        Assert.Equal(DecodeResult.Event, Decode('8', $"17=x|{tags}{Order}14=3|151=2|", out ExecutionEvent e));
        Assert.Equal(kind, e.Kind);
        Assert.Equal(7L, e.OrderId);
        Assert.Equal(3L, e.CumLots);
        Assert.Equal(2L, e.LeavesLots);
        Assert.Equal(0L, e.LastLots);
    }

    [Theory]
    [InlineData("20=0|150=1|39=1|", ExecutionKind.Fill)]
    [InlineData("20=0|150=2|39=2|", ExecutionKind.Fill)]
    [InlineData("20=1|150=0|39=0|19=x1|", ExecutionKind.Bust)]
    [InlineData("20=1|150=1|39=1|19=x1|", ExecutionKind.Bust)]
    [InlineData("20=2|150=1|39=1|19=x1|", ExecutionKind.Correction)]
    public void Before_FIX_43_ExecTransType_takes_back_and_corrects_trades(string tags, ExecutionKind kind)
    {
        Assert.Equal(
            DecodeResult.Event, Decode('8', $"17=x2|{tags}{Order}31=60000.5|32=4|14=3|151=2|", out ExecutionEvent e));
        Assert.Equal(kind, e.Kind);
        Assert.Equal(7L, e.OrderId);
        Assert.Equal(4L, e.LastLots);
        Assert.Equal(120_001L, e.LastTicks);
        Assert.Equal(ExecIdHash.Of("x2"u8), (e.ExecIdLow, e.ExecIdHigh));
        if (kind != ExecutionKind.Fill)
            Assert.Equal(ExecIdHash.Of("x1"u8), (e.ExecRefLow, e.ExecRefHigh));
    }

    [Scenario("O25")]
    [Fact]
    public void A_reject_for_an_id_in_use_leaves_the_order_of_that_id_to_be_asked_about()
    {
        Assert.Equal(
            DecodeResult.Event, Decode('8', $"17=x|150=8|39=8|103=6|{Order}14=0|151=0|", out ExecutionEvent e));
        Assert.Equal(ExecutionKind.RequestRejected, e.Kind);
        Assert.Equal(7L, e.OrderId);
    }

    [Scenario("O18")]
    [Theory]
    [InlineData('A')]
    [InlineData('B')]
    [InlineData('9')]
    [InlineData('7')]
    [InlineData('E')]
    public void A_report_that_changes_nothing_is_no_event_and_no_alarm(char execType) =>
        Assert.Equal(DecodeResult.Nothing, Decode('8', $"17=x|150={execType}|{Order}14=0|151=5|", out _));

    [Theory]
    [InlineData("restated, but to what", "17=x|150=D|" + Order + "14=0|")]
    [InlineData("no ExecType", "17=x|" + Order + "14=0|151=2|")]
    [InlineData("neither symbol nor order is ours", "17=x|150=F|11=t-2-7|55=ETHUSD_PERP|54=1|31=1|32=1|14=1|151=0|")]
    [InlineData("an end without CumQty", "17=x|150=4|" + Order + "151=0|")]
    [InlineData("an end with a fractional CumQty", "17=x|150=4|" + Order + "14=1.5|151=0|")]
    [InlineData("an end with a negative CumQty", "17=x|150=4|" + Order + "14=-1|151=0|")]
    [InlineData("an end with a CumQty beyond what is believed", "17=x|150=4|" + Order + "14=2251799813685249|151=0|")]
    [InlineData("a status without LeavesQty", "17=x|150=I|" + Order + "14=0|")]
    [InlineData("a status without CumQty", "17=x|150=I|" + Order + "151=0|")]
    public void A_report_that_lacks_what_it_means_is_an_anomaly(string what, string body) =>
        Assert.True(Decode('8', body, out _) == DecodeResult.Anomaly, what);

    [Theory]
    [InlineData("a trade taken back, but which", "17=x|150=H|" + Order + "14=0|151=0|")]
    [InlineData("an ExecTransType that nobody knows", "17=x|20=4|150=1|" + Order + "31=1|32=1|14=1|151=0|")]
    [InlineData("an ExecType that nobody knows", "17=x|150=Z|39=1|" + Order + "31=1|32=1|14=1|151=0|")]
    [InlineData("a trade taken back as in FIX 4.2, but which", "17=x|20=1|150=0|" + Order + "14=0|151=0|")]
    [InlineData("a trade corrected, but which", "17=x|150=G|" + Order + "31=1|32=1|14=1|151=0|")]
    [InlineData("a trade corrected, but to what", "17=x|150=G|19=x0|" + Order + "14=1|151=0|")]
    [InlineData("no side, and an order that is not ours", "17=x|150=F|11=by-hand|55=BTCUSD_PERP|31=1|32=1|14=1|151=0|")]
    [InlineData("neither ExecID nor CumQty", "150=F|" + Order + "31=1|32=1|151=0|")]
    [InlineData("a fill without LastQty", "17=x|150=F|" + Order + "31=1|14=1|151=0|")]
    [InlineData("LastQty is no number", "17=x|150=F|" + Order + "31=1|32=1E+3|14=1|151=0|")]
    [InlineData("LastQty is 0", "17=x|150=F|" + Order + "31=1|32=0|14=1|151=0|")]
    [InlineData("LastQty is negative", "17=x|150=F|" + Order + "31=1|32=-2|14=1|151=0|")]
    [InlineData("half a lot", "17=x|150=F|" + Order + "31=1|32=0.5|14=1|151=0|")]
    [InlineData("LastQty beyond what is believed", "17=x|150=F|" + Order + "31=1|32=2251799813685249|14=1|151=0|")]
    [InlineData("LastQty beyond 64 bits", "17=x|150=F|" + Order + "31=1|32=9223372036854775808|14=1|151=0|")]
    public void What_may_be_a_fill_and_cannot_be_counted_is_told_to_the_loop(string what, string body)
    {
        Assert.True(Decode('8', body, out ExecutionEvent e) == DecodeResult.EventWithFault, what);
        Assert.Equal(ExecutionKind.Unreadable, e.Kind);
        Assert.Equal(0, e.Instrument);
    }

    [Theory]
    [InlineData("foreign symbol", "17=x|150=F|11=t-1-7|55=ETHUSD_PERP|54=1|31=60000|32=4|14=4|151=0|")]
    [InlineData("no symbol", "17=x|150=F|11=t-1-7|54=1|31=60000|32=4|14=4|151=0|")]
    [InlineData("no side", "17=x|150=F|11=t-1-7|55=BTCUSD_PERP|31=60000|32=4|14=4|151=0|")]
    [InlineData("a side that nobody knows", "17=x|150=F|11=t-1-7|55=BTCUSD_PERP|54=Z|31=60000|32=4|14=4|151=0|")]
    [InlineData("no ExecID", "150=F|" + Order + "31=60000|32=4|14=4|151=0|")]
    public void A_fill_of_our_order_counts_whatever_else_its_report_lacks_and_the_fault_is_told(
        string what, string body)
    {
        Sent(5, IntentKind.New, orderId: 7);
        Assert.True(Decode('8', body, out ExecutionEvent e) == DecodeResult.EventWithFault, what);
        Assert.Equal(ExecutionKind.Fill, e.Kind);
        Assert.Equal(7, e.OrderId);
        Assert.Equal(0, e.Instrument);
        Assert.Equal(4, e.LastLots);
        Assert.Equal(120_000, e.LastTicks);
        Assert.NotEqual(0UL, e.ExecIdLow);
    }

    [Theory]
    [InlineData("")]
    [InlineData("31=sixty|")]
    [InlineData("31=6E4|")]
    [InlineData("31=2251799813685249|")]
    public void A_fill_without_a_price_that_can_be_read_keeps_its_quantity(string price)
    {
        Assert.Equal(
            DecodeResult.EventWithFault,
            Decode('8', "17=x|150=F|" + Order + price + "32=4|14=4|151=6|", out ExecutionEvent e));
        Assert.Equal(4, e.LastLots);
        Assert.Equal(ReportFlags.HasNoPrice, e.Flags);
    }

    [Fact]
    public void Fills_without_an_id_are_told_apart_by_their_totals()
    {
        Decode('8', "150=F|" + Order + "31=60000|32=4|14=4|151=6|", out ExecutionEvent first);
        Decode('8', "150=F|" + Order + "31=60000|32=4|14=8|151=2|", out ExecutionEvent second);
        Decode('8', "150=F|" + Order + "31=60000|32=4|14=4|151=6|", out ExecutionEvent again);
        Assert.NotEqual(first.ExecIdLow, second.ExecIdLow);
        Assert.Equal(first.ExecIdLow, again.ExecIdLow);
    }

    [Fact]
    public void Before_tag_150_was_there_the_state_says_that_it_is_a_fill()
    {
        Assert.Equal(
            DecodeResult.Event,
            Decode('8', "17=x|20=0|39=1|" + Order + "31=60000|32=4|14=4|151=6|", out ExecutionEvent e));
        Assert.Equal(ExecutionKind.Fill, e.Kind);
    }

    [Theory]
    [InlineData("43=Y|", ReportFlags.IsMarkedRepeated)]
    [InlineData("97=Y|", ReportFlags.IsMarkedRepeated)]
    [InlineData("", ReportFlags.None)]
    public void Whether_it_is_marked_as_told_before_is_passed_on(string mark, ReportFlags flags)
    {
        Decode('8', mark + Fill, out ExecutionEvent e);
        Assert.Equal(flags, e.Flags);
    }

    [Theory]
    [InlineData('3', Side.Buy)]
    [InlineData('4', Side.Sell)]
    [InlineData('5', Side.Sell)]
    [InlineData('6', Side.Sell)]
    public void Sides_that_only_say_how_it_is_sold_are_sides(char code, Side side)
    {
        Assert.Equal(
            DecodeResult.Event,
            Decode('8', Fill.Replace("54=1", "54=" + code, StringComparison.Ordinal), out ExecutionEvent e));
        Assert.Equal(side, e.Side);
    }

    [Theory]
    [InlineData("60000.5", 120_001)]
    [InlineData("60000.500000", 120_001)]
    [InlineData("60000.7", 120_001)]
    [InlineData("60000.75", 120_002)]
    [InlineData("60000.123456789012", 120_000)]
    [InlineData("60000.5000000000000000000000", 120_001)]
    [InlineData("60000.1234567890123456789", 120_000)]
    [InlineData("60000000.123456789012", 120_000_000)]
    [InlineData("-0.75", -2)]
    [InlineData("-0.74", -1)]
    public void A_price_between_ticks_goes_to_the_nearest(string price, long ticks)
    {
        Assert.Equal(
            DecodeResult.Event,
            Decode('8', Fill.Replace("31=60000.5", "31=" + price, StringComparison.Ordinal), out ExecutionEvent e));
        Assert.Equal(ticks, e.LastTicks);
        Assert.Equal(4, e.LastLots);
    }

    [Theory]
    [InlineData("t-2-7")]
    [InlineData("other-1-7")]
    [InlineData("t-1-")]
    [InlineData("t-1-7x")]
    [InlineData("t-1-0")]
    public void A_fill_of_an_id_that_is_not_ours_is_a_fill_of_order_0(string id)
    {
        Assert.Equal(
            DecodeResult.Event,
            Decode('8', Fill.Replace("11=t-1-7", "11=" + id, StringComparison.Ordinal), out ExecutionEvent e));
        Assert.Equal(0L, e.OrderId);
        Assert.Equal(4L, e.LastLots);
    }

    [Fact]
    public void A_report_on_a_cancel_request_speaks_of_the_order()
    {
        Assert.Equal(
            DecodeResult.Event,
            Decode('8', "17=x|150=4|41=t-1-7|11=t-1-8|55=BTCUSD_PERP|54=1|14=0|151=0|", out ExecutionEvent e));
        Assert.Equal(7, e.OrderId);
    }

    [Fact]
    public void A_cancel_reject_refuses_the_request_and_not_the_order()
    {
        Sent(5, IntentKind.Cancel, orderId: 7, requestId: 8);
        foreach (string body in new[] { "11=t-1-8|41=t-1-7|39=2|434=1|102=0|", "11=t-1-8|39=8|434=1|102=1|" })
        {
            Assert.Equal(DecodeResult.Event, Decode('9', body, out ExecutionEvent e));
            Assert.Equal(ExecutionKind.RequestRejected, e.Kind);
            Assert.Equal(7L, e.OrderId);
            Assert.Equal(-1, e.Instrument);
        }

        Assert.Equal(DecodeResult.ForeignReject, Decode('9', "11=abc|41=def|39=2|434=1|", out _));
    }

    [Theory]
    [InlineData('3', "45=5|372=D|373=5|58=bad|")]
    [InlineData('3', "45=5|")]
    [InlineData('j', "45=5|372=D|380=3|")]
    [InlineData('j', "45=5|372=D|379=t-1-7|380=3|")]
    [InlineData('j', "372=D|379=t-1-7|380=3|")]
    public void A_reject_of_a_new_order_ends_the_order(char type, string body)
    {
        Sent(5, IntentKind.New, orderId: 7);
        Assert.Equal(DecodeResult.Event, Decode(type, body, out ExecutionEvent e));
        Assert.Equal(ExecutionKind.Rejected, e.Kind);
        Assert.Equal(7L, e.OrderId);
        Assert.Equal(0, e.Instrument);
    }

    [Theory]
    [InlineData('3', "45=6|372=F|", IntentKind.Cancel)]
    [InlineData('j', "45=6|379=t-1-8|380=3|", IntentKind.Cancel)]
    [InlineData('j', "45=6|372=H|380=3|", IntentKind.Status)]
    public void A_reject_of_a_request_leaves_the_order_alive_and_unknown(char type, string body, IntentKind kind)
    {
        Sent(5, IntentKind.New, orderId: 7);
        Sent(6, kind, orderId: 7, requestId: 8);
        Assert.Equal(DecodeResult.Event, Decode(type, body, out ExecutionEvent e));
        Assert.Equal(ExecutionKind.RequestRejected, e.Kind);
        Assert.Equal(7L, e.OrderId);
    }

    [Theory]
    [InlineData('3', "45=4|")]
    [InlineData('3', "45=5|372=A|")]
    [InlineData('3', "45=4101|")]
    [InlineData('3', "45=-5|")]
    [InlineData('3', "58=no number|")]
    [InlineData('j', "379=t-1-9|380=3|")]
    [InlineData('j', "379=not-ours|380=3|")]
    public void A_reject_of_something_else_is_foreign(char type, string body)
    {
        Sent(5, IntentKind.New, orderId: 7);
        Assert.Equal(DecodeResult.ForeignReject, Decode(type, body, out _));
    }

    [Fact]
    public void Other_messages_are_nothing() => Assert.Equal(DecodeResult.Nothing, Decode('B', "148=news|", out _));

    private DecodeResult Decode(char type, string body, out ExecutionEvent execution)
    {
        Assert.True(
            FixMessage.TryRead(
                FixText.Frame($"35={type}|34=2|49=VENUE|56=HEDGE|52=20240808-23:54:17|{body}"),
                out FixMessage message));
        return _decoder.Decode(message, nextOutgoing: 10_000, receiveNanos: 99, out execution);
    }

    private void Sent(long sequence, IntentKind kind, long orderId, long requestId = 0) =>
        _sent.Add(sequence, new OrderIntent { Kind = kind, OrderId = orderId, RequestId = requestId });
}

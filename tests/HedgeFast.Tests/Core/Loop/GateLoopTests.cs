using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>What says "not yet" holds back neither what a hedge has left nor a change that no hedge made.</summary>
public sealed class GateLoopTests
{
    private const long Mid = 600_000;

    [Fact]
    public void What_a_hedge_has_left_is_never_gated()
    {
        LoopRig rig = Settled(new PolicySettings { MinMoveFraction = 0.01 });
        rig.Tick(Mid + 9_000);
        OrderIntent second = rig.LastIntent;
        rig.Tick(Mid + 500);
        int sent = NewOrders(rig);
        rig.Fill(second, second.Lots, 2);
        rig.Tick(Mid + 501);
        Assert.Equal(sent + 1, NewOrders(rig));
        Assert.Equal(Side.Sell, rig.LastIntent.Side);
    }

    [Theory]
    [InlineData(PolicyKind.Fixed)]
    [InlineData(PolicyKind.Timed)]
    public void A_late_fill_and_a_trade_taken_back_are_never_gated(PolicyKind kind)
    {
        LoopRig rig = Settled(
            new PolicySettings { Kind = kind, MinMoveFraction = 0.01, IntervalNanos = 3_600 * LoopRig.Second });
        int sent = NewOrders(rig);
        rig.Tick(Mid + 20);
        Assert.Equal(sent, NewOrders(rig));

        rig.Execute(
            new ExecutionEvent
            {
                ReceiveNanos = rig.Now,
                Kind = ExecutionKind.Fill,
                Instrument = 0,
                Side = Side.Buy,
                LastLots = 9_000,
                LastTicks = Mid,
                ExecIdLow = 77,
            });
        rig.Tick(Mid + 21);
        Assert.Equal(sent + 1, NewOrders(rig));
        Assert.Equal(Side.Sell, rig.LastIntent.Side);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, 78);
        rig.Tick(Mid + 22);
        sent = NewOrders(rig) - 1;
        rig.Execute(
            new ExecutionEvent
            {
                ReceiveNanos = rig.Now,
                Kind = ExecutionKind.Bust,
                Instrument = 0,
                Side = Side.Buy,
                LastLots = 9_000,
                LastTicks = Mid,
                ExecRefLow = 77,
                ExecIdLow = 79,
            });
        rig.Tick(Mid + 23);
        Assert.True(NewOrders(rig) > sent + 1, "no order after the trade was taken back");
        Assert.Equal(Side.Buy, rig.LastIntent.Side);
    }

    [Fact]
    public void An_expiry_is_never_gated()
    {
        long expiry = LoopRig.ExchangeStart + (60 * LoopRig.Second);
        OptionBook book = OptionBook.Create(
        [
            new OptionRow(
                "A", "BTC", OptionType.Call, 30_000, expiry, SettlementKind.Inverse, OptionModel.Black76, -100, 1, 0.6),
            new OptionRow(
                "B", "BTC", OptionType.Call, 60_000, expiry + (86_400 * LoopRig.Second), SettlementKind.Inverse,
                OptionModel.Black76, -100, 1, 0.6),
        ],
        ["BTC"]);
        LoopRig rig = Settled(new PolicySettings { MinMoveFraction = 0.01 }, book);
        int sent = NewOrders(rig);
        rig.Quote(Mid, elapsedNanos: 70 * LoopRig.Second);
        rig.Control(ControlKind.Timer);
        Assert.Equal(sent + 1, NewOrders(rig));
        Assert.Equal(Side.Sell, rig.LastIntent.Side);
    }

    // Hedged at Mid with nothing in flight; the gate counts from here.
    private static LoopRig Settled(PolicySettings policy, OptionBook? book = null)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        settings = settings with
        {
            Underlyings = [settings.Underlyings[0] with { Policy = policy }],
            Orders = LoopRig.CountingForeignFills(settings.Orders),
        };
        var rig = new LoopRig(settings, book);
        rig.Session(up: true);
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, 1);
        rig.Tick(Mid - 10);
        Assert.Equal(0, rig.Loop.Counters.LiveOrders);
        return rig;
    }

    private static int NewOrders(LoopRig rig) => rig.Intents.Items.Count(i => i.Kind == IntentKind.New);
}

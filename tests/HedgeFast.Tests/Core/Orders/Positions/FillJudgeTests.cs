using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core.Orders.Positions;

/// <summary>
/// Which fills are as good as ordered: prices near zero, and orders and numbers that only the run before has known.
/// </summary>
public sealed class FillJudgeTests : IDisposable
{
    private const long Mid = 600_000;
    private const long Second = LoopRig.Second;

    private readonly ResumeRig _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(30, 20, false)]
    [InlineData(0, 20, true)]
    public void A_fill_at_the_market_is_a_right_price_for_an_order_that_might_have_paid_more(
        long mid, int cap, bool anyPrice)
    {
        LoopRig rig = Cheap(cap, anyPrice);
        rig.Tick(mid);
        OrderIntent order = rig.LastIntent;
        rig.Execute(Fill(order, order.Lots, order.Side == Side.Buy ? mid + 1 : mid - 1));
        Assert.Equal(order.Lots, Math.Abs(rig.Position));
        Assert.Equal(DoubtReasons.None, Doubt(rig));
    }

    [Fact]
    public void A_limit_of_zero_is_a_limit_where_prices_may_be_zero()
    {
        LoopRig rig = Cheap(cap: 0, anyPrice: true);
        rig.Tick(-1);
        OrderIntent order = rig.LastIntent;
        Assert.Equal(Side.Buy, order.Side);
        Assert.Equal(0, order.LimitTicks);
        rig.Execute(Fill(order, order.Lots, 5));
        Assert.Equal(DoubtReasons.FillPrice, Doubt(rig));
    }

    [Fact]
    public void An_order_found_at_the_exchange_with_fills_that_were_never_told_puts_its_position_in_doubt()
    {
        LoopRig rig = Up(out long hedged);
        var next = new LoopRig(rig.Settings, start: _folder.Resume(rig));
        next.Session(up: true);
        next.Execute(
            new ExecutionEvent
            {
                ReceiveNanos = next.Now,
                Kind = ExecutionKind.Status,
                OrderId = 77,
                RequestId = 77,
                Side = Side.Buy,
                CumLots = 5,
                LeavesLots = 5,
            });
        Assert.Equal(hedged, next.Position);
        Assert.Equal(DoubtReasons.MissingFills, Doubt(next));
        Assert.Equal(hedged + 5, next.Loop.Instruments[0].DoubtOtherLots);
    }

    [Fact]
    public void A_fill_told_again_unmarked_under_a_number_that_the_next_run_does_not_know_is_doubted()
    {
        LoopRig rig = Up(out _);
        var next = new LoopRig(rig.Settings, start: _folder.Resume(rig));
        next.Session(up: true);
        OrderIntent order = rig.LastIntent;
        next.Execute(Fill(order with { OrderId = order.OrderId + 1 }, 10, order.LimitTicks));
        Assert.Equal(DoubtReasons.ReusedId, Doubt(next));
    }

    [Theory]
    [InlineData(ExecutionKind.Correction, 1, DoubtReasons.ReusedId)]
    [InlineData(ExecutionKind.Bust, 1, DoubtReasons.ReusedId)]
    [InlineData(ExecutionKind.Correction, 4, DoubtReasons.None)]
    public void A_change_of_a_fill_that_was_counted_under_a_number_of_the_run_before_is_doubted(
        ExecutionKind kind, ulong of, DoubtReasons reasons)
    {
        LoopRig rig = Up(out _);
        var next = new LoopRig(rig.Settings, start: _folder.Resume(rig));
        next.Session(up: true);
        OrderIntent order = rig.LastIntent;
        next.Execute(Fill(order with { OrderId = order.OrderId + 1 }, 10, order.LimitTicks) with
        {
            Kind = kind,
            ExecIdLow = 5,
            ExecRefLow = of,
        });
        Assert.Equal(reasons, Doubt(next));
    }

    private static LoopRig Cheap(int cap, bool anyPrice)
    {
        HedgeSettings settings = LoopRig.MakeSettings(halfWidth: 1_000);
        var book = OptionBook.Create(
            [
                new OptionRow(
                    "C", "BTC", OptionType.Call, 0.3, LoopRig.ExchangeStart + (30 * 86_400 * Second),
                    SettlementKind.Linear, OptionModel.Bachelier, -10, 1_000, 20),
            ],
            ["BTC"]);
        var rig = new LoopRig(
            settings with
            {
                Instruments =
                [
                    LoopRig.Perpetual with
                    {
                        Kind = InstrumentKind.Linear,
                        TickDecimals = 2,
                        ContractSize = 1_000,
                        AllowsNegativePrice = anyPrice,
                        MaxMoveFraction = 0.05,
                    },
                ],
                Underlyings = [settings.Underlyings[0] with { Delta = DeltaConvention.Futures }],
                Orders = settings.Orders with { CapTicks = cap },
                Limits = settings.Limits with { CollarTicks = 100 },
            },
            book);
        rig.Session(up: true);
        return rig;
    }

    private static LoopRig Up(out long hedged)
    {
        LoopRig rig = LoopRig.Up();
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution: 1);
        hedged = rig.Position;
        return rig;
    }

    private static DoubtReasons Doubt(LoopRig rig) => rig.Loop.Ledger.Doubt.Of(0);

    private static ExecutionEvent Fill(in OrderIntent order, long lots, long ticks) => new()
    {
        ReceiveNanos = Second,
        Kind = ExecutionKind.Fill,
        OrderId = order.OrderId,
        RequestId = order.OrderId,
        Instrument = order.Instrument,
        Side = order.Side,
        LastLots = lots,
        CumLots = order.Lots,
        LastTicks = ticks,
        ExecIdLow = 1,
    };
}

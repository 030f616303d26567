using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Orders.Positions;

public sealed class PositionLedgerTests
{
    private readonly PositionLedger _ledger = new([LoopRig.Perpetual], maxLive: 8);

    [Fact]
    public void A_live_order_widens_the_interval_until_its_end_is_certain()
    {
        Add(1, Side.Buy, 10);
        Assert.Equal(new PositionInterval(0, 10), _ledger.Interval(0));
        Fill(1, Side.Buy, 4, execution: 1);
        Assert.Equal(new PositionInterval(4, 10), _ledger.Interval(0));
        End(1, ExecutionKind.Canceled, cumLots: 4);
        Assert.Equal(new PositionInterval(4, 4), _ledger.Interval(0));
        Assert.Equal(0, _ledger.Live.Count);
    }

    [Fact]
    public void Orders_on_both_sides_widen_both_ends()
    {
        Add(1, Side.Buy, 10);
        Add(2, Side.Sell, 7);
        Assert.Equal(new PositionInterval(-7, 10), _ledger.Interval(0));
    }

    [Fact]
    public void A_cancel_in_flight_narrows_nothing()
    {
        Add(1, Side.Sell, 5);
        End(1, ExecutionKind.PendingCancel, cumLots: 0);
        Assert.Equal(new PositionInterval(-5, 0), _ledger.Interval(0));
        Fill(1, Side.Sell, 5, execution: 1);
        Assert.Equal(new PositionInterval(-5, -5), _ledger.Interval(0));
    }

    [Fact]
    public void A_fill_told_twice_counts_once()
    {
        Add(1, Side.Buy, 10);
        Fill(1, Side.Buy, 4, execution: 7);
        Fill(1, Side.Buy, 4, execution: 7);
        Assert.Equal(4, _ledger.FilledLots(0));
        Assert.Equal(1, _ledger.Fills);
        Assert.Equal(1, _ledger.DuplicateFills);
    }

    [Fact]
    public void A_fill_before_the_ack_and_one_after_the_cancel_count()
    {
        Add(1, Side.Buy, 10);
        Fill(1, Side.Buy, 3, execution: 1);
        End(1, ExecutionKind.Canceled, cumLots: 3);
        Fill(1, Side.Buy, 2, execution: 2);
        Assert.Equal(5, _ledger.FilledLots(0));
        Assert.Equal(1, _ledger.UnexpectedFills);
    }

    [Fact]
    public void An_end_that_counts_more_than_we_saw_keeps_the_difference_open_until_the_fill_comes()
    {
        Add(1, Side.Buy, 10);
        End(1, ExecutionKind.Canceled, cumLots: 6);
        Assert.Equal(new PositionInterval(0, 6), _ledger.Interval(0));
        Fill(1, Side.Buy, 6, execution: 1);
        Assert.Equal(new PositionInterval(6, 6), _ledger.Interval(0));
        Assert.Equal(0, _ledger.Live.Count);
    }

    [Fact]
    public void A_fill_of_a_foreign_order_is_adopted()
    {
        Fill(0, Side.Sell, 9, execution: 1);
        Assert.Equal(-9, _ledger.FilledLots(0));
        Assert.Equal(1, _ledger.UnexpectedFills);
    }

    [Fact]
    public void An_order_that_never_left_leaves_no_trace()
    {
        Add(1, Side.Buy, 10);
        End(1, ExecutionKind.NotSent, cumLots: 0);
        Assert.Equal(new PositionInterval(0, 0), _ledger.Interval(0));
        Assert.Equal(1, _ledger.NotSent);
    }

    [Fact]
    public void A_lost_session_keeps_the_order_open_and_a_status_settles_it()
    {
        Add(1, Side.Buy, 10);
        _ledger.MarkUnknown();
        Assert.True(_ledger.Live.All[0].IsUnknown);
        Assert.Equal(new PositionInterval(0, 10), _ledger.Interval(0));
        End(1, ExecutionKind.Status, cumLots: 0);
        Assert.Equal(new PositionInterval(0, 0), _ledger.Interval(0));
    }

    [Theory]
    [InlineData(ExecutionKind.RequestRejected, true)]
    [InlineData(ExecutionKind.CancelNotSent, false)]
    public void A_request_that_failed_leaves_the_order_alive_and_may_be_made_again(ExecutionKind kind, bool unknown)
    {
        Add(1, Side.Buy, 10);
        _ledger.Live.All[0].CancelRequested = true;
        End(1, kind, cumLots: 0);
        Assert.False(_ledger.Live.All[0].CancelRequested);
        Assert.Equal(unknown, _ledger.Live.All[0].IsUnknown);
        Assert.Equal(new PositionInterval(0, 10), _ledger.Interval(0));
    }

    [Fact]
    public void Costs_are_measured_from_the_mid_at_the_decision()
    {
        Add(1, Side.Buy, 100, arrivalMid: 60_000);
        _ledger.Apply(
            new ExecutionEvent
            {
                Kind = ExecutionKind.Fill,
                OrderId = 1,
                Side = Side.Buy,
                LastLots = 100,
                LastTicks = 600_300,
                ExecIdLow = 1,
            });

        // 100 lots of 100 USD, bought at 60,030 instead of 60,000: 10,000/60,000 - 10,000/60,030 coins, at 60,030 USD
        // each.
        Assert.Equal(((10_000 / 60_000.0) - (10_000 / 60_030.0)) * 60_030, _ledger.SpreadCost, 9);
        Assert.Equal(0.0005 * 10_000, _ledger.FeeCost, 12);
    }

    [Fact]
    public void A_run_starts_with_the_position_it_is_given_and_adds_its_fills()
    {
        var ledger = new PositionLedger([LoopRig.Perpetual with { StartLots = -30 }], maxLive: 8);
        Assert.Equal(-30, ledger.FilledLots(0));
        ledger.Apply(
            new ExecutionEvent
            {
                Kind = ExecutionKind.Fill,
                OrderId = 1,
                Side = Side.Buy,
                LastLots = 20,
                LastTicks = 600_000,
                ExecIdLow = 1,
            });
        Assert.Equal(-10, ledger.FilledLots(0));
        Assert.Equal(new PositionInterval(-10, -10), ledger.Interval(0));
    }

    [Fact]
    public void The_position_is_the_sum_of_unique_fills_and_stays_inside_the_interval()
    {
        Gen<(int Kind, long Order, bool Buy, long Lots, ulong Execution)> step =
            Gen.Select(Gen.Int[0, 4], Gen.Long[1, 6], Gen.Bool, Gen.Long[1, 9], Gen.ULong[1, 40]);
        step.Array[0, 120].Sample(steps =>
        {
            var ledger = new PositionLedger([LoopRig.Perpetual], maxLive: 8);
            var seen = new HashSet<(long, ulong)>();
            long expected = 0;
            foreach ((int kind, long order, bool buy, long lots, ulong execution) in steps)
            {
                Side side = order % 2 == 0 ? Side.Buy : Side.Sell;
                switch (kind)
                {
                    case 0 when ledger.Live.Find(order) < 0:
                        ledger.Live.TryAdd(
                            new LiveOrder { OrderId = order, Side = side, Lots = lots, FinalCumLots = -1 });
                        break;
                    case 1:
                        if (seen.Add((order, execution)))
                            expected += side == Side.Buy ? lots : -lots;
                        ledger.Apply(
                            new ExecutionEvent
                            {
                                Kind = ExecutionKind.Fill,
                                OrderId = order,
                                Side = side,
                                LastLots = lots,
                                LastTicks = 600_000,
                                ExecIdLow = execution,
                            });
                        break;
                    case 2:
                        ledger.Apply(
                            new ExecutionEvent
                            {
                                Kind = ExecutionKind.Canceled,
                                OrderId = order,
                                Side = side,
                                CumLots = lots,
                            });
                        break;
                    case 3:
                        ledger.MarkUnknown();
                        break;
                    default:
                        ledger.Apply(
                            new ExecutionEvent { Kind = ExecutionKind.Rejected, OrderId = order, Side = side });
                        break;
                }

                PositionInterval interval = ledger.Interval(0);
                if (ledger.FilledLots(0) != expected || interval.Low > expected || interval.High < expected)
                    return false;
                long buys = 0;
                long sells = 0;
                foreach (LiveOrder live in ledger.Live.All)
                {
                    buys += live.Side == Side.Buy ? live.LeavesLots : 0;
                    sells += live.Side == Side.Sell ? live.LeavesLots : 0;
                }

                if (interval != new PositionInterval(expected - sells, expected + buys))
                    return false;
            }

            return true;
        });
    }

    private void Add(long orderId, Side side, long lots, double arrivalMid = 60_000) =>
        Assert.True(
            _ledger.Live.TryAdd(
                new LiveOrder
                {
                    OrderId = orderId,
                    Side = side,
                    Lots = lots,
                    FinalCumLots = -1,
                    HasNoLimit = true,
                    ArrivalMid = arrivalMid,
                }));

    private void Fill(long orderId, Side side, long lots, ulong execution) =>
        _ledger.Apply(
            new ExecutionEvent
            {
                Kind = ExecutionKind.Fill,
                OrderId = orderId,
                Side = side,
                LastLots = lots,
                LastTicks = 600_000,
                ExecIdLow = execution,
            });

    private void End(long orderId, ExecutionKind kind, long cumLots) =>
        _ledger.Apply(new ExecutionEvent { Kind = kind, OrderId = orderId, CumLots = cumLots });
}

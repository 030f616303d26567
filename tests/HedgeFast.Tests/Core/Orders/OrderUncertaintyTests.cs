using HedgeFast.Core.Book;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Orders;

/// <summary>
/// Scenarios O36 to O44 and recovery: what comes twice, late, out of order, for somebody else, or not at all.
/// </summary>
public sealed class OrderUncertaintyTests
{
    private readonly OrderRig _rig = new();

    private long N => _rig.Lots;

    [Scenario("O36")]
    [Fact]
    public void O36_An_execution_told_again_counts_once_live_and_in_a_ledger_rebuilt_from_the_journal()
    {
        _rig.Fill(80, 80, id: 1);
        _rig.Fill(80, 80, id: 1);
        _rig.Session(false, true);
        _rig.Fill(80, 80, id: 1);
        _rig.Expect(80, 80, N, alive: true);

        var rebuilt = new PositionLedger([LoopRig.Perpetual], 8);
        foreach (JournalRecord record in _rig.Loop.Records.Items.Where(r => r.Kind == JournalKind.Execution))
            rebuilt.Apply(record.As<ExecutionEvent>());
        rebuilt.Apply(
            new ExecutionEvent
            {
                Kind = ExecutionKind.Fill,
                OrderId = 1,
                Side = Side.Buy,
                LastLots = 80,
                LastTicks = OrderRig.Mid,
                ExecIdLow = 1,
            });
        Assert.Equal(80, rebuilt.FilledLots(0));
    }

    [Scenario("O36")]
    [Fact]
    public void O36_A_cancel_told_again_does_not_end_an_order_that_came_back()
    {
        _rig.Say(ExecutionKind.Canceled, id: 5);
        _rig.Say(ExecutionKind.Restated, leaves: N, id: 6);
        _rig.Say(ExecutionKind.Canceled, id: 5);
        _rig.Expect(0, 0, N, alive: true);
        Assert.Equal(1, _rig.Ledger.DuplicateReports);
    }

    [Scenario("O37")]
    [Fact]
    public void O37_Fills_out_of_order_add_up()
    {
        _rig.Fill(50, 150);
        _rig.Fill(100, 100);
        _rig.Expect(150, 150, N, alive: true);
        _rig.Say(ExecutionKind.Canceled, cum: 180);
        _rig.Expect(150, 150, 180, alive: true);
        _rig.Fill(30, 180);
        _rig.Expect(180, 180, 180, alive: false);
    }

    [Scenario("O38")]
    [Fact]
    public void O38_A_fill_before_the_acknowledgement_counts()
    {
        _rig.Fill(80, 80);
        _rig.Acknowledge();
        _rig.Expect(80, 80, N, alive: true);
    }

    [Scenario("O39")]
    [Fact]
    public void O39_A_fill_after_the_cancel_counts_and_raises_an_alarm()
    {
        _rig.Say(ExecutionKind.Canceled);
        _rig.Fill(80, 80, leaves: 0);
        _rig.Expect(80, 80, 80, alive: false);
        Assert.Equal(1L, _rig.Ledger.UnexpectedFills);
        Assert.Equal(0L, _rig.Ledger.Overfills);
        Assert.Equal(1L, _rig.Loop.Loop.Counters.OrderAlarms);
    }

    [Scenario("O40")]
    [Fact]
    public void O40_The_position_follows_a_fill_beyond_the_order_and_an_alarm_is_raised()
    {
        _rig.Fill(N + 7, N + 7);
        _rig.Expect(N + 7, N + 7, N + 7, alive: false);
        Assert.Equal(1, _rig.Ledger.Overfills);
        _rig.Fill(5, N + 12);
        Assert.Equal(N + 12, _rig.Position);
        Assert.Equal(2L, _rig.Ledger.Overfills);
    }

    [Scenario("O41")]
    [Fact]
    public void O41_A_fill_of_an_order_nobody_knows_is_adopted_with_an_alarm()
    {
        _rig.Say(ExecutionKind.Fill, cum: 9, last: 9, orderId: 0);
        _rig.Expect(9, 9, N + 9, alive: true);
        Assert.Equal(1L, _rig.Ledger.UnexpectedFills);
        Assert.Equal(1L, _rig.Loop.Loop.Counters.OrderAlarms);
        _rig.Say(ExecutionKind.Status, leaves: 9, orderId: 0);
        Assert.Equal(1L, _rig.Ledger.Unfollowed);
        Assert.Equal(2L, _rig.Loop.Loop.Counters.OrderAlarms);
    }

    [Scenario("O41")]
    [Theory]
    [InlineData(ExecutionKind.New)]
    [InlineData(ExecutionKind.Status)]
    [InlineData(ExecutionKind.Restated)]
    public void O41_A_working_order_beyond_the_table_stops_its_underlying_and_is_cancelled(ExecutionKind kind)
    {
        var rig = new OrderRig(change: orders => orders with { MaxLive = 1 });
        rig.Say(kind, leaves: 9, orderId: 770);
        rig.Say(kind, leaves: 4, orderId: 771);
        Assert.Equal(2L, rig.Ledger.Unfollowed);
        Assert.Equal(DoubtReasons.UnknownOrder, rig.Ledger.Doubt.Of(0));
        rig.Wait(5_000_000);
        OrderIntent[] cancels = [.. rig.Sent(IntentKind.Cancel).Where(each => each.OrderId != rig.Order.OrderId)];
        Assert.Equal([770L, 771L], cancels.Select(each => each.NamedId));
        Assert.Equal([9L, 4L], cancels.Select(each => each.Lots));
        Assert.Equal(0, rig.Ledger.ToCancel.Waiting);
    }

    [Scenario("O41")]
    [Fact]
    public void O41_A_working_order_of_ours_in_no_instrument_puts_every_position_in_doubt()
    {
        _rig.Loop.Execute(new ExecutionEvent
        {
            Kind = ExecutionKind.Status,
            OrderId = 770,
            Instrument = -1,
            LeavesLots = 9,
            ReceiveNanos = _rig.Loop.Now,
        });
        Assert.Equal(1L, _rig.Ledger.Unfollowed);
        Assert.Equal(DoubtReasons.UnknownOrder, _rig.Ledger.Doubt.Of(0));
        Assert.Equal(0, _rig.Ledger.ToCancel.Waiting);
    }

    [Scenario("O42")]
    [Fact]
    public void O42_An_order_without_an_answer_is_unknown_and_never_gone()
    {
        for (int i = 0; i < 40; i++)
            _rig.Wait(60_000_000_000);
        _rig.Expect(0, 0, N, alive: true);
        Assert.True(_rig.Ledger.Live.All[0].IsUnknown);
        Assert.Single(_rig.Sent(IntentKind.New));
        Assert.Single(_rig.Sent(IntentKind.Cancel));
        Assert.Equal(9, _rig.Sent(IntentKind.Status).Count());
        Assert.Equal(1, _rig.Loop.Loop.Counters.Unresolved);
    }

    [Scenario("O42")]
    [Fact]
    public void O42_An_exchange_that_refuses_every_request_is_asked_rarely_while_everything_has_to_go()
    {
        _rig.Acknowledge();
        _rig.Kill();
        for (int i = 0; i < 200; i++)
        {
            _rig.Say(ExecutionKind.RequestRejected);
            _rig.Wait(60_000_000_000);
            _rig.Say(ExecutionKind.Status, leaves: N);
        }

        int sent = _rig.Sent(IntentKind.Status).Count() + _rig.Sent(IntentKind.Cancel).Count();
        Assert.InRange(sent, 100, 202);
        Assert.Equal(1, _rig.Loop.Loop.Counters.Unresolved);
        _rig.Expect(0, 0, N, alive: true);
    }

    [Scenario("O43")]
    [Fact]
    public void O43_A_counted_quantity_is_never_added_to_the_fill_that_follows()
    {
        _rig.Acknowledge();
        _rig.Session(false, true);
        _rig.Say(ExecutionKind.Status, cum: N, leaves: 0);
        _rig.Expect(0, 0, N, alive: true);
        _rig.Fill(N, N, id: 1);
        _rig.Fill(N, N, id: 1);
        _rig.Expect(N, N, N, alive: false);
    }

    [Scenario("O44")]
    [Fact]
    public void O44_A_fill_through_zero_told_in_two_parts_and_once_more_counts_each_part_once()
    {
        var ledger = new PositionLedger([LoopRig.Perpetual with { StartLots = -30 }], 8);
        Assert.Equal(-30, ledger.FilledLots(0));
        ledger.Live.TryAdd(new LiveOrder { OrderId = 1, Side = Side.Buy, Lots = 50, FinalCumLots = -1 });
        foreach ((ulong id, long lots) in new[] { (1UL, 30L), (2UL, 20L), (1UL, 30L), (2UL, 20L) })
        {
            ledger.Apply(
                new ExecutionEvent
                {
                    Kind = ExecutionKind.Fill,
                    OrderId = 1,
                    Side = Side.Buy,
                    LastLots = lots,
                    LastTicks = OrderRig.Mid,
                    ExecIdLow = id,
                });
        }

        Assert.Equal(20L, ledger.FilledLots(0));
        Assert.Equal(2L, ledger.DuplicateFills);
        Assert.Equal(new PositionInterval(20, 20), ledger.Interval(0));
    }

    [Fact]
    public void A_trade_of_an_earlier_process_is_taken_back_by_the_size_that_the_bust_gives()
    {
        _rig.Say(ExecutionKind.Bust, last: 40, about: 77, orderId: 0);
        Assert.Equal(-40, _rig.Position);
    }

    [Fact]
    public void After_a_logon_nothing_new_leaves_before_every_order_is_accounted_for()
    {
        // Traded by hand, which counts here: there is a need while the order is not accounted for.
        var rig = new OrderRig(
            change: orders => orders with { ForeignFills = ForeignFills.Count, ForeignLotsPerMinute = 200_000 });
        rig.Acknowledge();
        rig.Session(false, true);
        Assert.True(rig.Loop.Loop.Counters.Recovering == 1);
        rig.Say(ExecutionKind.Fill, cum: 9, last: 200_000, orderId: 0);
        rig.Loop.Tick(OrderRig.Mid);
        Assert.Single(rig.Sent(IntentKind.New));
        rig.Say(ExecutionKind.Status, leaves: 0);
        Assert.Equal(0, rig.Loop.Loop.Counters.Recovering);
        Assert.Equal(2, rig.Sent(IntentKind.New).Count());
    }

    [Fact]
    public void Recovery_that_gets_no_answer_ends_in_an_alarm_and_the_order_still_counts()
    {
        _rig.Session(false, true);
        _rig.Wait(5_100_000_000);
        Assert.Equal(0L, _rig.Loop.Loop.Counters.Recovering);
        Assert.Equal(1L, _rig.Loop.Loop.Counters.Unresolved);
        _rig.Expect(0, 0, N, alive: true);
    }

    [Fact]
    public void With_mass_status_one_question_is_asked_and_then_only_what_it_left_open()
    {
        var rig = new OrderRig(change: orders => orders with { MassStatus = true });
        rig.Session(false, true);
        Assert.Equal(2, rig.Sent(IntentKind.MassStatus).Count());
        Assert.Empty(rig.Sent(IntentKind.Status));
        rig.Say(ExecutionKind.MassStatusEnd, orderId: 0);
        Assert.Single(rig.Sent(IntentKind.Status));
        Assert.Equal(1, rig.Loop.Loop.Counters.Recovering);
        rig.Say(ExecutionKind.Status, leaves: rig.Lots);
        Assert.Equal(0, rig.Loop.Loop.Counters.Recovering);
    }

    [Fact]
    public void An_exchange_that_does_not_answer_the_mass_status_is_asked_order_by_order()
    {
        var rig = new OrderRig(change: orders => orders with { MassStatus = true });
        rig.Session(false, true);
        rig.Wait();
        Assert.Single(rig.Sent(IntentKind.Status));
    }

    [Fact]
    public void An_exchange_that_rejects_everything_is_met_by_one_order_a_pause()
    {
        int answered = 0;
        for (int i = 0; i < 1_000; i++)
        {
            foreach (OrderIntent order in _rig.Sent(IntentKind.New).Skip(answered).ToArray())
            {
                answered++;
                _rig.Say(ExecutionKind.Rejected, orderId: order.OrderId);
            }

            _rig.Loop.Tick(OrderRig.Mid);
        }

        // A second of quotes, a pause of a quarter of a second after each reject.
        Assert.InRange(_rig.Sent(IntentKind.New).Count(), 2, 6);
    }
}

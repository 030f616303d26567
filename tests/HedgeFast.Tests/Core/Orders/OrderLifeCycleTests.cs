using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;

namespace HedgeFast.Tests.Core.Orders;

/// <summary>
/// Scenarios O01 to O35: the order state matrices of FIX 4.4, appendix D, as the loop lives through them. The replaces
/// here are those of the exchange or its desk; the engine's own are in <see cref="OrderReplaceTests"/>.
/// </summary>
public sealed class OrderLifeCycleTests
{
    private readonly OrderRig _rig = new();

    private long N => _rig.Lots;

    [Scenario("O01")]
    [Fact]
    public void O01_An_order_fills_in_parts_until_nothing_is_left()
    {
        _rig.Acknowledge();
        _rig.Fill(100, 100);
        _rig.Expect(100, 100, N, alive: true);
        _rig.Fill(N - 100, N);
        _rig.Expect(N, N, N, alive: false);
    }

    [Scenario("O02")]
    [Fact]
    public void O02_An_order_that_is_done_for_the_day_fills_no_more()
    {
        _rig.Fill(100, 100);
        _rig.Say(ExecutionKind.Canceled, cum: 100);
        _rig.Expect(100, 100, 100, alive: false);
    }

    [Scenario("O03")]
    [Fact]
    public void O03_An_order_without_fills_is_cancelled()
    {
        _rig.Acknowledge();
        OrderIntent cancel = _rig.Kill();
        Assert.Equal(_rig.Order.OrderId, cancel.OrderId);
        _rig.Say(ExecutionKind.PendingCancel, leaves: N);
        _rig.Expect(0, 0, N, alive: true);
        _rig.Say(ExecutionKind.Canceled);
        _rig.Expect(0, 0, 0, alive: false);
    }

    [Scenario("O04")]
    [Fact]
    public void O04_Fills_while_the_cancel_is_on_its_way_count()
    {
        _rig.Acknowledge();
        _rig.Fill(50, 50);
        _rig.Kill();
        _rig.Fill(30, 80);
        _rig.Expect(80, 80, N, alive: true);
        _rig.Say(ExecutionKind.Canceled, cum: 80);
        _rig.Expect(80, 80, 80, alive: false);
    }

    [Scenario("O05")]
    [Fact]
    public void O05_An_order_that_filled_before_the_cancel_came_stays_filled()
    {
        _rig.Acknowledge();
        _rig.Kill();
        _rig.Fill(N, N);
        _rig.Say(ExecutionKind.RequestRejected);
        _rig.Expect(N, N, N, alive: false);
    }

    [Scenario("O06")]
    [Fact]
    public void O06_An_order_is_cancelled_before_it_was_acknowledged()
    {
        _rig.Kill();
        _rig.Expect(0, 0, N, alive: true);
        _rig.Say(ExecutionKind.Canceled);
        _rig.Expect(0, 0, 0, alive: false);
    }

    [Scenario("O07")]
    [Fact]
    public void O07_The_acknowledgement_crosses_the_cancel()
    {
        _rig.Kill();
        _rig.Acknowledge();
        _rig.Expect(0, 0, N, alive: true);
        _rig.Say(ExecutionKind.Canceled);
        _rig.Expect(0, 0, 0, alive: false);
    }

    [Scenario("O08")]
    [Fact]
    public void O08_A_cancel_of_an_order_that_the_exchange_does_not_know_is_followed_by_a_question()
    {
        _rig.Kill();
        _rig.Say(ExecutionKind.RequestRejected);
        _rig.Expect(0, 0, N, alive: true);
        _rig.Wait();
        Assert.Equal(_rig.Order.OrderId, Assert.Single(_rig.Sent(IntentKind.Status)).OrderId);
        _rig.Say(ExecutionKind.Status);
        _rig.Expect(0, 0, 0, alive: false);
    }

    [Scenario("O09", "O10")]
    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void O09_O10_An_order_is_made_larger_without_and_with_fills(long filled)
    {
        _rig.Acknowledge();
        if (filled > 0)
            _rig.Fill(filled, filled);
        _rig.Say(ExecutionKind.Restated, cum: filled, leaves: N + 500 - filled);
        _rig.Expect(filled, filled, N + 500, alive: true);
    }

    [Scenario("O11")]
    [Fact]
    public void O11_An_order_that_was_made_larger_after_it_had_filled_is_alive_again()
    {
        _rig.Fill(N, N);
        _rig.Say(ExecutionKind.Restated, cum: N, leaves: 200);
        _rig.Expect(N, N, N + 200, alive: true);
        _rig.Fill(200, N + 200, leaves: 0);
        _rig.Expect(N + 200, N + 200, N + 200, alive: false);
    }

    [Scenario("O12")]
    [Fact]
    public void O12_A_refused_replace_after_a_fill_leaves_the_order_to_be_asked_about()
    {
        _rig.Acknowledge();
        _rig.Fill(60, 60);
        _rig.Say(ExecutionKind.RequestRejected);
        _rig.Expect(60, 60, N, alive: true);
        _rig.Say(ExecutionKind.Status, cum: 60, leaves: N - 60);
        _rig.Expect(60, 60, N, alive: true);
    }

    [Scenario("O13", "O14", "O15")]
    [Theory]
    [InlineData(300, 100, true)]
    [InlineData(100, 100, false)]
    [InlineData(50, 100, false)]
    public void O13_O14_O15_An_order_is_made_smaller_than_above_equal_to_or_below_its_fills(
        long lots, long filled, bool alive)
    {
        _rig.Acknowledge();
        _rig.Fill(filled, filled);
        long leaves = Math.Max(0, lots - filled);
        _rig.Say(ExecutionKind.Restated, cum: filled, leaves: leaves);
        _rig.Expect(filled, filled, filled + leaves, alive);
    }

    [Scenario("O16")]
    [Fact]
    public void O16_Two_replaces_are_both_accepted()
    {
        _rig.Acknowledge();
        _rig.Say(ExecutionKind.Restated, leaves: 400);
        _rig.Say(ExecutionKind.Restated, leaves: 250);
        _rig.Expect(0, 0, 250, alive: true);
    }

    [Scenario("O17")]
    [Fact]
    public void O17_One_replace_is_refused_at_once_and_the_next_accepted()
    {
        _rig.Acknowledge();
        _rig.Say(ExecutionKind.RequestRejected);
        _rig.Say(ExecutionKind.Restated, leaves: 250);
        _rig.Expect(0, 0, 250, alive: true);
    }

    [Scenario("O18")]
    [Fact]
    public void O18_A_replace_is_refused_after_it_was_pending_and_the_next_accepted()
    {
        _rig.Acknowledge();
        _rig.Fill(10, 10);
        _rig.Say(ExecutionKind.RequestRejected);
        _rig.Say(ExecutionKind.Restated, cum: 10, leaves: 240);
        _rig.Expect(10, 10, 250, alive: true);
    }

    [Scenario("O19", "O20", "O21")]
    [Theory]
    [InlineData(400, 250, 600)]
    [InlineData(600, 250, 400)]
    [InlineData(250, 400, 600)]
    public void O19_O20_O21_In_a_chain_of_replaces_the_last_one_holds(long first, long second, long third)
    {
        _rig.Acknowledge();
        foreach (long lots in new[] { first, second, third })
            _rig.Say(ExecutionKind.Restated, leaves: lots);
        _rig.Fill(100, 100, leaves: third - 100);
        _rig.Expect(100, 100, third, alive: true);
    }

    [Scenario("O22")]
    [Fact]
    public void O22_An_unsolicited_cancel_ends_the_order_and_the_hedge_waits_for_another_quote()
    {
        _rig.Acknowledge();
        _rig.Say(ExecutionKind.Canceled);
        _rig.Expect(0, 0, 0, alive: false);
        Assert.Single(_rig.Sent(IntentKind.New));
        _rig.Loop.Tick(OrderRig.Mid);
        Assert.Equal(2, _rig.Sent(IntentKind.New).Count());
    }

    [Scenario("O23")]
    [Fact]
    public void O23_An_unsolicited_restatement_changes_what_may_still_fill()
    {
        _rig.Acknowledge();
        _rig.Say(ExecutionKind.Restated, leaves: N / 2);
        _rig.Expect(0, 0, N / 2, alive: true);
        Assert.Equal(N - (N / 2), _rig.Sent(IntentKind.New).Last().Lots);
    }

    [Scenario("O24")]
    [Fact]
    public void O24_An_order_that_comes_back_counts_raises_an_alarm_and_is_asked_about()
    {
        _rig.Say(ExecutionKind.Canceled);
        _rig.Say(ExecutionKind.Restated, leaves: N);
        _rig.Expect(0, 0, N, alive: true);
        Assert.Equal(1L, _rig.Ledger.Reinstated);
        Assert.Equal(1L, _rig.Loop.Loop.Counters.OrderAlarms);
        Assert.Equal(_rig.Order.OrderId, _rig.Sent(IntentKind.Status).Last().OrderId);
    }

    [Scenario("O25")]
    [Fact]
    public void O25_A_reject_for_a_repeated_id_says_nothing_of_the_first_order()
    {
        _rig.Say(ExecutionKind.RequestRejected);
        _rig.Expect(0, 0, N, alive: true);
        _rig.Wait();
        Assert.Equal(_rig.Order.OrderId, Assert.Single(_rig.Sent(IntentKind.Status)).OrderId);
        Assert.Single(_rig.Sent(IntentKind.New));
    }

    [Scenario("O26")]
    [Fact]
    public void O26_An_order_answered_with_its_state_because_it_came_twice_is_one_order()
    {
        _rig.Say(ExecutionKind.Status, cum: 0, leaves: N);
        _rig.Say(ExecutionKind.Status, cum: 0, leaves: N);
        _rig.Expect(0, 0, N, alive: true);
        _rig.Fill(40, 40);
        _rig.Say(ExecutionKind.Status, cum: 40, leaves: N - 40);
        _rig.Expect(40, 40, N, alive: true);
        Assert.Single(_rig.Sent(IntentKind.New));
    }

    [Scenario("O27")]
    [Fact]
    public void O27_An_order_that_the_exchange_never_had_is_out_once_it_says_so()
    {
        _rig.Wait();
        _rig.Wait(nanos: 60_000_000_000);
        Assert.Equal(IntentKind.Status, _rig.Loop.LastIntent.Kind);
        Assert.Equal(_rig.Order.OrderId, _rig.Loop.LastIntent.OrderId);
        _rig.Expect(0, 0, N, alive: true);
        _rig.Say(ExecutionKind.Status);
        _rig.Expect(0, 0, 0, alive: false);
    }

    [Scenario("O28")]
    [Fact]
    public void O28_A_status_during_life_changes_no_position()
    {
        _rig.Acknowledge();
        _rig.Fill(100, 100);
        _rig.Say(ExecutionKind.Status, cum: 100, leaves: N - 100);
        _rig.Expect(100, 100, N, alive: true);
        _rig.Say(ExecutionKind.Status, cum: 170, leaves: N - 170);
        _rig.Expect(100, 100, N, alive: true);
    }

    [Scenario("O29")]
    [Fact]
    public void O29_A_fill_or_kill_that_was_killed_has_filled_nothing()
    {
        var rig = new OrderRig(TimeInForce.FillOrKill);
        Assert.Equal(TimeInForce.FillOrKill, rig.Order.TimeInForce);
        rig.Acknowledge();
        rig.Say(ExecutionKind.Canceled);
        rig.Expect(0, 0, 0, alive: false);

        // The quote it was killed on is spent; the next one is tried, whole again.
        rig.Wait(nanos: 1_000_000);
        Assert.Single(rig.Sent(IntentKind.New));
        rig.Loop.Tick(OrderRig.Mid);
        Assert.Equal(TimeInForce.FillOrKill, rig.Loop.LastIntent.TimeInForce);
        Assert.Equal(rig.Lots, rig.Loop.LastIntent.Lots);
        Assert.Equal(2, rig.Sent(IntentKind.New).Count());
    }

    [Scenario("O30")]
    [Fact]
    public void O30_The_rest_of_an_immediate_order_is_killed()
    {
        var rig = new OrderRig(TimeInForce.ImmediateOrCancel);
        rig.Acknowledge();
        rig.Fill(70, 70);
        rig.Say(ExecutionKind.Canceled, cum: 70);
        rig.Expect(70, 70, 70, alive: false);
    }

    [Scenario("O31")]
    [Fact]
    public void O31_A_trade_that_is_taken_back_leaves_the_position_and_may_fill_again()
    {
        _rig.Fill(80, 80, id: 1);
        double fees = _rig.Ledger.FeeCost;
        _rig.Say(ExecutionKind.Bust, leaves: N, about: 1);
        _rig.Expect(0, 0, N, alive: true);
        Assert.True(fees > 0);
        Assert.Equal(0, _rig.Ledger.FeeCost, 9);
        _rig.Fill(80, 80, id: 1);
        _rig.Say(ExecutionKind.Bust, leaves: N, about: 1);
        _rig.Expect(0, 0, N, alive: true);
    }

    [Scenario("O32")]
    [Fact]
    public void O32_A_trade_is_corrected_in_price_and_size_and_the_correction_taken_back()
    {
        _rig.Fill(80, 80, id: 1);
        _rig.Say(
            ExecutionKind.Correction, cum: 60, leaves: N - 60, last: 60, ticks: OrderRig.Mid + 10, id: 2, about: 1);
        _rig.Expect(60, 60, N, alive: true);
        Assert.Equal(0.0005 * 60 * 100, _rig.Ledger.FeeCost, 9);
        _rig.Say(ExecutionKind.Correction, cum: 70, leaves: N - 70, last: 70, ticks: OrderRig.Mid, id: 3, about: 1);
        _rig.Expect(70, 70, N, alive: true);
        _rig.Say(ExecutionKind.Bust, leaves: N, id: 4, about: 2);
        _rig.Expect(0, 0, N, alive: true);
    }

    [Scenario("O33")]
    [Fact]
    public void O33_A_trade_of_a_cancelled_order_is_taken_back_and_filled_anew()
    {
        _rig.Fill(80, 80, id: 1);
        _rig.Kill();
        _rig.Say(ExecutionKind.Canceled, cum: 80);
        _rig.Say(ExecutionKind.Bust, about: 1);
        _rig.Expect(0, 0, 0, alive: false);
        _rig.Fill(80, 80);
        _rig.Expect(80, 80, 80, alive: false);
        Assert.Equal(1L, _rig.Ledger.TakenBack);
        Assert.Equal(1L, _rig.Ledger.UnexpectedFills);
        Assert.Equal(0L, _rig.Ledger.Overfills);
    }

    [Scenario("O34")]
    [Fact]
    public void O34_A_halt_cancels_the_order_and_sends_nothing_new()
    {
        _rig.Acknowledge();
        _rig.Loop.Fault(HedgeFast.Core.Feed.QuoteFault.Halted);
        Assert.Equal(_rig.Order.OrderId, Assert.Single(_rig.Sent(IntentKind.Cancel)).OrderId);
        _rig.Say(ExecutionKind.Canceled);
        _rig.Wait();
        _rig.Expect(0, 0, 0, alive: false);
        Assert.Single(_rig.Sent(IntentKind.New));
    }

    [Scenario("O35")]
    [Fact]
    public void O35_An_order_that_comes_back_after_a_halt_counts_again()
    {
        _rig.Acknowledge();
        _rig.Loop.Fault(HedgeFast.Core.Feed.QuoteFault.Halted);
        _rig.Say(ExecutionKind.Canceled);
        _rig.Say(ExecutionKind.Restated, leaves: N);
        _rig.Expect(0, 0, N, alive: true);
        Assert.Equal(_rig.Order.OrderId, _rig.Sent(IntentKind.Status).Last().OrderId);
        _rig.Fill(N, N);
        _rig.Expect(N, N, N, alive: false);
        Assert.Single(_rig.Sent(IntentKind.New));
    }
}

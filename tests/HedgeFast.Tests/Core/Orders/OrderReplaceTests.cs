using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core.Orders;

/// <summary>
/// The engine's own replaces: a passive buy that the touch has left behind gets another price, and until that is
/// answered it counts on its old terms and on its new ones.
/// </summary>
public sealed class OrderReplaceTests
{
    private const long Milli = 1_000_000;
    private readonly LoopRig _rig = Rig();
    private readonly OrderIntent _order;
    private ulong _execution = 100;

    public OrderReplaceTests() => _order = _rig.LastIntent;

    private long N => _order.Lots;

    private ref LiveOrder Live => ref _rig.Loop.Ledger.Live.All[0];

    [Scenario("O09")]
    [Fact]
    public void O09_An_order_left_behind_is_replaced_at_the_touch_and_known_by_the_new_number()
    {
        OrderIntent replace = Reprice();
        Assert.Equal(IntentKind.Replace, replace.Kind);
        Assert.Equal(_order.OrderId, replace.OrderId);
        Assert.Equal(N, replace.Lots);
        Assert.Equal(OrderRig.Mid + 49, replace.LimitTicks);
        Assert.Equal(_order.OrderId, replace.KnownId);
        Assert.Equal(1L, _rig.Loop.Counters.Replaces);
        Say(ExecutionKind.Replaced, _order.OrderId, replace.RequestId, leaves: N);
        Assert.Equal(replace.RequestId, Live.KnownId);
        Assert.Equal(replace.LimitTicks, Live.LimitTicks);
        Assert.Equal(0L, Live.ReplaceId);

        // Fills name the new number from now on, and so do our requests.
        Fill(replace.RequestId, 10, cum: 10);
        Assert.Equal(10L, _rig.Position);
        Assert.Equal(N - 10, Live.LeavesLots);
        _rig.Control(ControlKind.Kill);
        Assert.Equal(IntentKind.Cancel, _rig.LastIntent.Kind);
        Assert.Equal(replace.RequestId, _rig.LastIntent.KnownId);
        Say(ExecutionKind.Canceled, replace.RequestId, _rig.LastIntent.RequestId, cum: 10);
        Assert.Equal(0, _rig.Loop.Ledger.Live.Count);
        Assert.Equal(10L, _rig.Position);
    }

    [Fact]
    public void An_order_that_the_exchange_has_made_larger_is_cancelled_and_not_ordered_again_at_that_size()
    {
        Say(ExecutionKind.Restated, _order.OrderId, _order.OrderId, leaves: N + 5_000);
        OrderIntent next = Reprice();
        Assert.Equal(IntentKind.Cancel, next.Kind);
        Assert.Equal(0, _rig.Loop.Counters.Replaces);
    }

    [Fact]
    public void A_replace_that_only_the_exchange_knows_gives_the_order_its_number_and_is_cancelled_under_it()
    {
        long unknown = _order.OrderId + 50;
        Say(ExecutionKind.Replaced, _order.OrderId, unknown, leaves: N);
        Assert.Equal(unknown, Live.KnownId);
        Assert.Null(Live.WorstTicks);
        Assert.Equal(IntentKind.Cancel, _rig.LastIntent.Kind);
        Assert.Equal(unknown, _rig.LastIntent.KnownId);

        // One of before, told late, takes nothing back.
        Say(ExecutionKind.Replaced, _order.OrderId, _order.OrderId + 20, leaves: N);
        Assert.Equal(unknown, Live.KnownId);
        Fill(unknown, 10, cum: 10);
        Assert.Equal(10L, _rig.Position);
        Say(ExecutionKind.Canceled, unknown, unknown + 1, cum: 10);
        Assert.Equal(-1, _rig.Loop.Ledger.Live.Find(unknown));
        Assert.Equal(-1, _rig.Loop.Ledger.Live.Find(_order.OrderId));
    }

    [Fact]
    public void What_is_resent_of_an_order_replaced_twice_that_has_ended_brings_no_order_back()
    {
        using var folder = new ResumeRig();
        OrderIntent first = Reprice();
        Say(ExecutionKind.Replaced, _order.OrderId, first.RequestId, leaves: N);
        Pass(150);
        OrderIntent second = Reprice(by: 100);
        Assert.Equal(first.RequestId, second.KnownId);
        Say(ExecutionKind.Replaced, first.RequestId, second.RequestId, leaves: N);
        ExecutionEvent told = Event(_rig, ExecutionKind.Replaced, first.RequestId, second.RequestId) with
        {
            LeavesLots = N,
            ExecIdLow = _execution,
            Flags = ReportFlags.IsMarkedRepeated,
        };
        Fill(second.RequestId, N, cum: N);
        var next = new LoopRig(_rig.Settings, start: folder.Resume(_rig));
        Assert.Equal(0, next.Loop.Ledger.Live.Count);
        next.Session(up: true);
        next.Execute(told with { ReceiveNanos = next.Now });
        Assert.Equal(0, next.Loop.Ledger.Live.Count);
    }

    [Fact]
    public void Only_one_replace_is_on_its_way_at_a_time()
    {
        Reprice();
        int sent = _rig.Intents.Items.Count;
        Pass(50);
        _rig.Tick(OrderRig.Mid + 100);
        Pass(150);
        _rig.Tick(OrderRig.Mid + 150);
        Assert.Equal(sent, _rig.Intents.Items.Count);
    }

    [Scenario("O12")]
    [Fact]
    public void O12_A_replace_refused_after_a_fill_leaves_the_old_terms_and_is_cancelled_instead()
    {
        OrderIntent replace = Reprice();
        Fill(_order.OrderId, 60, cum: 60);
        Say(ExecutionKind.RequestRejected, _order.OrderId, replace.RequestId);
        Assert.Equal(_order.LimitTicks, Live.LimitTicks);
        Assert.Equal(N - 60, Live.LeavesLots);
        Move(_rig, 50);
        Assert.Equal(IntentKind.Cancel, _rig.LastIntent.Kind);
        Assert.Equal(_order.OrderId, _rig.LastIntent.KnownId);
    }

    [Scenario("O12")]
    [Fact]
    public void O12_A_replace_that_comes_too_late_changes_nothing()
    {
        OrderIntent replace = Reprice();
        Fill(_order.OrderId, N, cum: N);
        Say(ExecutionKind.RequestRejected, _order.OrderId, replace.RequestId);
        Assert.Equal(0, _rig.Loop.Ledger.Live.Count);
        Assert.Equal(N, _rig.Position);
        Assert.Equal(0L, _rig.Loop.Counters.OrderAlarms);
    }

    [Fact]
    public void Fills_on_the_old_terms_and_on_the_new_ones_count_while_the_answer_is_on_its_way()
    {
        OrderIntent replace = Reprice();
        Fill(_order.OrderId, 30, cum: 30);
        Fill(replace.RequestId, 20, cum: 50);
        Assert.Equal(50L, _rig.Position);
        Assert.Equal(N - 50, Live.LeavesLots);
        Say(ExecutionKind.Replaced, _order.OrderId, replace.RequestId, cum: 50, leaves: N - 50);
        Assert.Equal(50L, _rig.Position);
        Assert.Equal(N - 50, Live.LeavesLots);
        Assert.Equal(replace.RequestId, Live.KnownId);
    }

    [Scenario("O16", "O19")]
    [Fact]
    public void O16_O19_Replaces_follow_each_other_and_every_number_stays_the_order()
    {
        OrderIntent first = Reprice();
        Say(ExecutionKind.Replaced, _order.OrderId, first.RequestId, leaves: N);
        OrderIntent second = Reprice(by: 100);
        Assert.Equal(IntentKind.Replace, second.Kind);
        Assert.Equal(first.RequestId, second.KnownId);
        Say(ExecutionKind.Replaced, first.RequestId, second.RequestId, leaves: N);

        // A fill under the first replace that comes late.
        Fill(first.RequestId, 5, cum: 5);
        Fill(_order.OrderId, 6, cum: 11);
        Assert.Equal(11L, _rig.Position);
        Assert.Equal(N - 11, Live.LeavesLots);
        Assert.Equal(0L, _rig.Loop.Ledger.UnexpectedFills);
        Fill(second.RequestId, N - 11, cum: N);
        Fill(first.RequestId, 1, cum: N + 1);
        Assert.Equal(N + 1, _rig.Position);
        Assert.Equal(1L, _rig.Loop.Ledger.UnexpectedFills);
        Assert.Equal(1L, _rig.Loop.Ledger.Overfills);
    }

    [Fact]
    public void A_replace_that_went_down_with_the_session_is_asked_about_by_its_own_number_and_then_by_the_old_one()
    {
        OrderIntent replace = Reprice();
        Bounce();
        Assert.Equal(IntentKind.Status, _rig.LastIntent.Kind);
        Assert.Equal(replace.RequestId, _rig.LastIntent.KnownId);
        Assert.Equal(N, Live.LeavesLots);
        Say(ExecutionKind.Status, replace.RequestId, replace.RequestId);
        Assert.Equal(IntentKind.Status, _rig.LastIntent.Kind);
        Assert.Equal(_order.OrderId, _rig.LastIntent.KnownId);

        // The same answer once more says nothing of the order.
        Say(ExecutionKind.Status, replace.RequestId, replace.RequestId);
        Assert.Equal(N, Live.LeavesLots);
        Say(ExecutionKind.Status, _order.OrderId, _order.OrderId, leaves: N);
        Assert.Equal(0L, Live.ReplaceId);
        Assert.Equal(_order.LimitTicks, Live.LimitTicks);
        Assert.Equal(N, Live.LeavesLots);
        Assert.Equal(0L, _rig.Loop.Counters.Recovering);
    }

    [Fact]
    public void A_replace_that_arrived_before_the_session_was_lost_is_found_by_the_question()
    {
        OrderIntent replace = Reprice();
        Bounce();
        Say(ExecutionKind.Status, replace.RequestId, replace.RequestId, leaves: N);
        Assert.Equal(replace.RequestId, Live.KnownId);
        Assert.Equal(replace.LimitTicks, Live.LimitTicks);
        Assert.Equal(0L, Live.ReplaceId);
    }

    [Fact]
    public void A_mass_status_that_knows_the_order_by_its_old_number_drops_the_replace()
    {
        LoopRig rig = Rig(orders => orders with { MassStatus = true });
        OrderIntent order = rig.LastIntent;
        Move(rig, 50);
        rig.Session(up: false);
        rig.Session(up: true);
        rig.Execute(Event(rig, ExecutionKind.Status, order.OrderId, order.OrderId) with { LeavesLots = order.Lots });
        rig.Execute(new ExecutionEvent { ReceiveNanos = rig.Now, Kind = ExecutionKind.MassStatusEnd, Instrument = -1 });
        LiveOrder live = rig.Loop.Ledger.Live.All[0];
        Assert.Equal(0L, live.ReplaceId);
        Assert.Equal(order.LimitTicks, live.LimitTicks);
        Assert.Equal(0L, rig.Loop.Counters.Recovering);
    }

    [Fact]
    public void A_replace_that_never_left_changes_nothing_and_is_tried_again()
    {
        OrderIntent replace = Reprice();
        Say(ExecutionKind.CancelNotSent, _order.OrderId, replace.RequestId);
        Assert.Equal(0, _rig.Loop.Ledger.Live.All[0].ReplaceId);
        Assert.Equal(IntentKind.Replace, Reprice(by: 100).Kind);
    }

    [Fact]
    public void A_kill_cancels_an_order_whose_replace_is_on_its_way_by_the_number_it_may_have_by_then()
    {
        OrderIntent replace = Reprice();
        _rig.Control(ControlKind.Kill);
        Assert.Equal(IntentKind.Cancel, _rig.LastIntent.Kind);
        Assert.Equal(replace.RequestId, _rig.LastIntent.KnownId);

        // The replace was refused, so the exchange does not know that number; it is asked, and cancelled by the old
        // one.
        long cancel = _rig.LastIntent.RequestId;
        Say(ExecutionKind.RequestRejected, _order.OrderId, replace.RequestId);
        Say(ExecutionKind.RequestRejected, replace.RequestId, cancel);
        Assert.Equal(N, Live.LeavesLots);
        Pass(600);
        Say(ExecutionKind.Status, _order.OrderId, _order.OrderId, leaves: N);
        Assert.Equal(IntentKind.Cancel, _rig.LastIntent.Kind);
        Assert.Equal(_order.OrderId, _rig.LastIntent.KnownId);
    }

    [Fact]
    public void Where_a_limit_refuses_the_replace_the_order_is_cancelled()
    {
        LoopRig rig = Rig(limits: limits => limits with { OrdersPerSecond = 1 });
        Move(rig, 50);
        Assert.Equal(IntentKind.Cancel, rig.LastIntent.Kind);
        Assert.Equal(0L, rig.Loop.Counters.Replaces);
    }

    [Fact]
    public void On_a_fault_the_order_is_cancelled()
    {
        _rig.Fault(QuoteFault.Halted);
        Assert.Equal(IntentKind.Cancel, _rig.LastIntent.Kind);
        Assert.Equal(0L, _rig.Loop.Counters.Replaces);
    }

    [Fact]
    public void Without_the_setting_the_order_is_cancelled()
    {
        LoopRig rig = Rig(orders => orders with { Repricing = Repricing.Cancel });
        Move(rig, 50);
        Assert.Equal(IntentKind.Cancel, rig.LastIntent.Kind);
    }

    private static LoopRig Rig(
        Func<OrderSettings, OrderSettings>? change = null, Func<LimitSettings, LimitSettings>? limits = null)
    {
        // To the centre, so that a small move needs no other order.
        HedgeSettings settings = LoopRig.MakeSettings(halfWidth: 2, tradeTo: TradeTo.Centre);
        OrderSettings orders = settings.Orders with
        {
            Style = OrderStyle.Passive,
            Repricing = Repricing.Replace,
            RepriceNanos = 10 * Milli,
        };
        var rig = new LoopRig(
            settings with
            {
                Orders = change?.Invoke(orders) ?? orders,
                Limits = limits?.Invoke(settings.Limits) ?? settings.Limits,
            });
        rig.Session(up: true);
        if (rig.Settings.Orders.MassStatus)
        {
            rig.Execute(
                new ExecutionEvent { ReceiveNanos = rig.Now, Kind = ExecutionKind.MassStatusEnd, Instrument = -1 });
        }

        rig.Tick(OrderRig.Mid);
        Assert.Equal(IntentKind.New, rig.LastIntent.Kind);
        Assert.Equal(TimeInForce.Day, rig.LastIntent.TimeInForce);
        Assert.Equal(OrderRig.Mid - 1, rig.LastIntent.LimitTicks);
        return rig;
    }

    private static ExecutionEvent Event(LoopRig rig, ExecutionKind kind, long number, long requestId) => new()
    {
        ReceiveNanos = rig.Now,
        Kind = kind,
        OrderId = number,
        RequestId = requestId,
        Instrument = 0,
        Side = Side.Buy,
    };

    // The touch goes ahead after the order has stood for its time; the move is too small for another hedge.
    private static void Move(LoopRig rig, long by)
    {
        rig.Control(ControlKind.Timer, 20 * Milli);
        rig.Tick(OrderRig.Mid + by);
    }

    private OrderIntent Reprice(long by = 50)
    {
        Move(_rig, by);
        return _rig.LastIntent;
    }

    private void Pass(long millis) => _rig.Control(ControlKind.Timer, millis * Milli);

    private void Bounce()
    {
        _rig.Session(up: false);
        _rig.Session(up: true);
    }

    private void Say(ExecutionKind kind, long number, long requestId, long cum = 0, long leaves = 0) =>
        _rig.Execute(
            Event(_rig, kind, number, requestId) with { CumLots = cum, LeavesLots = leaves, ExecIdLow = ++_execution });

    private void Fill(long number, long lots, long cum) => _rig.Execute(
        Event(_rig, ExecutionKind.Fill, number, number) with
        {
            LastLots = lots,
            LastTicks = OrderRig.Mid,
            CumLots = cum,
            LeavesLots = Math.Max(0, N - cum),
            ExecIdLow = ++_execution,
        });
}

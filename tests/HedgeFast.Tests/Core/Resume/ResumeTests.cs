using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Resume;
using HedgeFast.Fix.Os;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Resume;

/// <summary>A run resumed from the journal of one that ended or was killed.</summary>
public sealed class ResumeTests : IDisposable
{
    private const long Mid = 600_000;

    private readonly ResumeRig _folder = new();
    private LoopRig _rig = new(Settings);

    private static HedgeSettings Settings => LoopRig.MakeSettings() with
    {
        Orders = new OrderSettings { TimeInForce = TimeInForce.Day },
        Limits = new LimitSettings
        {
            MaxOrderLots = 1_000_000,
            MaxPositionLots = 10_000_000,
            OrdersPerSecond = 10_000,
            StaleNanos = 2 * LoopRig.Second,
            CollarFraction = 0.02,
            MaxRepeats = 3,
        },
    };

    public void Dispose() => _folder.Dispose();

    [Scenario("O36")]
    [Fact]
    public void O36_Positions_executions_and_orders_are_those_of_the_run_before()
    {
        OrderIntent order = ResumeRig.Trade(_rig);
        RunStart start = Resume();
        Assert.Equal(2, start.Epoch);
        Assert.Equal(1, start.Snapshot!.LiveOrders);
        var next = new LoopRig(Settings, start: start);
        Assert.Equal(_rig.Position, next.Position);
        Assert.Equal(_rig.Loop.Ledger.Interval(0), next.Loop.Ledger.Interval(0));

        // Every execution comes once more, and counts no second time.
        foreach (JournalRecord record in _rig.Records.Items.Where(r => r.Kind == JournalKind.Execution))
            next.Loop.Apply(record.As<ExecutionEvent>());
        Assert.Equal(_rig.Position, next.Position);
        Assert.Equal(0, next.Loop.Ledger.Fills);
        Assert.True(next.Loop.Ledger.DuplicateFills > 0);
        next.Fill(order, 10, execution: 999);
        Assert.Equal(_rig.Position + 10, next.Position);
    }

    [Fact]
    public void An_absurd_request_and_the_largest_believable_fills_leave_a_journal_to_resume_from()
    {
        _rig.Session(up: true);
        Control(
            new ControlEvent
            {
                Kind = ControlKind.SettlePosition,
                Lots = long.MaxValue,
                Operator = OperatorName.Of("Q"),
            });
        for (ulong fill = 1; fill <= 2; fill++)
        {
            _rig.Execute(
                new ExecutionEvent
                {
                    ReceiveNanos = _rig.Now,
                    Kind = ExecutionKind.Fill,
                    Side = Side.Buy,
                    LastLots = QuoteGuard.Bound,
                    LastTicks = 600_000,
                    ExecIdLow = fill,
                });
        }

        Assert.Equal(2 * QuoteGuard.Bound, new LoopRig(Settings, start: Resume()).Position);
    }

    [Fact]
    public void A_position_settled_by_an_operator_is_restored_in_the_next_run()
    {
        _rig = new LoopRig(Settings with { Orders = new OrderSettings { ReconcilePositions = true } });
        _rig.Session(up: true);
        _rig.Execute(
            new ExecutionEvent
            {
                ReceiveNanos = _rig.Now,
                Kind = ExecutionKind.Position,
                RequestId = _rig.LastIntent.RequestId,
                LastLots = 7,
                LeavesLots = 1,
            });
        Control(new ControlEvent { Kind = ControlKind.SettlePosition, Lots = 7, Operator = OperatorName.Of("Q") });
        Assert.Equal(7, _rig.Position);
        Assert.Equal(7, Resume().Snapshot!.Positions.Single().Lots);
    }

    [Fact]
    public void No_order_leaves_before_the_state_of_the_run_befores_orders_is_known()
    {
        OrderIntent order = ResumeRig.Trade(_rig);
        var next = new LoopRig(Settings, start: Resume());
        next.Session(up: true);
        OrderIntent status = Assert.Single(next.Intents.Items);
        Assert.Equal(IntentKind.Status, status.Kind);
        Assert.Equal(order.OrderId, status.OrderId);
        next.Tick(Mid + 5_000);
        Assert.Single(next.Intents.Items);
        next.End(order, ExecutionKind.Status, cumLots: 100);
        Assert.Equal(
            10_000_000_002, Assert.Single(next.Intents.Items, intent => intent.Kind == IntentKind.New).OrderId);
    }

    [Fact]
    public void An_order_missing_from_the_journal_is_reinstated_when_the_exchange_reports_it()
    {
        ResumeRig.Trade(_rig);
        var next = new LoopRig(Settings, start: Resume());
        next.Execute(
            new ExecutionEvent
            {
                ReceiveNanos = next.Now,
                Kind = ExecutionKind.New,
                OrderId = 77,
                Instrument = 0,
                Side = Side.Buy,
                LeavesLots = 40,
                ExecIdLow = 4_000,
            });
        Assert.Equal(2, next.Loop.Ledger.Live.Count);
        Assert.Equal(1, next.Loop.Ledger.Reinstated);
        next.Session(up: true);
        Assert.Contains(next.Intents.Items, intent => intent is { Kind: IntentKind.Status, OrderId: 77 });
    }

    [Fact]
    public void Limits_kill_and_the_days_cost_are_restored_in_the_next_run()
    {
        ResumeRig.Trade(_rig);
        double cost = _rig.Loop.Ledger.FeeCost + _rig.Loop.Ledger.SpreadCost;
        Control(new ControlEvent { Kind = ControlKind.SetLimit, Limit = LimitKey.MaxOrderLots, Value = 123 });
        Control(new ControlEvent { Kind = ControlKind.SetLimit, Limit = LimitKey.MaxOrderLots, Value = -1 });
        Control(new ControlEvent { Kind = ControlKind.Kill });
        RunStart start = Resume();
        CarriedTotals totals = start.Snapshot!.Totals;
        Assert.True(totals.IsKilled);
        Assert.Equal(LimitRefusal.None, totals.Latch);
        Assert.Equal(cost, totals.DayCost, 9);
        var next = new LoopRig(Settings, start: start);
        next.Session(up: true);
        next.Control(ControlKind.Timer);
        Assert.Equal(1, next.Loop.Counters.Killed);

        // The working order is cancelled, and not only asked about.
        Assert.Equal(IntentKind.Cancel, Assert.Single(next.Intents.Items).Kind);
        CarriedLimits limits = start.Snapshot!.Limits(_rig.Settings.Limits);
        Assert.Equal(123, limits.MaxOrderLots);
        Assert.True(limits.IsByHand(LimitKey.MaxOrderLots));
        Assert.False(limits.IsByHand(LimitKey.MaxPositionLots));
    }

    [Fact]
    public void A_latch_holds_in_the_next_run_until_an_operator_re_arms()
    {
        _rig.Session(up: true);
        for (int i = 0; i < 4; i++)
        {
            _rig.Tick(Mid + (i * 10_000));
            if (_rig.Loop.Counters.LiveOrders > 0)
                _rig.Fill(_rig.LastIntent, _rig.LastIntent.Lots, execution: (ulong)i + 1);
        }

        Assert.Equal((long)LimitRefusal.Repetition, _rig.Loop.Counters.Latch);
        var next = new LoopRig(Settings, start: Resume());
        next.Session(up: true);
        next.Tick(Mid + 50_000);
        Assert.Empty(next.Intents.Items);
        Control(new ControlEvent { Kind = ControlKind.Rearm, Operator = OperatorName.Of("Q") });
        Assert.Equal(LimitRefusal.None, Resume().Snapshot!.Totals.Latch);
    }

    [Fact]
    public void A_replace_on_its_way_is_restored_with_both_its_numbers()
    {
        HedgeSettings settings = Settings with
        {
            Orders = new OrderSettings { Style = OrderStyle.Passive, Repricing = Repricing.Replace, RepriceNanos = 1 },
        };
        _rig = new LoopRig(settings);
        _rig.Session(up: true);
        _rig.Tick(Mid);
        _rig.Tick(Mid + 20);
        OrderIntent replace = _rig.Intents.Items.Single(intent => intent.Kind == IntentKind.Replace);
        var next = new LoopRig(settings, start: Resume());
        next.Session(up: true);
        Assert.Contains(
            next.Intents.Items,
            intent =>
                intent.Kind == IntentKind.Status
                    && intent.OrderId == replace.OrderId
                    && intent.KnownId == replace.RequestId);
        next.Execute(
            new ExecutionEvent
            {
                ReceiveNanos = next.Now,
                Kind = ExecutionKind.Fill,
                OrderId = replace.RequestId,
                Instrument = 0,
                Side = Side.Buy,
                LastLots = 5,
                LastTicks = Mid,
                CumLots = 5,
                ExecIdLow = 9,
            });
        Assert.Equal(5, next.Position);
        Assert.Equal(0, next.Loop.Ledger.UnexpectedFills);
    }

    [Fact]
    public void A_resumed_run_replays_from_its_own_journal_and_can_be_resumed_from()
    {
        ResumeRig.Trade(_rig);
        RunStart start = Resume();
        _rig = new LoopRig(Settings, start: start);
        _rig.Session(up: true);
        _rig.End(
            new OrderIntent
            {
                OrderId = start.Snapshot!.Records.First(r => r.Kind == JournalKind.CarriedOrder)
                    .As<CarriedOrder>()
                    .ToLive().OrderId,
                Side = Side.Buy,
            },
            ExecutionKind.Status, cumLots: 100);
        _rig.Tick(Mid + 20_000);
        _rig.Fill(_rig.LastIntent, _rig.LastIntent.Lots, execution: 4);
        _rig.Loop.EndRun();
        RunStart third = Resume(start);
        Assert.Equal(3, third.Epoch);
        Assert.Equal(_rig.Position, third.Snapshot!.Positions.Single().Lots);
        ReplayResult result = Replay.Prove(
            Disk.Kernel, _folder.Directory, RunFolder.Open(Disk.Kernel, _folder.Directory), _rig.Book);
        Assert.Null(result.Difference);
        Assert.True(result is { IsComplete: true, Decisions: > 0 });
        Assert.True(File.Exists(Path.Combine(_folder.Directory, JournalFormat.EndedFileName(1))));
    }

    private void Control(in ControlEvent control)
    {
        _rig.Loop.Apply(control with { ReceiveNanos = _rig.Now });
        _rig.Loop.EndBatch();
    }

    private RunStart Resume(RunStart? start = null) => _folder.Resume(_rig, start);

    [Theory]
    [InlineData(ControlKind.SettlePosition, LimitKey.None)]
    [InlineData(ControlKind.SetLimit, (LimitKey)200)]
    public void A_request_with_an_impossible_value_leaves_a_journal_to_resume_from(ControlKind kind, LimitKey key)
    {
        ResumeRig.Trade(_rig);
        Control(
            new ControlEvent
            {
                Kind = kind,
                Limit = key,
                Lots = 4_000_000_000_000_000_000,
                Operator = OperatorName.Of("Q"),
            });
        Assert.Equal(1, Resume().Snapshot!.LiveOrders);
    }

    [Fact]
    public void A_halt_with_an_impossible_time_leaves_a_journal_to_resume_from()
    {
        ResumeRig.Trade(_rig);
        _rig.Loop.Apply(
            new MarketEvent
            {
                Kind = MarketEventKind.NotHedgeable,
                ReceiveNanos = _rig.Now,
                ExchangeNanos = -5,
                Fault = QuoteFault.Halted,
            });
        _rig.Loop.EndBatch();
        Assert.Equal(1, Resume().Snapshot!.LiveOrders);
    }

    [Fact]
    public void Positions_summed_from_the_largest_believable_fills_are_restored_run_after_run()
    {
        ResumeRig.Trade(_rig);
        for (ulong i = 0; i < 5; i++)
        {
            _rig.Execute(new ExecutionEvent
            {
                ReceiveNanos = _rig.Now,
                Kind = ExecutionKind.Fill,
                Side = Side.Buy,
                LastLots = QuoteGuard.Bound,
                LastTicks = Mid,
                ExecIdLow = 900 + i,
            });
        }

        _rig.Execute(new ExecutionEvent
        {
            ReceiveNanos = _rig.Now,
            Kind = ExecutionKind.Restated,
            OrderId = _rig.LastIntent.OrderId,
            Side = _rig.LastIntent.Side,
            CumLots = QuoteGuard.Bound,
            LeavesLots = QuoteGuard.Bound,
            ExecIdLow = 800,
        });
        long held = _rig.Position;
        Assert.True(held > 4 * QuoteGuard.Bound);
        RunStart start = Resume();
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(held, start.Snapshot!.Positions.Single().Lots);
            start = _folder.Resume(new LoopRig(Settings, start: start), start);
        }
    }
}

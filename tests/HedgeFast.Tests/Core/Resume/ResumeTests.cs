using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Resume;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Resume;

/// <summary>A run that goes on where another ended or was killed.</summary>
public sealed class ResumeTests : IDisposable
{
    private const long Mid = 600_000;

    private readonly ResumeRig _folder = new();
    private LoopRig _rig = new(Settings);
    private ulong _execution;

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

    [Fact]
    public void O36_Positions_executions_and_orders_are_those_of_the_run_before()
    {
        OrderIntent order = Trade();
        RunStart start = Resume();
        Assert.Equal((2L, 1), (start.Epoch, start.Carried!.LiveOrders));
        var next = new LoopRig(Settings, start: start);
        Assert.Equal(_rig.Position, next.Position);
        Assert.Equal(_rig.Loop.Ledger.Interval(0), next.Loop.Ledger.Interval(0));

        // Everything that was told is told again, and counts no second time.
        foreach (JournalRecord record in _rig.Records.Items.Where(r => r.Kind == JournalKind.Execution))
            next.Loop.Apply(record.As<ExecutionEvent>());
        Assert.Equal((_rig.Position, 0L), (next.Position, next.Loop.Ledger.Fills));
        Assert.True(next.Loop.Ledger.DuplicateFills > 0);
        next.Fill(order, 10, execution: 999);
        Assert.Equal(_rig.Position + 10, next.Position);
    }

    [Fact]
    public void An_absurd_request_and_the_largest_fills_that_are_believed_leave_a_journal_that_can_be_resumed()
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
    public void A_position_adopted_from_the_exchange_is_the_next_runs()
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
        Assert.Equal(7, Resume().Carried!.Positions.Single().Lots);
    }

    [Fact]
    public void Orders_of_the_run_before_are_accounted_for_before_anything_new_leaves()
    {
        OrderIntent order = Trade();
        var next = new LoopRig(Settings, start: Resume());
        next.Session(up: true);
        Assert.Equal(
            (IntentKind.Status, order.OrderId), (Assert.Single(next.Intents.Items).Kind, next.LastIntent.OrderId));
        next.Tick(Mid + 5_000);
        Assert.Single(next.Intents.Items);
        next.End(order, ExecutionKind.Status, cumLots: 100);
        Assert.Equal(
            10_000_000_002, Assert.Single(next.Intents.Items, intent => intent.Kind == IntentKind.New).OrderId);
    }

    [Fact]
    public void An_order_that_had_no_time_to_be_journaled_is_taken_in_when_the_exchange_names_it()
    {
        Trade();
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
        Assert.Equal((2, 1L), (next.Loop.Ledger.Live.Count, next.Loop.Ledger.Reinstated));
        next.Session(up: true);
        Assert.Contains(next.Intents.Items, intent => intent is { Kind: IntentKind.Status, OrderId: 77 });
    }

    [Fact]
    public void Limits_latches_the_kill_switch_and_the_days_cost_outlive_the_run()
    {
        Trade();
        double cost = _rig.Loop.Ledger.FeeCost + _rig.Loop.Ledger.SpreadCost;
        Control(new ControlEvent { Kind = ControlKind.SetLimit, Limit = LimitKey.MaxOrderLots, Value = 123 });
        Control(new ControlEvent { Kind = ControlKind.SetLimit, Limit = LimitKey.MaxOrderLots, Value = -1 });
        Control(new ControlEvent { Kind = ControlKind.Kill });
        RunStart start = Resume();
        CarriedTotals totals = start.Carried!.Totals;
        Assert.Equal((true, LimitRefusal.None), (totals.IsKilled, totals.Latch));
        Assert.Equal(cost, totals.DayCost, 9);
        var next = new LoopRig(Settings, start: start);
        next.Session(up: true);
        next.Control(ControlKind.Timer);
        Assert.Equal(1, next.Loop.Counters.Killed);

        // What was alive is cancelled, not only asked about.
        Assert.Equal(IntentKind.Cancel, Assert.Single(next.Intents.Items).Kind);
        CarriedLimits limits = start.Carried!.Limits(_rig.Settings.Limits);
        Assert.Equal(123, limits.MaxOrderLots);
        Assert.True(limits.IsByHand(LimitKey.MaxOrderLots));
        Assert.False(limits.IsByHand(LimitKey.MaxPositionLots));
    }

    [Fact]
    public void A_latch_holds_in_the_next_run_until_a_named_person_re_arms_it()
    {
        _rig.Session(up: true);
        for (int i = 0; i < 4; i++)
        {
            _rig.Tick(Mid + (i * 10_000));
            if (_rig.Loop.Counters.LiveOrders > 0)
                _rig.Fill(_rig.LastIntent, _rig.LastIntent.Lots, ++_execution);
        }

        Assert.Equal((long)LimitRefusal.Repetition, _rig.Loop.Counters.Latch);
        var next = new LoopRig(Settings, start: Resume());
        next.Session(up: true);
        next.Tick(Mid + 50_000);
        Assert.Empty(next.Intents.Items);
        Control(new ControlEvent { Kind = ControlKind.Rearm, Operator = OperatorName.Of("Q") });
        Assert.Equal(LimitRefusal.None, Resume().Carried!.Totals.Latch);
    }

    [Fact]
    public void A_replace_on_its_way_is_taken_over_with_both_its_numbers()
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
        Assert.Equal((5L, 0L), (next.Position, next.Loop.Ledger.UnexpectedFills));
    }

    [Fact]
    public void A_run_that_went_on_replays_by_itself_and_can_be_gone_on_from_again()
    {
        Trade();
        RunStart start = Resume();
        _rig = new LoopRig(Settings, start: start);
        _rig.Session(up: true);
        _rig.End(
            new OrderIntent
            {
                OrderId = start.Carried!.Records.First(r => r.Kind == JournalKind.CarriedOrder)
                    .As<CarriedOrder>()
                    .ToLive().OrderId,
                Side = Side.Buy,
            },
            ExecutionKind.Status, cumLots: 100);
        _rig.Tick(Mid + 20_000);
        _rig.Fill(_rig.LastIntent, _rig.LastIntent.Lots, ++_execution);
        _rig.Loop.EndRun();
        RunStart third = Resume(start);
        Assert.Equal((3L, _rig.Position), (third.Epoch, third.Carried!.Positions.Single().Lots));
        ReplayResult result = Replay.Prove(_folder.Directory, RunFolder.Open(_folder.Directory), _rig.Book);
        Assert.Null(result.Difference);
        Assert.True(result is { IsComplete: true, Decisions: > 0 });
        Assert.True(File.Exists(Path.Combine(_folder.Directory, JournalFormat.EndedFileName(1))));
    }

    [Fact]
    public void A_torn_tail_is_what_a_killed_process_leaves()
    {
        Trade();
        _folder.Write(_rig, RunStart.First(TimeProvider.System));
        using (var file = new FileStream(_folder.Journal, FileMode.Open))
            file.SetLength(file.Length - 5);
        Assert.Equal(_rig.Position, Resumed().Start.Carried!.Positions.Single().Lots);
    }

    [Fact]
    public void Damage_before_the_end_another_engine_s_name_and_a_journal_in_use_are_refused()
    {
        Trade();
        _folder.Write(_rig, RunStart.First(TimeProvider.System));
        Assert.Contains(
            "instance was test in the run before and is other",
            Assert.Throws<JournalException>(() => _folder.Resumed(Settings with { Instance = "other" })).Message,
            StringComparison.Ordinal);
        using (new FileStream(_folder.Journal, FileMode.Open, FileAccess.Write, FileShare.Read))
        {
            Assert.Contains(
                "another engine may be writing it", Assert.Throws<IOException>(() => Resumed()).Message,
                StringComparison.Ordinal);
        }

        byte[] bytes = File.ReadAllBytes(_folder.Journal);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(_folder.Journal, bytes);
        Assert.Contains(
            "damaged at offset", Assert.Throws<JournalException>(() => Resumed()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_crash_before_the_next_journal_stands_leaves_the_one_before_as_the_latest()
    {
        Trade();
        RunStart first = RunStart.First(TimeProvider.System);
        _folder.Write(_rig, first);
        File.Move(_folder.Journal, Path.Combine(_folder.Directory, JournalFormat.EndedFileName(1)));
        File.WriteAllText(Path.Combine(_folder.Directory, JournalFormat.NextFileName), "half");
        (RunFolder folder, RunStart start) = Resumed();
        Assert.Equal((2L, first.BirthMillis), (start.Epoch, start.BirthMillis));
        RunFolder.OpenJournal(_folder.Directory, folder.Identity, start).Dispose();
        Assert.Equal(3, Resumed().Start.Epoch);
    }

    [Fact]
    public void A_run_killed_before_its_first_event_can_be_gone_on_from()
    {
        // The writer is not closed: what the file has is what the kernel was given.
        RunFolder folder = RunFolder.Create(_folder.Directory, Settings, "a,book"u8.ToArray());
        using JournalWriter writer = RunFolder.OpenJournal(
            _folder.Directory, folder.Identity, RunStart.First(TimeProvider.System));
        using var reader = new JournalReader(_folder.Directory);
        Assert.Equal(1, reader.Header.As<JournalHeader>().Epoch);
    }

    [Fact]
    public void A_folder_without_a_journal_begins_one()
    {
        (_, RunStart start) = Resumed();
        Assert.Equal((1L, null), (start.Epoch, start.Carried));
    }

    [Fact]
    public void What_the_session_took_and_the_journal_did_not_is_asked_for_again()
    {
        var session = new FixSessionSettings
        {
            SenderCompId = "A",
            TargetCompId = "B",
            StoreDirectory = Path.Combine(_folder.Directory, "store"),
        };
        using (FileMessageStore store = FileMessageStore.Open(session))
            store.NextIncoming = 50;
        Assert.Equal(0, UnjournaledReports.AskAgain(session, 0));
        Assert.Equal(0, UnjournaledReports.AskAgain(session, 49));
        Assert.Equal(9, UnjournaledReports.AskAgain(session, 40));
        using FileMessageStore again = FileMessageStore.Open(session);
        Assert.Equal(41, again.NextIncoming);
    }

    [Fact]
    public void After_a_reset_that_the_journal_does_not_have_everything_since_is_asked_for_again()
    {
        var session = new FixSessionSettings
        {
            SenderCompId = "A",
            TargetCompId = "B",
            StoreDirectory = Path.Combine(_folder.Directory, "store"),
        };
        using (FileMessageStore store = FileMessageStore.Open(session))
            store.NextIncoming = 5;
        Assert.Equal(4, UnjournaledReports.AskAgain(session, 1_000));
        using FileMessageStore again = FileMessageStore.Open(session);
        Assert.Equal(1, again.NextIncoming);
    }

    // Some fills, one taken back, and an order that is part filled and alive at the end.
    private OrderIntent Trade()
    {
        _rig.Session(up: true);
        _rig.Tick(Mid);
        OrderIntent first = _rig.LastIntent;
        _rig.Fill(first, 500, ++_execution);
        _rig.Execute(
            new ExecutionEvent
            {
                ReceiveNanos = _rig.Now,
                Kind = ExecutionKind.Bust,
                OrderId = first.OrderId,
                Instrument = 0,
                Side = Side.Buy,
                LeavesLots = first.Lots,
                ExecIdLow = 800,
                ExecRefLow = _execution,
            });
        _rig.Fill(first, first.Lots, ++_execution);
        _rig.Tick(Mid + 4_000);
        OrderIntent second = _rig.LastIntent;
        Assert.NotEqual(first.OrderId, second.OrderId);
        _rig.Fill(second, 100, ++_execution);
        Assert.Equal(1, _rig.Loop.Counters.LiveOrders);
        return second;
    }

    private void Control(in ControlEvent control)
    {
        _rig.Loop.Apply(control with { ReceiveNanos = _rig.Now });
        _rig.Loop.EndBatch();
    }

    private RunStart Resume(RunStart? start = null) => _folder.Resume(_rig, start);

    private (RunFolder Folder, RunStart Start) Resumed() => _folder.Resumed(_rig.Settings);

    [Theory]
    [InlineData(ControlKind.SettlePosition, LimitKey.None)]
    [InlineData(ControlKind.SetLimit, (LimitKey)200)]
    public void A_request_that_was_refused_for_what_it_asked_does_not_end_the_journal(ControlKind kind, LimitKey key)
    {
        Trade();
        Control(
            new ControlEvent
            {
                Kind = kind,
                Limit = key,
                Lots = 4_000_000_000_000_000_000,
                Operator = OperatorName.Of("Q"),
            });
        Assert.Equal(1, Resume().Carried!.LiveOrders);
    }

    [Fact]
    public void A_stop_of_the_market_with_an_impossible_time_does_not_end_the_journal()
    {
        Trade();
        _rig.Loop.Apply(
            new MarketEvent
            {
                Kind = MarketEventKind.NotHedgeable,
                ReceiveNanos = _rig.Now,
                ExchangeNanos = -5,
                Fault = QuoteFault.Halted,
            });
        _rig.Loop.EndBatch();
        Assert.Equal(1, Resume().Carried!.LiveOrders);
    }

    [Fact]
    public void Sums_of_the_largest_numbers_that_are_believed_are_carried_from_run_to_run()
    {
        Trade();
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
            Assert.Equal(held, start.Carried!.Positions.Single().Lots);
            start = _folder.Resume(new LoopRig(Settings, start: start), start);
        }
    }
}

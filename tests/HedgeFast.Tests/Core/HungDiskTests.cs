using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Core.Orders;
using HedgeFast.Tests.Program.Venue;

namespace HedgeFast.Tests.Core;

/// <summary>
/// A journal whose disk does not write: kill and stop go on without it, and what the journal misses is told in it.
/// </summary>
public sealed class HungDiskTests
{
    private const long Mid = 600_000;

    [Fact]
    public void Five_hundred_orders_are_cancelled_at_five_a_second_behind_a_full_journal_and_no_record_is_lost()
    {
        HungRig rig = new(new RingSettings(), orders: 500);
        rig.FillJournal();
        rig.Switch.Kill();
        long start = rig.Clock.GetTimestamp();
        rig.RunUntilNothingRests(130);
        Assert.Equal(0, rig.Loop.Counters.LiveOrders);
        Assert.Equal(1, rig.Loop.Counters.Killed);
        Assert.Equal(0, rig.Loop.Counters.JournalLost);
        Assert.InRange((rig.Clock.GetTimestamp() - start) / 1e9, 99, 125);
    }

    [Fact]
    public void A_stop_ends_behind_a_full_journal_too()
    {
        HungRig rig = new(new RingSettings(), orders: 20);
        rig.FillJournal();
        rig.Switch.RequestStop();
        rig.RunUntilNothingRests(10);
        Assert.Equal(0, rig.Loop.Counters.LiveOrders);
        Assert.Equal(1, rig.Loop.Counters.Stopping);
    }

    [Fact]
    public void Where_even_the_reserve_is_used_up_the_cancels_leave_and_the_journal_says_how_many_records_it_misses()
    {
        HungRig rig = new(new RingSettings { Journal = 1 << 11 }, orders: 500);
        rig.FillJournal();
        rig.Switch.Kill();
        rig.RunUntilNothingRests(130);
        Assert.Equal(0, rig.Loop.Counters.LiveOrders);
        long lost = rig.Loop.Counters.JournalLost;
        Assert.True(lost > 0);

        // The disk is back: the numbers go on without a gap, and one record says what is missing.
        rig.Drain();
        for (int i = 0; i < 5; i++)
        {
            rig.Round();
            rig.Drain();
        }

        Assert.Equal(Enumerable.Range(1, rig.Records.Count).Select(i => (long)i), rig.Records.Select(r => r.Sequence));
        JournalGap gap = Assert.Single(rig.Records, r => r.Kind == JournalKind.Gap).As<JournalGap>();
        Assert.Equal(lost, gap.Lost);
        Assert.Equal(lost, rig.Loop.Counters.JournalLost);
    }

    [Fact]
    public void Without_a_kill_a_full_journal_lets_nothing_leave_and_loses_nothing()
    {
        HungRig rig = new(new RingSettings { Journal = 1 << 11 }, orders: 5);
        rig.FillJournal();
        int sent = rig.Port.Sent.Count;
        for (int i = 0; i < 1_000; i++)
            rig.Round();
        Assert.Equal(sent, rig.Port.Sent.Count);
        Assert.Equal(0, rig.Loop.Counters.JournalLost);
        Assert.True(rig.Loop.Counters.BackPressure > 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_re_arm_behind_a_full_journal_lets_nothing_leave_until_it_can_be_recorded(bool beforeTheCancels)
    {
        HungRig rig = new(new RingSettings { Journal = 1 << 11 }, orders: 20);
        rig.FillJournal();
        rig.Switch.Kill();
        if (beforeTheCancels)
            rig.Round();
        else
            rig.RunUntilNothingRests(10);
        int orders = rig.Orders;
        rig.Ask(
            new ControlEvent { Kind = ControlKind.Rearm, Operator = OperatorName.Of("Q"), Lots = rig.Switch.Kills });
        for (int i = 0; i < 5_000; i++)
            rig.Round();
        Assert.Equal(orders, rig.Orders);
        for (int i = 0; i < 10 || rig.Loop.Counters.LiveOrders > 0; i++)
        {
            Assert.True(i < 5_000, "what was to be cancelled still rests");
            rig.Drain();
            rig.Round();
            if (rig.Orders > orders)
                break;
        }

        rig.Tick();
        Assert.Equal(0, rig.Loop.Counters.Killed);
        Assert.True(rig.Orders > orders);
    }

    [Fact]
    public void A_re_arm_that_waits_for_the_state_of_orders_holds_up_neither_a_stop_nor_a_kill()
    {
        foreach (ControlKind kind in (ControlKind[])[ControlKind.Stop, ControlKind.Kill])
        {
            LoopRig rig = LoopRig.Up();
            rig.Session(up: false);
            rig.Control(new ControlEvent { Kind = ControlKind.Rearm, Operator = OperatorName.Of("Q") });
            Assert.True(rig.Loop.AwaitsRearm);
            rig.Control(kind);
            Assert.True(rig.Loop.IsClearing);
            Assert.False(rig.Loop.AwaitsRearm);
        }
    }

    [Theory]
    [InlineData(ScheduleKind.OneCore)]
    [InlineData(ScheduleKind.TwoCore)]
    [InlineData(ScheduleKind.Pinned)]
    public void On_threads_a_journal_that_hangs_stops_neither_kill_nor_orders_nor_the_end(ScheduleKind kind)
    {
        using ManualResetEventSlim disk = new(initialState: true);
        using PipelineRig rig = new(s => s with
        {
            Schedule = new ScheduleSettings { Kind = kind, Wait = WaitKind.Block },
            Orders = s.Orders with { TimeInForce = TimeInForce.Day },
            Limits = s.Limits with { StaleNanos = 3_600_000_000_000 },
            Feed = s.Feed with { StaleNanos = 3_600_000_000_000 },
        });
        rig.Pipeline.JournalDisk = disk.Wait;
        rig.Pipeline.Start();
        rig.Up();
        rig.Tick(Mid);
        rig.Until(() => Volatile.Read(ref rig.Pipeline.Loop.Counters.Orders) == 1);
        disk.Reset();
        rig.Port.OnSent = order => rig.Port.Answers.Enqueue(PipelineRig.Answer(order, ExecutionKind.Canceled));
        rig.Pipeline.Kill();
        rig.Until(() => Volatile.Read(ref rig.Pipeline.Loop.Counters.LiveOrders) == 0);
        rig.Until(() => File.Exists(rig.KillFile));
        Assert.Equal(1, rig.Pipeline.Loop.Counters.Killed);
        rig.Pipeline.RequestStop();
        rig.Until(() => rig.Pipeline.IsQuiet);
        rig.Pipeline.End();
        Assert.Equal("journal", rig.Pipeline.LeftBehind);
        disk.Set();
    }

    /// <summary>
    /// Loop, orders and a throttled venue on the calling thread; the journal's ring is emptied only when a test says
    /// so.
    /// </summary>
    private sealed class HungRig
    {
        private readonly RingBuffer<MarketEvent> _market;
        private readonly RingBuffer<ControlEvent> _controls;
        private readonly RingBuffer<ExecutionEvent> _executions;
        private readonly RingConsumer<JournalRecord> _journal;
        private readonly LoopStage _core;
        private readonly OrderStage _orders;
        private readonly ControlStage _control;
        private readonly Throttle _throttle;
        private long _mid = Mid;

        public HungRig(RingSettings rings, int orders)
        {
            HedgeSettings settings = LoopRig.MakeSettings();
            settings = settings with
            {
                Orders = settings.Orders with
                {
                    TimeInForce = TimeInForce.Day,
                    SliceLots = 10,
                    MaxLive = orders,
                    CancelAfterNanos = 3_600 * LoopRig.Second,
                },
            };
            _market = new RingBuffer<MarketEvent>(rings.Market);
            _controls = new RingBuffer<ControlEvent>(rings.Control);
            _executions = new RingBuffer<ExecutionEvent>(rings.Execution);
            var intents = new RingBuffer<OrderIntent>(rings.Order);
            var journal = new RingBuffer<JournalRecord>(rings.Journal);
            _journal = journal.Consumer(0);
            BatchRoom room = LoopStage.RoomFor(1, orders);
            Loop = HedgeLoop.Create(
                settings, LoopRig.ShortCalls(100), intents.Producer, journal.Producer, LatencyProbe.Off);
            _core = new LoopStage(
                Loop, room, _controls.Consumer(0), _executions.Consumer(0), _market.Consumer(0), journal.Producer,
                intents.Producer, null,
                new SwitchReader(Switch, Clock), LoopStage.ReserveFor(rings.Journal, room));
            _throttle = new Throttle(Port, Clock);
            _orders = new OrderStage(
                intents.Consumer(0), _executions.Producer, rings.Order, _throttle, LatencyProbe.Off, Clock);
            _control = new ControlStage(_controls.Producer, Clock);
            Port.Answers.Enqueue(
                new ExecutionEvent
                {
                    Instrument = -1,
                    Kind = ExecutionKind.SessionUp,
                    ReceiveNanos = Clock.GetTimestamp(),
                });
            Round();
            while (Loop.Counters.LiveOrders < orders)
            {
                Quote();
                Round();
                Drain();
            }

            Assert.Equal(orders, Loop.Counters.LiveOrders);
        }

        public VenueClock Clock { get; } = new();

        public KillSwitch Switch { get; } = new();

        public ScriptedPort Port { get; } = new();

        public HedgeLoop Loop { get; }

        public List<JournalRecord> Records { get; } = [];

        public int Orders => Port.Sent.Count(intent => intent.Kind == IntentKind.New);

        public void Ask(ControlEvent control) => _control.Ask(control);

        public void Tick()
        {
            Drain();
            Quote();
            Round();
        }

        public void Drain()
        {
            var keep = new Keep(Records);
            _journal.Drain(ref keep, int.MaxValue);
        }

        public void FillJournal()
        {
            long before = Loop.Counters.BackPressure;
            while (Loop.Counters.BackPressure == before)
            {
                Quote();
                Round();
            }
        }

        public void Round()
        {
            Clock.Advance(1_000_000);
            _control.DoWork();
            for (int i = 0; i < 4; i++)
            {
                _core.DoWork();
                _orders.DoWork();
            }
        }

        public void RunUntilNothingRests(int seconds)
        {
            for (long end = Clock.GetTimestamp()
                + (seconds * LoopRig.Second); Clock.GetTimestamp() < end && Loop.Counters.LiveOrders > 0;)
            {
                Round();
            }
        }

        private void Quote()
        {
            _mid = _mid == Mid ? Mid + 1 : Mid;
            long now = Clock.GetTimestamp();
            _market.Producer.TryPublish(new MarketEvent
            {
                Kind = MarketEventKind.Quote,
                ReceiveNanos = now,
                ExchangeNanos = LoopRig.ExchangeStart + now,
                BidTicks = _mid - 1,
                AskTicks = _mid + 1,
                BidLots = 1_000,
                AskLots = 1_000,
            });
        }

        private readonly struct Keep(List<JournalRecord> records) : IRingHandler<JournalRecord>
        {
            public void OnEvent(in JournalRecord message, bool endOfBatch) => records.Add(message);
        }
    }

    /// <summary>Lets five cancels a second leave, and answers everything that has left.</summary>
    private sealed class Throttle(ScriptedPort port, VenueClock clock) : IOrderPort
    {
        private readonly Queue<long> _passed = new();

        public bool IsUp => true;

        public bool IsLoggedOut => port.IsLoggedOut;

        public bool TrySend(in OrderIntent intent)
        {
            long now = clock.GetTimestamp();
            while (_passed.Count > 0 && now - _passed.Peek() >= LoopRig.Second)
                _passed.Dequeue();
            if (intent.Kind == IntentKind.Cancel && _passed.Count >= 5)
                return false;
            if (intent.Kind == IntentKind.Cancel)
                _passed.Enqueue(now);
            port.Answers.Enqueue(new ExecutionEvent
            {
                OrderId = intent.OrderId,
                RequestId = intent.RequestId,
                Instrument = intent.Instrument,
                Side = intent.Side,
                ReceiveNanos = now,
                Kind = intent.Kind switch
                {
                    IntentKind.New => ExecutionKind.New,
                    IntentKind.Cancel => ExecutionKind.Canceled,
                    _ => ExecutionKind.Status,
                },
                LeavesLots = intent.Kind == IntentKind.Cancel ? 0 : intent.Lots,
            });
            return port.TrySend(intent);
        }

        public int DoWork(IExecutionSink sink, int limit) => port.DoWork(sink, limit);

        public void RequestLogout() => port.RequestLogout();

        public void Dispose() => port.Dispose();
    }
}

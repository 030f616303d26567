using HedgeFast.Core.Book;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;
using HedgeFast.Core.Telemetry;
using HedgeFast.Tests.Core.Feed;

namespace HedgeFast.Tests.Core.Orders;

public sealed class OrderStageTests
{
    private const int Room = 8;
    private const int Answers = 4;

    private readonly RingBuffer<OrderIntent> _intents = new(64);
    private readonly RingBuffer<ExecutionEvent> _executions = new(Room);
    private readonly ScriptedPort _port = new();
    private readonly FeedClock _clock = new(frequency: 10_000_000);
    private readonly OrderStage _stage;

    public OrderStageTests() =>
        _stage = new OrderStage(_intents.Consumer(0), _executions.Producer, Answers, _port, LatencyProbe.Off, _clock);

    [Fact]
    public void What_leaves_is_counted_by_new_orders()
    {
        Publish(IntentKind.New, IntentKind.Cancel, IntentKind.Status);
        Assert.Equal(3, _stage.DoWork());
        Assert.Equal(3, _port.Sent.Count);
        Assert.Equal(1L, _stage.Sent.Value);
        Assert.Equal(0L, _stage.NotSent.Value);
        Assert.Empty(Told());
    }

    [Fact]
    public void What_can_not_leave_is_told_at_once_with_a_stamp_in_nanoseconds()
    {
        _port.IsUp = false;
        Publish(IntentKind.New, IntentKind.Cancel, IntentKind.Status);
        _stage.DoWork();
        Assert.Equal(0L, _stage.Sent.Value);
        Assert.Equal(3L, _stage.NotSent.Value);
        ExecutionEvent[] told = Told();
        Assert.Equal(
            [(ExecutionKind.NotSent, 1L), (ExecutionKind.CancelNotSent, 2L)], told.Select(e => (e.Kind, e.OrderId)));
        Assert.All(told, e => Assert.Equal(_clock.Nanos, e.ReceiveNanos));
        Assert.All(told, e => Assert.Equal(0, e.Instrument));
        Assert.All(told, e => Assert.Equal(Side.Sell, e.Side));
        _port.IsUp = true;
        _stage.DoWork();
        Assert.Empty(_port.Sent);
    }

    [Theory]
    [InlineData(IntentKind.New, ExecutionKind.NotSent)]
    [InlineData(IntentKind.Replace, ExecutionKind.CancelNotSent)]
    public void An_order_that_waited_longer_than_the_stale_limit_does_not_leave(IntentKind kind, ExecutionKind answer)
    {
        // The thread before this one stood still between the quote and its decision.
        var stage = new OrderStage(
            _intents.Consumer(0), _executions.Producer, Answers, _port, LatencyProbe.Off, _clock,
            staleNanos: 2_000_000_000);
        long cause = _clock.Nanos;
        _clock.AdvanceMillis(2_000);
        _intents.Producer.TryPublish(
            new OrderIntent { OrderId = 1, Kind = kind, Side = Side.Sell, CauseNanos = cause });
        stage.DoWork();
        Assert.Single(_port.Sent);
        _clock.AdvanceMillis(1);
        _intents.Producer.TryPublish(
            new OrderIntent { OrderId = 2, Kind = kind, Side = Side.Sell, CauseNanos = cause });
        _intents.Producer.TryPublish(
            new OrderIntent { OrderId = 3, Kind = IntentKind.Cancel, Side = Side.Sell, CauseNanos = cause });
        stage.DoWork();
        Assert.Equal([kind, IntentKind.Cancel], _port.Sent.Select(intent => intent.Kind));
        ExecutionEvent told = Assert.Single(Told());
        Assert.Equal(answer, told.Kind);
        Assert.Equal(2, told.OrderId);
    }

    [Fact]
    public void With_a_full_ring_everything_waits_and_nothing_is_lost()
    {
        for (int i = 1; i <= 20; i++)
            _port.Answers.Enqueue(new ExecutionEvent { OrderId = i, Kind = ExecutionKind.New });
        Assert.Equal(Room - Answers, _stage.DoWork());
        _port.IsUp = false;
        Publish(IntentKind.New, IntentKind.New, IntentKind.New, IntentKind.New);
        Assert.Equal(Answers, _stage.DoWork());
        _port.IsUp = true;
        Publish(IntentKind.New);
        Assert.Equal(0, _stage.DoWork());
        Assert.Empty(_port.Sent);
        Assert.InRange(_port.Limits[^1], int.MinValue, 0);

        var told = new List<ExecutionEvent>();
        for (int round = 0; round < 10; round++)
        {
            told.AddRange(Told());
            _stage.DoWork();
        }

        Assert.Equal(Enumerable.Range(1, 20), told.Where(e => e.Kind == ExecutionKind.New).Select(e => (int)e.OrderId));
        Assert.Single(_port.Sent);
    }

    [Fact]
    public void Failures_and_answers_of_one_round_never_need_more_than_the_ring_has()
    {
        // Seeded so that a failure repeats.
        var random = new Random(11);
        var told = new List<ExecutionEvent>();
        int sent = 0;
        int answered = 0;
        for (int round = 0; round < 5_000; round++)
        {
            _port.IsUp = random.Next(2) == 0;
            for (int i = random.Next(6); i > 0 && _intents.Producer.FreeSlots > 0; i--)
            {
                sent++;
                Publish(IntentKind.New);
            }

            for (int i = random.Next(6); i > 0; i--)
                _port.Answers.Enqueue(new ExecutionEvent { OrderId = ++answered, Kind = ExecutionKind.Fill });
            _stage.DoWork();
            if (random.Next(3) == 0)
                told.AddRange(Told());
        }

        while (_intents.Depth + _port.Answers.Count + _executions.Depth > 0)
        {
            _stage.DoWork();
            told.AddRange(Told());
        }

        Assert.True(
            sent == _port.Sent.Count + told.Count(e => e.Kind == ExecutionKind.NotSent),
            $"seed 11: {sent} instructions, {_port.Sent.Count} sent");
        Assert.Equal(
            Enumerable.Range(1, answered), told.Where(e => e.Kind == ExecutionKind.Fill).Select(e => (int)e.OrderId));
    }

    [Fact]
    public void However_much_the_port_has_to_tell_an_order_that_can_not_leave_finds_room_to_say_so()
    {
        for (int i = 1; i <= 20; i++)
            _port.Answers.Enqueue(new ExecutionEvent { OrderId = i, Kind = ExecutionKind.Fill });
        for (int i = 0; i < 10; i++)
            _stage.DoWork();
        Assert.Equal(Room - Answers, _executions.Depth);
        _port.IsUp = false;
        Publish(IntentKind.New, IntentKind.New, IntentKind.New, IntentKind.New);
        _stage.DoWork();
        Assert.Equal(0, _intents.Depth);
        Assert.Equal(Room, _executions.Depth);
    }

    [Fact]
    public void A_port_that_tells_more_than_it_was_asked_for_is_stopped_and_not_silently_cut()
    {
        for (int i = 0; i < Room; i++)
            _stage.OnExecution(default);
        Assert.Throws<InvalidOperationException>(() => _stage.OnExecution(default));
    }

    private void Publish(params ReadOnlySpan<IntentKind> kinds)
    {
        long orderId = 0;
        foreach (IntentKind kind in kinds)
        {
            Assert.True(
                _intents.Producer.TryPublish(
                    new OrderIntent { OrderId = ++orderId, Kind = kind, Side = Side.Sell, Lots = 1 }));
        }
    }

    private ExecutionEvent[] Told()
    {
        var keeper = new Keeper([]);
        _executions.Consumer(0).Drain(ref keeper, int.MaxValue);
        return [.. keeper.Events];
    }

    private readonly record struct Keeper(List<ExecutionEvent> Events) : IRingHandler<ExecutionEvent>
    {
        public void OnEvent(in ExecutionEvent message, bool endOfBatch) => Events.Add(message);
    }
}

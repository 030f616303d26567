using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core;

/// <summary>
/// A loop with resting orders at a venue that lets only so many cancels a second leave, as a throttled session does.
/// </summary>
internal sealed class ThrottledRig
{
    private const long TimerNanos = 5_000_000;

    private readonly Queue<long> _passed = new();
    private int _seen;

    public ThrottledRig(int orders, double cancelAfterSeconds)
    {
        Loop = LoopRig.Up(orders: o => o with
        {
            TimeInForce = TimeInForce.Day,
            SliceLots = 10,
            MaxLive = orders + 1,
            CancelAfterNanos = (long)(cancelAfterSeconds * LoopRig.Second),
        });
        for (int i = 0; i < orders; i++)
        {
            Loop.Tick(600_000 + (i % 50));
            OrderIntent order = Loop.LastIntent;
            Loop.Execute(
                new ExecutionEvent
                {
                    ReceiveNanos = Loop.Now,
                    Kind = ExecutionKind.New,
                    OrderId = order.OrderId,
                    Instrument = 0,
                    Side = order.Side,
                    LeavesLots = order.Lots,
                });
        }

        Assert.Equal(orders, Loop.Loop.Counters.LiveOrders);
        _seen = Loop.Intents.Items.Count;
    }

    public LoopRig Loop { get; }

    public int CancelsPerSecond { get; set; } = 5;

    public bool AnswersStatus { get; set; } = true;

    public void RunUntilNothingRests(int steps)
    {
        for (int step = 0; step < steps && Loop.Loop.Counters.LiveOrders > 0; step++)
        {
            Answer();
            Loop.Control(ControlKind.Timer, TimerNanos);
        }
    }

    /// <summary>The port and the venue answer everything that the loop has sent.</summary>
    public void Answer()
    {
        for (; _seen < Loop.Intents.Items.Count; _seen++)
        {
            OrderIntent intent = Loop.Intents.Items[_seen];
            while (_passed.Count > 0 && Loop.Now - _passed.Peek() >= LoopRig.Second)
                _passed.Dequeue();
            bool isCancel = intent.Kind == IntentKind.Cancel;
            bool leaves = !isCancel || _passed.Count < CancelsPerSecond;
            if (isCancel && leaves)
                _passed.Enqueue(Loop.Now);
            if (!isCancel && !AnswersStatus)
                continue;
            ExecutionKind answer = !isCancel ? ExecutionKind.Status
                : leaves ? ExecutionKind.Canceled
                : ExecutionKind.CancelNotSent;
            Loop.Execute(new ExecutionEvent
            {
                ReceiveNanos = Loop.Now,
                Kind = answer,
                OrderId = intent.OrderId,
                RequestId = intent.RequestId,
                Instrument = 0,
                Side = intent.Side,
                LeavesLots = answer == ExecutionKind.Status ? intent.Lots : 0,
            });
        }
    }
}

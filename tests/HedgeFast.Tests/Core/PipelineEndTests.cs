using HedgeFast.Core;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;

namespace HedgeFast.Tests.Core;

/// <summary>Ends pipelines with a failed or hung part: in bounded time, with orders cancelled if possible.</summary>
public sealed class PipelineEndTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    [Fact]
    public void After_a_failed_journal_thread_orders_can_be_cancelled()
    {
        using PipelineRig rig = new(OnThreads);
        rig.Pipeline.JournalDisk = () => throw new InvalidOperationException("the journal's thread ends");
        rig.Pipeline.Start();
        Assert.True(SpinWait.SpinUntil(() => rig.Pipeline.Failure is not null, Bound));
        Assert.True(rig.Pipeline.CanCancel);
        Assert.True(rig.Pipeline.CanLogOut);
    }

    [Fact]
    public void After_a_failed_order_thread_neither_cancel_nor_logout_is_possible()
    {
        using PipelineRig rig = new(OnThreads);
        rig.Port.OnSent = _ => throw new InvalidOperationException("the orders' thread ends");
        rig.Pipeline.Start();
        rig.Up();
        rig.Publish(PipelineRig.Mid);
        rig.Until(() => rig.Pipeline.Failure is not null);
        Assert.False(rig.Pipeline.CanCancel);
        Assert.False(rig.Pipeline.CanLogOut);
    }

    [Fact]
    public async Task A_port_that_hangs_while_it_is_closed_does_not_hold_up_the_end()
    {
        using var gate = new ManualResetEventSlim();
        var port = new HangingPort(gate) { HangsInDispose = true };
        using PipelineRig rig = new(OnThreads, port: _ => port);
        rig.Pipeline.Start();
        await Task.Run(
            rig.Pipeline.Dispose,
            TestContext.Current.CancellationToken).WaitAsync(Bound, TestContext.Current.CancellationToken);
        gate.Set();
    }

    [Fact]
    public async Task A_port_whose_thread_was_left_behind_is_not_closed_under_it()
    {
        using var gate = new ManualResetEventSlim();
        var port = new HangingPort(gate) { HangsInWork = true };
        using PipelineRig rig = new(OnThreads, port: _ => port);
        rig.Pipeline.Start();
        Assert.True(SpinWait.SpinUntil(() => port.Works, Bound));
        await Task.Run(
            rig.Pipeline.Dispose,
            TestContext.Current.CancellationToken).WaitAsync(Bound, TestContext.Current.CancellationToken);
        Assert.Equal("orders", rig.Pipeline.LeftBehind);
        Assert.False(port.IsDisposed);
        gate.Set();
        Assert.True(SpinWait.SpinUntil(() => !rig.Pipeline.Threads.Any(thread => thread.IsRunning), Bound));
    }

    private static HedgeSettings OnThreads(HedgeSettings settings) => settings with
    {
        Schedule = new ScheduleSettings { Kind = ScheduleKind.TwoCore, Wait = WaitKind.Block },
        Limits = settings.Limits with { StaleNanos = 3_600_000_000_000 },
        Feed = settings.Feed with { StaleNanos = 3_600_000_000_000 },
    };

    private sealed class HangingPort(ManualResetEventSlim gate) : IOrderPort
    {
        private volatile bool _works;
        private volatile bool _disposed;

        public bool HangsInWork { get; init; }

        public bool HangsInDispose { get; init; }

        public bool Works => _works;

        public bool IsDisposed => _disposed;

        public bool IsUp => true;

        public bool IsLoggedOut => true;

        public bool TrySend(in OrderIntent intent) => true;

        public int DoWork(IExecutionSink sink, int limit)
        {
            _works = true;
            if (HangsInWork)
                gate.Wait(Bound);
            return 0;
        }

        public void RequestLogout()
        {
        }

        public void Dispose()
        {
            _disposed = true;
            if (HangsInDispose)
                gate.Wait(2 * Bound);
        }
    }
}

using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Resume;
using HedgeFast.Core.Ring;
using HedgeFast.Fix.Os;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core;

public sealed class PipelineTests
{
    private const long Mid = PipelineRig.Mid;

    [Fact]
    public void A_tick_passes_every_stage_in_one_round()
    {
        using PipelineRig rig = new PipelineRig(journaled: true).Up();
        long before = new FileInfo(Path.Combine(rig.JournalDirectory, JournalFormat.FileName)).Length;
        rig.Publish(Mid);
        while (rig.Pipeline.Loop.Counters.Ticks == 0)
        {
            Assert.Empty(rig.Port.Sent);
            rig.Pipeline.RunRound();
        }

        // The round that read the tick has decided, sent, and drained the record of it.
        OrderIntent order = Assert.Single(rig.Port.Sent);
        Assert.Equal(IntentKind.New, order.Kind);
        Assert.Equal(Side.Buy, order.Side);
        Assert.Equal(0, rig.Pipeline.Rings.Market.Depth);
        Assert.Equal(0, rig.Pipeline.Rings.Order.Depth);
        Assert.Equal(0, rig.Pipeline.Rings.Journal.Depth);

        // The next one, with nothing else to do, writes the decision's own record.
        rig.Pipeline.RunRound();
        rig.Pipeline.RunRound();
        Assert.True(new FileInfo(Path.Combine(rig.JournalDirectory, JournalFormat.FileName)).Length > before);
    }

    [Fact]
    public void Stages_are_those_of_the_flow_then_those_beside_it()
    {
        using PipelineRig rig = new PipelineRig();
        Assert.Equal(
            ["feed", "core", "orders", "journal", "control", "kill-file"],
            rig.Pipeline.Stages.Select(stage => stage.Name));
    }

    [Fact]
    public void A_fill_is_applied_before_a_tick_that_came_with_it()
    {
        using PipelineRig rig = new PipelineRig().Up().FillingAll();
        rig.Tick(Mid);
        rig.Publish(Mid);
        rig.Until(() => rig.Pipeline.Loop.Counters.Ticks == 2);
        Assert.Single(rig.Port.Sent);
        Assert.Equal(rig.Port.Sent[0].Lots, rig.Pipeline.Loop.Ledger.FilledLots(0));
        Assert.Equal(0, rig.Pipeline.Loop.Counters.LiveOrders);
    }

    [Fact]
    public void A_kill_file_stops_new_orders_until_an_operator_re_arms()
    {
        using PipelineRig rig = new PipelineRig().Up().FillingAll();
        rig.Tick(Mid);
        File.WriteAllText(rig.KillFile, "");
        rig.Until(() => rig.Pipeline.Loop.Counters.Killed != 0);
        int sent = rig.Port.Sent.Count;
        rig.Tick(Mid + 5_000);
        rig.Rounds(100);
        Assert.Equal(sent, rig.Port.Sent.Count);
        Assert.Equal((long)LimitRefusal.Killed, rig.Pipeline.Loop.Counters.LastRefusal);

        // A removed file re-arms nothing: it is made again, until an operator re-arms by name.
        File.Delete(rig.KillFile);
        rig.Until(() => File.Exists(rig.KillFile));
        Assert.Equal(sent, rig.Port.Sent.Count);
        rig.Pipeline.Control.Rearm("Q");
        rig.Until(() => rig.Port.Sent.Count > sent);
        Assert.Equal(0, rig.Pipeline.Loop.Counters.Killed);
        Assert.False(File.Exists(rig.KillFile));
    }

    [Fact]
    public void A_kill_by_call_stops_orders_until_a_re_arm_by_call()
    {
        using PipelineRig rig = new PipelineRig().Up();
        rig.Pipeline.Control.Kill();
        rig.Until(() => rig.Pipeline.Loop.Counters.Killed != 0);
        rig.Tick(Mid);
        Assert.Empty(rig.Port.Sent);
        rig.Pipeline.Control.Rearm("Q");
        rig.Until(() => rig.Port.Sent.Count == 1);
    }

    [Fact]
    public void An_orderly_stop_cancels_waits_for_the_answer_logs_out_and_closes_the_journal()
    {
        using PipelineRig rig = new PipelineRig(
            s => s with { Orders = s.Orders with { TimeInForce = TimeInForce.Day } }, journaled: true).Up();
        rig.Tick(Mid);
        OrderIntent order = Assert.Single(rig.Port.Sent);

        rig.Pipeline.Control.RequestStop();
        rig.Until(() => rig.Port.Sent.Count == 2);
        Assert.Equal(IntentKind.Cancel, rig.Port.Sent[1].Kind);
        Assert.Equal(order.OrderId, rig.Port.Sent[1].OrderId);
        Assert.False(rig.Pipeline.IsQuiet);

        rig.Port.Answers.Enqueue(PipelineRig.Answer(order, ExecutionKind.Canceled));
        rig.Until(() => rig.Pipeline.IsQuiet);
        rig.Tick(Mid + 5_000);
        Assert.Equal(2, rig.Port.Sent.Count);

        rig.Pipeline.RequestLogout();
        Assert.True(rig.Pipeline.IsLoggedOut);
        rig.Pipeline.End();
        ulong hash = rig.Pipeline.StateHash;
        rig.Pipeline.Dispose();
        Assert.True(rig.Port.IsDisposed);
        ReplayResult replay = Replay.Prove(
            Disk.Kernel, rig.JournalDirectory, RunFolder.Open(Disk.Kernel, rig.JournalDirectory), rig.Book);
        AssertReproduced(replay, hash);
    }

    [Fact]
    public void The_journal_of_a_run_with_every_kind_of_event_is_reproduced()
    {
        using PipelineRig rig = new PipelineRig(journaled: true).Up();

        // Seeded so that a failure repeats.
        var random = new Random(20240808);
        ulong execution = 0;
        rig.Port.OnSent = order => AnswerAtRandom(rig, random, order, ref execution);
        long mid = Mid;
        for (int i = 0; i < 3_000; i++)
        {
            mid += random.Next(-400, 401);
            rig.Tick(mid);
            if (i % 500 == 499)
            {
                rig.Port.IsUp = !rig.Port.IsUp;
                rig.Session(rig.Port.IsUp);
            }

            if (i % 1400 == 699)
                rig.Pipeline.Control.Kill();
            if (i % 1400 == 1399)
                rig.Pipeline.Control.Rearm("Q");
        }

        rig.Pipeline.End();
        ReplayResult replay = Replay.Prove(
            Disk.Kernel, rig.JournalDirectory, RunFolder.Open(Disk.Kernel, rig.JournalDirectory), rig.Book);
        AssertReproduced(replay, rig.Pipeline.StateHash);
        Assert.Equal(rig.Pipeline.Loop.Counters.Decisions, replay.Decisions);
        Assert.True(replay.Decisions > 100, $"seed 20240808: only {replay.Decisions} decisions");
        Assert.Equal(0, rig.Pipeline.Loop.Counters.MaxExcess);
    }

    [Theory]
    [InlineData(ScheduleKind.OneCore)]
    [InlineData(ScheduleKind.TwoCore)]
    [InlineData(ScheduleKind.Pinned)]
    public void On_threads_the_stages_hedge_and_the_journal_is_reproduced(ScheduleKind kind)
    {
        using PipelineRig rig = new PipelineRig(
            s => NeverStale(s) with { Schedule = new ScheduleSettings { Kind = kind, Wait = WaitKind.Block } },
            journaled: true).FillingAll();
        rig.Pipeline.Start();
        rig.Up();
        rig.Tick(Mid);
        rig.Until(() => Volatile.Read(ref rig.Pipeline.Loop.Counters.Fills) == 1);
        rig.Pipeline.Control.RequestStop();
        rig.Until(() => rig.Pipeline.IsQuiet);
        rig.Pipeline.End();
        Assert.Null(rig.Pipeline.Failure);
        ReplayResult replay = Replay.Prove(
            Disk.Kernel, rig.JournalDirectory, RunFolder.Open(Disk.Kernel, rig.JournalDirectory), rig.Book);
        AssertReproduced(replay, rig.Pipeline.StateHash);
        Assert.Equal(1, replay.Decisions);
    }

    [Fact]
    public void A_stage_that_throws_ends_the_run_with_its_reason_and_leaves_the_journal_incomplete()
    {
        using PipelineRig rig = new PipelineRig(
            s =>
                NeverStale(s) with
                {
                    Schedule = new ScheduleSettings { Kind = ScheduleKind.TwoCore, Wait = WaitKind.Block },
                },
            journaled: true);
        rig.Port.OnSent = _ => throw new InvalidOperationException("the store is full");
        rig.Pipeline.Start();
        rig.Up();
        rig.Publish(Mid);
        rig.Until(() => rig.Pipeline.Failure is not null);
        Assert.Equal("the store is full", rig.Pipeline.Failure!.Message);
        rig.Pipeline.End();
        ReplayResult replay = Replay.Prove(
            Disk.Kernel, rig.JournalDirectory, RunFolder.Open(Disk.Kernel, rig.JournalDirectory), rig.Book);
        Assert.False(replay.IsComplete);
    }

    [Theory]
    [InlineData(64, 65536)]
    [InlineData(1024, 256)]
    public void Rings_too_small_for_a_batch_are_refused(int order, int journal)
    {
        var error = Assert.Throws<ArgumentException>(() => new Pipeline(
            LoopRig.MakeSettings() with { Rings = new RingSettings { Order = order, Journal = journal } },
            LoopRig.ShortCalls(1), new Orders.ScriptedPort(), PipelineProbes.Off, 0, TimeProvider.System));
        Assert.Contains("slots", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_the_smallest_rings_every_order_and_fill_arrives()
    {
        using PipelineRig rig = new PipelineRig(s => s with
        {
            Orders = s.Orders with { MaxLive = 1 },
            Rings = new RingSettings { Market = 1, Execution = 16, Control = 1, Order = 8, Journal = 512 },
        }).Up().FillingAll();
        for (int i = 0; i < 500; i++)
            rig.Tick(Mid + (i % 2 * 3_000));
        rig.Until(() => rig.Pipeline.Loop.Counters.LiveOrders == 0);
        Assert.True(rig.Port.Sent.Count > 400, $"{rig.Port.Sent.Count} orders");
        Assert.Equal(
            rig.Port.Sent.Sum(o => o.Side == Side.Buy ? o.Lots : -o.Lots), rig.Pipeline.Loop.Ledger.FilledLots(0));
    }

    private static void AssertReproduced(ReplayResult replay, ulong hash)
    {
        Assert.Null(replay.Difference);
        Assert.True(replay.IsComplete);
        Assert.Equal(hash, replay.StateHash);
    }

    private static void AnswerAtRandom(PipelineRig rig, Random random, OrderIntent order, ref ulong execution)
    {
        if (order.Kind == IntentKind.Status)
        {
            rig.Port.Answers.Enqueue(PipelineRig.Answer(order, ExecutionKind.Status));
            return;
        }

        long lots = random.NextInt64(1, order.Lots + 1);
        switch (random.Next(4))
        {
            case 0:
                rig.Port.Answers.Enqueue(PipelineRig.Answer(order, ExecutionKind.Rejected));
                break;
            case 1:
                // No answer at all: the loop has to ask.
                break;
            default:
                rig.Port.Answers.Enqueue(
                    PipelineRig.Answer(order, ExecutionKind.Fill) with
                    {
                        LastLots = lots,
                        LastTicks = order.LimitTicks,
                        ExecIdLow = ++execution,
                    });
                rig.Port.Answers.Enqueue(PipelineRig.Answer(order, ExecutionKind.Canceled) with { CumLots = lots });
                break;
        }
    }

    // The clock creeps on with every look at a condition, however long the machine lets the other threads wait: one
    // quote must do.
    private static HedgeSettings NeverStale(HedgeSettings settings) => settings with
    {
        Feed = settings.Feed with { StaleNanos = 1_000_000 * LoopRig.Second },
        Limits = settings.Limits with { StaleNanos = 1_000_000 * LoopRig.Second },
    };
}

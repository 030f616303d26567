using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Resume;
using HedgeFast.Core.Ring;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core.Loop.Invariants;

/// <summary>
/// A disk that hangs, and runs that go on from a journal. I18: while records find no room nothing new leaves, a kill
/// cancels everything all the same, and the journal says what it misses. I19: a run goes on with what the one before
/// had, and takes every record that it wrote.
/// </summary>
/// <param name="scene">The loop and its judge.</param>
internal sealed class LoopDisk(LoopScene scene) : IDisposable
{
    private const int Slots = 64;
    private const int Turns = 4;

    private ResumeRig? _folder;
    private RunStart? _start;
    private bool _hasGap;

    public long Hangs { get; private set; }

    public long Gaps { get; private set; }

    public long Restarts { get; private set; }

    // A planted fault may give the loop other limits than those that it is judged by.
    private bool IsJudgedBySettings => scene.Rig.Settings.Limits == scene.Judged.Limits;

    public void Dispose() => _folder?.Dispose();

    /// <summary>
    /// The disk does not write for a while. Some of the time somebody kills meanwhile, and the exchange answers what it
    /// is asked.
    /// </summary>
    public void Hang()
    {
        LoopRig rig = scene.Rig;
        var market = new RingBuffer<MarketEvent>(Slots);
        var controls = new RingBuffer<ControlEvent>(Slots);
        var executions = new RingBuffer<ExecutionEvent>(Slots);
        var words = new KillSwitch();
        var clock = new HungClock();
        ListProducer<JournalRecord> room = scene.Fault.LosesRecords ? new() : rig.Records;
        var stage = new LoopStage(
            rig.Loop, LoopStage.RoomFor(1, scene.Judged.Orders.MaxLive), controls.Consumer(0), executions.Consumer(0),
            market.Consumer(0), room, rig.Intents, null,
            new SwitchReader(words, clock));
        rig.Loop.MayLoseRecords = scene.Fault.LosesRecords;
        rig.Records.IsFull = true;
        int sent = rig.Intents.Items.Count;
        long lost = rig.Loop.Counters.JournalLost;
        Hangs++;

        rig.Advance(1_000_000);
        scene.Mid += scene.Random.Next(-3_000, 3_001);
        market.Producer.TryPublish(new MarketEvent
        {
            Kind = MarketEventKind.Quote,
            ReceiveNanos = rig.Now,
            ExchangeNanos = scene.TrueNanos,
            BidTicks = scene.Mid - 1,
            AskTicks = scene.Mid + 1,
            BidLots = 1_000,
            AskLots = 1_000,
        });
        controls.Producer.TryPublish(new ControlEvent { Kind = ControlKind.Timer, ReceiveNanos = rig.Now });
        Turn(stage, sent);
        if (scene.Random.Next(2) == 0)
            Kill(words, clock, stage, executions, sent);

        rig.Records.IsFull = false;
        Turn(stage, int.MaxValue);
        rig.Loop.CompleteDecisions();
        (scene.Faulty[0], scene.QuoteNanos[0]) = (false, rig.Now);
        long missing = rig.Loop.Counters.JournalLost - lost;
        if (missing == 0)
            return;
        _hasGap = true;
        Gaps++;
        JournalRecord[] gaps = [.. rig.Records.Items.Where(record => record.Kind == JournalKind.Gap)];
        scene.Require(
            gaps.Length > 0 && gaps[^1].As<JournalGap>().Lost == missing,
            $"I18: the journal does not say that it misses {missing} records");
    }

    private void Kill(
        KillSwitch words, HungClock clock, LoopStage stage, RingBuffer<ExecutionEvent> executions, int sent)
    {
        LoopRig rig = scene.Rig;
        clock.Nanos = rig.Now;
        (scene.Killed, scene.HasVoidRearm, scene.MayUnlatch) = (true, false, false);
        for (; scene.Kills >= words.Kills;)
            words.Kill();
        scene.Kills = words.Kills;
        Turn(stage, sent);
        if (!scene.Up)
            return;
        foreach (LiveOrder order in rig.Loop.Ledger.Live.All)
        {
            scene.Require(
                order.IsEnded || order.CancelRequested,
                $"I18: order {order.OrderId} was not cancelled behind a hung disk");
        }

        if (scene.Random.Next(2) == 0)
            return;
        foreach (JudgedOrder order in scene.Book.Where(order => !order.IsDone))
        {
            order.IsDone = true;
            executions.Producer.TryPublish(scene.Event(order, ExecutionKind.Canceled));
        }

        Turn(stage, sent);
        scene.Require(
            rig.Loop.Ledger.Live.Count == 0, "I18: what the exchange answered was not heard behind a hung disk");
    }

    // Nothing new may have left since.
    private void Turn(LoopStage stage, int sent)
    {
        for (int i = 0; i < Turns; i++)
            stage.DoWork();
        List<OrderIntent> intents = scene.Rig.Intents.Items;
        for (int i = sent; i < intents.Count; i++)
        {
            scene.Require(
                intents[i].Kind is not (IntentKind.New or IntentKind.Replace), "I18: sent while records found no room");
        }
    }

    /// <summary>The run ends as it is, and another one goes on from its journal.</summary>
    public void Restart()
    {
        if (_hasGap)
            return;
        LoopRig old = scene.Rig;
        _folder ??= new ResumeRig();
        CheckRecords(old);
        try
        {
            _start = _folder.Resume(old, _start);
        }
        catch (JournalException e)
        {
            throw new InvalidOperationException($"I19: a run's own journal is refused: {e.Message}", e);
        }

        scene.Rig = new LoopRig(old.Settings, start: scene.Fault.Left(_start));
        scene.Rig.Advance(old.Now - scene.Rig.Now);
        Restarts++;
        RunSnapshot carried = _start.Snapshot!;
        CarriedLimits limits = carried.Limits(old.Settings.Limits);
        PositionLedger ledger = scene.Rig.Loop.Ledger;
        scene.Require(
            limits.Over(old.Settings.Limits) == scene.Limits || !IsJudgedBySettings,
            "I19: other limits after a restart");
        scene.Require(
            carried.Totals.IsKilled == (old.Loop.Counters.Killed != 0),
            $"I19: killed {old.Loop.Counters.Killed} before a restart");
        scene.Require(
            (long)carried.Totals.Latches == old.Loop.Counters.Latches,
            $"I19: latches {old.Loop.Counters.Latches} before a restart, {(long)carried.Totals.Latches} behind it");
        for (int i = 0; i < scene.Instruments; i++)
        {
            scene.Require(
                ledger.FilledLots(i) == old.Loop.Ledger.FilledLots(i), "I19: another position after a restart");
            scene.Require(
                ledger.Doubt.Of(i) == old.Loop.Ledger.Doubt.Of(i),
                $"I19: in doubt for {old.Loop.Ledger.Doubt.Of(i)} before a restart, for {ledger.Doubt.Of(i)} behind "
                + "it");
            (scene.Faulty[i], scene.QuoteNanos[i]) = (true, 0);
        }

        // A re-arm that was not obeyed yet has to be asked for again, and kills are counted anew.
        (scene.Killed, scene.Kills, scene.MayUnlatch, scene.HasVoidRearm) = (carried.Totals.IsKilled, 0, false, false);
        foreach (JudgedOrder order in scene.Book)
            order.IsForgotten |= order.IsDone;
        (scene.Up, scene.SeenIntents, scene.SeenRecords) = (false, 0, 0);
        scene.Latches = (long)carried.Totals.Latches;

        // Counters show what was left from the first batch on.
        scene.Rig.Control(ControlKind.Timer);
    }

    /// <summary>Every record of the loop's own passes the checks of a journal that is gone on from.</summary>
    public void CheckRecords(LoopRig rig)
    {
        var checks = new JournalChecks(rig.Settings);
        foreach (JournalRecord record in rig.Records.Items)
        {
            scene.Require(
                checks.Fault(record) is null,
                $"I19: a record of the loop's own is refused: {record.Kind}, {checks.Fault(record)}");
        }
    }

    private sealed class HungClock : TimeProvider
    {
        public long Nanos { get; set; }

        public override long TimestampFrequency => LoopRig.Second;

        public override long GetTimestamp() => Nanos;
    }
}

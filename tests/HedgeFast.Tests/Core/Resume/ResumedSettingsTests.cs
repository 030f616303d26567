using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Resume;
using HedgeFast.Fix.Os;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Resume;

/// <summary>
/// A run resumes under other settings where what is carried means the same, says what changed, and keeps what was
/// changed by hand.
/// </summary>
public sealed class ResumedSettingsTests : IDisposable
{
    private const long Mid = 600_000;
    private readonly ResumeRig _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_limit_that_was_tightened_stays_tight_in_the_next_run()
    {
        LoopRig rig = Tightened();
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, 1);
        rig.Tick(Mid + 1);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, 2);
        rig.Tick(Mid + 2);
        Assert.Equal(20, rig.Position);
        Assert.Equal((long)LimitRefusal.Position, rig.Loop.Counters.LastRefusal);

        var next = new LoopRig(rig.Settings, start: _folder.Resume(rig));
        next.Session(up: true);
        for (int i = 0; i < 12; i++)
            next.Tick(Mid + 3 + i);
        foreach (OrderIntent order in next.Intents.Items.Where(o => o.Kind == IntentKind.New).ToArray())
            next.Fill(order, order.Lots, (ulong)(10 + order.OrderId));
        Assert.Equal(20, next.Position);
    }

    [Fact]
    public void Of_a_limit_changed_by_an_operator_and_in_the_configuration_the_tighter_holds_and_is_listed()
    {
        LoopRig rig = Tightened();
        _folder.Write(rig, RunStart.First(TimeProvider.System));
        HedgeSettings looser = With(
            rig.Settings, l => l with { MaxPositionLots = 150, MaxOrderLots = 5, OperatorFile = "/o" });
        RunStart start = _folder.Resumed(looser).Start;
        CarriedLimits limits = start.Snapshot!.Limits(looser.Limits);
        Assert.Equal(20, limits.MaxPositionLots);
        Assert.Equal(5, limits.MaxOrderLots);
        string said = string.Join("; ", start.Changes);
        Assert.Contains("limits.maxPositionLots 100 -> 150", said, StringComparison.Ordinal);
        Assert.Contains(
            "limits.maxPositionLots: 20 in force, changed by hand in the run before; the configuration says 150", said,
            StringComparison.Ordinal);
        Assert.Contains("limits.operatorFile none -> \"/o\"", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_changed_in_the_configuration_alone_follows_the_configuration()
    {
        LoopRig rig = Tightened(byHand: false);
        _folder.Write(rig, RunStart.First(TimeProvider.System));
        HedgeSettings looser = With(rig.Settings, l => l with { MaxPositionLots = 150 });
        Assert.Equal(150, _folder.Resumed(looser).Start.Snapshot!.Limits(looser.Limits).MaxPositionLots);
    }

    [Fact]
    public void Limits_that_can_not_be_restored_refuse_the_start_with_a_reason()
    {
        LoopRig rig = Tightened();
        _folder.Write(rig, RunStart.First(TimeProvider.System));
        HedgeSettings settings = With(rig.Settings, l => l with { OvershootLots = 30 });
        Assert.Contains(
            "limits.overshootLots", Assert.Throws<JournalException>(() => _folder.Resumed(settings)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void More_live_orders_than_maxLive_refuse_the_start_with_a_reason()
    {
        LoopRig rig = LoopRig.Up(orders: o => o with { TimeInForce = TimeInForce.Day, SliceLots = 10 });
        for (int i = 0; i < 3; i++)
            rig.Tick(Mid + i);
        _folder.Write(rig, RunStart.First(TimeProvider.System));
        HedgeSettings settings = rig.Settings with { Orders = rig.Settings.Orders with { MaxLive = 2 } };
        Assert.Contains(
            "set it to at least 3", Assert.Throws<JournalException>(() => _folder.Resumed(settings)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_unit_of_positions_is_refused()
    {
        LoopRig rig = Tightened();
        _folder.Write(rig, RunStart.First(TimeProvider.System));
        HedgeSettings settings = rig.Settings with { Instruments = [LoopRig.Perpetual with { ContractSize = 10 }] };
        Assert.Contains(
            "instruments[0].contractSize was 100 in the run before and is 10",
            Assert.Throws<JournalException>(() => _folder.Resumed(settings)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_journal_of_a_run_resumed_under_other_settings_is_reproduced()
    {
        LoopRig rig = Tightened();
        rig.Tick(Mid);
        _folder.Write(rig, RunStart.First(TimeProvider.System));
        HedgeSettings settings = With(rig.Settings, l => l with { MaxDayLoss = 77, StaleNanos = LoopRig.Second });
        (RunFolder folder, RunStart start) = _folder.Resumed(settings);
        var next = new LoopRig(settings, start: start);
        next.Session(up: true);
        next.Tick(Mid + 5);
        next.Loop.EndRun();
        using (JournalWriter writer = RunFolder.OpenJournal(Disk.Kernel, _folder.Directory, folder.Identity, start))
        {
            foreach (JournalRecord record in next.Records.Items)
                writer.Append(record);
        }

        RunFolder opened = RunFolder.Open(Disk.Kernel, _folder.Directory);
        Assert.Equal(77, opened.Settings.Limits.MaxDayLoss);
        ReplayResult result = Replay.Prove(Disk.Kernel, _folder.Directory, opened, next.Book);
        Assert.Null(result.Difference);
        Assert.True(result.IsComplete);

        // And a third run resumes from the second under its settings.
        Assert.DoesNotContain(
            _folder.Resumed(settings).Start.Changes, change => !change.Contains("by hand", StringComparison.Ordinal));
    }

    private static LoopRig Tightened(bool byHand = true)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        settings = settings with { Limits = settings.Limits with { MaxOrderLots = 50, MaxPositionLots = 100 } };
        var rig = new LoopRig(settings);
        rig.Session(up: true);
        if (!byHand)
            return rig;
        Set(rig, LimitKey.MaxPositionLots, 80);
        Set(rig, LimitKey.MaxOrderLots, 10);
        Set(rig, LimitKey.MaxPositionLots, 20);
        Assert.Equal(0, rig.Loop.Counters.LimitChangesRefused);
        return rig;
    }

    private static HedgeSettings With(HedgeSettings settings, Func<LimitSettings, LimitSettings> change) =>
        settings with { Limits = change(settings.Limits) };

    private static void Set(LoopRig rig, LimitKey key, double value) =>
        rig.Control(new ControlEvent { Kind = ControlKind.SetLimit, Limit = key, Value = value });

    [Fact]
    public void A_limit_loosened_by_an_operator_is_cut_to_a_lower_ceiling_of_the_configuration()
    {
        var rig = new LoopRig(
            With(LoopRig.MakeSettings(), l => l with { MaxOrderLots = 50, MaxPositionLots = 100, OperatorFactor = 3 }));
        rig.Control(
            new ControlEvent
            {
                Kind = ControlKind.SetLimit,
                Limit = LimitKey.MaxPositionLots,
                Value = 300,
                Operator = OperatorName.Of("Q"),
            });
        _folder.Write(rig, RunStart.First(TimeProvider.System));
        HedgeSettings now = With(rig.Settings, l => l with { OperatorFactor = 1 });
        Assert.Equal(100, _folder.Resumed(now).Start.Snapshot!.Limits(now.Limits).MaxPositionLots);
    }
}

using HedgeFast.Core;
using HedgeFast.Core.Control;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Resume;
using HedgeFast.Fix.Os;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core;

public sealed class ReplayTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("hedgefast-replay-").FullName;
    private readonly LoopRig _rig = new();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_run_is_reproduced_bit_for_bit()
    {
        Run();
        RunFolder folder = Record(_rig.Records.Items);
        ReplayResult result = Replay.Prove(Disk.Kernel, _directory, folder, _rig.Book);
        Assert.Null(result.Difference);
        Assert.True(result.IsComplete);
        Assert.Equal(_rig.Loop.Counters.Decisions, result.Decisions);
        Assert.Equal(_rig.Records.Items.Count, result.Records);
        Assert.Equal(_rig.Loop.StateHash(), result.StateHash);
        Assert.True(result.Decisions > 50);
    }

    [Fact]
    public void Settings_and_book_read_from_the_folder_are_those_written()
    {
        Record([]);
        RunFolder read = RunFolder.Open(Disk.Kernel, _directory);
        Assert.Equivalent(_rig.Settings, read.Settings, strict: true);
        Assert.Equal("a,book"u8.ToArray(), read.BookCsv);
    }

    [Fact]
    public void An_altered_decision_is_reported_as_the_difference()
    {
        Run();
        List<JournalRecord> records = _rig.Records.Items;
        int index = records.FindIndex(r => r.Kind == JournalKind.Decision && r.As<HedgeDecision>().Sequence == 20);
        HedgeDecision decision = records[index].As<HedgeDecision>();
        decision = decision with { Lots = decision.Lots + 1 };
        records[index] = JournalRecord.Of(JournalKind.Decision, records[index].Sequence, decision);

        ReplayResult result = Replay.Prove(Disk.Kernel, _directory, Record(records), _rig.Book);
        Assert.NotNull(result.Difference);
        Assert.Contains("decision 20", result.Difference, StringComparison.Ordinal);
        Assert.Equal(19, result.Decisions);
        Assert.False(result.IsComplete);
    }

    [Fact]
    public void A_killed_run_is_reproduced_to_its_last_record()
    {
        Run();
        List<JournalRecord> records = _rig.Records.Items;
        ReplayResult result = Replay.Prove(Disk.Kernel, _directory, Record(records[..(records.Count / 2)]), _rig.Book);
        Assert.Null(result.Difference);
        Assert.False(result.IsComplete);
    }

    [Fact]
    public void Another_book_is_refused()
    {
        Run();
        Record(_rig.Records.Items);
        File.WriteAllText(Path.Combine(_directory, "book.csv"), "another,book");
        Assert.Throws<JournalException>(() => Replay.Prove(
            Disk.Kernel, _directory, RunFolder.Open(Disk.Kernel, _directory), _rig.Book));
    }

    private void Run()
    {
        _rig.Session(up: true);
        var random = new Random(7);
        long mid = 600_000;
        ulong execution = 1;
        for (int i = 0; i < 3000; i++)
        {
            mid += random.Next(-600, 601);
            _rig.Tick(mid);
            if (i % 500 == 250)
            {
                _rig.Session(up: false);
                _rig.Session(up: true);
            }

            if (_rig.Loop.Counters.LiveOrders > 0)
            {
                OrderIntent order = _rig.Intents.Items.First(o => o.Kind == IntentKind.New
                    && o.OrderId == _rig.Loop.Ledger.Live.All[0].OrderId);
                long lots = random.NextInt64(1, order.Lots + 1);
                _rig.Fill(order, lots, execution++);
                _rig.End(order, ExecutionKind.Canceled, lots);
            }

            _rig.Control(ControlKind.Timer);
        }

        _rig.Loop.EndRun();
    }

    private RunFolder Record(IReadOnlyList<JournalRecord> records) => RecordedRun.Write(_directory, _rig, records);
}

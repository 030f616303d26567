using HedgeFast.Core.Book;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Resume;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Resume;

/// <summary>Resumes from journals that are torn, damaged, locked or missing, and from the session's store.</summary>
public sealed class ResumedFileTests : IDisposable
{
    private readonly ResumeRig _folder = new();

    private readonly LoopRig _rig = new(LoopRig.MakeSettings() with
    {
        Orders = new OrderSettings { TimeInForce = TimeInForce.Day },
    });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_record_cut_short_at_the_end_is_left_out()
    {
        ResumeRig.Trade(_rig);
        _folder.Write(_rig, RunStart.First(TimeProvider.System));
        using (var file = new FileStream(_folder.Journal, FileMode.Open))
            file.SetLength(file.Length - 5);
        Assert.Equal(_rig.Position, _folder.Resumed(_rig.Settings).Start.Snapshot!.Positions.Single().Lots);
    }

    [Fact]
    public void Damage_before_the_end_another_instance_and_a_locked_journal_are_refused()
    {
        ResumeRig.Trade(_rig);
        _folder.Write(_rig, RunStart.First(TimeProvider.System));
        Assert.Contains(
            "instance was test in the run before and is other",
            Assert.Throws<JournalException>(() => _folder.Resumed(_rig.Settings with { Instance = "other" })).Message,
            StringComparison.Ordinal);
        using (new FileStream(_folder.Journal, FileMode.Open, FileAccess.Write, FileShare.Read))
        {
            Assert.Contains(
                "another engine may be writing it",
                Assert.Throws<IOException>(() => _folder.Resumed(_rig.Settings)).Message,
                StringComparison.Ordinal);
        }

        byte[] bytes = File.ReadAllBytes(_folder.Journal);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(_folder.Journal, bytes);
        Assert.Contains(
            "damaged at offset",
            Assert.Throws<JournalException>(() => _folder.Resumed(_rig.Settings)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_crash_before_the_next_journal_is_whole_the_run_before_is_resumed()
    {
        ResumeRig.Trade(_rig);
        RunStart first = RunStart.First(TimeProvider.System);
        _folder.Write(_rig, first);
        File.Move(_folder.Journal, Path.Combine(_folder.Directory, JournalFormat.EndedFileName(1)));
        File.WriteAllText(Path.Combine(_folder.Directory, JournalFormat.NextFileName), "half");
        (RunFolder folder, RunStart start) = _folder.Resumed(_rig.Settings);
        Assert.Equal(2, start.Epoch);
        Assert.Equal(first.BirthMillis, start.BirthMillis);
        RunFolder.OpenJournal(Disk.Kernel, _folder.Directory, folder.Identity, start).Dispose();
        Assert.Equal(3, _folder.Resumed(_rig.Settings).Start.Epoch);
    }

    [Fact]
    public void A_run_killed_before_its_first_event_leaves_a_journal_to_resume_from()
    {
        // The writer is not closed: the file has what the kernel was given.
        RunFolder folder = RunFolder.Create(Disk.Kernel, _folder.Directory, _rig.Settings, "a,book"u8.ToArray());
        using JournalWriter writer = RunFolder.OpenJournal(
            Disk.Kernel, _folder.Directory, folder.Identity, RunStart.First(TimeProvider.System));
        using var reader = new JournalReader(Disk.Kernel, _folder.Directory);
        Assert.Equal(1, reader.Header.As<JournalHeader>().Epoch);
    }

    [Fact]
    public void A_folder_without_a_journal_begins_one()
    {
        (_, RunStart start) = _folder.Resumed(_rig.Settings);
        Assert.Equal(1, start.Epoch);
        Assert.Null(start.Snapshot);
    }

    [Fact]
    public void Messages_missing_from_the_journal_are_requested_again()
    {
        var session = new FixSessionSettings
        {
            SenderCompId = "A",
            TargetCompId = "B",
            StoreDirectory = Path.Combine(_folder.Directory, "store"),
        };
        using (FileMessageStore store = FileMessageStore.Open(session, Disk.Kernel))
            store.NextIncoming = 50;
        Assert.Equal(0, UnjournaledReports.AskAgain(Disk.Kernel, session, 0, out _));
        Assert.Equal(0, UnjournaledReports.AskAgain(Disk.Kernel, session, 50, out _));
        Assert.Equal(9, UnjournaledReports.AskAgain(Disk.Kernel, session, 41, out long next));
        using FileMessageStore again = FileMessageStore.Open(session, Disk.Kernel);
        Assert.Equal(41, again.NextIncoming);
        Assert.Equal(41, next);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(7, 0, 7)]
    [InlineData(7, 12, 13)]
    public void Without_a_journaled_message_those_since_the_run_began_are_missing(long next, long last, long missing)
    {
        if (last > 0)
        {
            _rig.Execute(new ExecutionEvent
            {
                Kind = ExecutionKind.SessionUp,
                Instrument = -1,
                SessionSequence = last,
                ReceiveNanos = _rig.Now,
            });
        }

        _folder.Write(_rig, RunStart.First(TimeProvider.System) with { SessionNext = next });
        Assert.Equal(missing, _folder.Resumed(_rig.Settings).Start.FirstUnjournaled);
    }

    [Fact]
    public void After_a_reset_missing_from_the_journal_every_message_since_is_requested_again()
    {
        var session = new FixSessionSettings
        {
            SenderCompId = "A",
            TargetCompId = "B",
            StoreDirectory = Path.Combine(_folder.Directory, "store"),
        };
        using (FileMessageStore store = FileMessageStore.Open(session, Disk.Kernel))
            store.NextIncoming = 5;
        Assert.Equal(4, UnjournaledReports.AskAgain(Disk.Kernel, session, 1_001, out _));
        using FileMessageStore again = FileMessageStore.Open(session, Disk.Kernel);
        Assert.Equal(1, again.NextIncoming);
    }
}

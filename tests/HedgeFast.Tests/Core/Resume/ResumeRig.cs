using System.Text;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Resume;
using HedgeFast.Fix.Os;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Resume;

/// <summary>A folder in which the records of a loop without threads become a journal to resume from.</summary>
internal sealed class ResumeRig : IDisposable
{
    private const long Mid = 600_000;
    private static readonly byte[] Book = Encoding.ASCII.GetBytes("a,book");

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("hedgefast-resume-").FullName;

    public string Journal => Path.Combine(Directory, JournalFormat.FileName);

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    /// <summary>Writes the journal of a run and resumes from it.</summary>
    public RunStart Resume(LoopRig rig, RunStart? start = null)
    {
        Write(rig, start ?? RunStart.First(TimeProvider.System));
        return Resumed(rig.Settings).Start;
    }

    public (RunFolder Folder, RunStart Start) Resumed(HedgeSettings settings) =>
        RunFolder.Resume(Disk.Kernel, Directory, settings, Book, null, TimeProvider.System);

    public void Write(LoopRig rig, RunStart start)
    {
        if (start.Snapshot is null)
            File.Delete(Journal);
        RunFolder folder = start.Snapshot is null
            ? RunFolder.Create(Disk.Kernel, Directory, rig.Settings, Book)
            : RunFolder.Open(Disk.Kernel, Directory);
        using JournalWriter writer = RunFolder.OpenJournal(Disk.Kernel, Directory, folder.Identity, start);
        foreach (JournalRecord record in rig.Records.Items)
            writer.Append(record);
    }

    /// <summary>Trades: some fills, one busted, and an order part filled and working at the end.</summary>
    /// <remarks>Execution numbers 1 to 3, and 800 for the bust.</remarks>
    /// <returns>The working order.</returns>
    public static OrderIntent Trade(LoopRig rig)
    {
        rig.Session(up: true);
        rig.Tick(Mid);
        OrderIntent first = rig.LastIntent;
        rig.Fill(first, 500, execution: 1);
        rig.Execute(
            new ExecutionEvent
            {
                ReceiveNanos = rig.Now,
                Kind = ExecutionKind.Bust,
                OrderId = first.OrderId,
                Instrument = 0,
                Side = Side.Buy,
                LeavesLots = first.Lots,
                ExecIdLow = 800,
                ExecRefLow = 1,
            });
        rig.Fill(first, first.Lots, execution: 2);
        rig.Tick(Mid + 4_000);
        OrderIntent second = rig.LastIntent;
        Assert.NotEqual(first.OrderId, second.OrderId);
        rig.Fill(second, 100, execution: 3);
        Assert.Equal(1, rig.Loop.Counters.LiveOrders);
        return second;
    }
}

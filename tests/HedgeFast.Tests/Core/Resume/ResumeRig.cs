using System.Text;
using HedgeFast.Core;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Resume;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Resume;

/// <summary>
/// A folder in which the records of a loop without threads become the journal of a run that another goes on from.
/// </summary>
internal sealed class ResumeRig : IDisposable
{
    private static readonly byte[] Book = Encoding.ASCII.GetBytes("a,book");

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("hedgefast-resume-").FullName;

    public string Journal => Path.Combine(Directory, JournalFormat.FileName);

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    /// <summary>Writes the journal of a run and goes on from it.</summary>
    public RunStart Resume(LoopRig rig, RunStart? start = null)
    {
        Write(rig, start ?? RunStart.First(TimeProvider.System));
        return Resumed(rig.Settings).Start;
    }

    public (RunFolder Folder, RunStart Start) Resumed(HedgeSettings settings) =>
        RunFolder.Resume(Directory, settings, Book, null, TimeProvider.System);

    public void Write(LoopRig rig, RunStart start)
    {
        if (start.Carried is null)
            File.Delete(Journal);
        RunFolder folder = start.Carried is null
            ? RunFolder.Create(Directory, rig.Settings, Book)
            : RunFolder.Open(Directory);
        using JournalWriter writer = RunFolder.OpenJournal(Directory, folder.Identity, start);
        foreach (JournalRecord record in rig.Records.Items)
            writer.Append(record);
    }
}

using HedgeFast.Core;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Resume;
using HedgeFast.Fix.Os;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Resume;

/// <summary>The records of a rig as a journal in a folder, and its replay.</summary>
internal static class RecordedRun
{
    /// <summary>Writes records as the journal of a rig's settings and book.</summary>
    public static RunFolder Write(string directory, LoopRig rig, IEnumerable<JournalRecord> records)
    {
        RunFolder folder = RunFolder.Create(Disk.Kernel, directory, rig.Settings, "a,book"u8.ToArray());
        using var writer = new JournalWriter(Disk.Kernel, directory);
        writer.Append(
            JournalRecord.Of(
                JournalKind.Header, 0, new JournalHeader { Magic = JournalFormat.Magic, Identity = folder.Identity }));
        foreach (JournalRecord record in records)
            writer.Append(record);
        return folder;
    }

    /// <summary>Replays what a rig has journaled, or other records in its place.</summary>
    public static ReplayResult Prove(LoopRig rig, IEnumerable<JournalRecord>? records = null)
    {
        string directory = Directory.CreateTempSubdirectory("hedgefast-recorded-").FullName;
        try
        {
            return Replay.Prove(Disk.Kernel, directory, Write(directory, rig, records ?? rig.Records.Items), rig.Book);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>
    /// Ends a rig's run; a replay of its records makes the same decisions, and ends in the same state.
    /// </summary>
    public static ReplayResult AssertReproduced(LoopRig rig)
    {
        rig.Loop.EndRun();
        ReplayResult result = Prove(rig);
        Assert.Null(result.Difference);
        Assert.True(result.IsComplete);
        Assert.Equal(rig.Loop.Counters.Decisions, result.Decisions);
        Assert.Equal(rig.Loop.StateHash(), result.StateHash);
        return result;
    }
}

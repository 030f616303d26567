using System.Text;
using HedgeFast.Core;
using HedgeFast.Core.Journal;

namespace HedgeFast.Tests.Core;

/// <summary>The records of a rig as a journal in a folder, and its replay.</summary>
internal static class RecordedRun
{
    /// <summary>Writes records as the journal of a rig's settings and book.</summary>
    public static JournalFolder Write(string directory, LoopRig rig, IReadOnlyList<JournalRecord> records)
    {
        JournalFolder folder = JournalFolder.Create(directory, rig.Settings, Encoding.ASCII.GetBytes("a,book"));
        using var writer = new JournalWriter(directory);
        writer.Append(JournalRecord.Of(JournalKind.Header, 0, new JournalHeader { Magic = JournalFormat.Magic, Identity = folder.Identity }));
        foreach (JournalRecord record in records)
            writer.Append(record);
        return folder;
    }

    /// <summary>Ends a rig's run; a replay of its records makes the same decisions, and ends in the same state.</summary>
    public static ReplayResult AssertReproduced(LoopRig rig)
    {
        rig.Loop.EndRun();
        string directory = Directory.CreateTempSubdirectory("hedgefast-recorded-").FullName;
        try
        {
            Write(directory, rig, rig.Records.Items);
            ReplayResult result = Replay.Prove(directory, JournalFolder.Open(directory), rig.Book);
            Assert.Null(result.Difference);
            Assert.True(result.IsComplete);
            Assert.Equal(rig.Loop.Counters.Decisions, result.Decisions);
            Assert.Equal(rig.Loop.StateHash(), result.StateHash);
            return result;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}

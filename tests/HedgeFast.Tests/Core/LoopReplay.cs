using HedgeFast.Core;
using HedgeFast.Core.Journal;

namespace HedgeFast.Tests.Core;

/// <summary>Replays what a loop without sockets has journaled, from a folder of its own.</summary>
internal static class LoopReplay
{
    /// <summary>Replays the records of a loop, or others in their place.</summary>
    public static ReplayResult Of(LoopRig rig, IEnumerable<JournalRecord>? records = null)
    {
        string directory = Directory.CreateTempSubdirectory("hedgefast-journal-").FullName;
        try
        {
            JournalFolder folder = JournalFolder.Create(directory, rig.Settings, "a,book"u8.ToArray());
            using (var writer = new JournalWriter(directory))
            {
                writer.Append(JournalRecord.Of(JournalKind.Header, 0, new JournalHeader { Magic = JournalFormat.Magic, Identity = folder.Identity }));
                foreach (JournalRecord record in records ?? rig.Records.Items)
                    writer.Append(record);
            }

            return Replay.Prove(directory, JournalFolder.Open(directory), rig.Book);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>The whole run is reproduced bit for bit.</summary>
    public static ReplayResult AssertProves(LoopRig rig)
    {
        ReplayResult result = Of(rig);
        Assert.Null(result.Difference);
        Assert.True(result.IsComplete);
        Assert.Equal(rig.Loop.StateHash(), result.StateHash);
        return result;
    }
}

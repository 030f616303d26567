using System.Text;
using HedgeFast.Fix.Files;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;

namespace HedgeFast.Records;

/// <summary>The sequence numbers of sessions whose stores lie in a folder and are open nowhere.</summary>
internal static class SessionNumbers
{
    /// <summary>File of the folder in which every change is noted before it's made, a line each.</summary>
    public const string Journal = "admin.log";

    // The largest that fix.maxMessageBytes allows, so that every store opens.
    private const int MaxMessageBytes = 1 << 20;

    /// <summary>The sessions of a folder, or the one named.</summary>
    /// <param name="folder">Folder of the store.</param>
    /// <param name="named">Its ids, with commas between; null for all.</param>
    /// <exception cref="ArgumentException">There is none, or none of that name.</exception>
    public static (string Folder, IReadOnlyList<StoredSession> Sessions) Find(string folder, string? named)
    {
        if (!Directory.Exists(folder)) throw new ArgumentException($"--store {folder}: there is no such folder");
        IReadOnlyList<StoredSession> all = StoredSession.In(folder);
        if (all.Count == 0) throw new ArgumentException($"--store {folder}: no FIX session has its store there");
        if (named is null) return (folder, all);
        string[] ids = named.Split(',');
        if (ids.Length != 3)
            throw new ArgumentException(
                $"--session {named}: expected BEGIN,SENDER,TARGET, such as FIX.4.4,HEDGE,VENUE");
        var wanted = new StoredSession(ids[0], ids[1], ids[2]);
        if (!all.Contains(wanted))
            throw new ArgumentException($"--session {named}: not in {folder}, which has {Names(all)}");
        return (folder, [wanted]);
    }

    /// <summary>Writes a line for each session.</summary>
    /// <exception cref="IOException">A store is in use: the session is running.</exception>
    public static void Show((string Folder, IReadOnlyList<StoredSession> Sessions) where, TextWriter output)
    {
        foreach (StoredSession ids in where.Sessions)
        {
            using FileMessageStore store = Open(where.Folder, ids);
            Write(ids, store, output);
        }
    }

    /// <summary>Sets the numbers of the one session, and writes its line.</summary>
    /// <param name="where">Which session; there must be one.</param>
    /// <param name="incoming">Number expected next; null leaves it.</param>
    /// <param name="outgoing">Number of the next message; null leaves it.</param>
    /// <param name="by">Who sets them.</param>
    /// <param name="confirmedBy">Who agrees.</param>
    /// <param name="time">Clock of the note.</param>
    /// <param name="output">Where the line goes.</param>
    /// <exception cref="ArgumentException">There are several sessions, a number is out of range, or two people don't
    /// agree.</exception>
    /// <exception cref="IOException">The store is in use, or the note can't be written.</exception>
    public static void Set(
        (string Folder, IReadOnlyList<StoredSession> Sessions) where,
        long? incoming,
        long? outgoing,
        string by,
        string confirmedBy,
        TimeProvider time,
        TextWriter output)
    {
        if (where.Sessions.Count > 1)
            throw new ArgumentException($"the folder holds {Names(where.Sessions)}; --session says which one is meant");
        if (incoming < 1) throw new ArgumentException($"--incoming {incoming}: numbers begin at 1");
        StoredSession ids = where.Sessions[0];
        using FileMessageStore store = Open(where.Folder, ids);
        SessionAdmin admin = SessionAdmin.Of(ids, store, line => Note(where.Folder, line));
        long now = (time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick;
        if (outgoing is { } ours) admin.RaiseNextOutgoing(ours, by, confirmedBy, now);
        if (incoming is { } theirs) admin.SetNextIncoming(theirs, by, confirmedBy, now);
        Write(ids, store, output);
    }

    private static FileMessageStore Open(string folder, StoredSession ids) =>
        new(folder, ids.BeginString, ids.SenderCompId, ids.TargetCompId, FsyncPolicy.WhenIdle, MaxMessageBytes);

    private static void Write(StoredSession ids, IMessageStore store, TextWriter output) =>
        output.WriteLine($"{ids}: next incoming {store.NextIncoming}, next outgoing {store.NextOutgoing}");

    private static void Note(string folder, string line)
    {
        using FileStream file = PrivateFile.Open(Path.Combine(folder, Journal), FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(Encoding.UTF8.GetBytes(Fix.Log.ForeignText.Of(line) + "\n"));
        file.Flush(flushToDisk: true);
    }

    private static string Names(IReadOnlyList<StoredSession> sessions) => string.Join("; ", sessions);
}

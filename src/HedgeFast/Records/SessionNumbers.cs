using System.Text;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;

namespace HedgeFast.Records;

/// <summary>Shows and sets the sequence numbers in the message stores of stopped FIX sessions.</summary>
internal static class SessionNumbers
{
    /// <summary>Audit file in the folder of the store: one line before each change.</summary>
    public const string Journal = "admin.log";

    // The maximum of fix.maxMessageBytes, so that every store opens.
    private const int MaxMessageBytes = 1 << 20;

    /// <summary>Finds the sessions of a folder, or the named one.</summary>
    /// <param name="folder">Folder of the store.</param>
    /// <param name="named">Ids of the session, separated by commas; null for all.</param>
    /// <exception cref="ArgumentException">There is no session, or none of that name.</exception>
    public static (string Folder, IReadOnlyList<StoredSession> Sessions) Find(string folder, string? named)
    {
        if (!Disk.Kernel.HasFolder(folder))
            throw new ArgumentException($"--store {folder}: there is no such folder");
        IReadOnlyList<StoredSession> all = StoredSession.In(Disk.Kernel, folder);
        if (all.Count == 0)
            throw new ArgumentException($"--store {folder}: no FIX session has its store there");
        if (named is null)
            return (folder, all);
        string[] ids = named.Split(',');
        if (ids.Length != 3)
        {
            throw new ArgumentException(
                $"--session {named}: expected BEGIN,SENDER,TARGET, such as FIX.4.4,HEDGE,VENUE");
        }

        var wanted = new StoredSession(ids[0], ids[1], ids[2]);
        if (!all.Contains(wanted))
            throw new ArgumentException($"--session {named}: not in {folder}, which has {Names(all)}");
        return (folder, [wanted]);
    }

    /// <summary>Writes the numbers of each session on a line.</summary>
    /// <exception cref="IOException">A store is in use: the session is running.</exception>
    public static void Show((string Folder, IReadOnlyList<StoredSession> Sessions) where, TextWriter output)
    {
        foreach (StoredSession ids in where.Sessions)
        {
            using FileMessageStore store = Open(where.Folder, ids);
            Write(ids, store, output);
        }
    }

    /// <summary>Sets the numbers of the one session, and writes them on a line.</summary>
    /// <param name="where">The session; there must be one.</param>
    /// <param name="incoming">Next expected number; null keeps the current one.</param>
    /// <param name="outgoing">Number of the next message sent; null keeps the current one.</param>
    /// <param name="by">Operator who sets the numbers.</param>
    /// <param name="confirmedBy">Second operator, who confirms.</param>
    /// <param name="time">Clock of the audit line.</param>
    /// <param name="output">Receives the line.</param>
    /// <exception cref="ArgumentException">There are several sessions, a number is out of range, or two operators did
    /// not confirm.</exception>
    /// <exception cref="IOException">The store is in use, or the audit line can't be written.</exception>
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
            throw new ArgumentException($"the folder holds {Names(where.Sessions)}; name one with --session");
        if (incoming < 1)
            throw new ArgumentException($"--incoming {incoming}: numbers begin at 1");
        StoredSession ids = where.Sessions[0];
        using FileMessageStore store = Open(where.Folder, ids);
        SessionAdmin admin = SessionAdmin.Of(ids, store, line => Note(where.Folder, line));
        long now = (time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick;
        if (outgoing is { } ours)
            admin.RaiseNextOutgoing(ours, by, confirmedBy, now);
        if (incoming is { } theirs)
            admin.SetNextIncoming(theirs, by, confirmedBy, now);
        Write(ids, store, output);
    }

    private static FileMessageStore Open(string folder, StoredSession ids) => new(
        Disk.Kernel, folder, ids.BeginString, ids.SenderCompId, ids.TargetCompId, FsyncPolicy.WhenIdle,
        MaxMessageBytes);

    private static void Write(StoredSession ids, IMessageStore store, TextWriter output) =>
        output.WriteLine($"{ids}: next incoming {store.NextIncoming}, next outgoing {store.NextOutgoing}");

    private static void Note(string folder, string line)
    {
        using DiskFile file =
            Disk.Kernel.Open(Path.Combine(folder, Journal), FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(Encoding.UTF8.GetBytes(Fix.Log.ForeignText.Of(line) + "\n"));
        file.FlushToDisk();
    }

    private static string Names(IReadOnlyList<StoredSession> sessions) => string.Join("; ", sessions);
}

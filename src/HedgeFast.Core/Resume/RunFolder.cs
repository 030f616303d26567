using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Profit;
using HedgeFast.Fix.Os;

namespace HedgeFast.Core.Resume;

/// <summary>
/// A folder with everything that a replay needs: journal, settings, book and, where the run had one, volatility
/// surface.
/// </summary>
/// <remarks>
/// The files are settings.json, book.csv and surface.csv. A run resumed under other settings, or with another book, has
/// its own under its number: settings-0002.json.
/// </remarks>
/// <param name="Settings">The settings.</param>
/// <param name="BookCsv">The book file, byte for byte.</param>
/// <param name="SurfaceCsv">The surface file, byte for byte; null without one.</param>
/// <param name="Identity">First 64 bits of the SHA-256 of all of them.</param>
public sealed record RunFolder(HedgeSettings Settings, byte[] BookCsv, byte[]? SurfaceCsv, ulong Identity)
{
    private const string SettingsName = "settings.json";
    private const string BookName = "book.csv";
    private const string SurfaceName = "surface.csv";
    private const long PartBytesMax = 256 << 20;

    /// <summary>Whether a folder holds a journal, from which a run can be resumed.</summary>
    public static bool HasJournal(Disk disk, string directory) => LatestJournal(disk, directory) is not null;

    /// <summary>Writes settings, book and surface into a folder that has no journal yet.</summary>
    /// <exception cref="IOException">The folder holds a journal already, or can't be written.</exception>
    public static RunFolder Create(
        Disk disk, string directory, HedgeSettings settings, byte[] bookCsv, byte[]? surfaceCsv = null)
    {
        MakeFolder(disk, directory);
        if (LatestJournal(disk, directory) is not null)
        {
            throw new IOException(
                $"{directory}: holds a journal already; give each run a folder of its own, or resume from that journal "
                + "with --resume");
        }

        byte[] json = Write(settings);
        WriteParts(disk, directory, epoch: 1, json, bookCsv, surfaceCsv);
        return new RunFolder(settings, bookCsv, surfaceCsv, IdentityOf(json, bookCsv, surfaceCsv));
    }

    /// <summary>Reads settings, book and surface back.</summary>
    /// <exception cref="JournalException">A file is missing or can't be read as settings.</exception>
    public static RunFolder Open(Disk disk, string directory)
    {
        long epoch = LatestJournal(disk, directory) is { } latest ? EpochOf(disk, directory, latest) : 1;
        while (epoch > 1 && !disk.HasFile(Path.Combine(directory, PartName(SettingsName, epoch))))
            epoch--;
        byte[] json = ReadPart(disk, directory, PartName(SettingsName, epoch));
        byte[] book = ReadPart(disk, directory, PartName(BookName, epoch));
        string surfacePath = Path.Combine(directory, PartName(SurfaceName, epoch));
        byte[]? surface = disk.HasFile(surfacePath) ? disk.ReadAllBytes(surfacePath, PartBytesMax) : null;
        try
        {
            HedgeSettings? settings = JsonSerializer.Deserialize(json, HedgeSettingsJson.Default.HedgeSettings);
            return settings is null
                ? throw new JournalException($"{directory}: {SettingsName} is empty")
                : new RunFolder(settings, book, surface, IdentityOf(json, book, surface));
        }
        catch (JsonException e)
        {
            throw new JournalException($"{directory}: {SettingsName} is damaged: {e.Message}");
        }
    }

    /// <summary>
    /// Resumes in a folder: reads the snapshot of its last run, ended or killed. A folder without a journal begins one.
    /// </summary>
    /// <param name="disk">The disk of the folder.</param>
    /// <param name="directory">The folder.</param>
    /// <param name="settings">The settings; changes within <see cref="ResumeRules"/> are listed in
    /// <see cref="RunStart.Changes"/>.</param>
    /// <param name="bookCsv">The book file.</param>
    /// <param name="surfaceCsv">The surface file; null without one.</param>
    /// <param name="time">The clock of a first run's begin.</param>
    /// <param name="bookDifference">Compares the book with the run's before: the difference in words, null when the
    /// options not expired are the same. Without it the files have to be equal.</param>
    /// <exception cref="JournalException">The journal is damaged before its end, or its snapshot does not fit the
    /// settings or the book.</exception>
    /// <exception cref="IOException">Another engine is writing it, or the folder can't be read or written.</exception>
    public static (RunFolder Folder, RunStart Start) Resume(
        Disk disk, string directory, HedgeSettings settings, byte[] bookCsv, byte[]? surfaceCsv, TimeProvider time,
        Func<RunFolder, string?>? bookDifference = null)
    {
        if (LatestJournal(disk, directory) is not { } latest)
            return (Create(disk, directory, settings, bookCsv, surfaceCsv), RunStart.First(time));
        RunFolder folder = Open(disk, directory);
        ResumeRules.Require(directory, folder.Settings, settings);
        bool isSameBook = bookCsv.AsSpan().SequenceEqual(folder.BookCsv);
        string? difference = isSameBook ? null : bookDifference is null ? "it is another book" : bookDifference(folder);
        if (difference is not null)
        {
            throw new JournalException(
                $"{directory}: book: {difference}. Resume with the options of the run before, or give this run a "
                + "folder of its own with the position as startLots");
        }

        // An engine that writes the journal holds a lock on the file.
        RequireUnlocked(disk, Path.Combine(directory, latest));
        using var reader = new JournalReader(disk, directory, latest);
        JournalHeader header = reader.Header.As<JournalHeader>();
        if (header.Identity != folder.Identity)
            throw new JournalException($"{directory}: settings or book are not those the journal was written with");
        RunSnapshot snapshot = JournalRecovery.Read(reader, folder.Settings);

        // Changes are listed, and limits changed by an operator stay in force.
        byte[] json = Write(settings);
        List<string> changes = [.. ResumeRules.Changes(Write(folder.Settings), json)];
        if (!isSameBook)
            changes.Add("book.file: options that have expired were taken out, or others were marked anew");
        if (!(surfaceCsv ?? []).AsSpan().SequenceEqual(folder.SurfaceCsv ?? []))
            changes.Add("book.surface: another surface");
        snapshot = snapshot.With(
            ResumeRules.Merge(
                snapshot.Limits(folder.Settings.Limits), folder.Settings.Limits, settings.Limits, changes));
        RequireRestorable(snapshot, settings);
        var start = new RunStart(header.Epoch + 1, header.BirthMillis, snapshot)
        {
            Changes = changes,
            FirstUnjournaled = snapshot.Totals.SessionSequence > 0
                ? snapshot.Totals.SessionSequence + 1
                : header.SessionNext,
        };
        ulong identity = IdentityOf(json, bookCsv, surfaceCsv);
        if (identity != folder.Identity)
            WriteParts(disk, directory, start.Epoch, json, bookCsv, surfaceCsv);
        else
            disk.Delete(Path.Combine(directory, PartName(SettingsName, start.Epoch)));
        return (new RunFolder(settings, bookCsv, surfaceCsv, identity), start);
    }

    // Before anything is written: a snapshot that the next run could not restore is refused.
    private static void RequireRestorable(RunSnapshot snapshot, HedgeSettings settings)
    {
        var ledger = new PositionLedger(settings.Instruments, settings.Orders);
        var limits = new PreTradeLimits(settings.Limits, settings.Instruments.Count);
        snapshot.RestoreTo(
            ledger, limits,
            new MarkToMarket(
                settings.Instruments, settings.Underlyings, new MarketState(settings.Instruments), ledger, limits));
    }

    // The settings last: a run's parts are there once its settings are. All are on the disk before the journal is,
    // whose name makes them needed.
    private static void WriteParts(
        Disk disk, string directory, long epoch, byte[] json, byte[] bookCsv, byte[]? surfaceCsv)
    {
        string settings = Path.Combine(directory, PartName(SettingsName, epoch));
        string surface = Path.Combine(directory, PartName(SurfaceName, epoch));
        disk.Delete(settings);
        disk.Write(Path.Combine(directory, PartName(BookName, epoch)), bookCsv, toDisk: true);
        if (surfaceCsv is null)
            disk.Delete(surface);
        else
            disk.Write(surface, surfaceCsv, toDisk: true);
        disk.Write(settings, json, toDisk: true);
        disk.FlushFolder(directory);
    }

    private static string PartName(string name, long epoch) =>
        epoch == 1 ? name : $"{Path.GetFileNameWithoutExtension(name)}-{epoch:0000}{Path.GetExtension(name)}";

    private static long EpochOf(Disk disk, string directory, string journal)
    {
        using var reader = new JournalReader(disk, directory, journal);
        long epoch = reader.Header.As<JournalHeader>().Epoch;
        return epoch is >= 0 and < 100_000 ? Math.Max(1, epoch) : throw reader.Refuse($"run number {epoch}");
    }

    /// <summary>Creates the journal of a run and writes its head: header and snapshot.</summary>
    /// <remarks>
    /// It takes its name once the head is on the disk: a start cut short leaves none, or the one before. A resumed
    /// run's journal replaces that, which is kept under its number.
    /// </remarks>
    internal static JournalWriter OpenJournal(Disk disk, string directory, ulong identity, RunStart start)
    {
        string path = Path.Combine(directory, JournalFormat.FileName);
        string next = Path.Combine(directory, JournalFormat.NextFileName);
        if (disk.HasFile(next))
        {
            RequireUnlocked(disk, next);
            disk.Delete(next);
        }

        var writer = new JournalWriter(disk, directory, JournalFormat.NextFileName);
        writer.Append(
            JournalRecord.Of(
                JournalKind.Header, 0,
                new JournalHeader
                {
                    Magic = JournalFormat.Magic,
                    Identity = identity,
                    Epoch = start.Epoch,
                    BirthMillis = start.BirthMillis,
                    SessionNext = start.SessionNext,
                }));
        foreach (JournalRecord record in start.Snapshot?.Records ?? [])
            writer.Append(record);
        writer.FlushToDisk();
        if (start.Snapshot is not null && disk.HasFile(path))
            disk.Move(path, Path.Combine(directory, JournalFormat.EndedFileName(start.Epoch - 1)));
        disk.Move(next, path);

        // Without its name a journal is no journal: the next run would begin without a position.
        disk.FlushFolder(directory);
        return writer;
    }

    private static void MakeFolder(Disk disk, string directory)
    {
        try
        {
            if (disk.HasFolder(directory))
                return;
            disk.FlushFolder(Path.GetDirectoryName(disk.MakeFolder(directory)) ?? "/");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{directory}: can't be made a journal's folder: {e.Message}", e);
        }
    }

    private static void RequireUnlocked(Disk disk, string path)
    {
        try
        {
            disk.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
        }
        catch (IOException e)
        {
            throw new IOException($"{path}: can't be resumed from, another engine may be writing it: {e.Message}", e);
        }
    }

    private static string? LatestJournal(Disk disk, string directory)
    {
        if (!disk.HasFolder(directory) || disk.HasFile(Path.Combine(directory, JournalFormat.FileName)))
            return disk.HasFolder(directory) ? JournalFormat.FileName : null;
        return disk.FilesOf(directory, "journal-*.hfj")
            .Select(Path.GetFileName)
            .Max(StringComparer.Ordinal);
    }

    private static byte[] Write(HedgeSettings settings) =>
        JsonSerializer.SerializeToUtf8Bytes(settings, HedgeSettingsJson.Default.HedgeSettings);

    private static byte[] ReadPart(Disk disk, string directory, string name)
    {
        string path = Path.Combine(directory, name);
        return disk.HasFile(path)
            ? disk.ReadAllBytes(path, PartBytesMax)
            : throw new JournalException(
                $"{path}: missing; a journal folder holds {JournalFormat.FileName}, {SettingsName} and {BookName}");
    }

    private static ulong IdentityOf(byte[] json, byte[] book, byte[]? surface)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(json);
        hash.AppendData(book);
        hash.AppendData(surface ?? []);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash.GetHashAndReset());
    }
}

using HedgeFast.Config;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Resume;
using HedgeFast.Fix.Os;

namespace HedgeFast.Engine;

/// <summary>The folder of a run's journal: begins it, or resumes the run before.</summary>
internal static class RunJournal
{
    /// <summary>
    /// Opens the folder. A run that resumes asks for the reports again that its journal does not have.
    /// </summary>
    /// <param name="config">Configuration.</param>
    /// <param name="loaded">The options, with the files they came from.</param>
    /// <param name="now">Exchange time, nanoseconds since 1970: options expired before it may be missing.</param>
    /// <param name="resumes">Whether the run before is resumed.</param>
    /// <param name="machine">Clock of a first run's begin, and disk.</param>
    /// <param name="write">Receives lines for the operator.</param>
    /// <returns>Digest of settings and book, and the run to resume; 0 and null without a journal.</returns>
    /// <exception cref="Core.Journal.JournalException">The journal is damaged, or does not fit settings or
    /// book.</exception>
    /// <exception cref="IOException">Another engine is writing it, or the folder can't be read or written.</exception>
    public static (ulong Identity, RunStart? Start) Open(
        ResolvedConfig config, LoadedBook loaded, long now, bool resumes, Machine machine, Action<string> write)
    {
        if (config.Settings.JournalDirectory is not { } directory)
            return (0, null);
        if (!resumes)
        {
            RunFolder made = RunFolder.Create(
                machine.Disk, directory, config.Settings, loaded.Csv, loaded.SurfaceCsv);
            UnjournaledReports.AskAgain(machine.Disk, config.FixSession, firstMissing: 0, out long expected);
            return (made.Identity, RunStart.First(machine.Time) with { SessionNext = expected });
        }

        (RunFolder folder, RunStart start) = RunFolder.Resume(
            machine.Disk, directory, config.Settings, loaded.Csv, loaded.SurfaceCsv, machine.Time,
            before => loaded.DifferenceFrom(BookOf(before), now));
        long again = UnjournaledReports.AskAgain(
            machine.Disk, config.FixSession, start.FirstUnjournaled, out long next);
        if (start.Snapshot is { } carried)
        {
            string positions = string.Join(", ", carried.Positions.Select(
                position => $"{config.Settings.Instruments[position.Instrument].Symbol} {position.Lots:+0;-0;0}"));
            write(
                $"resumed as run {start.Epoch}: position {positions}, "
                + $"orders unaccounted for {carried.LiveOrders}, messages to be sent again {again}");
            write(CarriedText.Of(carried.Totals));
            if (start.Changes.Count > 0)
                write($"resumed with changes: {string.Join("; ", start.Changes)}");
        }

        return (folder.Identity, start with { SessionNext = next });
    }

    private static LoadedBook BookOf(RunFolder folder) => LoadedBook.Make(
        folder.BookCsv, "the book of the run before", folder.SurfaceCsv, "its surface", folder.Settings.Underlyings,
        valuationNanos: null);
}

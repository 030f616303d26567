using HedgeFast.Core;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Resume;
using HedgeFast.Engine;
using HedgeFast.Fix.Os;
using HedgeFast.Shell;

namespace HedgeFast.Records;

/// <summary>Replays the journal of a run and reports the first difference.</summary>
internal static class ReplayRun
{
    /// <summary>Replays a journal: recomputes every decision and compares.</summary>
    /// <param name="journalDirectory">Folder of the journal.</param>
    /// <param name="prove">Whether a journal without an orderly end fails the proof; otherwise the output mentions the
    /// missing end.</param>
    /// <param name="output">Receives the result.</param>
    /// <exception cref="StartFailure">The journal is missing or damaged.</exception>
    public static ExitCode Execute(string journalDirectory, bool prove, TextWriter output)
    {
        try
        {
            RunFolder folder = RunFolder.Open(Disk.Kernel, journalDirectory);
            LoadedBook loaded = LoadedBook.Make(
                folder.BookCsv, "book.csv", folder.SurfaceCsv, "surface.csv", folder.Settings.Underlyings,
                valuationNanos: null);
            ReplayResult result = Replay.Prove(
                Disk.Kernel, journalDirectory, folder, loaded.Book, loaded.Volatilities);
            if (result.Difference is { } difference)
            {
                output.WriteLine(
                    $"first difference after {result.Decisions} decisions, {result.Records} records: {difference}");
                return ExitCode.Differs;
            }

            string end = result.IsComplete
                ? ""
                : " (the journal has no orderly end: the run was killed, could not write it any more, or is still "
                    + "running)";
            output.WriteLine($"{result.Decisions} decisions reproduced, state hash {result.StateHash:x16}{end}");
            return result.IsComplete || !prove ? ExitCode.Ok : ExitCode.Differs;
        }
        catch (Exception e) when (e is JournalException or IOException or UnauthorizedAccessException)
        {
            throw new StartFailure(e.Message, e);
        }
    }
}

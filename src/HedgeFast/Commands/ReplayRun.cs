using HedgeFast.Core;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Resume;
using HedgeFast.Engine;

namespace HedgeFast.Commands;

/// <summary>A recorded run, once more.</summary>
internal static class ReplayRun
{
    /// <summary>Replays a journal: every decision is computed again and compared.</summary>
    /// <param name="journalDirectory">Folder of the journal.</param>
    /// <param name="prove">Whether a journal that does not end in order fails the proof too; without it, it is only said.</param>
    /// <param name="output">Where the answer goes.</param>
    /// <exception cref="StartFailure">The journal is missing or damaged.</exception>
    public static ExitCode Execute(string journalDirectory, bool prove, TextWriter output)
    {
        try
        {
            RunFolder folder = RunFolder.Open(journalDirectory);
            LoadedBook loaded = LoadedBook.Make(folder.BookCsv, "book.csv", folder.SurfaceCsv, "surface.csv", folder.Settings.Underlyings, valuationNanos: null);
            ReplayResult result = Replay.Prove(journalDirectory, folder, loaded.Book, loaded.Volatilities);
            if (result.Difference is { } difference)
            {
                output.WriteLine($"first difference after {result.Decisions} decisions, {result.Records} records: {difference}");
                return ExitCode.Differs;
            }

            string end = result.IsComplete ? "" : " (the journal has no orderly end: the run was killed, could not write it any more, or goes on)";
            output.WriteLine($"{result.Decisions} decisions reproduced, state hash {result.StateHash:x16}{end}");
            return result.IsComplete || !prove ? ExitCode.Ok : ExitCode.Differs;
        }
        catch (Exception e) when (e is JournalException or IOException or UnauthorizedAccessException)
        {
            throw new StartFailure(e.Message, e);
        }
    }
}

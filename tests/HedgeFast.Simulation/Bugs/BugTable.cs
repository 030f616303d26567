using System.Globalization;
using System.Text;

namespace HedgeFast.Simulation.Bugs;

/// <summary>Writes the results of all bugs as a table in Markdown.</summary>
internal static class BugTable
{
    private const string Error = "ERROR ";
    private const string NotInTime = "not in time";

    /// <summary>Writes the table, with a sentence of counts above it.</summary>
    /// <param name="results">One for each bug, by number.</param>
    /// <param name="seeds">Seeds that each bug was tried on.</param>
    public static string Write(IReadOnlyList<BugResult> results, long seeds)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Summary(results, seeds)}\n\n")
            .Append("| bug | file | kind | case | caught by | at seed | seeds run | seconds |\n")
            .Append("|---|---|---|---|---|---|---|---|\n");
        foreach (BugResult result in results)
        {
            string seed = result.IsCaught ? $"{result.Seed}" : "";
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {result.Bug.Id} | {result.Bug.Files} | {Cell(result.Bug.Kind)} | {Cell(result.Bug.Case)} "
                + $"| {Cell(Answer(result))} | {seed} | {result.Seeds} | {result.Seconds:F0} |\n");
        }

        BugResult[] missed = [.. results.Where(result => !result.IsCaught)];
        if (missed.Length > 0)
            text.Append("\nNot caught:\n\n");
        foreach (BugResult result in missed)
        {
            string why = result.Bug.Note.Length > 0 ? result.Bug.Note : "not explained";
            text.Append(CultureInfo.InvariantCulture, $"- {result.Bug.Id} ({result.Bug.Kind}): {why}.\n");
        }

        return text.ToString();
    }

    /// <summary>Reads the rows of a table that was written before.</summary>
    /// <param name="lines">Its lines.</param>
    /// <param name="bugs">The bugs as they are now.</param>
    public static IEnumerable<BugResult> ReadRows(IEnumerable<string> lines, IReadOnlyList<PlantedBug> bugs)
    {
        foreach (string[] cells in lines.Select(line => line.Split(" | ")))
        {
            string id = cells[0].TrimStart('|', ' ');
            if (cells.Length != 8 || bugs.FirstOrDefault(bug => bug.Id == id) is not { } found)
                continue;
            bool isCaught = long.TryParse(cells[5], CultureInfo.InvariantCulture, out long seed);
            string? error = cells[4].StartsWith(Error, StringComparison.Ordinal) ? cells[4][Error.Length..] : null;
            yield return new BugResult
            {
                Bug = found,
                CaughtBy = isCaught ? cells[4] : null,
                Error = error,
                IsCut = cells[4] == NotInTime,
                Seed = seed,
                Seeds = long.Parse(cells[6], CultureInfo.InvariantCulture),
                Seconds = double.Parse(cells[7].TrimEnd('|', ' '), CultureInfo.InvariantCulture),
            };
        }
    }

    /// <summary>Counts the results in a sentence.</summary>
    public static string Summary(IReadOnlyList<BugResult> results, long seeds)
    {
        int caught = results.Count(result => result.IsCaught);
        int errors = results.Count(result => result.Error is not null);
        string failed = errors == 0 ? "" : $", {errors} without an answer";
        return $"{caught} of {results.Count} planted bugs caught within {seeds} seeds{failed}.";
    }

    /// <summary>Describes one result in a few words.</summary>
    public static string Answer(BugResult result) =>
        result.CaughtBy ?? (result.Error is { } error ? Error + error : result.IsCut ? NotInTime : "NOT CAUGHT");

    // A bar would end the cell.
    private static string Cell(string words) => words.Replace("|", "\\|", StringComparison.Ordinal);
}

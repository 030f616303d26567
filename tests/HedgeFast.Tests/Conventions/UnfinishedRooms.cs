namespace HedgeFast.Tests.Conventions;

/// <summary>Lists the rooms that do not keep a convention yet. A finished room leaves its list.</summary>
internal static class UnfinishedRooms
{
    /// <summary>Rooms with asserts on tuples.</summary>
    public static readonly string[] TupleAsserts =
    [
        "tests/HedgeFast.Tests/Program/Commands",
        "tests/HedgeFast.Tests/Program/Compare",
        "tests/HedgeFast.Tests/Program/Config",
        "tests/HedgeFast.Tests/Program/Echo",
        "tests/HedgeFast.Tests/Program/Report",
        "tests/HedgeFast.Tests/Program/WarmUp",
        "tests/HedgeFast.Tests/Program/Watch",
    ];

    /// <summary>Rooms with summaries that are long, or riddles.</summary>
    public static readonly string[] Summaries =
    [
        "src/HedgeFast/Commands",
        "src/HedgeFast/Compare",
        "src/HedgeFast/Config",
        "src/HedgeFast/Dashboard",
        "src/HedgeFast/Echo",
        "src/HedgeFast/Report",
        "src/HedgeFast/Sinks",
        "src/HedgeFast/Venue",
        "src/HedgeFast/WarmUp",
        "src/HedgeFast/Watch",
    ];

    /// <summary>READMEs, configuration texts and alerts with banned words.</summary>
    public static readonly string[] Texts =
    [
        "README.md",
        "bench/README.md",
        "bench/results/compare.md",
        "bench/results/start-epyc-2cpu.md",
        "bench/results/upstream-epyc-2cpu.md",
        "src/HedgeFast/Commands",
        "src/HedgeFast/Config",
        "src/HedgeFast/Venue",
        "src/HedgeFast/Watch",
        "src/HedgeFast/deploy",
        "src/README.md",
    ];

    /// <summary>
    /// Findings of a convention: of all files but those of unfinished rooms, and those rooms that have none any more.
    /// </summary>
    public static IEnumerable<string> Findings(
        string[] unfinished, IEnumerable<SourceFile> files, Func<SourceFile, IEnumerable<string>> check)
    {
        var open = new HashSet<string>();
        foreach (SourceFile file in files)
        {
            string? room = unfinished.FirstOrDefault(room => file.IsUnder(room));
            foreach (string finding in check(file))
            {
                if (room is null)
                    yield return finding;
                else
                    open.Add(room);
            }
        }

        foreach (string room in unfinished.Except(open))
            yield return $"{room}: has no finding any more; take it off the list in UnfinishedRooms";
    }
}

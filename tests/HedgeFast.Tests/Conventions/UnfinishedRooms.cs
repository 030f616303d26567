namespace HedgeFast.Tests.Conventions;

/// <summary>Lists the rooms that do not keep a convention yet. A finished room leaves its list.</summary>
internal static class UnfinishedRooms
{
    /// <summary>Rooms with asserts on tuples.</summary>
    public static readonly string[] TupleAsserts =
    [
        "tests/HedgeFast.Tests/Core/Book",
        "tests/HedgeFast.Tests/Core/Control",
        "tests/HedgeFast.Tests/Core/Feed",
        "tests/HedgeFast.Tests/Core/Greeks",
        "tests/HedgeFast.Tests/Core/Hedge",
        "tests/HedgeFast.Tests/Core/Orders",
        "tests/HedgeFast.Tests/Core/PipelineTests.cs",
        "tests/HedgeFast.Tests/Core/Profit",
        "tests/HedgeFast.Tests/Core/Resume",
        "tests/HedgeFast.Tests/Core/Ring",
        "tests/HedgeFast.Tests/Core/Telemetry",
    ];

    /// <summary>Rooms with summaries that are long, or riddles.</summary>
    public static readonly string[] Summaries =
    [
        "src/HedgeFast.Core/Book",
        "src/HedgeFast.Core/Control",
        "src/HedgeFast.Core/Feed",
        "src/HedgeFast.Core/Greeks",
        "src/HedgeFast.Core/Hedge",
        "src/HedgeFast.Core/Journal",
        "src/HedgeFast.Core/Limits",
        "src/HedgeFast.Core/Loop",
        "src/HedgeFast.Core/Orders",
        "src/HedgeFast.Core/Pipeline.cs",
        "src/HedgeFast.Core/Profit",
        "src/HedgeFast.Core/Replay.cs",
        "src/HedgeFast.Core/ReplayResult.cs",
        "src/HedgeFast.Core/Resume",
        "src/HedgeFast.Core/Ring",
        "src/HedgeFast.Core/Telemetry",
    ];

    /// <summary>READMEs, configuration texts and alerts with banned words.</summary>
    public static readonly string[] Texts =
    [
        "README.md",
        "src/HedgeFast.Core/Book/README.md",
        "src/HedgeFast.Core/Feed/README.md",
        "src/HedgeFast.Core/Greeks/MODELS.md",
        "src/HedgeFast.Core/Greeks/README.md",
        "src/HedgeFast.Core/Hedge/README.md",
        "src/HedgeFast.Core/Limits/README.md",
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

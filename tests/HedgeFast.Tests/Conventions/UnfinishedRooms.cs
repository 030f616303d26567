namespace HedgeFast.Tests.Conventions;

/// <summary>Lists rooms that do not keep a convention yet; a room that does is taken off, and then the list goes.</summary>
internal static class UnfinishedRooms
{
    /// <summary>Rooms with asserts on tuples.</summary>
    public static readonly string[] TupleAsserts =
    [
    ];

    /// <summary>Rooms with summaries that are long, or riddles.</summary>
    public static readonly string[] Summaries =
    [
    ];

    /// <summary>READMEs, configuration texts and alerts with banned words.</summary>
    public static readonly string[] Texts =
    [
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

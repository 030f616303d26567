namespace HedgeFast.Simulation.Bugs;

/// <summary>Reads planted bugs from the <c>.bug</c> files of a folder.</summary>
/// <remarks>
/// A bug begins with <c>=== ID</c>; <c>kind</c>, <c>case</c>, <c>needs</c>, <c>note</c> and <c>file</c> are lines of
/// their own.
/// A change is the old lines under <c>--- old</c> and the new ones under <c>+++ new</c>, in the file named last.
/// </remarks>
internal sealed class BugReader
{
    private const string Begin = "=== ";
    private const string Old = "--- old";
    private const string New = "+++ new";

    private readonly string _path;
    private readonly List<PlantedBug> _bugs = [];
    private readonly List<BugChange> _changes = [];
    private readonly Dictionary<string, string> _words = [];
    private readonly List<string> _old = [];
    private readonly List<string> _new = [];
    private List<string>? _block;

    private BugReader(string path) => _path = path;

    /// <summary>Reads all bugs of a folder, by number.</summary>
    /// <exception cref="InvalidDataException">A file breaks the format, or two bugs have one number.</exception>
    public static IReadOnlyList<PlantedBug> ReadAll(string folder)
    {
        List<PlantedBug> bugs =
        [
            .. Directory.EnumerateFiles(folder, "*.bug")
                .Order(StringComparer.Ordinal)
                .SelectMany(path => Read(path, File.ReadAllLines(path)))
                .OrderBy(bug => bug.Id.Length)
                .ThenBy(bug => bug.Id, StringComparer.Ordinal),
        ];
        foreach (IGrouping<string, PlantedBug> same in bugs.GroupBy(bug => bug.Id).Where(same => same.Count() > 1))
            throw new InvalidDataException($"{same.Count()} bugs have the number {same.Key}");
        return bugs;
    }

    /// <summary>Reads the bugs of one file.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="lines">Its lines.</param>
    public static IReadOnlyList<PlantedBug> Read(string path, IReadOnlyList<string> lines)
    {
        var reader = new BugReader(path);
        foreach (string line in lines)
            reader.Take(line);
        reader.EndBug();
        return reader._bugs;
    }

    private void Take(string line)
    {
        if (line.StartsWith(Begin, StringComparison.Ordinal))
        {
            EndBug();
            _words["id"] = line[Begin.Length..].Trim();
        }
        else if (line == Old)
        {
            EndChange();
            _block = _old;
        }
        else if (line == New)
        {
            _block = _new;
        }
        else if (line.StartsWith("file: ", StringComparison.Ordinal))
        {
            EndChange();
            TakeWord(line);
        }
        else if (_block is not null)
        {
            _block.Add(line);
        }
        else if (line.Length > 0 && line[0] != '#')
        {
            TakeWord(line);
        }
    }

    private void TakeWord(string line)
    {
        int colon = line.IndexOf(": ", StringComparison.Ordinal);
        string word = colon < 0 ? line : line[..colon];
        if (word is not ("kind" or "case" or "needs" or "note" or "file"))
            throw Fault($"'{line}' is none of kind, case, needs, note and file");
        _words[word] = line[(colon + 2)..].Trim();
    }

    private void EndChange()
    {
        _block = null;
        if (_old.Count == 0 && _new.Count == 0)
            return;
        string old = Text(_old), other = Text(_new);
        if (old.Length == 0)
            throw Fault("a change has no old lines");
        if (old == other)
            throw Fault("a change changes nothing");
        _changes.Add(new BugChange(Word("file"), old, other));
        _old.Clear();
        _new.Clear();
    }

    private void EndBug()
    {
        EndChange();
        if (_words.Count == 0)
            return;
        if (_changes.Count is 0 or > 2)
            throw Fault($"it has {_changes.Count} changes, one or two are allowed");
        _bugs.Add(new PlantedBug
        {
            Id = Word("id"),
            Kind = Word("kind"),
            Case = _words.GetValueOrDefault("case", ""),
            Needs = _words.GetValueOrDefault("needs", ""),
            Note = _words.GetValueOrDefault("note", ""),
            Changes = [.. _changes],
        });
        _changes.Clear();
        _words.Clear();
    }

    private string Word(string word) => _words.TryGetValue(word, out string? value) && value.Length > 0
        ? value
        : throw Fault($"it has no {word}");

    // Empty lines at the end stand between two bugs.
    private static string Text(List<string> lines)
    {
        int count = lines.Count;
        while (count > 0 && lines[count - 1].Length == 0)
            count--;
        return string.Concat(lines.Take(count).Select(line => line + "\n"));
    }

    private InvalidDataException Fault(string why) =>
        new($"{_path}: bug {_words.GetValueOrDefault("id", "without a number")}: {why}");
}

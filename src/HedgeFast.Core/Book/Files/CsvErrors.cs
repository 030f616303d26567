namespace HedgeFast.Core.Book.Files;

/// <summary>
/// Collects the errors of one file, up to a limit, so that a file of the wrong kind gives a page and not a gigabyte.
/// </summary>
/// <param name="name">Name of the file in the errors.</param>
public sealed class CsvErrors(string name)
{
    /// <summary>Most errors reported; one more says that there are others.</summary>
    public const int ErrorsMax = 1_000;

    private const int ValueMax = 64;

    private readonly List<CsvError> _errors = [];

    /// <summary>Errors so far.</summary>
    public int Count => _errors.Count;

    /// <summary>Whether the limit is passed and reading on is pointless.</summary>
    public bool IsFull => _errors.Count > ErrorsMax;

    /// <summary>Adds one, or the remark that there are more.</summary>
    public void Add(int line, string column, string value, string reason)
    {
        if (IsFull)
            return;
        if (_errors.Count == ErrorsMax)
            _errors.Add(new CsvError(name, line, "", "", "there are more errors from here on"));
        else
            _errors.Add(new CsvError(name, line, Cut(column), Cut(value), reason));
    }

    /// <summary>All of them, in the order they were added.</summary>
    public IReadOnlyList<CsvError> ToList() => _errors;

    private static string Cut(string text) =>
        text.Length <= ValueMax ? text : string.Concat(text.AsSpan(0, ValueMax), "...");
}

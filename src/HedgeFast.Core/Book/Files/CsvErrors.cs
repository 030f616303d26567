namespace HedgeFast.Core.Book.Files;

/// <summary>Collects the errors of one file, up to a limit.</summary>
/// <param name="name">Name of the file in the errors.</param>
public sealed class CsvErrors(string name)
{
    /// <summary>Largest number of errors reported; one more says that others follow.</summary>
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

/// <summary>One thing wrong in a file of comma-separated values.</summary>
/// <param name="Name">Name of the file, as given to the reader.</param>
/// <param name="Line">Line, from 1; the header is line 1.</param>
/// <param name="Column">Column name, or empty when the whole line is meant.</param>
/// <param name="Value">The value found, cut to 64 characters.</param>
/// <param name="Reason">The fault and the remedy.</param>
public sealed record CsvError(string Name, int Line, string Column, string Value, string Reason)
{
    /// <summary>One line for a terminal.</summary>
    public override string ToString() =>
        Column.Length == 0 ? $"{Name}({Line}): {Reason}" : $"{Name}({Line}): {Column} '{Value}' {Reason}";
}

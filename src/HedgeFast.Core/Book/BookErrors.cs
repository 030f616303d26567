namespace HedgeFast.Core.Book;

/// <summary>Collects the errors of one file, up to a limit, so that a file of the wrong kind gives a page and not a gigabyte.</summary>
internal sealed class BookErrors(string name)
{
    private const int ValueMax = 64;

    private readonly List<BookError> _errors = [];

    /// <summary>Errors so far.</summary>
    public int Count => _errors.Count;

    /// <summary>Whether the limit is passed and reading on is pointless.</summary>
    public bool IsFull => _errors.Count > BookCsv.ErrorsMax;

    /// <summary>Adds one, or the remark that there are more.</summary>
    public void Add(int line, string column, string value, string reason)
    {
        if (IsFull)
            return;
        if (_errors.Count == BookCsv.ErrorsMax)
            _errors.Add(new BookError(name, line, "", "", "there are more errors from here on"));
        else
            _errors.Add(new BookError(name, line, Cut(column), Cut(value), reason));
    }

    /// <summary>All of them, in file order.</summary>
    public List<BookError> ToList() => _errors;

    private static string Cut(string text) => text.Length <= ValueMax ? text : string.Concat(text.AsSpan(0, ValueMax), "...");
}

namespace HedgeFast.Core.Book;

/// <summary>Either all rows of a book file or everything that is wrong with it; never half a book.</summary>
/// <param name="Rows">The rows in file order; empty when there is an error.</param>
/// <param name="Errors">The errors in file order; empty when the book is good.</param>
public sealed record BookReadResult(IReadOnlyList<OptionRow> Rows, IReadOnlyList<BookError> Errors)
{
    /// <summary>Whether the book may be used.</summary>
    public bool IsValid => Errors.Count == 0;
}

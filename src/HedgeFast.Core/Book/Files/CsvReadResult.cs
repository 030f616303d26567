namespace HedgeFast.Core.Book.Files;

/// <summary>
/// Either all rows of a file or everything that is wrong with it; never half a file, unless its good rows were asked
/// for.
/// </summary>
/// <param name="Rows">The rows in file order; empty when there is an error, unless good rows were asked for and the
/// file was read to its end.</param>
/// <param name="Lines">The line of each row, from 1.</param>
/// <param name="Errors">The errors in file order; empty when the file is good.</param>
public sealed record CsvReadResult<TRow>(
    IReadOnlyList<TRow> Rows, IReadOnlyList<int> Lines, IReadOnlyList<CsvError> Errors)
{
    /// <summary>Whether the file may be used.</summary>
    public bool IsValid => Errors.Count == 0;
}

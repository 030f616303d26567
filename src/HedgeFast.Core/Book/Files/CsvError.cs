namespace HedgeFast.Core.Book.Files;

/// <summary>One thing wrong in a file of comma-separated values.</summary>
/// <param name="Name">Name of the file, as given to the reader.</param>
/// <param name="Line">Line, from 1; the header is line 1.</param>
/// <param name="Column">Column name, or empty when the whole line is meant.</param>
/// <param name="Value">The value found, cut to 64 characters.</param>
/// <param name="Reason">What is wrong and what would be right.</param>
public sealed record CsvError(string Name, int Line, string Column, string Value, string Reason)
{
    /// <summary>One line for a terminal.</summary>
    public override string ToString() =>
        Column.Length == 0 ? $"{Name}({Line}): {Reason}" : $"{Name}({Line}): {Column} '{Value}' {Reason}";
}

namespace HedgeFast.Core.Book.Files;

/// <summary>
/// Reads the book file, documented in this folder's README. A file is accepted whole or refused with everything that is
/// wrong in it.
/// </summary>
public static class BookCsv
{
    /// <summary>The columns; a file has each of them once, in any order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["symbol", "underlying", "type", "strike", "expiry", "settlement", "model", "quantity", "multiplier", "iv"];

    /// <summary>Reads UTF-8, with or without a byte order mark. The stream is left open.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">Its name in errors.</param>
    /// <param name="rules">What it is held against; null allows everything that the ranges allow.</param>
    /// <exception cref="IOException">The stream cannot be read; nothing in its content throws.</exception>
    public static CsvReadResult<OptionRow> Read(Stream stream, string name, BookRules? rules = null) =>
        CsvFile.Read(
            stream, name, Columns, "option", new BookRowParser(rules ?? new BookRules()), rules?.KeepsGood ?? false);

    /// <summary>Reads text.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">Its name in errors.</param>
    /// <param name="rules">What it is held against; null allows everything that the ranges allow.</param>
    public static CsvReadResult<OptionRow> Read(TextReader reader, string name, BookRules? rules = null) =>
        CsvFile.Read(reader, name, Columns, "option", new BookRowParser(rules ?? new BookRules()));
}

namespace HedgeFast.Core.Book.Files;

/// <summary>Reads the dividend file, documented in this folder's README. A file is accepted whole or refused with
/// everything that is wrong in it.</summary>
public static class DividendCsv
{
    /// <summary>The columns; a file has each of them once, in any order.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["underlying", "ex_date", "amount", "currency"];

    /// <summary>Reads UTF-8, with or without a byte order mark. The stream is left open.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">Its name in errors.</param>
    /// <exception cref="IOException">The stream cannot be read; nothing in its content throws.</exception>
    public static CsvReadResult<DividendRow> Read(Stream stream, string name) =>
        CsvFile.Read(stream, name, Columns, "dividend", new DividendRowParser());
}

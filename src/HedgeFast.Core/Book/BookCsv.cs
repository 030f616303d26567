using System.Globalization;
using System.Text;

namespace HedgeFast.Core.Book;

/// <summary>Reads the book file, documented in this folder's README. A file is accepted whole or refused with everything that is wrong in it.</summary>
public static class BookCsv
{
    /// <summary>The columns; a file has each of them once, in any order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["symbol", "underlying", "type", "strike", "expiry", "settlement", "model", "quantity", "multiplier", "iv"];

    /// <summary>Most options a file may hold.</summary>
    public const int RowsMax = 1_000_000;

    /// <summary>Most errors reported; one more says that there are others.</summary>
    public const int ErrorsMax = 1_000;

    /// <summary>Reads UTF-8, with or without a byte order mark. The stream is left open.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="name">Its name in errors.</param>
    /// <param name="underlyings">The underlyings that may appear; null allows any.</param>
    /// <param name="valuationNanos">UTC nanoseconds; an expiry at or before it is refused. Null allows any.</param>
    /// <exception cref="IOException">The stream cannot be read; nothing in its content throws.</exception>
    public static BookReadResult Read(Stream stream, string name, IReadOnlyCollection<string>? underlyings = null, long? valuationNanos = null)
    {
        using StreamReader reader = new(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, leaveOpen: true);
        return Read(reader, name, underlyings, valuationNanos);
    }

    /// <inheritdoc cref="Read(Stream, string, IReadOnlyCollection{string}?, long?)"/>
    /// <param name="reader">The text.</param>
    /// <param name="name">Its name in errors.</param>
    /// <param name="underlyings">The underlyings that may appear; null allows any.</param>
    /// <param name="valuationNanos">UTC nanoseconds; an expiry at or before it is refused. Null allows any.</param>
    public static BookReadResult Read(TextReader reader, string name, IReadOnlyCollection<string>? underlyings = null, long? valuationNanos = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        BookErrors errors = new(name);
        List<string> fields = [];
        string? header = reader.ReadLine();
        int[]? columns = header is null ? null : ReadHeader(header.TrimStart('\uFEFF'), fields, errors);
        if (header is null)
            errors.Add(1, "", "", "the file is empty; its first line names the columns " + string.Join(',', Columns));

        List<OptionRow> rows = [];
        if (columns is not null)
        {
            BookRowParser parser = new(columns, errors, underlyings, valuationNanos);
            int number = 1;
            while (!errors.IsFull && reader.ReadLine() is { } line)
            {
                number++;
                if (string.IsNullOrWhiteSpace(line))
                    continue;
                if (rows.Count == RowsMax)
                {
                    errors.Add(number, "", "", string.Create(CultureInfo.InvariantCulture, $"there are more than {RowsMax} options"));
                    break;
                }

                if (CsvLine.Split(line, fields) is { } fault)
                    errors.Add(number, "", "", fault);
                else if (parser.Parse(number, fields) is { } row)
                    rows.Add(row);
            }

            if (rows.Count == 0 && errors.Count == 0)
                errors.Add(number, "", "", "there is no option in the file");
        }

        return errors.Count == 0 ? new BookReadResult(rows, []) : new BookReadResult([], errors.ToList());
    }

    private static int[]? ReadHeader(string header, List<string> fields, BookErrors errors)
    {
        if (CsvLine.Split(header, fields) is { } fault)
        {
            errors.Add(1, "", "", fault);
            return null;
        }

        int[] columns = new int[Columns.Count];
        Array.Fill(columns, -1);
        for (int i = 0; i < fields.Count; i++)
        {
            int column = IndexOf(fields[i]);
            if (column < 0)
                errors.Add(1, fields[i], fields[i], "is not a column; the columns are " + string.Join(',', Columns));
            else if (columns[column] >= 0)
                errors.Add(1, fields[i], fields[i], "appears twice");
            else
                columns[column] = i;
        }

        for (int i = 0; i < columns.Length; i++)
        {
            if (columns[i] < 0)
                errors.Add(1, Columns[i], "", "column is missing");
        }

        return errors.Count == 0 ? columns : null;
    }

    private static int IndexOf(string column)
    {
        for (int i = 0; i < Columns.Count; i++)
        {
            if (string.Equals(Columns[i], column, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }
}

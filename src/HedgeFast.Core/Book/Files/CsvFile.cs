using System.Globalization;
using System.Text;

namespace HedgeFast.Core.Book.Files;

/// <summary>Reads a file of comma-separated values whose first line names the columns.</summary>
/// <remarks>
/// The file is accepted whole or refused with everything that is wrong in it, unless its good rows are asked for;
/// nothing in its content throws.
/// </remarks>
internal static class CsvFile
{
    /// <summary>Most rows a file may hold.</summary>
    public const int RowsMax = 1_000_000;

    // Blank lines are no rows, and they end somewhere too.
    private const int LinesMax = 2 * RowsMax;

    private static readonly string TooLong = string.Create(
        CultureInfo.InvariantCulture, $"the file is longer than {CsvLimits.BytesMax} bytes");

    /// <summary>Reads UTF-8, with or without a byte order mark. The stream is left open.</summary>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static CsvReadResult<TRow> Read<TRow>(
        Stream stream, string name, IReadOnlyList<string> columns, string noun, ICsvRow<TRow> parser,
        bool keepsGood = false)
        where TRow : class
    {
        using StreamReader reader = new(
            stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 1 << 16, leaveOpen: true);
        return Read(reader, name, columns, noun, parser, keepsGood);
    }

    /// <summary>Reads text.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">Its name in errors.</param>
    /// <param name="columns">The columns; the header names each once, in any order.</param>
    /// <param name="noun">What a row is, for messages: option, market row.</param>
    /// <param name="parser">Makes the rows.</param>
    /// <param name="keepsGood">Whether rows beside wrong ones are kept; not of a file that has no end or more errors
    /// than are reported.</param>
    public static CsvReadResult<TRow> Read<TRow>(
        TextReader reader, string name, IReadOnlyList<string> columns, string noun, ICsvRow<TRow> parser,
        bool keepsGood = false)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(reader);
        CsvErrors errors = new(name);
        List<string> values = [];
        CsvLines text = new(reader);
        string? header = text.Read();
        int[]? places = header is null ? null : ReadHeader(header.TrimStart('\uFEFF'), columns, values, errors);
        if (header is null)
        {
            errors.Add(
                1, "", "",
                text.IsTooLong
                    ? TooLong
                    : "the file is empty; its first line names the columns " + string.Join(',', columns));
        }

        List<TRow> rows = [];
        List<int> lines = [];
        bool isCut = places is null;
        if (places is not null)
        {
            CsvFields fields = new(columns, places, errors);
            int number = 1;
            while (!errors.IsFull && text.Read() is { } line)
            {
                number++;
                if (number > LinesMax)
                {
                    errors.Add(
                        number, "", "",
                        string.Create(CultureInfo.InvariantCulture, $"there are more than {LinesMax} lines"));
                    isCut = true;
                    break;
                }

                if (string.IsNullOrWhiteSpace(line))
                    continue;
                if (rows.Count == RowsMax)
                {
                    errors.Add(
                        number, "", "",
                        string.Create(CultureInfo.InvariantCulture, $"there are more than {RowsMax} rows"));
                    isCut = true;
                    break;
                }

                if (CsvLine.Split(line, values) is { } fault)
                {
                    errors.Add(number, "", "", fault);
                }
                else if (fields.Begin(number, values) && parser.Parse(fields) is { } row)
                {
                    rows.Add(row);
                    lines.Add(number);
                }
            }

            isCut |= errors.IsFull || text.IsTooLong;
            if (text.IsTooLong)
                errors.Add(number, "", "", TooLong);
            if (rows.Count == 0 && errors.Count == 0)
                errors.Add(number, "", "", $"there is no {noun} in the file");
        }

        return errors.Count == 0 || (keepsGood && !isCut)
            ? new CsvReadResult<TRow>(rows, lines, errors.ToList())
            : new CsvReadResult<TRow>([], [], errors.ToList());
    }

    private static int[]? ReadHeader(
        string header, IReadOnlyList<string> columns, List<string> values, CsvErrors errors)
    {
        if (CsvLine.Split(header, values) is { } fault)
        {
            errors.Add(1, "", "", fault);
            return null;
        }

        if (OtherSeparator(header) is { } hint)
        {
            errors.Add(1, "", header, hint);
            return null;
        }

        int[] places = new int[columns.Count];
        Array.Fill(places, -1);
        for (int i = 0; i < values.Count; i++)
        {
            int column = IndexOf(columns, values[i]);
            if (column < 0)
                errors.Add(1, values[i], values[i], "is not a column; the columns are " + string.Join(',', columns));
            else if (places[column] >= 0)
                errors.Add(1, values[i], values[i], "appears twice");
            else
                places[column] = i;
        }

        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] < 0)
                errors.Add(1, columns[i], "", "column is missing");
        }

        return errors.Count == 0 ? places : null;
    }

    // What spreadsheets write where the decimal sign is a comma, and the line that some put first.
    private static string? OtherSeparator(string header) =>
        header.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
            ? "is a line for spreadsheets and no header; remove it, the columns stand on the first line"
        : header.Contains(',', StringComparison.Ordinal) ? null
        : header.Contains(';', StringComparison.Ordinal)
            ? "separates columns by ';'; export with ',' between columns and '.' in numbers"
        : header.Contains('\t', StringComparison.Ordinal)
            ? "separates columns by tabs; export with ',' between columns and '.' in numbers"
        : null;

    private static int IndexOf(IReadOnlyList<string> columns, string column)
    {
        for (int i = 0; i < columns.Count; i++)
        {
            if (string.Equals(columns[i], column, StringComparison.Ordinal))
                return i;
        }

        return -1;
    }
}

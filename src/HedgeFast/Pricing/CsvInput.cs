using HedgeFast.Core.Book.Files;
using HedgeFast.Fix.Files;
using HedgeFast.Shell;

namespace HedgeFast.Pricing;

/// <summary>Reads CSV files for a command; a bad file ends the command and names every error.</summary>
internal static class CsvInput
{
    /// <summary>Reads a file whose every row must be good.</summary>
    /// <param name="file">Path of the file; null is standard input.</param>
    /// <param name="read">Reads the stream.</param>
    /// <exception cref="StartFailure">The file cannot be read, or a row is wrong.</exception>
    public static CsvReadResult<TRow> Read<TRow>(string? file, Func<Stream, CsvReadResult<TRow>> read)
    {
        CsvReadResult<TRow> result = ReadAny(file, read);
        ThrowIfAny(result.Errors);
        return result;
    }

    /// <summary>Reads a file of which the good rows are used and the wrong ones reported.</summary>
    /// <param name="file">Path of the file; null is standard input.</param>
    /// <param name="read">Reads the stream, and keeps good rows.</param>
    /// <exception cref="StartFailure">The file cannot be read, or has no good row.</exception>
    public static CsvReadResult<TRow> ReadGood<TRow>(string? file, Func<Stream, CsvReadResult<TRow>> read)
    {
        CsvReadResult<TRow> result = ReadAny(file, read);
        if (result.Rows.Count == 0)
            ThrowIfAny(result.Errors);
        return result;
    }

    /// <summary>Ends the command when there are errors, one a line.</summary>
    /// <exception cref="StartFailure">There are errors.</exception>
    public static void ThrowIfAny(IReadOnlyList<CsvError> errors)
    {
        if (errors.Count > 0)
            throw new StartFailure(string.Join(Environment.NewLine, errors.Select(error => error.ToString())));
    }

    private static CsvReadResult<TRow> ReadAny<TRow>(string? file, Func<Stream, CsvReadResult<TRow>> read)
    {
        try
        {
            using Stream stream = file is null ? Console.OpenStandardInput() : InputFile.Open(file, CsvFile.BytesMax);
            return read(stream);
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartFailure($"{file ?? "standard input"}: can't be read: {e.Message}", e);
        }
    }
}

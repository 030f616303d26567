using HedgeFast.Core.Book.Files;
using HedgeFast.Fix.Files;

namespace HedgeFast.Commands;

/// <summary>Files of comma-separated values that a command reads: a file that cannot be read or is wrong ends the command with every error named.</summary>
internal static class CsvInput
{
    /// <summary>Opens and reads a file.</summary>
    /// <param name="file">Its path; null is standard input.</param>
    /// <param name="read">Reads the stream.</param>
    /// <exception cref="StartFailure">It cannot be read, or a row is wrong.</exception>
    public static CsvReadResult<TRow> Read<TRow>(string? file, Func<Stream, CsvReadResult<TRow>> read)
    {
        CsvReadResult<TRow> result = ReadAny(file, read);
        ThrowIfAny(result.Errors);
        return result;
    }

    /// <summary>Opens and reads a file of which good rows are used beside wrong ones.</summary>
    /// <param name="file">Its path; null is standard input.</param>
    /// <param name="read">Reads the stream, and keeps good rows.</param>
    /// <exception cref="StartFailure">It cannot be read, or there is no good row.</exception>
    public static CsvReadResult<TRow> ReadGood<TRow>(string? file, Func<Stream, CsvReadResult<TRow>> read)
    {
        CsvReadResult<TRow> result = ReadAny(file, read);
        if (result.Rows.Count == 0)
            ThrowIfAny(result.Errors);
        return result;
    }

    /// <summary>Ends the command when there are errors, one a line.</summary>
    /// <exception cref="StartFailure">There are.</exception>
    public static void ThrowIfAny(IReadOnlyList<CsvError> errors)
    {
        if (errors.Count > 0)
            throw new StartFailure(string.Join(Environment.NewLine, errors.Select(error => error.ToString())));
    }

    private static CsvReadResult<TRow> ReadAny<TRow>(string? file, Func<Stream, CsvReadResult<TRow>> read)
    {
        try
        {
            using Stream stream = file is null ? Console.OpenStandardInput() : InputFile.Open(file, CsvLimits.BytesMax);
            return read(stream);
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartFailure($"{file ?? "standard input"}: can't be read: {e.Message}", e);
        }
    }
}

using HedgeFast.Config;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;

namespace HedgeFast.Commands;

/// <summary>A book file, read whole and found good.</summary>
/// <param name="Csv">Its bytes, for the journal.</param>
/// <param name="Book">The options.</param>
internal sealed record LoadedBook(byte[] Csv, OptionBook Book)
{
    private const int ErrorsShown = 20;

    /// <summary>Reads the book of a configuration.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="valuationNanos">Start of the run in exchange time, UTC nanoseconds; what has expired by then is refused. Null does not look.</param>
    /// <exception cref="StartFailure">A row is bad, or an option can't be valued as configured; every error is named.</exception>
    public static LoadedBook Read(ResolvedConfig config, long? valuationNanos)
    {
        byte[] csv;
        try
        {
            csv = File.ReadAllBytes(config.BookFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartFailure($"book {config.BookFile}: can't be read: {e.Message}", e);
        }

        string[] underlyings = [.. config.Settings.Underlyings.Select(u => u.Name)];
        OptionBook book = Make(csv, config.BookFile, underlyings, valuationNanos);
        string? unsupported = PortfolioDelta.FindUnsupported(book, [.. config.Settings.Underlyings.Select(u => u.Delta)]);
        return unsupported is null ? new LoadedBook(csv, book) : throw new StartFailure($"book {config.BookFile}: {unsupported}");
    }

    /// <summary>Makes a book of a file's bytes.</summary>
    /// <exception cref="StartFailure">A row is bad; every error is named.</exception>
    public static OptionBook Make(byte[] csv, string name, IReadOnlyList<string> underlyings, long? valuationNanos)
    {
        using var stream = new MemoryStream(csv);
        CsvReadResult<OptionRow> read = BookCsv.Read(stream, name, new BookRules { Underlyings = underlyings, ValuationNanos = valuationNanos });
        if (read.IsValid)
            return OptionBook.Create(read.Rows, underlyings);
        IEnumerable<string> lines = read.Errors.Take(ErrorsShown).Select(error => error.ToString());
        string more = read.Errors.Count > ErrorsShown ? $"{Environment.NewLine}and {read.Errors.Count - ErrorsShown} more" : "";
        throw new StartFailure(string.Join(Environment.NewLine, lines) + more);
    }
}

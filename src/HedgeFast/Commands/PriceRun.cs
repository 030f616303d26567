using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;

namespace HedgeFast.Commands;

/// <summary>Reads book and market, values every option, writes the result; all of it or nothing.</summary>
internal static class PriceRun
{
    private const string StandardInput = "-";

    /// <summary>Prices a book.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="output">Where the result goes when no file is named.</param>
    /// <exception cref="StartFailure">A file cannot be read or written, or a row is wrong; every error is named, and nothing is written.</exception>
    public static void Execute(PriceOptions options, TextWriter output)
    {
        TimeOnly? ExpiryTime(string underlying) => options.ExpiryTime;
        CsvReadResult<MarketRow> market = CsvInput.Read(options.Market, stream => MarketCsv.Read(stream, options.Market, ExpiryTime));
        string bookName = options.Book == StandardInput ? "standard input" : options.Book;
        CsvReadResult<OptionRow> book = CsvInput.Read(
            options.Book == StandardInput ? null : options.Book, stream => BookCsv.Read(stream, bookName, new BookRules { ExpiryTime = ExpiryTime }));

        CsvErrors errors = new(bookName);
        PricedBook priced = PricedBook.Value(book, new MarketTable(market.Rows), new ConventionChoice(options.Delta, options.Config), errors);
        CsvInput.ThrowIfAny(errors.ToList());
        if (options.Out is not { } file)
        {
            priced.Write(output);
            return;
        }

        try
        {
            using StreamWriter writer = new(file);
            priced.Write(writer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartFailure($"--out {file}: can't be written: {e.Message}", e);
        }
    }
}

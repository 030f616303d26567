using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Fix.Files;

namespace HedgeFast.Commands;

/// <summary>Reads book and market, values every option, writes the result; all of it or nothing.</summary>
internal static class PriceRun
{
    private const string StandardInput = "-";

    /// <summary>Prices a book.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="output">Where the result goes when no file is named.</param>
    /// <param name="notes">Where remarks go.</param>
    /// <exception cref="StartFailure">A file cannot be read or written, or a row is wrong; every error is named, and nothing is written.</exception>
    public static void Execute(PriceOptions options, TextWriter output, TextWriter notes)
    {
        // 1. The files, each whole and good.
        TimeOnly? ExpiryTime(string underlying) => options.ExpiryTime;
        CsvReadResult<MarketRow> market = CsvInput.Read(options.Market, stream => MarketCsv.Read(stream, options.Market, ExpiryTime));
        IReadOnlyList<SurfaceRow>? surface = options.Surface is { } surfaceFile ? CsvInput.Read(surfaceFile, stream => SurfaceCsv.Read(stream, surfaceFile, ExpiryTime)).Rows : null;
        IReadOnlyList<QuoteRow>? quotes = options.Quotes is { } quoteFile ? CsvInput.Read(quoteFile, stream => QuoteCsv.Read(stream, quoteFile)).Rows : null;
        var rules = new BookRules { ExpiryTime = ExpiryTime, AllowsNoVolatility = surface is not null || quotes is not null };
        bool isStandardInput = options.Book == StandardInput;
        string bookName = isStandardInput ? "standard input" : options.Book;
        CsvReadResult<OptionRow> book = CsvInput.Read(isStandardInput ? null : options.Book, stream => BookCsv.Read(stream, bookName, rules));
        foreach (string note in VolatilityHint.Of([.. book.Rows.Select(row => (row.Symbol, row.Model, row.Volatility))])) notes.WriteLine(note);

        // 2. Each option with its market, then with its volatility.
        CsvErrors errors = new(bookName);
        BookAtMarket joined = new(book, errors);
        joined.Join(
            new MarketTable(market.Rows), new ConventionChoice(options.Delta, options.Config), options.Settlement);
        CsvInput.ThrowIfAny(errors.ToList());
        if (surface is not null)
            joined.Take(new VolatilitySurface(surface), options.AgeMax);
        else if (quotes is not null)
            joined.Take(quotes, options.AgeMax);
        CsvInput.ThrowIfAny(errors.ToList());

        // 3. The values.
        PricedBook priced = PricedBook.Value(joined.Options, errors);
        CsvInput.ThrowIfAny(errors.ToList());
        if (options.Out is not { } file)
        {
            priced.Write(output);
            return;
        }

        try
        {
            using FileStream stream = PrivateFile.Open(file, FileMode.Create, FileAccess.Write, FileShare.Read);
            using StreamWriter writer = new(stream);
            priced.Write(writer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartFailure($"--out {file}: can't be written: {e.Message}", e);
        }
    }
}

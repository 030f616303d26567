using HedgeFast.Config;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Hedge;
using HedgeFast.Fix.Files;

namespace HedgeFast.Commands;

/// <summary>A book file and, where there is one, its volatility surface: read whole and found good.</summary>
/// <param name="Csv">The book's bytes, for the journal.</param>
/// <param name="SurfaceCsv">The surface's bytes, for the journal; null without one.</param>
/// <param name="Book">The options.</param>
/// <param name="Volatilities">Those of the surface; null takes the book's.</param>
internal sealed record LoadedBook(byte[] Csv, byte[]? SurfaceCsv, OptionBook Book, OptionVolatilities? Volatilities)
{
    /// <summary>The options that are quoted on the feed, as instruments behind those of the settings.</summary>
    public IReadOnlyList<Instrument> Quoted { get; init; } = [];

    /// <summary>What the reader of the book should look at, a sentence each.</summary>
    public IReadOnlyList<string> Notes => [.. VolatilityHint.Of(Book)];

    private const int ErrorsShown = 20;

    /// <summary>Reads the book of a configuration.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="valuationNanos">Start of the run in exchange time, UTC nanoseconds; what has expired by then is refused. Null does not look.</param>
    /// <exception cref="StartFailure">A row is bad, or an option can't be valued as configured; every error is named.</exception>
    public static LoadedBook Read(ResolvedConfig config, long? valuationNanos)
    {
        byte[] csv = Bytes("book", config.BookFile);
        byte[]? surfaceCsv = config.SurfaceFile is { } file ? Bytes("surface", file) : null;
        LoadedBook loaded = Make(csv, config.BookFile, surfaceCsv, config.SurfaceFile, config.Settings.Underlyings, valuationNanos);
        string? unsupported = PortfolioDelta.FindUnsupported(loaded.Book, [.. config.Settings.Underlyings.Select(u => u.Delta)]);
        if (unsupported is not null)
            throw new StartFailure($"book {config.BookFile}: {unsupported}");
        return config.QuotesFile is { } quotes ? loaded with { Quoted = QuotedOptions.Find(loaded.Book, Good(OptionFeedCsv.Read(new MemoryStream(Bytes("quotes", quotes)), quotes)), config.Settings) } : loaded;
    }

    /// <summary>Makes a book, and the volatilities of a surface, of the files' bytes.</summary>
    /// <exception cref="StartFailure">A row is bad; every error is named.</exception>
    public static LoadedBook Make(
        byte[] csv, string name, byte[]? surfaceCsv, string? surfaceName, IReadOnlyList<UnderlyingSettings> underlyings, long? valuationNanos)
    {
        string[] names = [.. underlyings.Select(u => u.Name)];
        var rules = new BookRules
        {
            Underlyings = names,
            ValuationNanos = valuationNanos,
            AllowsNoVolatility = surfaceCsv is not null || underlyings.Any(u => u.Volatility.Source == VolatilitySource.Quotes),
            ExpiryTime = ExpiryTime,
        };
        OptionBook book = OptionBook.Create(Good(BookCsv.Read(new MemoryStream(csv), name, rules)), names);
        OptionVolatilities? volatilities = surfaceCsv is null
            ? null
            : OptionVolatilities.OfSurface(book, new VolatilitySurface(Good(SurfaceCsvOf(surfaceCsv))));
        return new LoadedBook(csv, surfaceCsv, book, volatilities);

        TimeOnly? ExpiryTime(string underlying) => underlyings.FirstOrDefault(u => u.Name == underlying)?.ExpiryTime;

        CsvReadResult<SurfaceRow> SurfaceCsvOf(byte[] bytes) => HedgeFast.Core.Book.SurfaceCsv.Read(new MemoryStream(bytes), surfaceName ?? "surface.csv", ExpiryTime);
    }

    private static IReadOnlyList<TRow> Good<TRow>(CsvReadResult<TRow> read)
    {
        if (read.IsValid)
            return read.Rows;
        IEnumerable<string> lines = read.Errors.Take(ErrorsShown).Select(error => error.ToString());
        string more = read.Errors.Count > ErrorsShown ? $"{Environment.NewLine}and {read.Errors.Count - ErrorsShown} more" : "";
        throw new StartFailure(string.Join(Environment.NewLine, lines) + more);
    }

    private static byte[] Bytes(string what, string file)
    {
        try
        {
            return InputFile.ReadAllBytes(file, CsvLimits.BytesMax);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartFailure($"{what} {file}: can't be read: {e.Message}", e);
        }
    }
}

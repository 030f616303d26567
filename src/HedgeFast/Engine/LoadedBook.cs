using HedgeFast.Config;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Fix.Files;
using HedgeFast.Pricing;
using HedgeFast.Shell;

namespace HedgeFast.Engine;

/// <summary>A book file and its volatility surface, if any: read whole and valid.</summary>
/// <param name="Csv">The book's bytes, for the journal.</param>
/// <param name="SurfaceCsv">The surface's bytes, for the journal; null without one.</param>
/// <param name="Book">The options.</param>
/// <param name="Volatilities">Volatilities of the surface; null uses the book's.</param>
internal sealed record LoadedBook(byte[] Csv, byte[]? SurfaceCsv, OptionBook Book, OptionVolatilities? Volatilities)
{
    /// <summary>The rows of the file.</summary>
    public IReadOnlyList<OptionRow> Rows { get; init; } = [];

    /// <summary>The options quoted on the feed, as instruments behind those of the settings.</summary>
    public IReadOnlyList<Instrument> Quoted { get; init; } = [];

    /// <summary>Doubtful volatilities of the book, a sentence each.</summary>
    public IReadOnlyList<string> Notes =>
        [.. Volatilities is { } surface ? VolatilityHint.Of(surface, "surface")
            : VolatilityHint.Of(OptionVolatilities.OfBook(Book), "book")];

    private const int ErrorsShown = 20;

    /// <summary>Reads the book of a configuration.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="valuationNanos">
    /// Start of the run in exchange time, UTC nanoseconds: options expired by then are refused. Null refuses none.
    /// </param>
    /// <exception cref="StartFailure">
    /// A row is bad, or an option can't be valued as configured; every error is named.
    /// </exception>
    public static LoadedBook Read(ResolvedConfig config, long? valuationNanos)
    {
        byte[] csv = Bytes("book", config.BookFile);
        byte[]? surfaceCsv = config.SurfaceFile is { } file ? Bytes("surface", file) : null;
        LoadedBook loaded = Make(
            csv, config.BookFile, surfaceCsv, config.SurfaceFile, config.Settings.Underlyings, valuationNanos);
        string? unsupported = PortfolioDelta.FindUnsupported(
            loaded.Book,
            [.. config.Settings.Underlyings.Select(u => u.Delta)],
            [.. config.Settings.Underlyings.Select(u => u.Dividends is not null)]);
        if (unsupported is not null)
            throw new StartFailure($"book {config.BookFile}: {unsupported}");
        if (config.QuotesFile is not { } quotes)
            return loaded;
        var quotesCsv = new MemoryStream(Bytes("quotes", quotes));
        IReadOnlyList<OptionFeedRow> rows = Good(OptionFeedFile.Read(quotesCsv, quotes));
        return loaded with { Quoted = QuotedOptions.Find(loaded.Book, rows, config.Settings) };
    }

    /// <summary>Makes a book, and the volatilities of a surface, of the files' bytes.</summary>
    /// <exception cref="StartFailure">A row is bad; every error is named.</exception>
    public static LoadedBook Make(
        byte[] csv, string name, byte[]? surfaceCsv, string? surfaceName,
        IReadOnlyList<UnderlyingSettings> underlyings, long? valuationNanos)
    {
        string[] names = [.. underlyings.Select(u => u.Name)];
        var rules = new BookRules
        {
            Underlyings = names,
            ValuationNanos = valuationNanos,
            AllowsNoVolatility = surfaceCsv is not null
                || underlyings.Any(u => u.Volatility.Source == VolatilitySource.Quotes),
            ExpiryTime = ExpiryTime,
        };
        IReadOnlyList<OptionRow> rows = Good(BookFile.Read(new MemoryStream(csv), name, rules));
        OptionBook book = OptionBook.Create(rows, names);
        OptionVolatilities? volatilities = surfaceCsv is null
            ? null
            : OptionVolatilities.OfSurface(book, new VolatilitySurface(Good(SurfaceCsvOf(surfaceCsv))));
        return new LoadedBook(csv, surfaceCsv, book, volatilities) { Rows = rows };

        TimeOnly? ExpiryTime(string underlying) =>
            underlyings.FirstOrDefault(u => u.Name == underlying)?.ExpiryTime;

        CsvReadResult<SurfaceRow> SurfaceCsvOf(byte[] bytes) => Core.Book.Files.SurfaceFile.Read(
            new MemoryStream(bytes), surfaceName ?? "surface.csv", ExpiryTime);
    }

    /// <summary>Counts the options that have expired by a time, UTC nanoseconds since 1970.</summary>
    public int Expired(long utcNanos) => Rows.Count(row => row.ExpiryNanos <= utcNanos);

    /// <summary>Explains how the positions of this book differ from an earlier one's; null when they do not.</summary>
    /// <remarks>Options that have expired, and volatilities, do not count.</remarks>
    /// <param name="before">The book before.</param>
    /// <param name="utcNanos">Now, UTC nanoseconds since 1970.</param>
    public string? DifferenceFrom(LoadedBook before, long utcNanos)
    {
        OptionRow[] old = [.. before.Held(utcNanos)], now = [.. Held(utcNanos)];
        OptionRow[] gone = [.. old.Except(now)], added = [.. now.Except(old)];
        if (gone.Length + added.Length == 0)
            return null;
        return $"{gone.Length} options of the run before are missing or changed and "
            + $"{added.Length} are new or changed, the first {(gone.Length > 0 ? gone : added)[0].Symbol}";
    }

    private IEnumerable<OptionRow> Held(long utcNanos) =>
        Rows.Where(row => row.ExpiryNanos > utcNanos).Select(row => row with { Volatility = 0 });

    private static IReadOnlyList<TRow> Good<TRow>(CsvReadResult<TRow> read)
    {
        if (read.IsValid)
            return read.Rows;
        IEnumerable<string> lines = read.Errors.Take(ErrorsShown).Select(error => error.ToString());
        string more = read.Errors.Count > ErrorsShown
            ? $"{Environment.NewLine}and {read.Errors.Count - ErrorsShown} more"
            : "";
        throw new StartFailure(string.Join(Environment.NewLine, lines) + more);
    }

    private static byte[] Bytes(string what, string file)
    {
        try
        {
            return InputFile.ReadAllBytes(file, CsvFile.BytesMax);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartFailure($"{what} {file}: can't be read: {e.Message}", e);
        }
    }
}

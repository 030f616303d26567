using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Fix.Files;

namespace HedgeFast.Commands;

/// <summary>
/// Reads book and market, values every option that can be, and writes the result with the reasons of the others.
/// </summary>
internal static class PriceRun
{
    private const string StandardInput = "-";

    // The rest is counted, and in the result where the row could be read.
    private const int FaultsShown = 20;

    /// <summary>Prices a book.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="output">Where the result goes when no file is named.</param>
    /// <param name="notes">Where remarks go.</param>
    /// <returns>Whether every row was priced.</returns>
    /// <exception cref="StartFailure">A file cannot be read or written, or has no good row; market and surface are
    /// refused with any wrong one. Nothing is written then.</exception>
    public static bool Execute(PriceOptions options, TextWriter output, TextWriter notes)
    {
        // 1. The files: market and surface whole and good, of book and quotes every good row.
        TimeOnly? ExpiryTime(string underlying) => options.ExpiryTime;
        CsvReadResult<MarketRow> market = CsvInput.Read(options.Market, stream => MarketCsv.Read(stream, options.Market, ExpiryTime));
        IReadOnlyList<SurfaceRow>? surface = options.Surface is { } surfaceFile ? CsvInput.Read(surfaceFile, stream => SurfaceCsv.Read(stream, surfaceFile, ExpiryTime)).Rows : null;
        IReadOnlyList<QuoteRow>? quotes = null;
        List<CsvError> faults = [];
        if (options.Quotes is { } quoteFile)
        {
            CsvReadResult<QuoteRow> read = CsvInput.ReadGood(quoteFile, stream =>
                QuoteCsv.Read(stream, quoteFile, keepsGood: true));
            (quotes, faults) = (read.Rows, [.. read.Errors]);
        }

        var rules = new BookRules
        {
            ExpiryTime = ExpiryTime,
            AllowsNoVolatility = surface is not null || quotes is not null,
            KeepsGood = true,
        };
        bool isStandardInput = options.Book == StandardInput;
        string bookName = isStandardInput ? "standard input" : options.Book;
        CsvReadResult<OptionRow> book = CsvInput.ReadGood(isStandardInput ? null : options.Book, stream =>
            BookCsv.Read(stream, bookName, rules));
        faults.AddRange(book.Errors);
        options.Settlement.RefuseUnused(book.Rows);

        // 2. Each option with its market, then with its volatility.
        BookAtMarket joined = new(book, bookName);
        joined.Join(
            new MarketTable(market.Rows, Dividends(options)), new ConventionChoice(options.Delta, options.Config),
            options.Settlement);
        if (surface is not null)
            joined.Take(new VolatilitySurface(surface), options.AgeMax);
        else if (quotes is not null)
            joined.Take(quotes, options.AgeMax);
        if (quotes is null)
            Hint(joined.Options, surface is null ? "book" : "surface", notes);

        // 3. The values.
        PricedBook priced = PricedBook.Value(joined.Options, bookName);
        int unreadFaults = faults.Count;
        faults.AddRange(priced.Faults);
        Write(priced, options.Out, output);
        int unread = book.Errors.Select(error => error.Line).Distinct().Count();
        int failed = unread + priced.Faults.Count;
        Tell(faults, unreadFaults, notes);
        if (failed > 0)
            notes.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{failed} of {unread + joined.Options.Length} options could not be priced"));
        return failed == 0;
    }

    // Of the volatilities that a person wrote: what quotes imply may be as high.
    private static void Hint(OptionToPrice[] options, string what, TextWriter notes)
    {
        IEnumerable<OptionToPrice> good = options.Where(option => option.Fault is null);
        foreach (string note in VolatilityHint.Of(
            [.. good.Select(option => (option.Row.Symbol, option.Row.Model, option.Terms.Volatility))], what))
            notes.WriteLine(note);
    }

    // Rows that could not be read stand first, and have no line in the result.
    private static void Tell(List<CsvError> faults, int unread, TextWriter notes)
    {
        foreach (CsvError fault in faults.Take(FaultsShown))
            notes.WriteLine(fault);
        if (faults.Count <= FaultsShown)
            return;
        int more = faults.Count - FaultsShown, inResult = Math.Min(more, faults.Count - unread);
        string where = inResult == more ? ", which the column error has"
            : string.Create(CultureInfo.InvariantCulture, $"; the column error has {inResult} of them");
        notes.WriteLine(string.Create(CultureInfo.InvariantCulture, $"and {more} more reasons{where}"));
    }

    private static void Write(PricedBook priced, string? file, TextWriter output)
    {
        if (file is null)
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

    // The file's, or those of the configuration.
    private static Dictionary<string, DividendSchedule> Dividends(PriceOptions options)
    {
        Dictionary<string, DividendSchedule> schedules = new(StringComparer.Ordinal);
        if (options.Dividends is not { } file)
        {
            foreach (UnderlyingSettings underlying in options.Config?.Settings.Underlyings ?? [])
            {
                if (DividendSchedule.Of(underlying.Dividends) is { } configured)
                    schedules.Add(underlying.Name, configured);
            }

            return schedules;
        }

        CsvReadResult<DividendRow> read = CsvInput.Read(file, stream => DividendCsv.Read(stream, file));
        foreach (IGrouping<string, DividendRow> rows in read.Rows.GroupBy(row => row.Underlying))
        {
            string currency = QuoteCurrency(options, rows.Key), paid = rows.First().Currency;
            if (currency.Length > 0 && paid != currency)
            {
                throw new StartFailure(
                    $"{file}: the dividends of {rows.Key} are in {paid}, and its price is in {currency}");
            }

            schedules.Add(rows.Key, new DividendSchedule(new DividendRule
            {
                Model = options.DividendModel ?? DividendModel.Escrowed,
                Given = [.. rows.Select(row => new Dividend(row.ExNanos, row.Amount))],
            }));
        }

        return schedules;
    }

    private static string QuoteCurrency(PriceOptions options, string name) =>
        options.Config?.Settings is { } settings
            && settings.Underlyings.FirstOrDefault(u => u.Name == name) is { } underlying
            ? settings.Instruments[underlying.HedgeInstrument].QuoteCurrency
            : "";
}

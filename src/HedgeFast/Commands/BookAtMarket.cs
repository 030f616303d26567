using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Commands;

/// <summary>
/// Brings book, market and volatilities together; a row that does not fit has a fault, and the others none of it.
/// </summary>
/// <param name="book">The rows.</param>
/// <param name="name">Name of their file in faults.</param>
internal sealed class BookAtMarket(CsvReadResult<OptionRow> book, string name)
{
    private readonly OptionToPrice[] _options = new OptionToPrice[book.Rows.Count];

    /// <summary>The options in the order of the file.</summary>
    public OptionToPrice[] Options => _options;

    /// <summary>Gives each option its market, and the book's volatility.</summary>
    public void Join(MarketTable market, ConventionChoice choice, SettlementChoice settlement)
    {
        for (int i = 0; i < _options.Length; i++)
        {
            OptionRow row = book.Rows[i];
            DeltaConvention convention = choice.For(row);
            _options[i] = new OptionToPrice(row, book.Lines[i], convention, default);
            if (market.Find(row.Underlying, row.ExpiryNanos, out ExpiryMarket found) is { } fault)
                Fail(i, "underlying", row.Underlying, fault);
            else if (found.Dividends is not null && !(found.NetSpot > 0))
                Fail(i, "underlying", row.Underlying,
                    "has dividends until its expiry that are worth more than its spot");
            else if (OptionPricer.IsLognormal(row.Model) && !(found.Forward > 0 && found.Spot > 0))
                Fail(i, "underlying", row.Underlying,
                    "has a spot or forward in the market file that is not positive, which only bachelier can take");
            else if (found.Dividends is not null && Unsupported(row, convention) is { } unsupported)
                Fail(i, "symbol", row.Symbol, unsupported);
            else if (row.Model == OptionModel.Bachelier && convention == DeltaConvention.NetTransaction)
                Fail(i, "model", "bachelier", "has no net transaction delta: use forward, spot or futures");
            else
                Add(i, row, OptionTerms.Of(row, found), settlement);
        }
    }

    private void Add(int i, OptionRow row, OptionTerms terms, SettlementChoice settlement)
    {
        if (settlement.Complete(row, ref terms) is { } fault)
            Fail(i, "symbol", row.Symbol, fault);
        else
            _options[i] = _options[i] with { Terms = terms };
    }

    private static string? Unsupported(OptionRow row, DeltaConvention convention) => DividendSchedule.Unsupported(
        OptionBook.KindOf(row.Model), row.Settlement == SettlementKind.Inverse, row.AveragingNanos > 0, convention);

    /// <summary>Takes the volatilities of a surface; bachelier options keep the book's.</summary>
    public void Take(VolatilitySurface surface, TimeSpan? ageMax)
    {
        for (int i = 0; i < _options.Length; i++)
        {
            OptionToPrice option = _options[i];
            if (!OptionPricer.IsLognormal(option.Row.Model))
                Give(i, option.Row.Volatility, "has no iv in the book, and a surface has none for bachelier");
            else if (surface.Find(option.Row.Underlying, option.Row.ExpiryNanos) is not { } smile)
                Give(i, double.NaN, "has no volatility: its expiry is not within the surface");
            else
                Give(i, smile.VolatilityOf(option.Row.Strike), "has no volatility in the surface", smile.TimeNanos, ageMax);
        }
    }

    /// <summary>Takes the volatilities that quotes imply.</summary>
    public void Take(IReadOnlyList<QuoteRow> quotes, TimeSpan? ageMax)
    {
        Dictionary<string, QuoteRow> quoteOf = quotes.ToDictionary(quote => quote.Symbol, StringComparer.Ordinal);
        int[] good = [.. Enumerable.Range(0, _options.Length).Where(i => _options[i].Fault is null)];
        QuoteRow?[] quoted = Array.ConvertAll(good, i => quoteOf.GetValueOrDefault(_options[i].Row.Symbol));
        double[] prices = Array.ConvertAll(quoted, quote => quote?.Mid ?? double.NaN),
            volatilities = new double[good.Length];
        QuotedVolatility.Solve(Array.ConvertAll(good, i => _options[i].Terms), prices, volatilities);
        for (int k = 0; k < good.Length; k++)
            Give(good[k], volatilities[k], WhyNone(quoted[k]), quoted[k]?.TimeNanos ?? long.MaxValue, ageMax);
    }

    private static string WhyNone(QuoteRow? quote) => quote switch
    {
        { IsCrossed: true } =>
            FormattableString.Invariant($"has no volatility: its ask {quote.Ask} is below its bid {quote.Bid}"),
        null or { Mid: double.NaN } => "has no volatility: there is no quote with bid and ask",
        _ => string.Create(
            CultureInfo.InvariantCulture,
            $"has no volatility: its mid {quote.Mid} is at or below intrinsic value, at or above the bound, "
            + $"or implies one out of range"),
    };

    // An expired option is worth nothing whatever its volatility.
    private void Give(int i, double volatility, string why, long timeNanos = long.MaxValue, TimeSpan? ageMax = null)
    {
        OptionToPrice option = _options[i];
        if (option.Fault is not null)
            return;
        bool isExpired = option.Terms.Market.Years <= 0;
        double ageMilliseconds = (option.Terms.Market.TimeNanos - timeNanos) / 1e6;
        if (!isExpired && RowLimits.Volatility(volatility, option.Row.Model) is { } fault)
            Fail(i, "symbol", option.Row.Symbol, double.IsNaN(volatility) ? why : "has a volatility that " + fault);
        else if (!isExpired && ageMilliseconds > ageMax?.TotalMilliseconds)
            Fail(i, "symbol", option.Row.Symbol,
                FormattableString.Invariant($"has a stale volatility, {ageMilliseconds:0} ms old"));
        else
            _options[i] = option with { Terms = option.Terms with { Volatility = isExpired ? 0 : volatility } };
    }

    private void Fail(int i, string column, string value, string reason) =>
        _options[i] = _options[i] with { Fault = new CsvError(name, _options[i].Line, column, value, reason) };
}

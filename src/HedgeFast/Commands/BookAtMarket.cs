using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;

namespace HedgeFast.Commands;

/// <summary>Brings book, market and volatilities together; what does not fit is an error of its row.</summary>
internal sealed class BookAtMarket(CsvReadResult<OptionRow> book, CsvErrors errors)
{
    private readonly OptionToPrice[] _options = new OptionToPrice[book.Rows.Count];

    /// <summary>The options in the order of the file; complete only when there is no error.</summary>
    public OptionToPrice[] Options => _options;

    /// <summary>Gives each option its market, and the book's volatility.</summary>
    public void Join(MarketTable market, ConventionChoice choice, SettlementChoice settlement)
    {
        for (int i = 0; i < _options.Length; i++)
        {
            OptionRow row = book.Rows[i];
            DeltaConvention convention = choice.For(row);
            if (market.Find(row.Underlying, row.ExpiryNanos, out ExpiryMarket found) is { } fault)
                errors.Add(book.Lines[i], "underlying", row.Underlying, fault);
            else if (OptionPricer.IsLognormal(row.Model) && !(found.Forward > 0 && found.Spot > 0))
                errors.Add(book.Lines[i], "underlying", row.Underlying, "has a spot or forward in the market file that is not positive, which only bachelier can take");
            else if (row.Model == OptionModel.Bachelier && convention == DeltaConvention.NetTransaction)
                errors.Add(book.Lines[i], "model", "bachelier", "has no net transaction delta: use forward, spot or futures");
            else
                Add(i, row, convention, OptionTerms.Of(row, found), settlement);
        }
    }

    private void Add(int i, OptionRow row, DeltaConvention convention, OptionTerms terms, SettlementChoice settlement)
    {
        if (settlement.Complete(row, ref terms) is { } fault)
            errors.Add(book.Lines[i], "symbol", row.Symbol, fault);
        else
            _options[i] = new OptionToPrice(row, book.Lines[i], convention, terms);
    }

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
        var prices = new double[_options.Length];
        var volatilities = new double[_options.Length];
        for (int i = 0; i < prices.Length; i++)
            prices[i] = quoteOf.TryGetValue(_options[i].Row.Symbol, out QuoteRow? quote) ? quote.Mid : double.NaN;
        QuotedVolatility.Solve(Array.ConvertAll(_options, option => option.Terms), prices, volatilities);
        for (int i = 0; i < prices.Length; i++)
        {
            string why = double.IsNaN(prices[i])
                ? "has no volatility: there is no quote with bid and ask"
                : FormattableString.Invariant($"has no volatility: its mid {prices[i]} is at or below intrinsic value, at or above the bound, or implies one out of range");
            Give(i, volatilities[i], why, quoteOf.GetValueOrDefault(_options[i].Row.Symbol)?.TimeNanos ?? long.MaxValue, ageMax);
        }
    }

    // An expired option is worth nothing whatever its volatility.
    private void Give(int i, double volatility, string why, long timeNanos = long.MaxValue, TimeSpan? ageMax = null)
    {
        OptionToPrice option = _options[i];
        bool isExpired = option.Terms.Market.Years <= 0;
        double ageMilliseconds = (option.Terms.Market.TimeNanos - timeNanos) / 1e6;
        if (!isExpired && RowLimits.Volatility(volatility, option.Row.Model) is { } fault)
            errors.Add(option.Line, "symbol", option.Row.Symbol, double.IsNaN(volatility) ? why : "has a volatility that " + fault);
        else if (!isExpired && ageMilliseconds > ageMax?.TotalMilliseconds)
            errors.Add(option.Line, "symbol", option.Row.Symbol, FormattableString.Invariant($"has a stale volatility, {ageMilliseconds:0} ms old"));
        else
            _options[i] = option with { Terms = option.Terms with { Volatility = isExpired ? 0 : volatility } };
    }
}

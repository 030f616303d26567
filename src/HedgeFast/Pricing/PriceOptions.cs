using HedgeFast.Config;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Dividends;

namespace HedgeFast.Pricing;

/// <summary>Options of <c>hedgefast price</c>: its files and conventions.</summary>
internal sealed record PriceOptions
{
    /// <summary>The book file; - is standard input.</summary>
    public required string Book { get; init; }

    /// <summary>The market file.</summary>
    public required string Market { get; init; }

    /// <summary>The file to write; null is the terminal.</summary>
    public string? Out { get; init; }

    /// <summary>Convention of the column <c>delta</c>; null takes the configured one, or the model's own.</summary>
    public DeltaConvention? Delta { get; init; }

    /// <summary>Configuration whose underlyings give conventions and dividends; null without one.</summary>
    public ResolvedConfig? Config { get; init; }

    /// <summary>Valuation of options that settle on an average.</summary>
    public SettlementChoice Settlement { get; init; } = new(null, null, []);

    /// <summary>Time of day, UTC, of an expiry that is a bare date; null refuses bare dates.</summary>
    public TimeOnly? ExpiryTime { get; init; }

    /// <summary>A surface file whose volatilities replace the book's; null without one.</summary>
    public string? Surface { get; init; }

    /// <summary>A quote file whose implied volatilities replace the book's; null without one.</summary>
    public string? Quotes { get; init; }

    /// <summary>A dividend file; null takes the configured dividends, where there are any.</summary>
    public string? Dividends { get; init; }

    /// <summary>Price model around the dividends of the file; null is escrowed.</summary>
    public DividendModel? DividendModel { get; init; }

    /// <summary>Oldest surface or quote before the market file's time; null allows any age.</summary>
    public TimeSpan? AgeMax { get; init; }
}

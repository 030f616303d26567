using HedgeFast.Config;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Dividends;

namespace HedgeFast.Commands;

/// <summary>What <c>hedgefast price</c> was asked for.</summary>
internal sealed record PriceOptions
{
    /// <summary>The book file; - is standard input.</summary>
    public required string Book { get; init; }

    /// <summary>The market file.</summary>
    public required string Market { get; init; }

    /// <summary>The file to write; null is the terminal.</summary>
    public string? Out { get; init; }

    /// <summary>The convention of the column <c>delta</c>; null takes the configuration's, and without one what the row itself suggests.</summary>
    public DeltaConvention? Delta { get; init; }

    /// <summary>Configuration whose underlyings say their convention; null without one.</summary>
    public ResolvedConfig? Config { get; init; }

    /// <summary>Which delta and price options have that settle on an average.</summary>
    public SettlementChoice Settlement { get; init; } = new(null, null, []);

    /// <summary>UTC time of day at which options expire whose expiry is a bare date; null refuses a bare date.</summary>
    public TimeOnly? ExpiryTime { get; init; }

    /// <summary>A surface file, whose volatilities go in place of the book's; null without one.</summary>
    public string? Surface { get; init; }

    /// <summary>A quote file, from whose prices volatilities are implied in place of the book's; null without one.</summary>
    public string? Quotes { get; init; }

    /// <summary>A dividend file; null takes the configuration's dividends, where one is given.</summary>
    public string? Dividends { get; init; }

    /// <summary>How prices move around the dividends of the file; null is escrowed.</summary>
    public DividendModel? DividendModel { get; init; }

    /// <summary>Oldest volatility of a surface or quote that is used, before the market file's time; null allows any age.</summary>
    public TimeSpan? AgeMax { get; init; }
}

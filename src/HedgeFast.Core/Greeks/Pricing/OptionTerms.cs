using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Averages;

namespace HedgeFast.Core.Greeks.Pricing;

/// <summary>
/// One option and its market, everything its value depends on. A unit of the underlying; quantity and multiplier are
/// not part of it.
/// </summary>
public readonly record struct OptionTerms
{
    /// <summary>Call or put.</summary>
    public required OptionType Type { get; init; }

    /// <summary>The model of the volatility.</summary>
    public required OptionModel Model { get; init; }

    /// <summary>Linear or inverse.</summary>
    public required SettlementKind Settlement { get; init; }

    /// <summary>Strike, quote currency.</summary>
    public required double Strike { get; init; }

    /// <summary>Volatility a year: a fraction, or price units for Bachelier.</summary>
    public required double Volatility { get; init; }

    /// <summary>Time, prices and rates. Lognormal models need a positive forward and spot.</summary>
    public required ExpiryMarket Market { get; init; }

    /// <summary>
    /// Part of the settlement price that is still open, 0 to 1: below 1 within the averaging period before expiry.
    /// </summary>
    public double OpenFraction { get; init; } = 1;

    /// <summary>Length of the averaging period; 0 without one.</summary>
    public double AveragingYears { get; init; }

    /// <summary>Which delta and price it has, where it settles on an average.</summary>
    public SettlementDelta SettlementDelta { get; init; }

    /// <summary>Mean of the window so far, quote currency; NaN where it is not known, and before the window.</summary>
    public double AverageSoFar { get; init; } = double.NaN;

    /// <summary>
    /// Whether it is valued as an option on the average: asked for, and what is fixed of the average is known.
    /// </summary>
    public bool IsExact => SettlementDelta == SettlementDelta.Exact && AveragingYears > 0
        && (OpenFraction == 1 || !double.IsNaN(AverageSoFar));

    /// <summary>With everything open.</summary>
    public OptionTerms()
    {
    }

    /// <summary>1 for a call, -1 for a put.</summary>
    public double Sign => Type == OptionType.Call ? 1 : -1;

    /// <summary>The terms of a book row.</summary>
    public static OptionTerms Of(OptionRow row, in ExpiryMarket market) => new()
    {
        Type = row.Type,
        Model = row.Model,
        Settlement = row.Settlement,
        Strike = row.Strike,
        Volatility = row.Volatility,
        Market = market,
        OpenFraction = Averaging.OpenFraction(row.ExpiryNanos, row.AveragingNanos, market.TimeNanos),
        AveragingYears = DayCount.Years(row.AveragingNanos),
    };
}

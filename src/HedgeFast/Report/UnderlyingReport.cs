using System.Text.Json.Serialization;
using HedgeFast.Core.Profit;

namespace HedgeFast.Report;

/// <summary>Deltas, decisions and profit of a run in one underlying.</summary>
/// <remarks>Keys as stable as those of <see cref="RunReport"/>.</remarks>
internal sealed record UnderlyingReport
{
    /// <summary>Its name.</summary>
    [JsonPropertyOrder(0)]
    public string Name { get; init; } = "";

    /// <summary>Reference price at the end, quote currency; NaN without a valuation.</summary>
    [JsonPropertyOrder(1)]
    public double Price { get; init; } = double.NaN;

    /// <summary>Net delta of the options at the end, units of the underlying; NaN without a valuation.</summary>
    [JsonPropertyOrder(2)]
    public double DeltaUnhedged { get; init; } = double.NaN;

    /// <summary>Net delta of options and hedge at the end, units of the underlying; NaN without a valuation.</summary>
    [JsonPropertyOrder(3)]
    public double DeltaHedged { get; init; } = double.NaN;

    /// <summary>Part of it left unhedged on purpose, by <c>hedgeRatio</c>, units of the underlying.</summary>
    [JsonPropertyOrder(4)]
    public double DeltaLeft { get; init; }

    /// <summary>Lower edge of the band at the end, units of the underlying; NaN without a valuation.</summary>
    [JsonPropertyOrder(5)]
    public double BandLower { get; init; } = double.NaN;

    /// <summary>Upper edge of the band at the end, units of the underlying; NaN without a valuation.</summary>
    [JsonPropertyOrder(6)]
    public double BandUpper { get; init; } = double.NaN;

    /// <summary>Gamma of the options at the last mark, units of the underlying per quote currency.</summary>
    [JsonPropertyOrder(7)]
    public double Gamma { get; init; } = double.NaN;

    /// <summary>Revaluations of its options.</summary>
    [JsonPropertyOrder(8)]
    public long Revaluations { get; init; }

    /// <summary>Quotes and other causes at which triggers proved that no hedge was due.</summary>
    [JsonPropertyOrder(9)]
    public long Proved { get; init; }

    /// <summary>Decisions to trade.</summary>
    [JsonPropertyOrder(10)]
    public long Decisions { get; init; }

    /// <summary>Mean of |delta off the wanted one| without any hedge, units of the underlying.</summary>
    /// <remarks>Over the ticks from the first complete hedge on; NaN without one, as the next three.</remarks>
    [JsonPropertyOrder(11)]
    public double MeanAbsDeltaUnhedged { get; init; } = double.NaN;

    /// <summary>Mean of |net delta off the wanted one| with the hedge, units of the underlying.</summary>
    [JsonPropertyOrder(12)]
    public double MeanAbsDeltaHedged { get; init; } = double.NaN;

    /// <summary>Largest |delta off the wanted one| without any hedge, units of the underlying.</summary>
    [JsonPropertyOrder(13)]
    public double MaxAbsDeltaUnhedged { get; init; } = double.NaN;

    /// <summary>Largest |net delta off the wanted one| with the hedge, units of the underlying.</summary>
    [JsonPropertyOrder(14)]
    public double MaxAbsDeltaHedged { get; init; } = double.NaN;

    /// <summary>Profit of its options and hedge, marked to market; null when it was never marked.</summary>
    [JsonPropertyOrder(15)]
    public ProfitParts? Profit { get; init; }

    /// <summary>Standard deviation of the hedged net delta, units of the underlying; in the text only.</summary>
    [JsonIgnore]
    public double DeltaDeviationHedged { get; init; } = double.NaN;
}

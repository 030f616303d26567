using System.Text.Json.Serialization;
using HedgeFast.Core.Profit;

namespace HedgeFast.Report;

/// <summary>What a run did. The JSON keys are stable and described in README.md of this folder; what is only for people is not in the JSON.</summary>
internal sealed record RunReport
{
    /// <summary>Valid quotes that the loop consumed.</summary>
    [JsonPropertyOrder(0)]
    public long Ticks { get; init; }

    /// <summary>Quotes that a newer one replaced before the loop saw them.</summary>
    [JsonPropertyOrder(1)]
    public long Conflated { get; init; }

    /// <summary>Revaluations of the whole book.</summary>
    [JsonPropertyOrder(2)]
    public long Revaluations { get; init; }

    /// <summary>Decisions to trade.</summary>
    [JsonPropertyOrder(3)]
    public long Decisions { get; init; }

    /// <summary>New orders sent.</summary>
    [JsonPropertyOrder(4)]
    public long Orders { get; init; }

    /// <summary>Fills received, each execution once.</summary>
    [JsonPropertyOrder(5)]
    public long Fills { get; init; }

    /// <summary>Orders that the exchange refused.</summary>
    [JsonPropertyOrder(6)]
    public long Rejects { get; init; }

    /// <summary>Position in the hedge instrument as the engine has it, lots; the sum when there are several instruments, see <see cref="Instruments"/>.</summary>
    [JsonPropertyOrder(7)]
    public long EnginePosition { get; init; }

    /// <summary>The same position as the exchange has it, lots; null when the exchange is not ours to ask.</summary>
    [JsonPropertyOrder(8)]
    public long? VenuePosition { get; init; }

    /// <summary>
    /// Mean over the ticks of |net delta off the wanted one| had nothing been hedged, units of the underlying; NaN
    /// before a complete hedge.
    /// </summary>
    [JsonPropertyOrder(9)]
    public double MeanAbsDeltaUnhedged { get; init; }

    /// <summary>
    /// Mean over the ticks of |net delta off the wanted one| with the hedge, units of the underlying; NaN before a
    /// complete hedge.
    /// </summary>
    [JsonPropertyOrder(10)]
    public double MeanAbsDeltaHedged { get; init; }

    /// <summary>
    /// Largest |net delta off the wanted one| had nothing been hedged, units of the underlying; NaN before a complete
    /// hedge.
    /// </summary>
    [JsonPropertyOrder(11)]
    public double MaxAbsDeltaUnhedged { get; init; }

    /// <summary>
    /// Largest |net delta off the wanted one| with the hedge, units of the underlying; NaN before a complete hedge.
    /// </summary>
    [JsonPropertyOrder(12)]
    public double MaxAbsDeltaHedged { get; init; }

    /// <summary>What hedging cost, quote currency: spread paid against the mid at the decision, and fees.</summary>
    [JsonPropertyOrder(13)]
    public double CostTotal => CostSpread + CostFees;

    /// <summary>From the receipt of a tick to the decision on it.</summary>
    [JsonPropertyOrder(14)]
    public LatencyReport TickToDecisionNanos { get; init; } = new();

    /// <summary>From the receipt of a tick to the order's bytes handed to the kernel.</summary>
    [JsonPropertyOrder(15)]
    public LatencyReport TickToOrderNanos { get; init; } = new();

    /// <summary>Managed bytes that the hot threads allocated after warm-up, a tick; NaN when the run never got warm.</summary>
    [JsonPropertyOrder(16)]
    public double BytesPerTick { get; init; }

    /// <summary>Managed bytes that the hot threads allocated after warm-up, an order; NaN likewise.</summary>
    [JsonPropertyOrder(17)]
    public double BytesPerOrder { get; init; }

    /// <summary>Garbage collections of any generation during the run.</summary>
    [JsonPropertyOrder(18)]
    public long GcCollections { get; init; }

    /// <summary>Hash of the engine's state at the end, 16 hexadecimal digits; a replay must give the same.</summary>
    [JsonPropertyOrder(19)]
    public string StateHash { get; init; } = "";

    /// <summary>Quotes and other causes at which triggers proved that no hedge was due, without a valuation.</summary>
    [JsonPropertyOrder(20)]
    public long Proved { get; init; }

    /// <summary>The same of each instrument.</summary>
    [JsonPropertyOrder(21)]
    public IReadOnlyList<InstrumentReport> Instruments { get; init; } = [];

    /// <summary>Times that another hedge instrument came into use.</summary>
    [JsonPropertyOrder(22)]
    public long Fallbacks { get; init; }

    /// <summary>Profit of book and hedge, marked to market, by where it came from; null when nobody took it.</summary>
    [JsonPropertyOrder(23)]
    public ProfitParts? Profit { get; init; }

    /// <summary>How often each alert was raised; those that never were are left out.</summary>
    [JsonPropertyOrder(24)]
    public IReadOnlyDictionary<string, long> Alerts { get; init; } = new Dictionary<string, long>();

    /// <summary>Cost of crossing the spread, quote currency; in the text only.</summary>
    [JsonIgnore]
    public double CostSpread { get; init; }

    /// <summary>Fees, quote currency; in the text only.</summary>
    [JsonIgnore]
    public double CostFees { get; init; }

    /// <summary>Standard deviation of the net delta over the ticks with the hedge, units of the underlying; in the text only.</summary>
    [JsonIgnore]
    public double DeltaDeviationHedged { get; init; }

    /// <summary>The policy that hedged, and what the feedback governor did at the end; in the text only.</summary>
    [JsonIgnore]
    public string Policy { get; init; } = "";

    /// <summary>Orders that a limit refused; in the text only.</summary>
    [JsonIgnore]
    public long Refusals { get; init; }

    /// <summary>Messages of the exchange that made no sense, and rejects of nothing we sent; in the text only.</summary>
    [JsonIgnore]
    public long Anomalies { get; init; }

    /// <summary>What the exchange did to orders that it should not have done, orders that could not be settled, and decisions contradicted afterwards; in the text only.</summary>
    [JsonIgnore]
    public long OrderAlarms { get; init; }

    /// <summary>Length of the run, seconds; in the text only.</summary>
    [JsonIgnore]
    public double ElapsedSeconds { get; init; }

    /// <summary>Why the run ended, a few words; in the text only.</summary>
    [JsonIgnore]
    public string EndedBy { get; init; } = "";

    /// <summary>What went wrong last with the feed's connection; empty when nothing did; in the text only.</summary>
    [JsonIgnore]
    public string Feed { get; init; } = "";

    /// <summary>Records that a journal which could not be written left out; null when it was written whole; in the text only.</summary>
    [JsonIgnore]
    public long? JournalLost { get; init; }

    /// <summary>Whether both sides were asked and differ, in the sum or in any instrument.</summary>
    [JsonIgnore]
    public bool PositionsDiffer => (VenuePosition is { } venue && venue != EnginePosition) || Instruments.Any(instrument => instrument.PositionsDiffer);
}

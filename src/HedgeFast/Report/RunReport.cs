using System.Text.Json.Serialization;
using HedgeFast.Core.Profit;

namespace HedgeFast.Report;

/// <summary>Counts, deltas, costs and latencies of a run.</summary>
/// <remarks>The JSON keys are stable and described in README.md of this folder.</remarks>
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

    /// <summary>The one hedge instrument's position by the engine's count, lots; null for several.</summary>
    /// <remarks>Lots of different contracts have no sum, see <see cref="Instruments"/>.</remarks>
    [JsonPropertyOrder(7)]
    public long? EnginePosition => Instruments.Count == 1 ? Instruments[0].EnginePosition : null;

    /// <summary>The same by the exchange's count, lots; null where the exchange can't be asked.</summary>
    [JsonPropertyOrder(8)]
    public long? VenuePosition => Instruments.Count == 1 ? Instruments[0].VenuePosition : null;

    /// <summary>The one underlying's <see cref="UnderlyingReport.MeanAbsDeltaUnhedged"/>; NaN for several.</summary>
    /// <remarks>Deltas of different underlyings have no sum, see <see cref="Underlyings"/>.</remarks>
    [JsonPropertyOrder(9)]
    public double MeanAbsDeltaUnhedged => Only?.MeanAbsDeltaUnhedged ?? double.NaN;

    /// <summary>The one underlying's <see cref="UnderlyingReport.MeanAbsDeltaHedged"/>; NaN for several.</summary>
    [JsonPropertyOrder(10)]
    public double MeanAbsDeltaHedged => Only?.MeanAbsDeltaHedged ?? double.NaN;

    /// <summary>The one underlying's <see cref="UnderlyingReport.MaxAbsDeltaUnhedged"/>; NaN for several.</summary>
    [JsonPropertyOrder(11)]
    public double MaxAbsDeltaUnhedged => Only?.MaxAbsDeltaUnhedged ?? double.NaN;

    /// <summary>The one underlying's <see cref="UnderlyingReport.MaxAbsDeltaHedged"/>; NaN for several.</summary>
    [JsonPropertyOrder(12)]
    public double MaxAbsDeltaHedged => Only?.MaxAbsDeltaHedged ?? double.NaN;

    /// <summary>Cost of hedging, quote currency: spread paid against the mid at the decision, and fees.</summary>
    [JsonPropertyOrder(13)]
    public double CostTotal => CostSpread + CostFees;

    /// <summary>Time from the receipt of a tick to the decision on it.</summary>
    [JsonPropertyOrder(14)]
    public LatencyReport TickToDecisionNanos { get; init; } = new();

    /// <summary>Time from the receipt of a tick to the hand-over of the order's bytes to the kernel.</summary>
    [JsonPropertyOrder(15)]
    public LatencyReport TickToOrderNanos { get; init; } = new();

    /// <summary>Managed bytes a tick, allocated by the hot threads after warm-up; NaN for a run never warm.</summary>
    [JsonPropertyOrder(16)]
    public double BytesPerTick { get; init; }

    /// <summary>Managed bytes an order, allocated by the hot threads after warm-up; NaN likewise.</summary>
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

    /// <summary>Position and orders in each hedge instrument.</summary>
    [JsonPropertyOrder(21)]
    public IReadOnlyList<InstrumentReport> Instruments { get; init; } = [];

    /// <summary>Times that another hedge instrument came into use.</summary>
    [JsonPropertyOrder(22)]
    public long Fallbacks { get; init; }

    /// <summary>Profit of book and hedge over all underlyings; null when it was never marked to market.</summary>
    [JsonPropertyOrder(23)]
    public ProfitParts? Profit { get; init; }

    /// <summary>Number of times that each alert was raised; alerts never raised are left out.</summary>
    [JsonPropertyOrder(24)]
    public IReadOnlyDictionary<string, long> Alerts { get; init; } = new Dictionary<string, long>();

    /// <summary>Deltas, decisions and profit of each underlying.</summary>
    [JsonPropertyOrder(25)]
    public IReadOnlyList<UnderlyingReport> Underlyings { get; init; } = [];

    /// <summary>Cost of crossing the spread, quote currency; in the text only.</summary>
    [JsonIgnore]
    public double CostSpread { get; init; }

    /// <summary>Fees, quote currency; in the text only.</summary>
    [JsonIgnore]
    public double CostFees { get; init; }

    /// <summary>The policy and the state of the feedback governor at the end; in the text only.</summary>
    [JsonIgnore]
    public string Policy { get; init; } = "";

    /// <summary>Orders that a limit refused; in the text only.</summary>
    [JsonIgnore]
    public long Refusals { get; init; }

    /// <summary>Messages not understood, and rejects of messages that were never sent; in the text only.</summary>
    [JsonIgnore]
    public long Anomalies { get; init; }

    /// <summary>Reports that contradict orders, orders unresolved, decisions contradicted; in the text only.</summary>
    [JsonIgnore]
    public long OrderAlarms { get; init; }

    /// <summary>Length of the run, seconds; in the text only.</summary>
    [JsonIgnore]
    public double ElapsedSeconds { get; init; }

    /// <summary>Reason for the end of the run; in the text only.</summary>
    [JsonIgnore]
    public string EndedBy { get; init; } = "";

    /// <summary>The last fault of the feed's connection; empty without one; in the text only.</summary>
    [JsonIgnore]
    public string Feed { get; init; } = "";

    /// <summary>Records missing from the journal; null where it was written whole; in the text only.</summary>
    [JsonIgnore]
    public long? JournalLost { get; init; }

    /// <summary>Whether both counts of a position are known and differ, in any instrument.</summary>
    [JsonIgnore]
    public bool PositionsDiffer => Instruments.Any(instrument => instrument.PositionsDiffer);

    private UnderlyingReport? Only => Underlyings.Count == 1 ? Underlyings[0] : null;
}

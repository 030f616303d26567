using System.Globalization;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Monitor;

/// <summary>One hedge instrument at one moment.</summary>
internal sealed record InstrumentStatus
{
    /// <summary>Its symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>Index of its underlying.</summary>
    public int Underlying { get; init; }

    /// <summary>Its counts and levels, a copy of the loop's.</summary>
    public InstrumentCounters Counters { get; init; } = new();

    /// <summary>Price that the position is marked at, quote currency; NaN before the first.</summary>
    public double Mark { get; init; } = double.NaN;

    /// <summary>Whether the underlying's price comes from this instrument.</summary>
    public bool IsInUse => Counters.InUse != 0;

    /// <summary>Fault that keeps hedges away.</summary>
    public QuoteFault Fault => (QuoteFault)Counters.Fault;

    /// <summary>Whether the position stops the hedge: different from the exchange's, or in doubt.</summary>
    public bool IsDoubted => Counters.Differs != 0 || Counters.Doubt != 0;

    /// <summary>Both positions and how to settle them, where they differ; null where they do not.</summary>
    public string? DifferenceText => Counters.Differs == 0 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"{Symbol}: ours {Counters.OurLots} lots, the exchange's {Counters.TheirLots}; "
        + $"settle it with: position {Symbol} LOTS NAME");

    /// <summary>Reasons of the doubt, both positions and how to settle them; null without a doubt.</summary>
    /// <remarks>A mere difference is in <see cref="DifferenceText"/>.</remarks>
    public string? DoubtText
    {
        get
        {
            var reasons = (DoubtReasons)Counters.Doubt;
            if ((reasons & ~DoubtReasons.Differs) == 0)
                return null;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{Symbol}: {Words(reasons)}; ours {Counters.DoubtOurLots} lots, against {Counters.DoubtOtherLots}; "
                + $"settle it with: position {Symbol} LOTS NAME");
        }
    }

    private static string Words(DoubtReasons reasons) =>
        string.Join(", ", Enum.GetValues<DoubtReasons>().Where(reason => (reasons & reason) != 0).Select(Word));

    private static string Word(DoubtReasons reason) => reason switch
    {
        DoubtReasons.UnknownOrder => "a fill of an order that is not ours",
        DoubtReasons.Overfill => "more filled than ordered",
        DoubtReasons.FillPrice => "a fill at a price that the order does not allow",
        DoubtReasons.PositionLimit => "beyond limits.maxPositionLots by fills that were not ordered",
        DoubtReasons.Differs => "the exchange holds another position",
        DoubtReasons.ReusedId => "an execution id used again with another quantity",
        DoubtReasons.Unreadable => "a report that may be a fill can't be read",
        DoubtReasons.MissingFills => "the exchange counts fills that it never reported",
        _ => reason.ToString(),
    };
}

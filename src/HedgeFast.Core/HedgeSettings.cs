using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Ring;

namespace HedgeFast.Core;

/// <summary>
/// Resolved settings: every value present, checked and in the engine's own units. The only configuration the hot path
/// sees.
/// </summary>
public sealed record HedgeSettings
{
    /// <summary>Name of this engine; part of every ClOrdID. Letters, digits and '-', 1 to 12 characters.</summary>
    public required string Instance { get; init; }

    /// <summary>Instruments that can be traded, by dense index.</summary>
    public required IReadOnlyList<Instrument> Instruments { get; init; }

    /// <summary>Underlyings that are hedged, by dense index.</summary>
    public required IReadOnlyList<UnderlyingSettings> Underlyings { get; init; }

    /// <summary>Tick source.</summary>
    public required FeedSettings Feed { get; init; }

    /// <summary>Order placement.</summary>
    public required OrderSettings Orders { get; init; }

    /// <summary>Pre-trade limits.</summary>
    public required LimitSettings Limits { get; init; }

    /// <summary>Ring capacities.</summary>
    public RingSettings Rings { get; init; } = new();

    /// <summary>Threads and waiting.</summary>
    public required ScheduleSettings Schedule { get; init; }

    /// <summary>Folder of the journal; null journals nothing.</summary>
    public string? JournalDirectory { get; init; }

    /// <summary>
    /// Money of all instruments is added and held against one limit, so that all have to be quoted in one currency.
    /// </summary>
    /// <exception cref="ArgumentException">They are not; the message names two.</exception>
    internal void RequireOneCurrency()
    {
        foreach (Instrument other in Instruments)
        {
            if (other.QuoteCurrency != Instruments[0].QuoteCurrency)
            {
                throw new ArgumentException(
                    $"{other.Symbol} is quoted in {other.QuoteCurrency}, {Instruments[0].Symbol} in "
                    + $"{Instruments[0].QuoteCurrency}: one engine a currency");
            }
        }
    }
}

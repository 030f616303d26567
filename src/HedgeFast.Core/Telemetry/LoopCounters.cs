namespace HedgeFast.Core.Telemetry;

/// <summary>Counts and levels of the whole run, written by the loop while others read.</summary>
/// <remarks>
/// The loop alone writes; every field is one aligned machine word, so that a reader sees each whole, though not all of
/// the same instant. A record, so that <see cref="Copy"/> copies field by field.
/// </remarks>
public sealed record LoopCounters
{
    private UnderlyingCounters[] _underlyings;

    /// <summary>Starts all counts at 0.</summary>
    /// <param name="underlyings">Number of underlyings; at least 1.</param>
    public LoopCounters(int underlyings = 1) =>
        _underlyings = [.. Enumerable.Range(0, underlyings).Select(_ => new UnderlyingCounters())];

    /// <summary>Batches ended; stands still while the loop does.</summary>
    public long Batches;

    /// <summary>Timers applied; one every five milliseconds while timer and loop work.</summary>
    public long Timers;

    /// <summary>Quotes that reached Feed, conflated ones included.</summary>
    public long Ticks;

    /// <summary>Quotes replaced by a newer one of the same instrument before they were valued.</summary>
    public long Conflated;

    /// <summary>Quotes that the loop refused, because their exchange time ran ahead of its monotonic stamps.</summary>
    public long WrongTimes;

    /// <summary>New orders handed to the order port.</summary>
    public long Orders;

    /// <summary>Cancel requests handed to the order port.</summary>
    public long Cancels;

    /// <summary>Replace requests handed to the order port.</summary>
    public long Replaces;

    /// <summary>Decisions that a limit refused.</summary>
    public long Refusals;

    /// <summary>The last refusal's reason, as a number of <c>LimitRefusal</c>.</summary>
    public long LastRefusal;

    /// <summary>Times that a need had to wait because the share of the traded volume was used up.</summary>
    public long VolumeWaits;

    /// <summary>Rounds in which nothing was read because the journal or the order ring had no room.</summary>
    public long BackPressure;

    /// <summary>
    /// Largest distance beyond a band after a decision that nothing forbade, units of its underlying.
    /// </summary>
    /// <remarks>Orders in flight are counted as filled. 0 is the promise.</remarks>
    public double MaxExcess;

    /// <summary>Whether the session to the exchange is up: 1 or 0.</summary>
    public long SessionUp;

    /// <summary>Times that another hedge instrument came into use: a fallback, or the return from it.</summary>
    public long Fallbacks;

    /// <summary>Orders that may still fill.</summary>
    public long LiveOrders;

    /// <summary>Lots that may still be bought, all instruments.</summary>
    public long InFlightBuyLots;

    /// <summary>Lots that may still be sold, all instruments.</summary>
    public long InFlightSellLots;

    /// <summary>Unique fills applied.</summary>
    public long Fills;

    /// <summary>Orders the exchange refused.</summary>
    public long Rejects;

    /// <summary>Cancel requests the exchange refused.</summary>
    public long CancelsRefused;

    /// <summary>The gravest limit that stopped trading until re-armed, as a number of <c>LimitRefusal</c>.</summary>
    public long Latch;

    /// <summary>Every limit that stopped trading until re-armed, as bits of <c>LimitLatches</c>.</summary>
    public long Latches;

    /// <summary>Day's loss at which trading stops, quote currency; 0 before the first batch.</summary>
    public double MaxDayLoss;

    /// <summary>Profit of the day on the basis that is limited, quote currency; negative is a loss.</summary>
    public double DayProfit;

    /// <summary>Start of that day, UTC nanoseconds since 1970; the smallest number before the first quote.</summary>
    public long DayStartNanos = long.MinValue;

    /// <summary>Requests to change a limit that were refused.</summary>
    public long LimitChangesRefused;

    /// <summary>The limit of the last of them, as a number of <c>LimitKey</c>; 0 before the first.</summary>
    public long LimitRefused;

    /// <summary>The value asked for in the last of them.</summary>
    public double LimitValueRefused;

    /// <summary>Whether orders leave although the book has not been valued for too long: 1 or 0.</summary>
    public long MarkMissing;

    /// <summary>Other requests of operators that did not apply.</summary>
    /// <remarks>A reconnect where nothing is stopped, the settlement of a position that does not differ.</remarks>
    public long RequestsRefused;

    /// <summary>Re-arms that a later kill made void.</summary>
    public long RearmsRefused;

    /// <summary>
    /// Records missing from the journal, whose disk failed while orders were cancelled. Alarm when not 0.
    /// </summary>
    public long JournalLost;

    /// <summary>Comparisons of positions with the exchange that ended without a whole answer.</summary>
    public long PositionsUnconfirmed;

    /// <summary>Reports that contradict the orders sent. Alarm when not 0.</summary>
    /// <remarks>
    /// Fills beyond the order or of no live order, busts and corrections, orders reinstated or of another process,
    /// requests that ended without an answer.
    /// </remarks>
    public long OrderAlarms;

    /// <summary>
    /// Orders about which requests ended without settling them; whatever may fill of them still counts.
    /// </summary>
    public long Unresolved;

    /// <summary>Whether orders wait until every live one is accounted for after a logon: 1 or 0.</summary>
    public long Recovering;

    /// <summary>Whether the kill switch is on: 1 or 0.</summary>
    public long Killed;

    /// <summary>Whether an orderly stop was begun: 1 or 0. From then on no new order leaves.</summary>
    public long Stopping;

    /// <summary>Whether the exchange closed every hedge instrument: 1 or 0.</summary>
    public long MarketClosed;

    /// <summary>The counters of each underlying, by index.</summary>
    public IReadOnlyList<UnderlyingCounters> Underlyings => _underlyings;

    /// <summary>Valuations of all options of an underlying, over all underlyings.</summary>
    public long Revaluations => Sum(underlying => underlying.Revaluations);

    /// <summary>Proofs of triggers that no hedge was due, over all underlyings.</summary>
    public long Proved => Sum(underlying => underlying.Proved);

    /// <summary>Decisions to trade, over all underlyings.</summary>
    public long Decisions => Sum(underlying => underlying.Decisions);

    /// <summary>Decisions that the exact revaluation contradicted, over all underlyings. Alarm when not 0.</summary>
    public long Contradicted => Sum(underlying => underlying.Contradicted);

    /// <summary>Whether every underlying can be hedged: 1 or 0.</summary>
    public long Hedgeable
    {
        get
        {
            foreach (UnderlyingCounters underlying in _underlyings)
            {
                if (underlying.Hedgeable == 0)
                    return 0;
            }

            return 1;
        }
    }

    /// <summary>Copies the counters, those of the underlyings included; each field whole. Any thread.</summary>
    public LoopCounters Copy() => this with { _underlyings = [.. _underlyings.Select(each => each with { })] };

    // Read in allocation tests too.
    private long Sum(Func<UnderlyingCounters, long> count)
    {
        long sum = 0;
        foreach (UnderlyingCounters underlying in _underlyings)
            sum += count(underlying);
        return sum;
    }
}

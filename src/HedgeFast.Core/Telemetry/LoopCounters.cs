namespace HedgeFast.Core.Telemetry;

/// <summary>
/// What the loop has done, for other threads to look at while it runs. The loop alone writes; every value is one
/// aligned machine word, so a reader sees each whole, though not all of the same instant.
/// </summary>
/// <param name="underlyings">Number of underlyings.</param>
public sealed class LoopCounters(int underlyings = 1)
{
    private readonly UnderlyingCounters[] _underlyings = Enumerable.Range(0, underlyings)
        .Select(_ => new UnderlyingCounters())
        .ToArray();

    /// <summary>Batches ended; stands still while the loop does.</summary>
    public long Batches;

    /// <summary>Timers applied; one every five milliseconds while timer and loop work.</summary>
    public long Timers;

    /// <summary>Quotes that reached Feed, conflated ones included.</summary>
    public long Ticks;

    /// <summary>Quotes replaced by a newer one of the same instrument before they were valued.</summary>
    public long Conflated;

    /// <summary>
    /// Quotes that the loop itself did not take, because their exchange time ran ahead of its monotonic stamps.
    /// </summary>
    public long WrongTimes;

    /// <summary>Valuations of all options of an underlying, exact or followed from the last exact ones.</summary>
    public long Revaluations;

    /// <summary>Quotes and other causes at which triggers proved that no hedge was due.</summary>
    public long Proved;

    /// <summary>
    /// Decisions made from a net-delta curve that the exact revaluation behind them contradicted: a defect, after which
    /// the curve is not used any more. Alarm when not 0.
    /// </summary>
    public long Contradicted;

    /// <summary>Decisions to trade, refused ones included.</summary>
    public long Decisions;

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
    /// Sum over the measured valuations of |delta off the wanted one| had nothing been hedged, units of the underlying.
    /// </summary>
    public double SumAbsUnhedged;

    /// <summary>Sum of |net delta off the wanted one| over the measured valuations.</summary>
    public double SumAbsHedged;

    /// <summary>Sum of the net delta off the wanted one over the measured valuations.</summary>
    public double SumHedged;

    /// <summary>Sum of its squares.</summary>
    public double SumSquaredHedged;

    /// <summary>Largest |delta off the wanted one| measured had nothing been hedged.</summary>
    public double MaxAbsUnhedged;

    /// <summary>Largest |net delta off the wanted one| measured.</summary>
    public double MaxAbsHedged;

    /// <summary>Valuations measured: those since the first hedge of their underlying was complete.</summary>
    public long Measured;

    /// <summary>
    /// Largest distance, units of the underlying, by which the band was left after a decision that nothing forbade,
    /// with what is in flight counted. 0 is the promise.
    /// </summary>
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

    /// <summary>
    /// The gravest limit that stopped trading until re-armed, as a number of <c>LimitRefusal</c>; 0 when none did.
    /// </summary>
    public long Latch;

    /// <summary>Every limit that stopped trading until re-armed, as bits of <c>LimitLatches</c>.</summary>
    public long Latches;

    /// <summary>The day's loss at which trading stops now, quote currency; 0 before the first batch.</summary>
    public double MaxDayLoss;

    /// <summary>Profit of the day on the basis that is limited, quote currency; negative is a loss.</summary>
    public double DayProfit;

    /// <summary>When that day began, UTC nanoseconds since 1970; the smallest number before the first quote.</summary>
    public long DayStartNanos = long.MinValue;

    /// <summary>Changes of limits that were asked for and made no sense.</summary>
    public long LimitChangesRefused;

    /// <summary>The limit of the last of them, as a number of <c>LimitKey</c>; 0 before the first.</summary>
    public long LimitRefused;

    /// <summary>The value that was asked for it.</summary>
    public double LimitValueRefused;

    /// <summary>1 while orders leave although the book has not been valued for too long.</summary>
    public long MarkMissing;

    /// <summary>
    /// Other requests of operators that did not apply: reconnecting where nothing is stopped, settling a position that
    /// does not differ.
    /// </summary>
    public long RequestsRefused;

    /// <summary>Re-arms that a later kill made void.</summary>
    public long RearmsRefused;

    /// <summary>
    /// Records that the journal misses, because its disk did not write while orders were cancelled. Alarm when not 0.
    /// </summary>
    public long JournalLost;

    /// <summary>
    /// Checks of our positions that ended unclear: after a logon without a whole answer of the exchange, or later
    /// without any.
    /// </summary>
    public long PositionsUnconfirmed;

    /// <summary>
    /// What the exchange did to orders that it should not have done, or left open: fills beyond the order or of no live
    /// order, trades taken back, orders that came back or can't be followed, requests that ended without an answer.
    /// Alarm when not 0.
    /// </summary>
    public long OrderAlarms;

    /// <summary>
    /// Orders about which requests ended without settling them; they still count with everything that may fill.
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

    /// <summary>What is known of each underlying, by index.</summary>
    public IReadOnlyList<UnderlyingCounters> Underlyings => _underlyings;

    /// <summary>The underlying that is furthest out of its band; the first where none is.</summary>
    public UnderlyingCounters Worst
    {
        get
        {
            UnderlyingCounters worst = _underlyings[0];
            foreach (UnderlyingCounters underlying in _underlyings)
                worst = underlying.OutOfBand > worst.OutOfBand ? underlying : worst;
            return worst;
        }
    }

    /// <summary>Reference price of the last valuation of the <see cref="Worst"/> underlying, quote currency.</summary>
    public double Price => Worst.Price;

    /// <summary>Its option delta, units of the underlying.</summary>
    public double OptionDelta => Worst.OptionDelta;

    /// <summary>Its option delta plus filled hedge, units of the underlying.</summary>
    public double NetDelta => Worst.NetDelta;

    /// <summary>Filled position in all its hedge instruments together, lots.</summary>
    public long PositionLots => Worst.PositionLots;

    /// <summary>Lower edge of its band in force, units of the underlying.</summary>
    public double BandLower => Worst.BandLower;

    /// <summary>Upper edge of its band in force, units of the underlying.</summary>
    public double BandUpper => Worst.BandUpper;

    /// <summary>
    /// How far its steered delta is out of its band, units of the underlying; 0 when every underlying is inside.
    /// </summary>
    public double OutOfBand => Worst.OutOfBand;

    /// <summary>
    /// The most that the feedback governor does in any underlying, as a number of <c>GovernorState</c>.
    /// </summary>
    public long Governor => _underlyings.Max(underlying => underlying.Governor);

    /// <summary>Whether every underlying has an instrument that it may be hedged in: 1 or 0.</summary>
    public long Hedgeable => _underlyings.Min(underlying => underlying.Hedgeable);

    /// <summary>
    /// The first underlying's with any: one more than the index of the unusable option; 0 when the last quote found
    /// none.
    /// </summary>
    public long UnusableOption => _underlyings.FirstOrDefault(IsUnusable)?.UnusableOption ?? 0;

    /// <summary>
    /// The same underlying's expiry without a usable forward, UTC nanoseconds since 1970; 0 when the last quote found
    /// none.
    /// </summary>
    public long UnusableExpiry => _underlyings.FirstOrDefault(IsUnusable)?.UnusableExpiry ?? 0;

    private static bool IsUnusable(UnderlyingCounters underlying) =>
        underlying.UnusableOption != 0 || underlying.UnusableExpiry != 0;
}

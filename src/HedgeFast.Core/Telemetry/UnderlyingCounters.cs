namespace HedgeFast.Core.Telemetry;

/// <summary>Counts and levels of one underlying, written by the loop while others read.</summary>
/// <remarks>
/// As whole as <see cref="LoopCounters"/>. A delta, a band and a sum of deltas are in units of this underlying, so that
/// those of two underlyings have no sum.
/// </remarks>
public sealed record UnderlyingCounters
{
    /// <summary>Reference price of the last valuation, quote currency; NaN before the first.</summary>
    public double Price = double.NaN;

    /// <summary>Option delta of the last valuation, units of the underlying; NaN before the first.</summary>
    public double OptionDelta = double.NaN;

    /// <summary>Option delta plus filled hedge, units of the underlying; NaN before the first valuation.</summary>
    public double NetDelta = double.NaN;

    /// <summary>
    /// Part of the net delta left unhedged on purpose, by <c>hedgeRatio</c>, units of the underlying.
    /// </summary>
    public double LeftDelta;

    /// <summary>Lower edge of the band in force, units of the underlying; NaN before the first valuation.</summary>
    public double BandLower = double.NaN;

    /// <summary>Upper edge of the band in force, units of the underlying; NaN before the first valuation.</summary>
    public double BandUpper = double.NaN;

    /// <summary>
    /// Distance of the steered delta from its band beyond half a lot, units of the underlying; 0 inside.
    /// </summary>
    /// <remarks>Steered is the hedged share of the options' delta together with the filled hedge.</remarks>
    public double OutOfBand;

    /// <summary>Whether the steered delta has been inside its band since the start: 1 or 0.</summary>
    public long HasBeenHedged;

    /// <summary>
    /// Whether a hedge has been complete since the start, from when on the delta is measured: 1 or 0.
    /// </summary>
    public long IsMeasured;

    /// <summary>Valuations of all options, exact or followed from the last exact ones.</summary>
    public long Revaluations;

    /// <summary>Quotes and other causes at which triggers proved that no hedge was due.</summary>
    public long Proved;

    /// <summary>Decisions to trade, refused ones included.</summary>
    public long Decisions;

    /// <summary>Decisions from a net-delta curve that the exact revaluation contradicted. Alarm when not 0.</summary>
    /// <remarks>That is a defect of the program; the curve is not used any more.</remarks>
    public long Contradicted;

    /// <summary>Valuations measured: those since the first hedge was complete.</summary>
    public long Measured;

    /// <summary>Sum over the measured valuations of |delta off the wanted one| without any hedge.</summary>
    public double SumAbsUnhedged;

    /// <summary>Sum over the measured valuations of |net delta off the wanted one|.</summary>
    public double SumAbsHedged;

    /// <summary>Sum over the measured valuations of the net delta off the wanted one.</summary>
    public double SumHedged;

    /// <summary>Sum over the measured valuations of its square.</summary>
    public double SumSquaredHedged;

    /// <summary>Largest |delta off the wanted one| measured, without any hedge.</summary>
    public double MaxAbsUnhedged;

    /// <summary>Largest |net delta off the wanted one| measured.</summary>
    public double MaxAbsHedged;

    /// <summary>State of the feedback governor, as a number of <c>GovernorState</c>.</summary>
    public long Governor;

    /// <summary>Whether an instrument can be hedged in and the options can be valued: 1 or 0.</summary>
    /// <remarks>The age of a quote does not count.</remarks>
    public long Hedgeable;

    /// <summary>Whether the exchange has closed every hedge instrument: 1 or 0.</summary>
    public long Closed;

    /// <summary>One more than the index of an option that stops the hedge; 0 when the last quote found none.</summary>
    public long UnusableOption;

    /// <summary>Options without a recent enough volatility, which the hedge leaves out.</summary>
    public long MissingOptions;

    /// <summary>Largest move of the options' delta by the missing options together, units of the underlying.</summary>
    public double UncertainDelta;

    /// <summary>One more than the index of the missing option that may move the delta most; 0 without any.</summary>
    public long WorstMissing;

    /// <summary>Whether the unusable option is an American one whose preparation is not done: 1 or 0.</summary>
    public long IsUnprepared;

    /// <summary>
    /// Expiry whose missing or stale forward stops the hedge, UTC nanoseconds since 1970; 0 for none.
    /// </summary>
    public long UnusableExpiry;

    /// <summary>Expiry whose settlement average is unknown, UTC nanoseconds since 1970; 0 for none.</summary>
    /// <remarks>Its options decay linearly.</remarks>
    public long LostAverage;
}

namespace HedgeFast.Core.Telemetry;

/// <summary>
/// What the loop knows of one underlying, for other threads to look at while it runs; as whole as
/// <see cref="LoopCounters"/>.
/// </summary>
public sealed class UnderlyingCounters
{
    /// <summary>Reference price of the last valuation, quote currency; NaN before the first.</summary>
    public double Price = double.NaN;

    /// <summary>Option delta of the last valuation, units of the underlying; NaN before the first.</summary>
    public double OptionDelta = double.NaN;

    /// <summary>Option delta plus filled hedge, units of the underlying; NaN before the first valuation.</summary>
    public double NetDelta = double.NaN;

    /// <summary>Part of it that is left unhedged on purpose, by <c>hedgeRatio</c>, units of the underlying.</summary>
    public double LeftDelta;

    /// <summary>Filled position in all hedge instruments together, lots.</summary>
    public long PositionLots;

    /// <summary>Lower edge of the band in force, units of the underlying; NaN before the first valuation.</summary>
    public double BandLower = double.NaN;

    /// <summary>Upper edge of the band in force, units of the underlying; NaN before the first valuation.</summary>
    public double BandUpper = double.NaN;

    /// <summary>
    /// How far the delta that is steered, the hedged share of the options' and the filled hedge, is out of its band,
    /// beyond half a lot; 0 inside.
    /// </summary>
    public double OutOfBand;

    /// <summary>Whether that delta has been inside its band since the start: 1 or 0.</summary>
    public long HasBeenHedged;

    /// <summary>
    /// Whether a hedge has been complete since the start, from when on the delta is measured: 1 or 0.
    /// </summary>
    public long IsMeasured;

    /// <summary>What the feedback governor does, as a number of <c>GovernorState</c>.</summary>
    public long Governor;

    /// <summary>
    /// Whether it has an instrument that it may be hedged in, and its options can be valued: 1 or 0. The age of a quote
    /// is not looked at.
    /// </summary>
    public long Hedgeable;

    /// <summary>Whether the exchange has closed every hedge instrument: 1 or 0.</summary>
    public long Closed;

    /// <summary>
    /// One more than the index of an option that keeps it from being hedged; 0 when the last quote found none.
    /// </summary>
    public long UnusableOption;

    /// <summary>
    /// Number of options without a volatility that is young enough, where the underlying may be hedged without it.
    /// </summary>
    public long MissingOptions;

    /// <summary>How far these may move the options' delta together, units of the underlying.</summary>
    public double UncertainDelta;

    /// <summary>One more than the index of the one that may move it most; 0 without any.</summary>
    public long WorstMissing;

    /// <summary>
    /// Whether that option is an American one that is being prepared, and not one without a volatility: 1 or 0.
    /// </summary>
    public long IsUnprepared;

    /// <summary>
    /// Expiry, UTC nanoseconds since 1970, whose missing or stale forward keeps it from being hedged; 0 when the last
    /// quote found none.
    /// </summary>
    public long UnusableExpiry;

    /// <summary>
    /// Expiry, UTC nanoseconds since 1970, whose settlement average is not known, so that its options decay linearly; 0
    /// when there is none.
    /// </summary>
    public long LostAverage;
}

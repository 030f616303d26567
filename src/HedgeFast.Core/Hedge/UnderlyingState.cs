namespace HedgeFast.Core.Hedge;

/// <summary>What the loop knows of one underlying. Written by the loop alone.</summary>
public struct UnderlyingState
{
    /// <summary>
    /// Delta of its options at <see cref="Price"/>: exact if <see cref="IsValued"/>, else followed if
    /// <see cref="DeltaError"/> is above 0, else of an earlier quote. Units of the underlying; NaN before the first
    /// valuation.
    /// </summary>
    public double OptionDelta;

    /// <summary>
    /// Largest difference of a followed <see cref="OptionDelta"/> from the exact one, units of the underlying; 0 when
    /// it was not followed.
    /// </summary>
    public double DeltaError;

    /// <summary>Reference price of the last quote that was looked at, quote currency.</summary>
    public double Price;

    /// <summary>Stamp of the event that asks for the next decision.</summary>
    public long CauseNanos;

    /// <summary>A quote, or the end of one, came in an instrument of its and was not looked at yet.</summary>
    public bool HasNewQuote;

    /// <summary>
    /// The last quote that was looked at can be valued: its price is a price and no volatility is missing.
    /// </summary>
    public bool IsHedgeable;

    /// <summary><see cref="OptionDelta"/> is that at <see cref="Price"/>, from an exact revaluation.</summary>
    public bool IsValued;

    /// <summary>Price, position, orders or permissions changed since the last decision.</summary>
    public bool NeedsDecision;

    /// <summary>The last decision could not be acted on; the next timer asks again.</summary>
    public bool RetryOnTimer;

    /// <summary>A hedge has been complete at least once: from here on the hedged delta is measured.</summary>
    public bool HasBeenHedged;
}

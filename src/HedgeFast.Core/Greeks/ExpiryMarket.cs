namespace HedgeFast.Core.Greeks;

/// <summary>The market of one underlying as the options of one expiry need it, nothing missing.</summary>
/// <param name="TimeNanos">Valuation time, UTC nanoseconds since 1970.</param>
/// <param name="Years">Time to expiry, ACT/365; 0 when it has expired.</param>
/// <param name="Spot">Price of the underlying, quote currency.</param>
/// <param name="Forward">Forward of the expiry, quote currency.</param>
/// <param name="Rate">Continuous interest rate a year.</param>
/// <param name="Yield">Continuous yield a year; with it forward = spot * e^((rate - yield) years).</param>
public readonly record struct ExpiryMarket(long TimeNanos, double Years, double Spot, double Forward, double Rate, double Yield);

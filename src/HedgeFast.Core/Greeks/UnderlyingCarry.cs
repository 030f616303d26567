namespace HedgeFast.Core.Greeks;

/// <summary>What ages the options of one underlying.</summary>
/// <param name="Rate">Continuous interest rate a year, ACT/365; -2 to 2.</param>
/// <param name="Carry">Continuous carry (rate minus yield) a year: forward = price * e^(carry T); -2 to 2.</param>
/// <param name="TimeStepNanos">Time-dependent terms are computed again once the valuation time has moved by this many nanoseconds. Positive.</param>
public readonly record struct UnderlyingCarry(double Rate, double Carry, long TimeStepNanos);

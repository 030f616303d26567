using HedgeFast.Core.Greeks.Dividends;

namespace HedgeFast.Core.Greeks;

/// <summary>What ages the options of one underlying.</summary>
/// <param name="Rate">Continuous interest rate a year, ACT/365; -1 to 1.</param>
/// <param name="Carry">Continuous carry (rate minus yield) a year: forward = net price * e^(carry T); -1 to 1.</param>
/// <param name="TimeStepNanos">Time-dependent terms are computed again once the valuation time has moved by this many
/// nanoseconds. Positive.</param>
public readonly record struct UnderlyingCarry(double Rate, double Carry, long TimeStepNanos)
{
    /// <summary>Discrete dividends, which forwards are net of; null without any.</summary>
    public DividendSchedule? Dividends { get; init; }
}

using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Limits;

/// <summary>Profit of the current trading day.</summary>
/// <remarks>A day's profit begins at the last mark of the day before: the move of a night or a pause belongs to the day
/// that marks it first.</remarks>
/// <param name="zoneId">Time zone of the day, by its IANA name.</param>
internal sealed class DayProfit(string zoneId)
{
    private readonly TradingDay _day = new(zoneId);
    private double _sinceStart;
    private double _atDayStart;

    /// <summary>Start of the day, UTC nanoseconds since 1970; the smallest number before the first mark.</summary>
    public long StartNanos => _day.StartNanos;

    /// <summary>Profit since the day began, or since it was re-armed, quote currency; negative is a loss.</summary>
    public double Today { get; private set; }

    /// <summary>Whether the last mark was a finite number. While it was not, the day's loss is unknown.</summary>
    public bool IsKnown { get; private set; } = true;

    /// <summary>Resumes a day of an earlier process; ignored for a day that is known already, or for one
    /// before.</summary>
    /// <param name="dayStartNanos">Start of that day, UTC nanoseconds since 1970; a negative number is no day.</param>
    /// <param name="profit">Its profit then, quote currency.</param>
    public void Carry(long dayStartNanos, double profit)
    {
        if (!_day.Enter(dayStartNanos))
            return;
        _atDayStart = _sinceStart - profit;
        Today = profit;
    }

    /// <summary>Marks the profit since the start of the process.</summary>
    /// <param name="profitSinceStart">Quote currency. What is not finite leaves the profit as it was, and
    /// <see cref="IsKnown"/> false until the next finite mark.</param>
    /// <param name="utcNanos">Exchange time, UTC nanoseconds since 1970; says which day it is.</param>
    public void Mark(double profitSinceStart, long utcNanos)
    {
        if (_day.Enter(utcNanos))
            _atDayStart = _sinceStart;
        IsKnown = double.IsFinite(profitSinceStart);
        if (IsKnown)
            _sinceStart = profitSinceStart;
        Today = _sinceStart - _atDayStart;
    }

    /// <summary>Profit of the day at a mark that is not booked.</summary>
    public double At(double profitSinceStart) => profitSinceStart - _atDayStart;

    /// <summary>Starts the day's profit at zero again: an operator has re-armed.</summary>
    /// <param name="profitSinceStart">The profit of now; where it is not finite the last mark's.</param>
    public void Forgive(double profitSinceStart)
    {
        if (double.IsFinite(profitSinceStart))
            _sinceStart = profitSinceStart;
        _atDayStart = _sinceStart;
        Today = 0;
    }

    /// <summary>Adds everything that later answers depend on.</summary>
    public void AddTo(ref StateDigest digest)
    {
        digest.Add(StartNanos);
        digest.Add(IsKnown ? 1 : 0);
        digest.Add(_sinceStart);
        digest.Add(_atDayStart);
        digest.Add(Today);
    }
}

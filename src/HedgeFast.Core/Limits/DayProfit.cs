using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Limits;

/// <summary>
/// Profit of the day that it is, of profit since the start of the process. A day's profit begins at the last mark of
/// the day before, so that what a night or a pause brings belongs to the day that sees it first; a day that an earlier
/// process began is carried on.
/// </summary>
/// <param name="zoneId">The time zone whose day it is.</param>
internal sealed class DayProfit(string zoneId)
{
    private readonly TradingDay _day = new(zoneId);
    private double _sinceStart;
    private double _atDayStart;

    /// <summary>When the day began, UTC nanoseconds since 1970; before the first mark, the smallest number.</summary>
    public long StartNanos => _day.StartNanos;

    /// <summary>Profit since the day began, or since it was re-armed, quote currency; negative is a loss.</summary>
    public double Today { get; private set; }

    /// <summary>
    /// Whether the last mark was a finite number. While it is not, nobody knows what the day has lost.
    /// </summary>
    public bool IsKnown { get; private set; } = true;

    /// <summary>
    /// Goes on with a day of an earlier process. What belongs to a day that is known already, or to one before, is
    /// passed over.
    /// </summary>
    /// <param name="dayStartNanos">When that day began, UTC nanoseconds since 1970; what is negative is no day.</param>
    /// <param name="profit">Its profit then, quote currency.</param>
    public void Carry(long dayStartNanos, double profit)
    {
        if (!_day.Enter(dayStartNanos))
            return;
        _atDayStart = _sinceStart - profit;
        Today = profit;
    }

    /// <summary>Takes the profit since the start of the process.</summary>
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

    /// <summary>What the day would have made by a mark that is not taken.</summary>
    public double At(double profitSinceStart) => profitSinceStart - _atDayStart;

    /// <summary>A person has looked at the loss: it is counted anew from here.</summary>
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

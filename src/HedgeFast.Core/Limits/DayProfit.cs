using HedgeFast.Core.Journal;

namespace HedgeFast.Core.Limits;

/// <summary>Profit since the day began, of profit since the start; a day that an earlier process began is carried on.</summary>
internal sealed class DayProfit
{
    private double _sinceStart;
    private double _atDayStart;
    private double _carried;
    private long _carriedDayNanos = long.MinValue;

    /// <summary>Profit since the day began, or since it was re-armed, quote currency; negative is a loss.</summary>
    public double Today { get; private set; }

    /// <summary>An earlier process of the same day had made this much.</summary>
    /// <param name="dayStartNanos">When that day began, UTC nanoseconds since 1970.</param>
    /// <param name="profit">Its profit then, quote currency.</param>
    public void Carry(long dayStartNanos, double profit) => (_carriedDayNanos, _carried) = (dayStartNanos, profit);

    /// <summary>Takes the profit since the start of the process.</summary>
    /// <param name="profitSinceStart">Quote currency. What is no number leaves the profit as it was.</param>
    /// <param name="isNewDay">Whether this is the first mark of a day, at which the day begins.</param>
    /// <param name="dayStartNanos">When the day began, UTC nanoseconds since 1970.</param>
    public void Mark(double profitSinceStart, bool isNewDay, long dayStartNanos)
    {
        if (double.IsFinite(profitSinceStart))
            _sinceStart = profitSinceStart;
        if (isNewDay)
            _atDayStart = _sinceStart - (dayStartNanos == _carriedDayNanos ? _carried : 0);
        Today = _sinceStart - _atDayStart;
    }

    /// <summary>A person has looked at the loss: it is counted anew from here.</summary>
    public void Forgive()
    {
        _atDayStart += Today;
        Today = 0;
    }

    /// <summary>Adds everything that later answers depend on.</summary>
    public void AddTo(ref StateDigest digest)
    {
        digest.Add(_sinceStart);
        digest.Add(_atDayStart);
        digest.Add(_carried);
        digest.Add(_carriedDayNanos);
        digest.Add(Today);
    }
}

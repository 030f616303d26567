using HedgeFast.Core.Journal;

namespace HedgeFast.Core.Limits;

/// <summary>What trading has cost on the exchange's day.</summary>
internal struct DayCost
{
    private const long OneDayNanos = 86_400_000_000_000;

    private double _costAtDayStart;

    /// <summary>A day before every other.</summary>
    public DayCost()
    {
    }

    /// <summary>The day, since 1970.</summary>
    public long Day { get; private set; } = long.MinValue;

    /// <summary>What the day has cost.</summary>
    /// <param name="exchangeNanos">Exchange time, UTC nanoseconds; another day begins at 0.</param>
    /// <param name="costSinceStart">Spread and fees since the start of the process.</param>
    public double At(long exchangeNanos, double costSinceStart)
    {
        long day = exchangeNanos / OneDayNanos;
        if (day != Day)
            (Day, _costAtDayStart) = (day, costSinceStart);
        return Spent(costSinceStart);
    }

    /// <summary>What the day has cost, without looking whether it is another.</summary>
    public readonly double Spent(double costSinceStart) => costSinceStart - _costAtDayStart;

    /// <summary>The day's cost is counted anew from here.</summary>
    public void Forgive(double costSinceStart) => _costAtDayStart = costSinceStart;

    /// <summary>Goes on with a day of which so much was spent before this process began.</summary>
    public void Carry(long day, double spent) => (Day, _costAtDayStart) = (day, -spent);

    /// <summary>Adds everything that later answers depend on.</summary>
    public readonly void AddTo(ref StateDigest digest)
    {
        digest.Add(Day);
        digest.Add(_costAtDayStart);
    }
}

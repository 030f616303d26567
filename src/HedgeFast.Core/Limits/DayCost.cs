using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Limits;

/// <summary>What trading has cost on the day that it is.</summary>
/// <param name="zoneId">The time zone whose day it is.</param>
internal sealed class DayCost(string zoneId)
{
    private readonly TradingDay _day = new(zoneId);
    private double _costAtDayStart;

    /// <summary>
    /// When the day began, UTC nanoseconds since 1970; before any time was seen, the smallest number.
    /// </summary>
    public long StartNanos => _day.StartNanos;

    /// <summary>What the day has cost.</summary>
    /// <param name="exchangeNanos">Exchange time, UTC nanoseconds; another day begins at 0.</param>
    /// <param name="costSinceStart">Spread and fees since the start of the process.</param>
    public double At(long exchangeNanos, double costSinceStart)
    {
        if (_day.Enter(exchangeNanos))
            _costAtDayStart = costSinceStart;
        return Spent(costSinceStart);
    }

    /// <summary>What the day has cost, without looking whether it is another.</summary>
    public double Spent(double costSinceStart) => costSinceStart - _costAtDayStart;

    /// <summary>The day's cost is counted anew from here.</summary>
    public void Forgive(double costSinceStart) => _costAtDayStart = costSinceStart;

    /// <summary>Goes on with a day of which so much was spent before this process began.</summary>
    public void Carry(long startNanos, double spent)
    {
        _day.Enter(startNanos);
        _costAtDayStart = -spent;
    }

    /// <summary>Adds everything that later answers depend on.</summary>
    public void AddTo(ref StateDigest digest)
    {
        digest.Add(StartNanos);
        digest.Add(_costAtDayStart);
    }
}

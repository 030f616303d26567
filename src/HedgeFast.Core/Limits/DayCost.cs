using HedgeFast.Core.Telemetry;

namespace HedgeFast.Core.Limits;

/// <summary>Spread and fees of the current trading day.</summary>
/// <param name="zoneId">Time zone of the day, by its IANA name.</param>
internal sealed class DayCost(string zoneId)
{
    private readonly TradingDay _day = new(zoneId);
    private double _costAtDayStart;

    /// <summary>Start of the day, UTC nanoseconds since 1970; the smallest number before the first time.</summary>
    public long StartNanos => _day.StartNanos;

    /// <summary>Advances to a time, and gives the cost of its day.</summary>
    /// <param name="exchangeNanos">Exchange time, UTC nanoseconds; another day begins at 0.</param>
    /// <param name="costSinceStart">Spread and fees since the start of the process.</param>
    public double At(long exchangeNanos, double costSinceStart)
    {
        if (_day.Enter(exchangeNanos))
            _costAtDayStart = costSinceStart;
        return Spent(costSinceStart);
    }

    /// <summary>Cost of the current day.</summary>
    public double Spent(double costSinceStart) => costSinceStart - _costAtDayStart;

    /// <summary>Starts the day's cost at zero again.</summary>
    public void Forgive(double costSinceStart) => _costAtDayStart = costSinceStart;

    /// <summary>Resumes a day of the run before, with its cost so far.</summary>
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

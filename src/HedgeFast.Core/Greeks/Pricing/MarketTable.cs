using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Pricing;

/// <summary>
/// The market file, asked by underlying and expiry. An expiry's own row goes before the row for all expiries, field by
/// field. A forward that is given is used; otherwise it follows from the spot and carry.
/// </summary>
public sealed class MarketTable
{
    private static readonly MarketRow Nothing = new("", null, null, double.NaN, double.NaN, double.NaN, double.NaN);

    private readonly Dictionary<(string Underlying, long? Expiry), MarketRow> _rows = [];
    private readonly Dictionary<(string Underlying, long Expiry), (ExpiryMarket Market, string? Fault)> _found = [];

    private readonly IReadOnlyDictionary<string, DividendSchedule> _dividends;

    /// <summary>With the rows of a file.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="dividends">Discrete dividends by underlying; null without any.</param>
    public MarketTable(IReadOnlyList<MarketRow> rows, IReadOnlyDictionary<string, DividendSchedule>? dividends = null)
    {
        _dividends = dividends ?? new Dictionary<string, DividendSchedule>();
        foreach (MarketRow row in rows)
            _rows.TryAdd((row.Underlying, row.ExpiryNanos), row);
    }

    /// <summary>The market for an expiry, or why there is none. Not thread-safe.</summary>
    /// <param name="underlying">Name of the underlying.</param>
    /// <param name="expiryNanos">Expiry, UTC nanoseconds since 1970.</param>
    /// <param name="market">The market, when the answer is null.</param>
    public string? Find(string underlying, long expiryNanos, out ExpiryMarket market)
    {
        if (!_found.TryGetValue((underlying, expiryNanos), out (ExpiryMarket Market, string? Fault) found))
        {
            found.Fault = Resolve(underlying, expiryNanos, out found.Market);
            _found.Add((underlying, expiryNanos), found);
        }

        market = found.Market;
        return found.Fault;
    }

    private string? Resolve(string underlying, long expiryNanos, out ExpiryMarket market)
    {
        market = default;
        MarketRow? own = _rows.GetValueOrDefault((underlying, expiryNanos));
        MarketRow? general = _rows.GetValueOrDefault((underlying, null));
        if (own is null && general is null)
            return "has no row in the market file, neither for the expiry nor for all expiries";

        own ??= Nothing;
        general ??= Nothing;
        if ((own.TimeNanos ?? general.TimeNanos) is not { } time)
            return "has no time in the market file";

        double years = Math.Max(0, DayCount.Years(expiryNanos - time));
        double rate = Or(Or(own.Rate, general.Rate), 0);
        double yield = Or(own.DividendYield, general.DividendYield);
        double spot = Or(own.Spot, general.Spot);
        double forward = Or(own.Forward, general.Forward);
        if (double.IsNaN(forward) && double.IsNaN(spot))
            return "has neither forward nor spot in the market file";

        if (_dividends.TryGetValue(underlying, out DividendSchedule? dividends) && years > 0)
        {
            market = WithDividends(time, years, spot, forward, rate, Or(yield, 0), dividends);
            return null;
        }

        bool hasBoth = !double.IsNaN(forward) && !double.IsNaN(spot);
        if (hasBoth && spot > 0 && forward > 0 && years > 0)
            yield = rate - (Elementary.Log(forward / spot) / years);
        else
            yield = Or(yield, 0);
        double growth = hasBoth ? 1 : Elementary.Exp((rate - yield) * years);
        market = new ExpiryMarket(time, years, Or(spot, forward / growth), Or(forward, spot * growth), rate, yield);
        return null;
    }

    // Where both prices are given the yield is the one with which the spot net of dividends grows into the forward: a
    // fixed point, because the dividends are discounted with it too.
    private static ExpiryMarket WithDividends(
        long time, double years, double spot, double forward, double rate, double yield, DividendSchedule dividends)
    {
        const int turns = 50;
        bool hasForward = !double.IsNaN(forward), hasSpot = !double.IsNaN(spot);
        double carry = rate - yield;
        if (!hasSpot)
            spot = (forward * Elementary.Exp(-carry * years)) + dividends.PresentValue(time, years, carry);
        ExpiryMarket market = ExpiryMarket.Of(time, years, spot, rate, carry, dividends);
        if (!hasForward)
            return market;
        for (int turn = 0; turn < turns && hasSpot && market.NetSpot > 0 && forward > 0; turn++)
        {
            double next = Elementary.Log(forward / market.NetSpot) / years;
            bool isSettled = Math.Abs(next - carry) <= 1e-15;
            carry = next;
            market = ExpiryMarket.Of(time, years, spot, rate, carry, dividends);
            if (isSettled)
                break;
        }

        return market with { Forward = forward };
    }

    private static double Or(double value, double other) => double.IsNaN(value) ? other : value;
}

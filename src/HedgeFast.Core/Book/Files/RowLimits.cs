using System.Globalization;

namespace HedgeFast.Core.Book.Files;

/// <summary>
/// The range of every number in a book row. The bounds keep each product of a, b, w and a price finite, so that no
/// arithmetic on a legal book overflows.
/// </summary>
public static class RowLimits
{
    /// <summary>Smallest and largest volatility of a lognormal model: 0.1 % to 2,000 % a year.</summary>
    public const double VolatilityMin = 0.001, VolatilityMax = 20;

    /// <summary>Smallest and largest volatility of Bachelier's model, price units a year.</summary>
    public const double NormalVolatilityMin = 1e-9, NormalVolatilityMax = 1e9;

    /// <summary>Largest magnitude of a strike, and the smallest strike of a lognormal model.</summary>
    public const double StrikeMax = 1e12, StrikeMin = 1e-12;

    /// <summary>Largest magnitude of a quantity.</summary>
    public const double QuantityMax = 1e12;

    /// <summary>Largest multiplier, and the smallest.</summary>
    public const double MultiplierMax = 1e9, MultiplierMin = 1e-12;

    /// <summary>Largest magnitude of a price in a market file.</summary>
    public const double PriceMax = 1e15;

    /// <summary>
    /// Largest magnitude of a parameter of an SVI smile, and its smallest total variance: within them no rounding makes
    /// a variance negative or infinite.
    /// </summary>
    public const double SviMax = 100, SviVarianceMin = 1e-10;

    /// <summary>
    /// Largest magnitude of a rate or yield a year: over the two centuries that expiries span no exponential overflows
    /// then.
    /// </summary>
    public const double RateMax = 1;

    /// <summary>1971-01-01 and 2200-01-01, UTC nanoseconds: a time in seconds or microseconds falls outside.</summary>
    public const long TimeMin = 31_536_000_000_000_000, TimeMax = 7_258_118_400_000_000_000;

    /// <summary>
    /// The first value that is out of range, or null. Comparisons are written so that NaN fails them, except that a
    /// volatility may be none.
    /// </summary>
    public static (string Column, string Reason)? Find(OptionRow row) =>
        Strike(row.Strike, row.Model) is { } strike ? ("strike", strike)
        : Time(row.ExpiryNanos) is { } expiry ? ("expiry", expiry)
        : Model(row.Settlement, row.Model) is { } model ? ("model", model)
        : Quantity(row.Quantity) is { } quantity ? ("quantity", quantity)
        : Multiplier(row.Multiplier) is { } multiplier ? ("multiplier", multiplier)
        : !double.IsNaN(row.Volatility) && Volatility(row.Volatility, row.Model) is { } volatility ? ("iv", volatility)
        : null;

    /// <summary>What is wrong with a strike, or null.</summary>
    public static string? Strike(double strike, OptionModel model) => model == OptionModel.Bachelier
        ? Within(strike, -StrikeMax, StrikeMax) ? null : Range(-StrikeMax, StrikeMax, "in quote currency")
        : Within(strike, StrikeMin, StrikeMax)
            ? null
            : Range(StrikeMin, StrikeMax, "in quote currency (only bachelier allows zero and negative strikes)");

    /// <summary>What is wrong with a time, UTC nanoseconds since 1970, or null.</summary>
    public static string? Time(long nanos) =>
        nanos is >= TimeMin and < TimeMax
            ? null
            : "must be a time from 1971 to 2199 (a whole number counts milliseconds)";

    /// <summary>What is wrong with a model for a settlement, or null.</summary>
    public static string? Model(SettlementKind settlement, OptionModel model) =>
        settlement != SettlementKind.Inverse || model is OptionModel.Black76 or OptionModel.Bsm or 0 ? null
        : model == OptionModel.Bachelier
            ? "cannot be bachelier for an inverse option, which divides by the price: use black76"
        : "cannot be american for an inverse option: no exchange lists them";

    /// <summary>What is wrong with a quantity, or null.</summary>
    public static string? Quantity(double quantity) =>
        Within(quantity, -QuantityMax, QuantityMax) ? null : Range(-QuantityMax, QuantityMax, "contracts");

    /// <summary>What is wrong with a multiplier, or null.</summary>
    public static string? Multiplier(double multiplier) =>
        Within(multiplier, MultiplierMin, MultiplierMax)
            ? null
            : Range(MultiplierMin, MultiplierMax, "units of the underlying");

    /// <summary>What is wrong with a volatility, or null; NaN is wrong.</summary>
    public static string? Volatility(double volatility, OptionModel model) => model == OptionModel.Bachelier
        ? Within(volatility, NormalVolatilityMin, NormalVolatilityMax)
            ? null
            : Range(NormalVolatilityMin, NormalVolatilityMax, "price units a year")
        : Within(volatility, VolatilityMin, VolatilityMax)
            ? null
            : Range(VolatilityMin, VolatilityMax, "a year, as a fraction");

    /// <summary>
    /// What is wrong with the parameters of an SVI smile, or null: the variance must be positive everywhere, and no
    /// wing steeper than 2 (Lee, 2004).
    /// </summary>
    public static string? Svi(double a, double b, double rho, double m, double sigma)
    {
        if (!(b >= 0)
            || !(Math.Abs(rho) < 1)
            || !(sigma > 0)
            || !(Math.Abs(a) <= SviMax && Math.Abs(m) <= SviMax && sigma <= SviMax))
        {
            return "SVI needs svi_b of at least 0, svi_rho between -1 and 1, a positive svi_sigma, and no parameter "
                + "beyond 100";
        }

        if (!(a + (b * sigma * Math.Sqrt(1 - (rho * rho))) >= SviVarianceMin))
        {
            return "SVI variance is not positive everywhere: svi_a + svi_b svi_sigma sqrt(1 - svi_rho^2) must be at "
                + "least 1e-10";
        }

        return b * (1 + Math.Abs(rho)) <= 2 ? null : "SVI wings are too steep: svi_b (1 + |svi_rho|) must be at most 2";
    }

    private static bool Within(double value, double min, double max) => value >= min && value <= max;

    /// <summary>The words for a range.</summary>
    public static string Range(double min, double max, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"must be from {min} to {max} {unit}");
}

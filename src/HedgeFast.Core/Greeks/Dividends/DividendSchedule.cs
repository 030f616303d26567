using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Core.Greeks.Dividends;

/// <summary>The dividends of an underlying, for pricing.</summary>
/// <remarks>
/// A dividend counts for an option while its ex date lies after the valuation time and at or before the expiry.
/// <para>Forward: F = (S - D) e^(bT), D = sum of amount * e^(-b t), b the carry (rate less yield): a share held until
/// the ex date t has grown by its yield, and the amount is discounted by the rate.</para>
/// </remarks>
public sealed class DividendSchedule
{
    private readonly Dividend[] _dividends;

    /// <summary>With the dividends of a rule.</summary>
    /// <exception cref="ArgumentException"><see cref="Fault"/> has an answer.</exception>
    public DividendSchedule(DividendRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        if (Fault(rule.Given) is { } fault)
            throw new ArgumentException(fault);
        _dividends = [.. rule.Given];
        Model = rule.Model;
    }

    /// <summary>Model of the price around the dividends.</summary>
    public DividendModel Model { get; }

    /// <summary>The dividends, by rising ex date.</summary>
    public ReadOnlySpan<Dividend> All => _dividends;

    /// <summary>The schedule of a rule; null for a rule without dividends.</summary>
    /// <param name="rule">The rule, or null.</param>
    public static DividendSchedule? Of(DividendRule? rule) =>
        rule is { Given.Count: > 0 } ? new DividendSchedule(rule) : null;

    /// <summary>Fault of some dividends, or null: too many, not rising, or an amount out of range.</summary>
    public static string? Fault(IReadOnlyList<Dividend> dividends)
    {
        if (dividends.Count > RowLimits.DividendsMax)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"there are more than {RowLimits.DividendsMax} dividends");
        }

        for (int i = 0; i < dividends.Count; i++)
        {
            if (!(dividends[i].Amount > 0 && dividends[i].Amount <= RowLimits.DividendAmountMax))
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"an amount must be above 0 and at most {RowLimits.DividendAmountMax}");
            }

            if (i > 0 && dividends[i].ExNanos <= dividends[i - 1].ExNanos)
                return "ex dates must rise, each once";
        }

        return null;
    }

    /// <summary>Reason, behind a symbol, why options cannot be valued with dividends; null where they can.</summary>
    /// <param name="kind">Kind of the model.</param>
    /// <param name="isInverse">Whether one is settled in coin.</param>
    /// <param name="isAveraged">Whether they settle on an average.</param>
    /// <param name="convention">Which delta is wanted.</param>
    public static string? Unsupported(ExpiryKind kind, bool isInverse, bool isAveraged, DeltaConvention convention) =>
        kind == ExpiryKind.Normal ? "is a bachelier option, which cannot be valued with dividends"
        : isInverse ? "is inverse (settled in coin), which cannot be valued with dividends"
        : isAveraged ? "is settled on an average, which cannot be valued with dividends"
        : convention == DeltaConvention.NetTransaction
            ? "has no net transaction delta on an underlying with dividends; use forward, spot or futures"
        : null;

    /// <summary>Whether a dividend lies after a time and at or before an expiry.</summary>
    /// <param name="timeNanos">Valuation time, UTC nanoseconds since 1970.</param>
    /// <param name="years">Years to the expiry, ACT/365.</param>
    public bool HasAny(long timeNanos, double years)
    {
        foreach (Dividend dividend in _dividends)
        {
            if (dividend.ExNanos > timeNanos)
                return DayCount.Years(dividend.ExNanos - timeNanos) <= years;
        }

        return false;
    }

    /// <summary>D: present value of the dividends after a time and until an expiry, quote currency.</summary>
    /// <param name="timeNanos">Valuation time, UTC nanoseconds since 1970.</param>
    /// <param name="years">Years to the expiry, ACT/365.</param>
    /// <param name="carry">b, continuous carry a year.</param>
    public double PresentValue(long timeNanos, double years, double carry)
    {
        double sum = 0;
        foreach (Dividend dividend in _dividends)
        {
            if (dividend.ExNanos <= timeNanos)
                continue;
            double t = DayCount.Years(dividend.ExNanos - timeNanos);
            if (t > years)
                break;
            sum += dividend.Amount * Elementary.Exp(-carry * t);
        }

        return sum;
    }

    /// <summary>
    /// Sum of the amounts whose ex dates lie after one time and at or before another, quote currency.
    /// </summary>
    /// <param name="afterNanos">The one, UTC nanoseconds since 1970.</param>
    /// <param name="untilNanos">The other.</param>
    public double PaidBetween(long afterNanos, long untilNanos)
    {
        double sum = 0;
        foreach (Dividend dividend in _dividends)
        {
            if (dividend.ExNanos > afterNanos && dividend.ExNanos <= untilNanos)
                sum += dividend.Amount;
        }

        return sum;
    }

    /// <summary>ln of the forward of an expiry.</summary>
    /// <param name="dividends">The dividends, or null.</param>
    /// <param name="price">Price of the underlying, quote currency.</param>
    /// <param name="logRatio">Carry until expiry: ln of the forward over the price net of dividends.</param>
    /// <param name="timeNanos">Valuation time, UTC nanoseconds since 1970.</param>
    /// <param name="years">Years to the expiry.</param>
    internal static double LogForward(
        DividendSchedule? dividends, double price, double logRatio, long timeNanos, double years) =>
        Elementary.Log(price - (dividends?.PresentValue(timeNanos, years, logRatio / years) ?? 0)) + logRatio;

    /// <summary>The interval around a time without an ex date: from the last one on, before the next.</summary>
    /// <param name="timeNanos">UTC nanoseconds since 1970.</param>
    public (long FromNanos, long BeforeNanos) Around(long timeNanos)
    {
        long from = long.MinValue;
        foreach (Dividend dividend in _dividends)
        {
            if (dividend.ExNanos > timeNanos)
                return (from, dividend.ExNanos);
            from = dividend.ExNanos;
        }

        return (from, long.MaxValue);
    }
}

/// <summary>Discrete dividends of one underlying, and the model of its price around them.</summary>
public sealed record DividendRule
{
    /// <summary>Escrowed or piecewise lognormal.</summary>
    public DividendModel Model { get; init; }

    /// <summary>The dividends, by rising ex date.</summary>
    public IReadOnlyList<Dividend> Given { get; init; } = [];
}

/// <summary>A dividend of an underlying.</summary>
/// <param name="ExNanos">Ex date, UTC nanoseconds since 1970: from then on the price is without the dividend.</param>
/// <param name="Amount">Amount a unit of the underlying, quote currency. Positive.</param>
public readonly record struct Dividend(long ExNanos, double Amount);

/// <summary>Model of an underlying's price around its discrete dividends.</summary>
public enum DividendModel : byte
{
    /// <summary>The price less the dividends due until expiry is lognormal; the volatility is that of the
    /// difference.</summary>
    Escrowed = 0,

    /// <summary>The price is lognormal between ex dates and falls by the amount at each.</summary>
    PiecewiseLognormal = 1,
}

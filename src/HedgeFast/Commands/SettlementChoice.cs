using System.Globalization;
using HedgeFast.Config;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Commands;

/// <summary>
/// Values options on an average as asked for: else as configured for the underlying, else exactly where its average is
/// given, else linearly.
/// </summary>
internal sealed class SettlementChoice
{
    /// <summary>How an average is written.</summary>
    public const string Form = "UNDERLYING:EXPIRY=PRICE, as in BTC:2024-08-30T08:00:00Z=61000";

    private readonly SettlementDelta? _asked;
    private readonly Dictionary<string, SettlementDelta> _configured;
    private readonly Dictionary<(string Underlying, long ExpiryNanos), double> _averages = [];
    private readonly Dictionary<(string Underlying, long ExpiryNanos), string> _texts = [];

    /// <summary>With what was asked for.</summary>
    /// <param name="asked">Of every underlying; null leaves it to the configuration.</param>
    /// <param name="config">The configuration; null without one.</param>
    /// <param name="averages">Averages so far, each as <see cref="Form"/>; the last of an expiry counts.</param>
    public SettlementChoice(SettlementDelta? asked, ResolvedConfig? config, IEnumerable<string> averages)
    {
        _asked = asked;
        _configured = config?.Settings.Underlyings.ToDictionary(
            u => u.Name, u => u.SettlementDelta, StringComparer.Ordinal) ?? [];
        foreach (string text in averages)
        {
            if (Parse(text) is var (underlying, expiry, price))
                (_averages[(underlying, expiry)], _texts[(underlying, expiry)]) = (price, text);
        }
    }

    /// <summary>Reads an average; null when it is not <see cref="Form"/>.</summary>
    public static (string Underlying, long ExpiryNanos, double Price)? Parse(string text)
    {
        int equals = text.LastIndexOf('='), colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || equals <= colon)
            return null;
        if (!UtcTime.TryParse(text.AsSpan(colon + 1, equals - colon - 1), out long expiry))
            return null;
        ReadOnlySpan<char> number = text.AsSpan(equals + 1);
        bool isPrice = double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double price);
        return isPrice && Math.Abs(price) <= RowLimits.PriceMax ? (text[..colon], expiry, price) : null;
    }

    /// <summary>Refuses an average that no option settles on: it was meant for one, which would be valued without.
    /// </summary>
    /// <param name="rows">The book.</param>
    /// <exception cref="StartFailure">There is such an average.</exception>
    public void RefuseUnused(IReadOnlyList<OptionRow> rows)
    {
        HashSet<(string, long)> settled =
            [.. rows.Where(row => row.AveragingNanos > 0).Select(row => (row.Underlying, row.ExpiryNanos))];
        foreach ((string underlying, long expiryNanos) in _averages.Keys)
        {
            if (!settled.Contains((underlying, expiryNanos)))
            {
                throw new StartFailure($"--average {_texts[(underlying, expiryNanos)]}: no option of the book settles "
                    + "on that average");
            }
        }
    }

    /// <summary>The terms of an option with its average; what does not fit is a fault in words.</summary>
    /// <param name="row">Its row.</param>
    /// <param name="terms">Its terms.</param>
    /// <returns>What is wrong; null when nothing is.</returns>
    public string? Complete(OptionRow row, ref OptionTerms terms)
    {
        if (row.AveragingNanos == 0)
            return null;
        bool isGiven = _averages.TryGetValue((row.Underlying, row.ExpiryNanos), out double average);
        SettlementDelta delta =
            _asked ?? (isGiven ? SettlementDelta.Exact : _configured.GetValueOrDefault(row.Underlying));
        bool isWithin = terms.OpenFraction is > 0 and < 1;
        if (delta == SettlementDelta.Linear)
            return isGiven ? "has an --average, which --settlement-delta linear does not use" : null;
        if (isWithin && !isGiven)
            return "is within its averaging window: the exact delta needs the average so far, --average";
        if (isGiven && terms.OpenFraction == 1)
            return "has an --average, but its averaging window has not begun";
        if (isGiven && average <= 0 && OptionPricer.IsLognormal(row.Model))
            return "has an --average that is not positive, which only bachelier can take";
        double spot = terms.Market.Spot, apart = SettlementAverage.GivenFractionMax * spot;
        if (isGiven && Math.Abs(average - spot) > apart && OptionPricer.IsLognormal(row.Model))
            return "has an --average that is further than a tenth from the price";
        terms = terms with { SettlementDelta = delta, AverageSoFar = isGiven && isWithin ? average : double.NaN };
        return null;
    }
}

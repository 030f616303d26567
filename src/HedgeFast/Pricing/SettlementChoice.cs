using System.Globalization;
using HedgeFast.Config;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks.Averages;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Shell;

namespace HedgeFast.Pricing;

/// <summary>Chooses the valuation of options that settle on an average, and holds the averages so far.</summary>
/// <remarks>
/// As requested; else as configured for the underlying; else exact where the average is given and linear elsewhere.
/// </remarks>
internal sealed class SettlementChoice
{
    /// <summary>The accepted form of an average, for error messages.</summary>
    public const string Form = "UNDERLYING:EXPIRY=PRICE, as in BTC:2024-08-30T08:00:00Z=61000";

    private readonly SettlementDelta? _asked;
    private readonly Dictionary<string, SettlementDelta> _configured;
    private readonly Dictionary<(string Underlying, long ExpiryNanos), double> _averages = [];
    private readonly Dictionary<(string Underlying, long ExpiryNanos), string> _texts = [];

    /// <summary>Makes a choice of options and configuration.</summary>
    /// <param name="asked">The requested valuation of every underlying; null leaves the configured one.</param>
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

    /// <summary>Reads an average; null for a text in another form than <see cref="Form"/>.</summary>
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

    /// <summary>Refuses an average on which no option of the book settles.</summary>
    /// <remarks>The option that was meant would be valued without its average.</remarks>
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

    /// <summary>Completes the terms of an option with its average.</summary>
    /// <param name="row">The option's row.</param>
    /// <param name="terms">The option's terms.</param>
    /// <returns>The fault in words; null without one.</returns>
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

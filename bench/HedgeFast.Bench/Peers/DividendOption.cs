using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Bench.Peers;

/// <summary>One option on a stock with dividends, as both sides of a comparison take it.</summary>
/// <param name="Terms">The option, for ours.</param>
/// <param name="Line">The same as a line of text, for QuantLib.</param>
public readonly record struct DividendOption(OptionTerms Terms, string Line)
{
    private const long Now = 1_768_435_200_000_000_000; // 2026-01-15
    private const long Day = 86_400L * 1_000_000_000;

    /// <summary>Seeded options of a desk's range; three American for each European one, both models in turn.</summary>
    /// <remarks>
    /// To a year, volatility 15 to 60 %, rates to 6 %, one to four dividends of up to 2 % of the price each.
    /// </remarks>
    /// <param name="count">How many.</param>
    /// <param name="seed">Seed of the random numbers.</param>
    public static IReadOnlyList<DividendOption> Draw(int count, int seed)
    {
        Random random = new(seed);
        List<DividendOption> options = [];
        for (int i = 0; i < count; i++)
        {
            double spot = 50 + (150 * random.NextDouble()), strike = spot * (0.7 + (0.65 * random.NextDouble()));
            double rate = 0.06 * random.NextDouble(), volatility = 0.15 + (0.45 * random.NextDouble());
            double yield = random.Next(3) == 0 ? 0.03 * random.NextDouble() : 0;
            int sign = random.Next(2) == 0 ? 1 : -1, days = random.Next(10, 366), dividends = random.Next(1, 5);
            int[] ex = [.. Enumerable.Range(0, dividends).Select(_ => random.Next(1, days)).Distinct().Order()];
            double[] amounts = [.. ex.Select(_ => spot * (0.002 + (0.018 * random.NextDouble())))];
            string head = string.Create(
                CultureInfo.InvariantCulture,
                $"{i % 2} {(i / 2 % 4 == 0 ? 0 : 1)} {sign} {spot:F4} {strike:F4} {rate:F5} {yield:F5} "
                + $"{volatility:F4} {days} {ex.Length}");
            options.Add(Parse(head + string.Concat(ex.Select((day, k) =>
                string.Create(CultureInfo.InvariantCulture, $" {day} {amounts[k]:F4}")))));
        }

        return options;
    }

    /// <summary>Reads an option from its line; what follows the dividends is passed over.</summary>
    public static DividendOption Parse(string line)
    {
        double[] n =
        [
            .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => double.Parse(
                text, CultureInfo.InvariantCulture)),
        ];
        DividendRule rule = new()
        {
            Model = n[0] == 0 ? DividendModel.PiecewiseLognormal : DividendModel.Escrowed,
            Given =
            [
                .. Enumerable.Range(0, (int)n[9]).Select(i => new Dividend(
                    Now + ((long)n[10 + (2 * i)] * Day), n[11 + (2 * i)])),
            ],
        };
        OptionTerms terms = new()
        {
            Type = n[2] > 0 ? OptionType.Call : OptionType.Put,
            Model = n[1] == 0 ? OptionModel.Bsm : OptionModel.BsmAmerican,
            Settlement = SettlementKind.Linear,
            Strike = n[4],
            Volatility = n[7],
            Market = ExpiryMarket.Of(Now, n[8] / 365, n[3], n[5], n[5] - n[6], new DividendSchedule(rule)),
        };
        return new DividendOption(terms, line);
    }
}

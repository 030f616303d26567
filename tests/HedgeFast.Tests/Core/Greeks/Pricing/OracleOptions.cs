using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Tests.Core.Greeks.Pricing;

/// <summary>
/// Seeded random options for comparison with other programs, over what a desk could ever hold: 1 second to 30 years,
/// volatility .1 to 500 %, to 30 deviations and K/F to 1,000, rates -5 to 20 %, yields to 30 %, forward and strike
/// equal, negative forwards (Bachelier).
/// </summary>
internal static class OracleOptions
{
    public const int Seed = 20_261_201;
    public const int EuropeanCount = 20_000;
    public const double SecondYears = 1.0 / 31_536_000;

    private const double RatioMax = 1_000;

    public static readonly string[] Names = ["bsm", "black76", "inverse", "bachelier"];

    /// <summary>As many of each of the four models in turn.</summary>
    public static OptionTerms[] European()
    {
        Random random = new(Seed);
        return [.. Enumerable.Range(0, EuropeanCount).Select(i => Draw(random, i % 4))];
    }

    /// <summary>The name of an option's model in the tables.</summary>
    public static int NameOf(in OptionTerms o) =>
        o.Model == OptionModel.Bachelier ? 3
        : o.Settlement == SettlementKind.Inverse ? 2
        : o.Model == OptionModel.Black76 ? 1
        : 0;

    /// <summary>
    /// American options whose boundary every program finds: a month to 3 years, volatility 8 to 100 %, rates and yields
    /// of .2 to 15 %, to two deviations.
    /// </summary>
    public static OptionTerms[] American(int count)
    {
        Random random = new(Seed);
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                double volatility = Within(random, 0.08, 1), years = Within(random, 0.01, 3);
                double strike = 100 * Math.Exp(Within(random, -2, 2) * volatility * Math.Sqrt(years));
                double rate = Within(random, 0.002, 0.15), yield = Within(random, 0.002, 0.15);
                return Options.Spot(i % 2 == 0, 100, strike, years, volatility, rate, yield, OptionModel.BsmAmerican);
            }),
        ];
    }

    /// <summary>
    /// The delta that the model's market trades: spot, futures, or the exchange's forward delta for inverse.
    /// </summary>
    public static double DeltaOf(in OptionTerms o, OptionValue value) => NameOf(o) switch
    {
        0 => value.SpotDelta,
        2 => value.ForwardDelta,
        _ => value.FuturesDelta,
    };

    /// <summary>sigma sqrt T.</summary>
    public static double DeviationOf(in OptionTerms o) => o.Volatility * Math.Sqrt(o.Market.Years);

    /// <summary>
    /// The money that the price's roundings are those of: the greater of forward, strike and (Bachelier) deviation,
    /// discounted where that raises it.
    /// </summary>
    public static double ScaleOf(in OptionTerms o)
    {
        double most = Math.Max(Math.Abs(o.Market.Forward), Math.Abs(o.Strike));
        double discount = Math.Max(1, Math.Exp(-o.Market.Rate * o.Market.Years));
        return NameOf(o) switch
        {
            2 => most / o.Market.Forward,
            3 => (most + DeviationOf(o)) * discount,
            _ => most * discount,
        };
    }

    private static OptionTerms Draw(Random random, int kind)
    {
        double years = Math.Exp(Within(random, Math.Log(SecondYears), Math.Log(30)));
        double volatility = Math.Exp(Within(random, Math.Log(0.001), Math.Log(5)));
        double rate = Within(random, -0.05, 0.2), yield = Within(random, 0, 0.3);
        double deviations = random.Next(8) switch
        {
            0 => 0,
            <= 3 => Within(random, -3, 3),
            <= 6 => Within(random, -30, 30),
            _ => double.NaN,
        };
        bool isCall = random.Next(2) == 0;
        if (kind == 3)
        {
            double forward = Within(random, -200, 200), units = 100 * volatility;
            double away = double.IsNaN(deviations) ? Within(random, -30, 30) : deviations;
            double far = forward + (away * units * Math.Sqrt(years));
            return Options.Make(isCall, OptionModel.Bachelier, forward, far, years, units, rate);
        }

        double price = Math.Exp(Within(random, Math.Log(0.01), Math.Log(100_000)));
        OptionTerms o = Options.Spot(isCall, price, price, years, volatility, rate, yield);
        double limit = Math.Log(RatioMax);
        double distance = double.IsNaN(deviations) ? Within(random, -limit, limit) : deviations * DeviationOf(o);
        double forwardPrice = o.Market.Forward, strike = forwardPrice * Math.Exp(Math.Clamp(distance, -limit, limit));
        return kind switch
        {
            0 => o with { Strike = strike },
            1 => Options.Make(isCall, OptionModel.Black76, forwardPrice, strike, years, volatility, rate),
            _ => Options.Make(isCall, OptionModel.Black76, forwardPrice, strike, years, volatility) with
            {
                Settlement = SettlementKind.Inverse,
            },
        };
    }

    private static double Within(Random random, double low, double high) => low + ((high - low) * random.NextDouble());
}

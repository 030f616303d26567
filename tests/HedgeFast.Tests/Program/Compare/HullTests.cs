using HedgeFast.Compare;
using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Hedge;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Compare;

/// <summary>
/// The weekly hedge of Hull, Options, Futures and Other Derivatives, chapter 19: short 100,000 calls of a share.
/// </summary>
/// <remarks>
/// The engine itself runs on the inline schedule over the printed paths. A lot is 100 shares, so that the nearest whole
/// lot is the book's delta to three decimals.
/// </remarks>
public sealed class HullTests
{
    private const int Weeks = 20;
    private const double Rate = 0.05;

    // The book's year has 52 weeks; the engine's has 365 days.
    private static readonly double WeekNanos = 365.0 / 52 * 86_400e9;

    public static TheoryData<double[], int[], double> Tables => new()
    {
        {
            [
                49, 48.12, 47.37, 50.25, 51.75, 53.12, 53, 51.87, 51.38, 53, 49.88, 48.5, 49.88, 50.37, 52.13, 51.88,
                52.87, 54.87, 54.62, 55.87, 57.25,
            ],
            [
                52200, -6400, -5800, 19600, 9700, 8100, -300, -6500, -3200, 11300, -23700, -13700, 12900, 4900, 17700,
                -900, 10600, 11300, 1200, 1000, 0,
            ],
            5_263.3
        },
        {
            [
                49, 49.75, 52, 50, 48.38, 48.25, 48.75, 49.63, 48.25, 48.25, 51.12, 51.5, 49.88, 49.88, 48.75, 47.5, 48,
                46.25, 48.13, 46.63, 48.12,
            ],
            [
                52200, 4600, 13700, -12600, -12000, -1600, 3200, 6500, -12000, -1000, 24800, 3400, -15000, -400, -13800,
                -16400, 2500, -19900, 12100, -17600, -700,
            ],
            256.6
        },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void Hull_s_printed_hedge_table_is_reproduced(double[] path, int[] sharesBought, double finalCost)
    {
        var engine = new InlineEngine(Settings(), Book(), new MatchingBook());
        var bought = new List<int>();
        double cumulative = 0;
        for (int week = 0; week <= Weeks; week++)
        {
            long before = engine.Loop.Ledger.FilledLots(0);
            long cents = (long)Math.Round(100 * path[week]);
            engine.Quote(new TapeQuote(At(week), At(week), cents - 1, 1_000_000, cents + 1, 1_000_000));
            int shares = (int)(100 * (engine.Loop.Ledger.FilledLots(0) - before));
            bought.Add(shares);

            // Cost and interest in thousands, to one decimal, as printed.
            double interest = week == 0 ? 0 : Math.Round(cumulative * (Math.Exp(Rate / 52) - 1), 1);
            cumulative = Math.Round(cumulative + interest + Math.Round(shares * path[week] / 1000, 1), 1);
        }

        Assert.Equal(sharesBought, bought);
        Assert.Equal(finalCost, cumulative, 0.3);
    }

    [Fact]
    public void Price_and_delta_at_the_start_are_Hull_s()
    {
        (double price, double delta) = BlackScholes(49, 50, 20.0 / 52);
        Assert.Equal(2.4005273, price, 5e-8);
        Assert.Equal(0.5216, delta, 5e-5);
    }

    /// <summary>The deviation of the final gain when hedged N times is sqrt(pi / 4N) vega sigma.</summary>
    /// <remarks>
    /// Derman and Kamal 1999; Boyle and Emanuel 1980. A one-month option at the money is hedged each trading day by the
    /// engine on random paths.
    /// </remarks>
    [Fact]
    public void The_error_of_hedging_at_intervals_is_that_of_Derman_and_Kamal()
    {
        const int seed = 1980, paths = 1_500, steps = 21;
        const double years = 1.0 / 12, volatility = 0.2;
        (double price, double delta) = BlackScholes(100, 100, years);
        Assert.Equal(2.5120671, price, 5e-8);
        double vega = 100 * Math.Sqrt(years) * Math.Exp(-0.5 * d1() * d1()) / Math.Sqrt(2 * Math.PI);
        double law = Math.Sqrt(Math.PI / (4 * steps)) * vega * volatility;
        Assert.Equal(0.443168, law, 5e-7);

        // A drift of the rate makes the final gains comparable without discounting them along the way: all cash is
        // carried to the end.
        long span = (long)(years * 365 * 86_400e9);
        HedgeSettings settings = Settings();
        settings = settings with
        {
            Instruments = [settings.Instruments[0] with { ContractSize = 0.001, TickDecimals = 4 }],
            Underlyings =
            [
                settings.Underlyings[0] with
                {
                    Policy = new PolicySettings { Kind = PolicyKind.Timed, IntervalNanos = span / steps / 2 },
                },
            ],
        };
        OptionBook book = OptionBook.Create(
            [
                new OptionRow(
                    "C", "XYZ", OptionType.Call, 100, LoopRig.ExchangeStart + span, SettlementKind.Linear,
                    OptionModel.Black76, -1, 1, volatility),
            ], ["XYZ"]);
        var random = new Random(seed);
        double sum = 0, squares = 0;
        for (int path = 0; path < paths; path++)
        {
            var engine = new InlineEngine(settings, book, new MatchingBook());
            double at = 100, cash = price * Math.Exp(Rate * years);
            for (int step = 0; step < steps; step++)
            {
                long now = LoopRig.ExchangeStart + (span / steps * step);
                long before = engine.Loop.Ledger.FilledLots(0);
                long ticks = (long)Math.Round(at * 10_000);
                engine.Quote(new TapeQuote(now, now, ticks - 1, 1_000_000, ticks + 1, 1_000_000));
                cash -= 0.001 * (engine.Loop.Ledger.FilledLots(0) - before) * at * Math.Exp(
                    Rate * years * (steps - step) / steps);
                double normal =
                    Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                double drift = (Rate - (0.5 * volatility * volatility)) * years / steps;
                at *= Math.Exp(drift + (volatility * Math.Sqrt(years / steps) * normal));
            }

            double gain = cash + (0.001 * engine.Loop.Ledger.FilledLots(0) * at) - Math.Max(0, at - 100);
            (sum, squares) = (sum + gain, squares + (gain * gain));
        }

        double deviation = Math.Sqrt((squares / paths) - (sum / paths * (sum / paths)));
        double error = deviation / Math.Sqrt(2.0 * paths);
        Assert.True(
            Math.Abs(deviation - law) < 4 * error, $"seed {seed}: {deviation} +- {error}, law {law}, delta {delta}");

        static double d1() => (Rate + (0.5 * volatility * volatility)) * Math.Sqrt(years) / volatility;
    }

    // A microsecond before expiry at the last step: the option is still an option, and certain.
    private static long At(int week) => LoopRig.ExchangeStart + (long)(week * WeekNanos) - (week == Weeks ? 1_000 : 0);

    private static OptionBook Book() => OptionBook.Create(
        [
            new OptionRow(
                "C", "XYZ", OptionType.Call, 50, LoopRig.ExchangeStart + (long)(Weeks * WeekNanos),
                SettlementKind.Linear, OptionModel.Black76, -100_000, 1, 0.2),
        ], ["XYZ"]);

    private static HedgeSettings Settings() => LoopRig.MakeSettings() with
    {
        Instruments =
        [
            new Instrument
            {
                Index = 0,
                Symbol = "XYZ",
                FeedId = 1,
                Underlying = 0,
                Kind = InstrumentKind.Linear,
                TickMantissa = 1,
                TickDecimals = 2,
                ContractSize = 100,
            },
        ],
        Underlyings =
        [
            new UnderlyingSettings
            {
                Index = 0,
                Name = "XYZ",
                HedgeInstrument = 0,
                Delta = DeltaConvention.Spot,
                BandHalfWidth = 1,
                Rate = Rate,
                Carry = Rate,
                TradeTo = TradeTo.Centre,
                Policy = new PolicySettings { Kind = PolicyKind.Timed, IntervalNanos = (long)(0.9 * WeekNanos) },
            },
        ],
    };

    private static (double Price, double Delta) BlackScholes(double price, double strike, double years)
    {
        double root = 0.2 * Math.Sqrt(years);
        double d1 = (Math.Log(price / strike) + (Rate * years)) / root + (0.5 * root);
        return ((price * Phi.At(d1)) - (strike * Math.Exp(-Rate * years) * Phi.At(d1 - root)), Phi.At(d1));
    }
}

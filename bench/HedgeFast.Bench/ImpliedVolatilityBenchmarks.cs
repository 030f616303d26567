using BenchmarkDotNet.Attributes;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Bench;

/// <summary>Volatilities implied from prices, many at a time.</summary>
public class ImpliedVolatilityBenchmarks
{
    private const int Options = 10_000;

    private readonly double[] _signs = new double[Options];
    private readonly double[] _prices = new double[Options];
    private readonly double[] _forwards = new double[Options];
    private readonly double[] _strikes = new double[Options];
    private readonly double[] _years = new double[Options];
    private readonly double[] _expected = new double[Options];
    private readonly double[] _volatilities = new double[Options];

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        for (int i = 0; i < Options; i++)
        {
            (_signs[i], _forwards[i], _strikes[i]) = (i % 2 == 0 ? 1 : -1, 60_000, 60_000 * Math.Exp(random.NextDouble() - 0.5));
            (_years[i], _expected[i]) = (0.1 + random.NextDouble(), 0.3 + random.NextDouble());
            _prices[i] = OptionPricer.Value(new OptionTerms
            {
                Type = i % 2 == 0 ? OptionType.Call : OptionType.Put,
                Model = OptionModel.Black76,
                Settlement = SettlementKind.Linear,
                Strike = _strikes[i],
                Volatility = _expected[i],
                Market = new ExpiryMarket(0, _years[i], 60_000, 60_000, 0, 0),
            }).Price;
        }

        Solve();
        for (int i = 0; i < Options; i++)
        {
            if (!(Math.Abs(_volatilities[i] - _expected[i]) < 1e-9))
                throw new InvalidOperationException($"option {i}: {_volatilities[i]} instead of {_expected[i]}");
        }
    }

    [Benchmark(OperationsPerInvoke = Options)]
    public void Solve() => ImpliedVolatility.Solve(_signs, _prices, _forwards, _strikes, _years, _volatilities);
}

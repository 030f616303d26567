using HedgeFast.Core.Hedge;

namespace HedgeFast.Tests.Core.Hedge;

public sealed class HedgeCostTests
{
    private static readonly CostSettings Costs = new()
    {
        ImpactCoefficient = 0.8,
        DayVolatility = 0.03,
        DayVolume = 10_000,
    };

    [Fact]
    public void Impact_grows_with_the_root_of_the_quantity()
    {
        Assert.Equal(0.8 * 0.03 * 0.1, HedgeCost.ImpactFraction(0.8, 0.03, 100, 10_000), 1e-17);
        Assert.Equal(
            2 * HedgeCost.ImpactFraction(0.8, 0.03, 100, 10_000), HedgeCost.ImpactFraction(0.8, 0.03, -400, 10_000),
            1e-17);
    }

    // Why the policies charge the impact of the band's half-width to trades to its edge, each of which is a fraction of
    // it: impact is that of a run of orders in one direction, and a run at one edge adds up to the band's whole width
    // on average before the other edge is met.
    [Fact]
    public void Orders_at_an_edge_add_up_to_the_width_of_the_band()
    {
        const int seed = 3;
        const double step = 0.01;
        var random = new Random(seed);
        double delta = 1, run = 0, total = 0;
        int runs = 0;
        int edge = 1;
        while (runs < 2_000)
        {
            delta += random.Next(2) == 0 ? step : -step;
            if (edge * delta > 1 + (step / 2))
            {
                run += step;
                delta = edge;
            }
            else if (edge * delta < -1 - (step / 2))
            {
                (total, run, runs, edge, delta) = (total + run, step, runs + 1, -edge, -edge);
            }
        }

        Assert.True(Math.Abs((total / runs) - 2) < 0.15, $"seed {seed}: {total / runs} half-widths");
    }

    [Fact]
    public void Half_spread_fee_and_impact_add_up() =>
        Assert.Equal(0.0001 + 0.0005 + 0.0024, HedgeCost.OneWayFraction(Costs, 0.0001, 0.0005, 100), 1e-17);

    [Fact]
    public void A_configured_half_spread_goes_before_the_observed_one() =>
        Assert.Equal(
            0.0007,
            HedgeCost.OneWayFraction(
                Costs with { HalfSpreadFraction = 0.0002, ImpactCoefficient = 0 }, 0.9, 0.0005, 100),
            1e-17);

    [Fact]
    public void A_rebate_is_no_negative_cost() => Assert.Equal(0, HedgeCost.OneWayFraction(Costs, 0.0001, -0.01, 0));
}

using HedgeFast.Core.Hedge;

namespace HedgeFast.Tests.Core.Hedge;

public sealed class HedgeCostTests
{
    private static readonly CostSettings Costs = new() { ImpactCoefficient = 0.8, DayVolatility = 0.03, DayVolume = 10_000 };

    [Fact]
    public void Impact_grows_with_the_root_of_the_quantity()
    {
        Assert.Equal(0.8 * 0.03 * 0.1, HedgeCost.ImpactFraction(0.8, 0.03, 100, 10_000), 1e-17);
        Assert.Equal(2 * HedgeCost.ImpactFraction(0.8, 0.03, 100, 10_000), HedgeCost.ImpactFraction(0.8, 0.03, -400, 10_000), 1e-17);
    }

    [Fact]
    public void Half_spread_fee_and_impact_add_up() =>
        Assert.Equal(0.0001 + 0.0005 + 0.0024, HedgeCost.OneWayFraction(Costs, 0.0001, 0.0005, 100), 1e-17);

    [Fact]
    public void A_configured_half_spread_goes_before_the_observed_one() =>
        Assert.Equal(0.0007, HedgeCost.OneWayFraction(Costs with { HalfSpreadFraction = 0.0002, ImpactCoefficient = 0 }, 0.9, 0.0005, 100), 1e-17);

    [Fact]
    public void A_rebate_is_no_negative_cost() => Assert.Equal(0, HedgeCost.OneWayFraction(Costs, 0.0001, -0.01, 0));
}

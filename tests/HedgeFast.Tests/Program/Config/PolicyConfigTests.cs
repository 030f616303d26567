using HedgeFast.Config.Layers;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Orders;

namespace HedgeFast.Tests.Program.Config;

/// <summary>Keys of policies, costs, governor and limits: their settings, and refusals with reasons.</summary>
public sealed class PolicyConfigTests
{
    [Theory]
    [InlineData("underlyings[0].band.halfWidth=0", "underlyings[0].band.halfWidth", "out of range")]
    [InlineData("underlyings[0].band.skew=1.1", "underlyings[0].band.skew", "out of range")]
    [InlineData("underlyings[0].hedgeRatio=1.6", "underlyings[0].hedgeRatio", "out of range")]
    [InlineData(
        "underlyings[0].policy.kind=whaley-wilmott", "underlyings[0].policy.kind", "did you mean whalley-wilmott")]
    [InlineData("underlyings[0].policy.riskAversion=0", "underlyings[0].policy.riskAversion", "out of range")]
    [InlineData("underlyings[0].policy.volatility=0", "underlyings[0].policy.volatility", "out of range")]
    [InlineData("underlyings[0].policy.intervalMs=0", "underlyings[0].policy.intervalMs", "out of range")]
    [InlineData("underlyings[0].costs.halfSpread=-0.001", "underlyings[0].costs.halfSpread", "out of range")]
    [InlineData("underlyings[0].costs.impact=-1", "underlyings[0].costs.impact", "out of range")]
    [InlineData("underlyings[0].costs.dayVolume=0", "underlyings[0].costs.dayVolume", "out of range")]
    [InlineData("underlyings[0].governor.widenAt=0.6", "underlyings[0].governor.widenAt", "not less than slowAt")]
    [InlineData("underlyings[0].governor.slowAt=0.95", "underlyings[0].governor.slowAt", "not less than haltAt")]
    [InlineData("limits.overshootLots=11", "limits.overshootLots", "more than limits.maxOrderLots")]
    [InlineData("limits.messagesPerSecond=4", "limits.messagesPerSecond", "less than limits.ordersPerSecond")]
    [InlineData("orders.volumeShare=1.1", "orders.volumeShare", "out of range")]
    [InlineData("orders.volumeWindowMs=0", "orders.volumeWindowMs", "out of range")]
    [InlineData("venue.printShare=-0.1", "venue.printShare", "out of range")]
    [InlineData("limits.maxOrderNotional=0", "limits.maxOrderNotional", "out of range")]
    public void A_bad_value_is_refused_with_its_reason(string set, string path, string reason)
    {
        ConfigError error = ConfigFixture.OnlyError(ConfigFixture.Json, set);
        Assert.Equal(path, error.Path);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_weighs_costs_is_refused_without_costs()
    {
        ConfigError error = ConfigFixture.OnlyError(
            ConfigFixture.Json, "underlyings[0].policy.kind=whalley-wilmott",
            "underlyings[0].costs.halfSpread=0.0001", "instruments[0].takerFee=-0.0002");
        Assert.Contains("no cost together", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_narrowest_band_wider_than_the_widest_is_refused() =>
        Assert.Contains(
            "more than maxHalfWidth",
            ConfigFixture.OnlyError(
                ConfigFixture.Json, "underlyings[0].policy.minHalfWidth=2", "underlyings[0].policy.maxHalfWidth=1")
                .Message,
            StringComparison.Ordinal);

    [Scenario("R18")]
    [Fact]
    public void R18_An_order_that_outlives_the_day_can_not_be_configured() =>
        Assert.Contains(
            "ioc, day",
            ConfigFixture.OnlyError(ConfigFixture.Json, "orders.timeInForce=gtc").Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_share_of_the_volume_of_an_exchange_that_prints_none_is_refused()
    {
        ConfigError error = ConfigFixture.OnlyError(ConfigFixture.Json, "orders.volumeShare=0.1");
        Assert.Equal("venue.printShare", error.Path);
        Assert.Contains("no order would ever leave", error.Message, StringComparison.Ordinal);
        OrderSettings orders = ConfigFixture.Resolve(
            ConfigFixture.Json, "orders.volumeShare=0.1", "orders.volumeWindowMs=2500", "venue.printShare=0.5")
            .Settings.Orders;
        Assert.Equal(0.1, orders.VolumeShare);
        Assert.Equal(2_500_000_000, orders.VolumeWindowNanos);
    }

    [Fact]
    public void Policies_become_settings()
    {
        UnderlyingSettings underlying = ConfigFixture.Resolve(
            ConfigFixture.Json, "underlyings[0].policy.kind=zakamouline", "underlyings[0].policy.horizonDays=73",
            "underlyings[0].policy.riskAversion=0.5", "underlyings[0].hedgeRatio=0.75",
            "underlyings[0].band.tradeTo=between", "underlyings[0].band.betweenFraction=0.25",
            "underlyings[0].costs.halfSpread=0.0002", "underlyings[0].governor.footprintMax=0.1")
            .Settings.Underlyings[0];
        Assert.Equal(PolicyKind.Zakamouline, underlying.Policy.Kind);
        Assert.Equal(0.2, underlying.Policy.HorizonYears);
        Assert.Equal(0.5, underlying.Policy.RiskAversion);
        Assert.Equal(0.75, underlying.HedgeRatio);
        Assert.Equal(new TradeTo(0.25), underlying.TradeTo);
        Assert.Equal(0.0002, underlying.Costs.HalfSpreadFraction);
        Assert.Equal(0.1, underlying.Governor.FootprintMax);
    }

    [Fact]
    public void By_default_the_spread_is_observed_and_the_governor_off()
    {
        UnderlyingSettings underlying = ConfigFixture.Resolve(ConfigFixture.Json).Settings.Underlyings[0];
        Assert.Null(underlying.Costs.HalfSpreadFraction);
        Assert.False(underlying.Governor.IsOn);
        Assert.Equal(PolicyKind.Fixed, underlying.Policy.Kind);
        Assert.Equal(TradeTo.Edge, underlying.TradeTo);
        Assert.Equal(1.0, underlying.HedgeRatio);
    }
}

using HedgeFast.Config;
using HedgeFast.Config.Keys;
using HedgeFast.Config.Layers;

namespace HedgeFast.Tests.Program.Config;

/// <summary>Layers, overrides and origins.</summary>
public sealed class ConfigLayerTests
{
    [Fact]
    public void The_command_line_wins_over_the_environment_and_that_over_the_file()
    {
        string json =
            "{ \"orders\": { \"capTicks\": 1, \"maxLive\": 11 }, \"instance\": \"file\"," + ConfigFixture.Json[1..];
        ConfigRequest request = ConfigFixture.Request() with
        {
            Environment = new Dictionary<string, string>
            {
                ["HEDGEFAST__ORDERS__CAPTICKS"] = "2",
                ["HEDGEFAST__orders__maxLive"] = "12",
                ["PATH"] = "/bin",
            },
            Overrides = [("orders.capTicks", "3", "--set"), ("venue.speed", "max", "--speed")],
        };
        ResolvedConfig config = ConfigFixture.Load(json, request).Config!;
        Assert.Equal(3, config.Settings.Orders.CapTicks);
        Assert.Equal(12, config.Settings.Orders.MaxLive);
        Assert.Equal(double.PositiveInfinity, config.Venue.Speed);
        Assert.Equal("--set", Origin(config, "orders.capTicks"));
        Assert.Equal("environment HEDGEFAST__orders__maxLive", Origin(config, "orders.maxLive"));
        Assert.Equal("test.json:1", Origin(config, "instance"));
        Assert.Equal("test.json:5", Origin(config, "instruments[0].tickSize"));
        Assert.Equal("--speed", Origin(config, "venue.speed"));
        Assert.Equal("default", Origin(config, "rings.market"));
    }

    [Fact]
    public void Every_key_is_listed_in_the_order_of_the_table()
    {
        ResolvedConfig config = ConfigFixture.Resolve(ConfigFixture.Json);
        Assert.Equal(
            ConfigKeys.All.Where(key => !key.IsSection).Select(key => ConfigFixture.First(key.Path)),
            config.Entries.Select(entry => entry.Path));
    }

    [Theory]
    [InlineData("underlyings[0].band.halfWidth=2")]
    [InlineData("underlyings.0.band.halfWidth=2")]
    [InlineData("UNDERLYINGS[0].Band.HALFWIDTH=2")]
    public void An_element_of_a_list_can_be_set(string set)
    {
        ResolvedConfig config = ConfigFixture.Resolve(ConfigFixture.Json, set);
        Assert.Equal(2, config.Settings.Underlyings[0].BandHalfWidth);
        Assert.Equal("--set", Origin(config, "underlyings[0].band.halfWidth"));
    }

    [Fact]
    public void An_element_of_a_list_can_be_set_by_the_environment()
    {
        ConfigRequest request = WithVariable("HEDGEFAST__UNDERLYINGS__0__BAND__HALFWIDTH", "3");
        Assert.Equal(3, ConfigFixture.Load(ConfigFixture.Json, request).Config!.Settings.Underlyings[0].BandHalfWidth);
    }

    [Fact]
    public void A_later_set_wins() => Assert.Equal(9, ConfigFixture.Resolve(
        ConfigFixture.Json, "orders.capTicks=8", "orders.capTicks=9").Settings.Orders.CapTicks);

    [Theory]
    [InlineData("orders=5", "orders is a section; name a key inside it")]
    [InlineData("underlyings=5", "underlyings is a section; name a key inside it")]
    [InlineData("underlyings.name=x", "underlyings is a list; name one of its elements, as in underlyings[0]")]
    [InlineData("orders.capTicks.deep=1", "orders.capTicks takes one value and holds no keys")]
    [InlineData("orders.capTick=1", "unknown key; did you mean orders.capTicks?")]
    [InlineData("underlyings[0].bnd.halfWidth=1", "unknown key; did you mean underlyings[].band?")]
    [InlineData("schedule.cpus[0]=1", "schedule.cpus takes one value and holds no keys")]
    [InlineData("fix.password=x", "secrets are not taken from the configuration; it is read by too many eyes")]
    public void A_wrong_override_is_refused(string set, string message)
    {
        ConfigError error = ConfigFixture.OnlyError(ConfigFixture.Json, set);
        Assert.Equal(message, error.Message);
        Assert.Equal("--set", error.Origin!.Text);
    }

    [Fact]
    public void A_wrong_environment_variable_is_refused_by_name()
    {
        ConfigRequest request = WithVariable("HEDGEFAST__ORDRS__CAPTICKS", "3");
        ConfigError error = Assert.Single(ConfigFixture.Load(ConfigFixture.Json, request).Errors);
        Assert.Equal(
            "ORDRS: unknown key; did you mean orders?  (environment HEDGEFAST__ORDRS__CAPTICKS)", error.ToString());
    }

    private static ConfigRequest WithVariable(string name, string value) =>
        ConfigFixture.Request() with { Environment = new Dictionary<string, string> { [name] = value } };

    private static string Origin(ResolvedConfig config, string path) =>
        config.Entries.Single(e => e.Path == path).Origin.Text;
}

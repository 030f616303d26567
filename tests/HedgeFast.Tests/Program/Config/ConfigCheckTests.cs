using HedgeFast.Config;
using HedgeFast.Config.Layers;

namespace HedgeFast.Tests.Program.Config;

/// <summary>Rules between keys.</summary>
public sealed class ConfigCheckTests
{
    [Theory]
    [InlineData("limits.maxOrderLots", "more than limits.maxPositionLots", "limits.maxOrderLots=101")]
    [InlineData("orders.sliceLots", "every full slice would be refused", "orders.sliceLots=11")]
    [InlineData("feed.reconnectMinMs", "more than feed.reconnectMaxMs", "feed.reconnectMinMs=6000")]
    [InlineData("fix.reconnectMinMs", "more than fix.reconnectMaxMs", "fix.reconnectMaxMs=10")]
    [InlineData("underlyings[0].hedgeInstrument", "did you mean P1?", "underlyings[0].hedgeInstrument=P2")]
    [InlineData("fix.targetCompId", "two ends", "fix.targetCompId=ME")]
    [InlineData(
        "limits.operatorFile", "is limits.killFile too; each needs its own", "limits.killFile=d/K",
        "limits.operatorFile=d/../d/K")]
    [InlineData("alerts.file", "is limits.dayFile too; each needs its own", "limits.dayFile=day", "alerts.file=day")]
    [InlineData("feed.group", "multicast needs an IPv4 address", "feed.transport=multicast", "feed.port=5000")]
    [InlineData("feed.group", "multicast only", "feed.group=239.1.1.1")]
    [InlineData("feed.group", "no multicast group", "feed.group=10.1.1.1")]
    [InlineData("feed.sources", "allowed for udp and multicast only", "feed.sources=10.0.0.7")]
    [InlineData("feed.sources", "is no address", "feed.sources=venue", "feed.transport=udp", "feed.port=5000")]
    [InlineData(
        "feed.sources", "not an IPv4 address", "feed.sources=2001:db8::1", "feed.transport=multicast",
        "feed.group=239.1.1.1", "feed.port=5000")]
    [InlineData("feed.channels", "70000", "feed.channels=70000")]
    [InlineData(
        "feed.clock", "give book.asOf", "feed.clock=recording", "venue.embedded=false", "fix.port=5", "feed.port=6",
        "fix.storeDirectory=s")]
    [InlineData("feed.clock", "plays a recording", "feed.clock=live")]
    [InlineData("feed.port", "datagrams need a fixed port", "feed.transport=udp")]
    [InlineData("fix.port", "not the embedded exchange's venue.fixPort", "fix.port=5001", "venue.fixPort=5002")]
    [InlineData("venue.feedPort", "can't share a port", "venue.fixPort=5001", "venue.feedPort=5001")]
    [InlineData("venue.tape", "needs a tape", "venue.tape=")]
    [InlineData("fix.storeDirectory", "survive a restart", "venue.embedded=false", "fix.port=1", "feed.port=2")]
    [InlineData(
        "feed.port", "is fix.port too", "venue.embedded=false", "fix.port=5", "feed.port=5", "fix.storeDirectory=s")]
    [InlineData("instruments[0].startLots", "starts flat", "instruments[0].startLots=5")]
    [InlineData(
        "instruments[0].startLots", "more than limits.maxPositionLots", "instruments[0].startLots=-999999999",
        "venue.embedded=false", "fix.port=5", "feed.port=6", "fix.storeDirectory=s")]
    [InlineData("schedule.cpus", "twice", "schedule.kind=pinned", "schedule.cpus=1,1")]
    [InlineData("schedule.cpus", "schedule.kind is auto", "schedule.cpus=1,2")]
    [InlineData(
        "schedule.cpus", "has 4 threads; name one for each, or none", "schedule.kind=pinned", "schedule.cpus=1,2,3")]
    [InlineData("schedule.cpus", "has 2 threads", "schedule.kind=two-core", "schedule.cpus=1,2,3")]
    [InlineData("rings.execution", "less than twice rings.order", "rings.execution=1024")]
    [InlineData("rings.order", "can't hold one batch; allowed: at least 68", "rings.order=64")]
    [InlineData("rings.order", "can't hold one batch; allowed: at least 4100", "orders.maxLive=4096")]
    [InlineData("rings.journal", "can't hold one batch", "rings.journal=256")]
    public void A_broken_rule_between_keys_gives_one_error_with_its_reason(
        string path, string message, params string[] sets)
    {
        ConfigError error = ConfigFixture.OnlyError(ConfigFixture.Json, sets);
        Assert.Equal(path, error.Path);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_ports_of_a_real_exchange_give_an_error_each()
    {
        ConfigResult result = ConfigFixture.Load(ConfigFixture.Json, "venue.embedded=false", "fix.storeDirectory=s");
        Assert.Equal(["fix.port", "feed.port"], result.Errors.Select(e => e.Path));
        Assert.All(result.Errors, e => Assert.Contains("allowed: 1 to 65535", e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_about_a_refused_value_adds_no_error() => Assert.Equal(
        "limits.maxPositionLots", ConfigFixture.OnlyError(ConfigFixture.Json, "limits.maxPositionLots=0").Path);

    [Fact]
    public void Two_instruments_of_one_symbol_and_feed_id_are_refused()
    {
        ConfigResult result = ConfigFixture.Load(
            ConfigFixture.Json, "instruments[1].symbol=P1", "instruments[1].feedId=7", "instruments[1].underlying=U1",
            "instruments[1].kind=linear", "instruments[1].contractSize=1", "instruments[1].tickSize=1");
        Assert.Equal(["instruments[1].symbol", "instruments[1].feedId"], result.Errors.Select(e => e.Path));
    }

    [Fact]
    public void A_hedge_instrument_on_another_underlying_is_refused()
    {
        ConfigResult result = ConfigFixture.Load(
            ConfigFixture.Json, "underlyings[1].name=U2", "underlyings[1].delta=spot",
            "underlyings[1].hedgeInstrument=P1", "underlyings[1].band.halfWidth=1");
        Assert.Contains(
            "is an instrument on \"U1\", not on \"U2\"", Assert.Single(result.Errors).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_with_a_missing_index_is_refused() =>
        Assert.Contains(
            ConfigFixture.Load(ConfigFixture.Json, "underlyings[2].name=U2").Errors,
            e => e.Path == "underlyings[2]" && e.Message == "there is no underlyings[1] before it");
}

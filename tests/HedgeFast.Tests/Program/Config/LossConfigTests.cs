using HedgeFast.Config;
using HedgeFast.Config.Layers;
using HedgeFast.Core.Limits;

namespace HedgeFast.Tests.Program.Config;

/// <summary>Keys of the day's loss and of alerts: what they become, and what is refused with which reason.</summary>
public sealed class LossConfigTests
{
    [Theory]
    [InlineData("limits.dayTimeZone", "is no time zone", "limits.dayTimeZone=Mars/Olympus_Mons")]
    [InlineData("limits.lossBasis", "did you mean hedge", "limits.lossBasis=hedged")]
    [InlineData("limits.maxDayLoss", "out of range", "limits.maxDayLoss=0")]
    [InlineData("alerts.repeatMs", "out of range", "alerts.repeatMs=-1")]
    public void A_bad_value_is_refused_with_its_reason(string path, string reason, params string[] sets)
    {
        ConfigError error = ConfigFixture.OnlyError(ConfigFixture.Json, sets);
        Assert.Equal(path, error.Path);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Good_values_become_settings()
    {
        ResolvedConfig config = ConfigFixture.Resolve(
            ConfigFixture.Json, "limits.maxDayLoss=2500.5", "limits.lossBasis=hedge", "limits.dayTimeZone=America/New_York", "limits.dayFile=day", "alerts.file=alerts.jsonl", "alerts.repeatMs=500", "fix.senderSubId=DESK");
        LimitSettings limits = config.Settings.Limits;
        Assert.Equal((2_500.5, LossBasis.Hedge, "America/New_York"), (limits.MaxDayLoss, limits.LossBasis, limits.DayTimeZone));
        Assert.EndsWith("day", limits.DayFile, StringComparison.Ordinal);
        Assert.EndsWith("alerts.jsonl", config.AlertFile, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMilliseconds(500), config.AlertRepeat);
        Assert.Equal("DESK", config.FixSession.SenderSubId);
    }

    [Fact]
    public void The_book_s_loss_can_be_limited_with_volatilities_from_quotes_too()
    {
        ResolvedConfig config = ConfigFixture.Resolve(ConfigFixture.Json, "limits.maxDayLoss=100", "underlyings[0].volatility.source=quotes", "book.quotes=q.csv");
        Assert.Equal((100.0, LossBasis.Book), (config.Settings.Limits.MaxDayLoss, config.Settings.Limits.LossBasis));
    }

    [Fact]
    public void Instruments_of_two_currencies_are_refused_because_limits_add_their_money()
    {
        const string Two = """
        {
          "instruments": [
            { "symbol": "P1", "feedId": 7, "underlying": "U1", "kind": "inverse", "contractSize": 100, "tickSize": 0.1 },
            { "symbol": "NK", "feedId": 8, "underlying": "U2", "kind": "linear", "contractSize": 1000, "tickSize": 5, "quoteCurrency": "JPY" }
          ],
          "underlyings": [
            { "name": "U1", "delta": "net-transaction", "hedgeInstrument": "P1", "band": { "halfWidth": 0.5 } },
            { "name": "U2", "delta": "forward", "hedgeInstrument": "NK", "band": { "halfWidth": 0.5 } }
          ],
          "book": { "file": "book.csv" },
          "fix": { "senderCompId": "ME", "targetCompId": "YOU" },
          "limits": { "maxOrderLots": 10, "maxPositionLots": 100, "ordersPerSecond": 5, "staleMs": 500, "collarFraction": 0.01 },
          "venue": { "embedded": true, "tape": "tape.csv" }
        }
        """;
        ConfigError error = ConfigFixture.OnlyError(Two);
        Assert.Equal("instruments[1].quoteCurrency", error.Path);
        Assert.Contains("\"NK\" is quoted in \"JPY\", \"P1\" in \"USD\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_them_the_loss_waits_for_a_book_to_be_derived_from_and_nothing_is_written_or_named()
    {
        ResolvedConfig config = ConfigFixture.Resolve(ConfigFixture.Json);
        Assert.Equal((LimitSettings.NoLossLimit, LossBasis.Book, "UTC", null), (config.Settings.Limits.MaxDayLoss, config.Settings.Limits.LossBasis, config.Settings.Limits.DayTimeZone, config.Settings.Limits.DayFile));
        Assert.Equal((null, null), (config.AlertFile, config.FixSession.SenderSubId));
    }
}

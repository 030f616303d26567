using HedgeFast.Config;
using HedgeFast.Config.Layers;
using HedgeFast.Core.Limits;

namespace HedgeFast.Tests.Program.Config;

/// <summary>Keys of the day's loss and of alerts: their settings, and refusals with reasons.</summary>
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
            ConfigFixture.Json, "limits.maxDayLoss=2500.5", "limits.lossBasis=hedge",
            "limits.dayTimeZone=America/New_York", "limits.dayFile=day", "alerts.file=alerts.jsonl",
            "alerts.repeatMs=500", "fix.senderSubId=DESK");
        LimitSettings limits = config.Settings.Limits;
        Assert.Equal(2_500.5, limits.MaxDayLoss);
        Assert.Equal(LossBasis.Hedge, limits.LossBasis);
        Assert.Equal("America/New_York", limits.DayTimeZone);
        Assert.EndsWith("day", limits.DayFile, StringComparison.Ordinal);
        Assert.EndsWith("alerts.jsonl", config.AlertFile, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMilliseconds(500), config.AlertRepeat);
        Assert.Equal("DESK", config.FixSession.SenderSubId);
    }

    [Fact]
    public void A_loss_limit_on_the_book_is_allowed_with_volatilities_from_quotes()
    {
        ResolvedConfig config = ConfigFixture.Resolve(
            ConfigFixture.Json, "limits.maxDayLoss=100", "underlyings[0].volatility.source=quotes",
            "book.quotes=q.csv");
        Assert.Equal(100.0, config.Settings.Limits.MaxDayLoss);
        Assert.Equal(LossBasis.Book, config.Settings.Limits.LossBasis);
    }

    [Fact]
    public void Instruments_of_two_currencies_are_refused_because_limits_add_their_money()
    {
        const string Two = """
        {
          "instruments": [
            { "symbol": "P1", "feedId": 7, "underlying": "U1", "kind": "inverse", "contractSize": 100,
              "tickSize": 0.1 },
            { "symbol": "NK", "feedId": 8, "underlying": "U2", "kind": "linear", "contractSize": 1000,
              "tickSize": 5, "quoteCurrency": "JPY" }
          ],
          "underlyings": [
            { "name": "U1", "delta": "net-transaction", "hedgeInstrument": "P1", "band": { "halfWidth": 0.5 } },
            { "name": "U2", "delta": "forward", "hedgeInstrument": "NK", "band": { "halfWidth": 0.5 } }
          ],
          "book": { "file": "book.csv" },
          "fix": { "senderCompId": "ME", "targetCompId": "YOU" },
          "limits": { "maxOrderLots": 10, "maxPositionLots": 100, "ordersPerSecond": 5, "staleMs": 500,
            "collarFraction": 0.01 },
          "venue": { "embedded": true, "tape": "tape.csv" }
        }
        """;
        ConfigError error = ConfigFixture.OnlyError(Two);
        Assert.Equal("instruments[1].quoteCurrency", error.Path);
        Assert.Contains("\"NK\" is quoted in \"JPY\", \"P1\" in \"USD\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_keys_the_loss_limit_waits_for_the_book_and_no_file_or_desk_is_named()
    {
        ResolvedConfig config = ConfigFixture.Resolve(ConfigFixture.Json);
        Assert.Equal(LimitSettings.NoLossLimit, config.Settings.Limits.MaxDayLoss);
        Assert.Equal(LossBasis.Book, config.Settings.Limits.LossBasis);
        Assert.Equal("UTC", config.Settings.Limits.DayTimeZone);
        Assert.Null(config.Settings.Limits.DayFile);
        Assert.Null(config.AlertFile);
        Assert.Null(config.FixSession.SenderSubId);
    }
}

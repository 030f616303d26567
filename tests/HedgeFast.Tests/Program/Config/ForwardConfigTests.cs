using HedgeFast.Config;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Tests.Program.Config;

/// <summary>Keys of forwards and of volatilities: what they become, and what is refused with which reason.</summary>
public sealed class ForwardConfigTests
{
    private const string Expiry = "2024-09-27T08:00:00.000Z";

    [Theory]
    [InlineData("underlyings[0].forward.source", "did you mean future", "underlyings[0].forward.source=futures")]
    [InlineData("underlyings[0].forward.source", "needs an instrument on \"U1\" that has an expiry", "underlyings[0].forward.source=future")]
    [InlineData("underlyings[0].forward.given", "missing; the source given", "underlyings[0].forward.source=given")]
    [InlineData("underlyings[0].forward.given", "but the source is not given", "underlyings[0].forward.given=" + Expiry + "=1.01")]
    [InlineData("underlyings[0].forward.given", "can't be read", "underlyings[0].forward.source=given", "underlyings[0].forward.given=soon=1.01")]
    [InlineData("underlyings[0].forward.given", "can't be read", "underlyings[0].forward.source=given", "underlyings[0].forward.given=" + Expiry + "=0")]
    [InlineData("underlyings[0].forward.given", "can't be read", "underlyings[0].forward.source=given", "underlyings[0].forward.given=" + Expiry + "=NaN")]
    [InlineData("underlyings[0].forward.given", "can't be read", "underlyings[0].forward.source=given", "underlyings[0].forward.given=" + Expiry)]
    [InlineData("underlyings[0].forward.given", "can't be read", "underlyings[0].forward.source=given", "underlyings[0].forward.given=" + Expiry + "=1.01, " + Expiry + "=1.02")]
    [InlineData("underlyings[0].dividends.model", "did you mean escrowed", "underlyings[0].dividends.model=escrow")]
    [InlineData("underlyings[0].dividends.given", "can't be read", "underlyings[0].dividends.given=soon=1")]
    [InlineData("underlyings[0].dividends.given", "can't be read", "underlyings[0].dividends.given=2026-02-06=0")]
    [InlineData("underlyings[0].dividends.given", "can't be read", "underlyings[0].dividends.given=2026-05-08=1, 2026-02-06=1")]
    [InlineData("underlyings[0].dividends.given", "forwards do not come from the carry", "underlyings[0].dividends.given=2026-02-06=1", "underlyings[0].forward.source=given", "underlyings[0].forward.given=" + Expiry + "=1.01")]
    [InlineData("book.quotes", "volatility.source quotes needs it", "underlyings[0].volatility.source=quotes")]
    [InlineData("underlyings[0].volatility.dynamics", "is not sticky-strike", "underlyings[0].volatility.source=quotes", "book.quotes=q.csv", "underlyings[0].volatility.dynamics=sticky-moneyness")]
    [InlineData(
        "underlyings[0].settlementDelta", "allowed with volatility.source files",
        "underlyings[0].volatility.source=quotes", "book.quotes=q.csv", "underlyings[0].settlementDelta=exact")]
    [InlineData("underlyings[0].forward.maxAgeMs", "out of range", "underlyings[0].forward.maxAgeMs=-1")]
    public void A_bad_value_is_refused_with_its_reason(string path, string reason, params string[] sets)
    {
        ConfigError error = ConfigFixture.OnlyError(ConfigFixture.Json, sets);
        Assert.Equal(path, error.Path);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Given_forwards_become_settings()
    {
        ForwardRule rule = ConfigFixture.Resolve(ConfigFixture.Json, "underlyings[0].forward.source=given", $"underlyings[0].forward.given={Expiry}=1.01, 1735286400000=1.03").Settings.Underlyings[0].Forward;
        Assert.Equal(ForwardSource.Given, rule.Source);
        Assert.Equal([new ForwardPoint(1_727_424_000_000_000_000, 1.01), new ForwardPoint(1_735_286_400_000_000_000, 1.03)], rule.Given);
    }

    [Fact]
    public void Dividends_become_settings()
    {
        DividendRule? rule = ConfigFixture.Resolve(
            ConfigFixture.Json, "underlyings[0].dividends.model=piecewise-lognormal",
            "underlyings[0].dividends.given=2026-02-06=0.26, 2026-05-08T13:30:00Z=0.27").Settings.Underlyings[0].Dividends;
        Assert.Equal(DividendModel.PiecewiseLognormal, rule?.Model);
        Assert.Equal([new Dividend(1_770_336_000_000_000_000, 0.26), new Dividend(1_778_247_000_000_000_000, 0.27)], rule?.Given);
        Assert.Null(ConfigFixture.Resolve(ConfigFixture.Json).Settings.Underlyings[0].Dividends);
    }

    [Fact]
    public void Quotes_become_settings()
    {
        ResolvedConfig config = ConfigFixture.Resolve(ConfigFixture.Json, "underlyings[0].volatility.source=quotes", "book.quotes=q.csv");
        Assert.Equal(VolatilitySource.Quotes, config.Settings.Underlyings[0].Volatility.Source);
        Assert.EndsWith("q.csv", config.QuotesFile, StringComparison.Ordinal);
    }

    [Fact]
    public void Futures_and_their_age_become_settings()
    {
        ForwardRule rule = ConfigFixture.Resolve(ConfigFixture.Json, "underlyings[0].forward.source=future", "instruments[0].expiry=" + Expiry, "underlyings[0].forward.maxAgeMs=500").Settings.Underlyings[0].Forward;
        Assert.Equal((ForwardSource.Future, 500_000_000), (rule.Source, rule.AgeNanosMax));
        Assert.Equal(long.MaxValue, ConfigFixture.Resolve(ConfigFixture.Json, "underlyings[0].forward.maxAgeMs=0").Settings.Underlyings[0].Forward.AgeNanosMax);
    }
}

using HedgeFast.Config;
using HedgeFast.Config.Layers;
using HedgeFast.Core.Book;
using HedgeFast.Core.Hedge;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Config;

/// <summary>Keys of several hedge instruments on an underlying: their settings, and refusals with reasons.</summary>
public sealed class FallbackConfigTests
{
    private const string Fallbacks = "underlyings[0].fallbacks";

    // P2 and P3 on the same underlying as P1, and Q1 on another.
    private static readonly string Json = ConfigFixture.Json
        .Replace("\"tickSize\": 0.1, },", """
            "tickSize": 0.1 },
            { "symbol": "P2", "feedId": 8, "underlying": "U1", "kind": "linear", "contractSize": 0.001,
              "tickSize": 0.5, "maxBasisFraction": 0.02 },
            { "symbol": "P3", "feedId": 9, "underlying": "U1", "kind": "linear", "contractSize": 1,
              "tickSize": 0.5, "expiry": "2030-09-27T08:00:00Z" },
            { "symbol": "Q1", "feedId": 10, "underlying": "U2", "kind": "linear", "contractSize": 1, "tickSize": 0.5 },
            """, StringComparison.Ordinal)
        .Replace("\"band\": { \"halfWidth\": 0.5 } }", """
            "fallbacks": ["P2", "P3"], "band": { "halfWidth": 0.5 } },
            { "name": "U2", "delta": "spot", "hedgeInstrument": "Q1", "band": { "halfWidth": 1 } }
            """, StringComparison.Ordinal);

    [Fact]
    public void Fallbacks_become_hedges_in_order_of_preference()
    {
        ResolvedConfig config = ConfigFixture.Resolve(
            Json, "underlyings[0].fallbackAfterMs=250", "venue.basis=P2=0.001,P3=-0.02",
            "venue.halts=P1@10-20,P1@30-40");
        UnderlyingSettings underlying = config.Settings.Underlyings[0];
        Assert.Equal([0, 1, 2], underlying.Hedges);
        Assert.Equal(250_000_000, underlying.FallbackAfterNanos);
        Assert.Equal([3], config.Settings.Underlyings[1].Hedges);
        Instrument fallback = config.Settings.Instruments[1];
        Assert.Equal(0.02, fallback.MaxBasisFraction);
        Assert.Equal("USD", fallback.QuoteCurrency);
        Assert.Equal([new DerivedQuote(1, 0.001), new DerivedQuote(2, -0.02)], config.Venue.Derived);
        Assert.Equal([new TapeHalt(0, 10, 20), new TapeHalt(0, 30, 40)], config.Venue.Halts);
    }

    [Fact]
    public void Without_fallbacks_the_preferred_instrument_hedges_alone() =>
        Assert.Equal([0], ConfigFixture.Resolve(ConfigFixture.Json).Settings.Underlyings[0].Hedges);

    [Theory]
    [InlineData($"{Fallbacks}=P\u00e9", Fallbacks, "printable ASCII")]
    [InlineData($"{Fallbacks}=P4", Fallbacks, "is not one of instruments[].symbol, did you mean P")]
    [InlineData($"{Fallbacks}=P2,P2", Fallbacks, "names \"P2\" twice")]
    [InlineData($"{Fallbacks}=P1", Fallbacks, "is hedgeInstrument too")]
    [InlineData($"{Fallbacks}=Q1", Fallbacks, "is an instrument on \"U2\", not on \"U1\"")]
    [InlineData("instruments[1].quoteCurrency=EUR", Fallbacks, "quoted and settled in \"EUR\", \"P1\" in \"USD\"")]
    [InlineData("instruments[1].allowsNegativePrice=true", Fallbacks, "\"P2\" may have prices of zero and less")]
    [InlineData("instruments[1].maxBasisFraction=0", "instruments[1].maxBasisFraction", "out of range")]
    [InlineData("underlyings[0].fallbackAfterMs=-1", "underlyings[0].fallbackAfterMs", "out of range")]
    [InlineData("venue.basis=P1=0.001", "venue.basis", "each once")]
    [InlineData("venue.basis=P2=0.001,P2=0.002", "venue.basis", "each once")]
    [InlineData("venue.basis=P2=-1", "venue.basis", "more than -1")]
    [InlineData("venue.basis=P2", "venue.basis", "can't be read")]
    [InlineData("venue.halts=P4@1-2", "venue.halts", "can't be read")]
    [InlineData("venue.halts=P1@2-2", "venue.halts", "a row before TO")]
    [InlineData("venue.halts=P1@2", "venue.halts", "can't be read")]
    public void A_value_that_contradicts_others_is_refused_with_its_reason(string set, string path, string reason)
    {
        ConfigError error = ConfigFixture.OnlyError(Json, set);
        Assert.Equal(path, error.Path);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_anything_but_texts_is_refused_where_it_stands() =>
        Assert.Contains(
            "is a number",
            ConfigFixture.OnlyError(
                Json.Replace("[\"P2\", \"P3\"]", "[\"P2\", 3]", StringComparison.Ordinal)).Message,
            StringComparison.Ordinal);
}

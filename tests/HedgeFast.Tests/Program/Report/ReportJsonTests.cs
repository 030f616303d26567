using System.Text.Json;
using HedgeFast.Report;

namespace HedgeFast.Tests.Program.Report;

public sealed class ReportJsonTests
{
    private static readonly string[] Keys =
    [
        "ticks", "conflated", "revaluations", "decisions", "orders", "fills", "rejects", "enginePosition",
        "venuePosition", "meanAbsDeltaUnhedged", "meanAbsDeltaHedged", "maxAbsDeltaUnhedged", "maxAbsDeltaHedged",
        "costTotal", "tickToDecisionNanos", "tickToOrderNanos", "bytesPerTick", "bytesPerOrder", "gcCollections",
        "stateHash", "proved", "instruments", "fallbacks", "profit", "alerts", "underlyings",
    ];

    private static readonly string[] InstrumentKeys =
        ["symbol", "enginePosition", "venuePosition", "orders", "basis", "underlying", "fills", "mark"];

    private static readonly string[] UnderlyingKeys =
    [
        "name", "price", "deltaUnhedged", "deltaHedged", "deltaLeft", "bandLower", "bandUpper", "gamma", "revaluations",
        "proved", "decisions", "meanAbsDeltaUnhedged", "meanAbsDeltaHedged", "maxAbsDeltaUnhedged",
        "maxAbsDeltaHedged", "profit",
    ];

    // Keys of one underlying or one instrument, which several of them leave without a value.
    private static readonly string[] SingularKeys =
    [
        "enginePosition", "venuePosition", "meanAbsDeltaUnhedged", "meanAbsDeltaHedged", "maxAbsDeltaUnhedged",
        "maxAbsDeltaHedged",
    ];

    [Fact]
    public void The_keys_are_exactly_the_stable_ones_in_their_order()
    {
        using JsonDocument json = JsonDocument.Parse(ReportJson.Write(Samples.Report));
        Assert.Equal(Keys, json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(InstrumentKeys, KeysOfFirst(json, "instruments"));
        Assert.Equal(UnderlyingKeys, KeysOfFirst(json, "underlyings"));
        foreach (string latency in new[] { "tickToDecisionNanos", "tickToOrderNanos" })
        {
            JsonElement written = json.RootElement.GetProperty(latency);
            Assert.Equal(["p50", "p90", "p99", "p999", "max"], written.EnumerateObject().Select(p => p.Name));
        }

    }

    [Fact]
    public void The_values_are_those_of_the_run() => Assert.Equal(
        """
        {
          "ticks": 19136,
          "conflated": 12,
          "revaluations": 19124,
          "decisions": 40,
          "orders": 41,
          "fills": 39,
          "rejects": 1,
          "enginePosition": -1234,
          "venuePosition": -1234,
          "meanAbsDeltaUnhedged": 2.5,
          "meanAbsDeltaHedged": 0.25,
          "maxAbsDeltaUnhedged": 6.5,
          "maxAbsDeltaHedged": 0.75,
          "costTotal": 7.5,
          "tickToDecisionNanos": {
            "p50": 900,
            "p90": 1500,
            "p99": 12300,
            "p999": 4560000,
            "max": 1200000000
          },
          "tickToOrderNanos": {
            "p50": null,
            "p90": null,
            "p99": null,
            "p999": null,
            "max": null
          },
          "bytesPerTick": 0,
          "bytesPerOrder": 0.125,
          "gcCollections": 3,
          "stateHash": "0123456789abcdef",
          "proved": 17,
          "instruments": [
            {
              "symbol": "P1",
              "enginePosition": -1234,
              "venuePosition": -1234,
              "orders": 41,
              "basis": 0.0005,
              "underlying": "BTC",
              "fills": 39,
              "mark": 60000.5
            }
          ],
          "fallbacks": 4,
          "profit": {
            "optionDelta": 100,
            "optionGamma": -50,
            "optionForward": 2,
            "optionTheta": 30,
            "optionVega": 3,
            "optionResidual": 0.25,
            "hedge": -90,
            "spread": -3,
            "impact": -0.25,
            "fees": -4.25,
            "options": 85.25,
            "total": -12.25
          },
          "alerts": {
            "session-down": 2
          },
          "underlyings": [
            {
              "name": "BTC",
              "price": 60001.5,
              "deltaUnhedged": -46.5,
              "deltaHedged": 0.375,
              "deltaLeft": 0.0625,
              "bandLower": -0.5,
              "bandUpper": 0.625,
              "gamma": -0.015625,
              "revaluations": 19124,
              "proved": 17,
              "decisions": 40,
              "meanAbsDeltaUnhedged": 2.5,
              "meanAbsDeltaHedged": 0.25,
              "maxAbsDeltaUnhedged": 6.5,
              "maxAbsDeltaHedged": 0.75,
              "profit": {
                "optionDelta": 100,
                "optionGamma": -50,
                "optionForward": 2,
                "optionTheta": 30,
                "optionVega": 3,
                "optionResidual": 0.25,
                "hedge": -90,
                "spread": -3,
                "impact": -0.25,
                "fees": -4.25,
                "options": 85.25,
                "total": -12.25
              }
            }
          ]
        }

        """.ReplaceLineEndings("\n"), ReportJson.Write(Samples.Report));

    [Fact]
    public void Numbers_not_known_are_null()
    {
        RunReport report = Samples.WithVenuePosition(null) with { BytesPerTick = double.PositiveInfinity };
        report = report with
        {
            TickToDecisionNanos = new LatencyReport(),
            Underlyings = [report.Underlyings[0] with { MeanAbsDeltaHedged = double.NaN, Gamma = double.NaN }],
        };
        using JsonDocument json = JsonDocument.Parse(ReportJson.Write(report));
        AssertNull(json.RootElement, "venuePosition", "meanAbsDeltaHedged", "bytesPerTick");
        AssertNull(json.RootElement.GetProperty("underlyings")[0], "meanAbsDeltaHedged", "gamma");
        foreach (string latency in new[] { "tickToDecisionNanos", "tickToOrderNanos" })
            AssertNull(json.RootElement.GetProperty(latency), "p50", "p90", "p99", "p999", "max");
    }

    [Fact]
    public void With_several_underlyings_figures_of_one_are_null_and_money_is_summed()
    {
        using JsonDocument json = JsonDocument.Parse(ReportJson.Write(Samples.Two));
        AssertNull(json.RootElement, SingularKeys);
        Assert.Equal(-5.25, json.RootElement.GetProperty("profit").GetProperty("total").GetDouble(), 1e-12);
        Assert.Equal(2, json.RootElement.GetProperty("underlyings").GetArrayLength());
        Assert.Equal(2, json.RootElement.GetProperty("instruments").GetArrayLength());
    }

    [Fact]
    public void Every_key_is_described_in_the_README()
    {
        string text = File.ReadAllText(Config.ConfigFixture.RepositoryFile("src/HedgeFast/Report/README.md"));
        Assert.All(
            (string[])[.. Keys, .. InstrumentKeys, .. UnderlyingKeys],
            key => Assert.Contains($"| `{key}` |", text, StringComparison.Ordinal));
    }

    private static IEnumerable<string> KeysOfFirst(JsonDocument json, string array) =>
        json.RootElement.GetProperty(array)[0].EnumerateObject().Select(p => p.Name);

    private static void AssertNull(JsonElement element, params string[] keys) =>
        Assert.All(keys, key => Assert.Equal(JsonValueKind.Null, element.GetProperty(key).ValueKind));
}

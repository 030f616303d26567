using System.Text.Json;
using HedgeFast.Report;

namespace HedgeFast.Tests.Program.Report;

public sealed class ReportJsonTests
{
    private static readonly string[] Keys =
    [
        "ticks", "conflated", "revaluations", "decisions", "orders", "fills", "rejects", "enginePosition", "venuePosition", "meanAbsDeltaUnhedged", "meanAbsDeltaHedged",
        "maxAbsDeltaUnhedged", "maxAbsDeltaHedged", "costTotal", "tickToDecisionNanos", "tickToOrderNanos", "bytesPerTick", "bytesPerOrder", "gcCollections", "stateHash",
        "proved", "instruments", "fallbacks", "profit", "alerts",
    ];

    [Fact]
    public void The_keys_are_exactly_the_stable_ones_in_their_order()
    {
        using JsonDocument json = JsonDocument.Parse(ReportJson.Write(Samples.Report));
        Assert.Equal(Keys, json.RootElement.EnumerateObject().Select(p => p.Name));
        foreach (string latency in new[] { "tickToDecisionNanos", "tickToOrderNanos" })
            Assert.Equal(["p50", "p90", "p99", "p999", "max"], json.RootElement.GetProperty(latency).EnumerateObject().Select(p => p.Name));
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
              "basis": 0.0005
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
          }
        }

        """.ReplaceLineEndings("\n"), ReportJson.Write(Samples.Report));

    [Fact]
    public void What_is_not_known_is_null()
    {
        using JsonDocument json = JsonDocument.Parse(ReportJson.Write(new RunReport { VenuePosition = null, MeanAbsDeltaHedged = double.NaN, BytesPerTick = double.PositiveInfinity }));
        foreach (string key in new[] { "venuePosition", "meanAbsDeltaHedged", "bytesPerTick" })
            Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty(key).ValueKind);
        foreach (string key in new[] { "tickToDecisionNanos", "tickToOrderNanos" })
        {
            JsonElement latency = json.RootElement.GetProperty(key);
            Assert.Equal(["p50", "p90", "p99", "p999", "max"], latency.EnumerateObject().Select(each => each.Name));
            Assert.All(latency.EnumerateObject(), each => Assert.Equal(JsonValueKind.Null, each.Value.ValueKind));
        }
    }

    [Fact]
    public void Every_key_is_described()
    {
        string text = File.ReadAllText(Config.ConfigFixture.RepositoryFile("src/HedgeFast/Report/README.md"));
        Assert.All(Keys, k => Assert.Contains($"| `{k}` |", text, StringComparison.Ordinal));
    }
}

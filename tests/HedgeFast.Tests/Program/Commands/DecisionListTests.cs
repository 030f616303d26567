using HedgeFast.Commands;
using HedgeFast.Core.Hedge;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Program.Commands;

public sealed class DecisionListTests
{
    [Fact]
    public void A_line_says_why_and_what() => Assert.Equal(
        "decision 7: BTC delta -0.72 below band -0.5 to 0.5, aim -0.5: buy 136 BTCUSD_PERP at 61808.75, expected cost 6.81; options' delta -4.1, gamma -0.037, policy whalley-wilmott, governor Widened",
        DecisionList.Line(
            new HedgeDecision
            {
                Sequence = 7,
                OptionDelta = -4.1,
                DeltaLow = -0.72,
                DeltaHigh = -0.72,
                BandLower = -0.5,
                BandUpper = 0.5,
                AimDelta = -0.5,
                Price = 61_808.75,
                ExpectedCost = 6.81,
                Lots = 136,
                Rule = DecisionRule.BelowBand,
                Policy = PolicyKind.WhalleyWilmott,
                Governor = GovernorState.Widened,
                Gamma = -0.037,
            },
            LoopRig.MakeSettings()));

    [Fact]
    public void Orders_in_flight_make_the_delta_an_interval() =>
        Assert.Contains("delta 0.6 to 0.9 above band", DecisionList.Line(new HedgeDecision { DeltaLow = 0.6, DeltaHigh = 0.9, Lots = -1, Rule = DecisionRule.AboveBand, Policy = PolicyKind.Fixed }, LoopRig.MakeSettings()), StringComparison.Ordinal);

    [Fact]
    public void Every_decision_of_a_run_is_listed_before_the_proof()
    {
        using var program = new WholeProgram();
        Assert.Equal(0, program.Execute("run", "--speed", "max", "--journal", "j", "--set", "fix.senderSubId=DESK-7"));
        int written = program.Output.Length;
        Assert.Equal(0, program.Execute("replay", "--journal", program.File("j"), "--prove", "--decisions"));
        string[] lines = program.Output[written..].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(program.Report!.Decisions, lines.Count(line => line.Contains("expected cost", StringComparison.Ordinal)));
        Assert.StartsWith($"{program.Report.Decisions} decisions reproduced", lines[^1], StringComparison.Ordinal);
    }
}

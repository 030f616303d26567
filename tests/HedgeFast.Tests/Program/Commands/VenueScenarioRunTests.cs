using HedgeFast.Shell;

namespace HedgeFast.Tests.Program.Commands;

/// <summary>
/// Whole runs against an exchange that does everything wrong: at the end both have the same position.
/// </summary>
public sealed class VenueScenarioRunTests
{
    // In time of the tape; it passes as fast as it is read.
    private static readonly string[] Common =
    [
        "run", "--preset", "demo", "--speed", "max", "--set", "warmUp.seconds=0", "--set", "feed.staleMs=60000",
        "--set", "limits.staleMs=60000",
    ];

    [Scenario("O11", "O18", "O29")]
    [Theory]
    [InlineData(
        "orders.style=passive", "orders.reprice=replace", "orders.repriceMs=1", "venue.refuseReplaceEvery=5",
        "venue.refuseCancelEvery=9", "venue.scenarios=pending%3")]
    [InlineData(
        "orders.style=passive", "orders.reprice=replace", "orders.repriceMs=1", "venue.latencyMs=20",
        "venue.jitterMs=50", "venue.reportLatencyMs=20", "venue.reportJitterMs=100")]
    [InlineData(
        "orders.timeInForce=day", "venue.scenarios=enlarge%4,restate%2,reinstate%3,done-for-day%5,cancel-unasked%7",
        "venue.maxFillLots=50")]
    [InlineData(
        "orders.timeInForce=fok", "orders.depthShare=0.5", "venue.latencyMs=20", "venue.jitterMs=50",
        "venue.maxFillLots=60")]
    [InlineData("orders.volumeShare=0.2", "orders.volumeWindowMs=200", "venue.printShare=0.5")]
    [InlineData(
        "venue.scenarios=correct%2,bust%3,foreign-fill%5,overfill%7,duplicate-execution%11,late-fill%13,"
        + "fill-before-ack%17")]
    [InlineData(
        "orders.timeInForce=day", "orders.massStatus=true",
        "venue.halts=BTCUSD_PERP@2000-2500,BTCUSD_PERP@6000-6500:reinstate,BTCUSD_PERP@12000-12010",
        "venue.maxFillLots=100")]
    public void Both_sides_end_with_the_same_position(params string[] sets)
    {
        using var program = new WholeProgram();
        int code = program.Execute([.. Common, .. sets.SelectMany(set => new[] { "--set", set })]);
        Assert.True(code == (int)ExitCode.Ok, $"exit code {code}: {program.Error}{program.Output}");
        Assert.Equal(program.Report!.VenuePosition, program.Report.EnginePosition);
        Assert.True(
            program.Report.Orders > 5 && program.Report.Fills > 5,
            $"{program.Report.Orders} orders, {program.Report.Fills} fills");
        Assert.Equal(0, program.Report.Anomalies);
    }
}

using HedgeFast.Compare;
using HedgeFast.Config;
using HedgeFast.Engine;
using HedgeFast.Monitor;
using HedgeFast.Report;
using HedgeFast.Shell;
using HedgeFast.Tests.Program.Commands;
using HedgeFast.Tests.Program.Engine;
using HedgeFast.Venue.Tape;
using HedgeFast.WarmUp;

namespace HedgeFast.Tests.Program.WarmUp;

/// <summary>A rehearsal goes through everything, in code alone: nothing else of the run notices it.</summary>
public sealed class RehearsalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-warm-").FullName;

    [Theory]
    [InlineData("feed.transport=tcp")]
    [InlineData(
        "feed.transport=multicast", "feed.group=239.1.2.3", "feed.port=50123", "underlyings[0].revalue=triggers",
        "orders.style=passive", "fix.version=5.0sp2")]
    [InlineData(
        "schedule.kind=two-core", "underlyings[0].policy.kind=whalley-wilmott", "orders.timeInForce=day",
        "limits.maxOrderLots=1", "limits.ordersPerSecond=1", "fix.version=4.2")]
    public void A_rehearsal_orders_fills_rejects_refuses_and_cancels(params string[] sets)
    {
        (ResolvedConfig config, LoadedBook loaded, MarketTape tape) =
            Demo([.. sets, "warmUp.seconds=30", "journal.directory=j"]);
        RehearsalResult result = Rehearse(config, loaded, tape);
        Assert.True(result.Ticks > 100, result.ToString());
        Assert.True(Math.Min(result.Orders, result.Fills) > 40, $"{result}, {result.Fills} fills");
        Assert.True(
            Math.Min(result.Rejects, result.Refusals) > 0, $"{result.Rejects} rejects, {result.Refusals} refusals");
        if (sets.Any(set => set.StartsWith("orders.", StringComparison.Ordinal)))
            Assert.True(result.Cancels > 0, "nothing was cancelled");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_volume_share_delays_no_order_of_a_rehearsal()
    {
        (ResolvedConfig config, LoadedBook loaded, MarketTape tape) =
            Demo("warmUp.seconds=30", "orders.volumeShare=0.000001", "venue.printShare=0.1");
        RehearsalResult result = Rehearse(config, loaded, tape);
        Assert.True(Math.Min(result.Orders, result.Fills) > 40, $"{result}, {result.Fills} fills");
    }

    [Fact]
    public void A_second_hedge_instrument_is_rehearsed_too() =>
        A_rehearsal_orders_fills_rejects_refuses_and_cancels(FallbackEndToEndTests.TwoInstruments);

    [Fact]
    public void An_engine_after_a_rehearsal_runs_and_replays_as_without()
    {
        using var rig = new EngineRig();
        ulong state = rig.Engine.Pipeline.StateHash;
        EngineStatus before = rig.Engine.StatusWithLatencies() with { ElapsedSeconds = 0 };
        Dictionary<string, byte[]> files = rig.Files();
        Assert.Contains(files.Keys, file => file.StartsWith("journal", StringComparison.Ordinal));
        Assert.Contains(files.Keys, file => file.StartsWith("engine", StringComparison.Ordinal));

        (ResolvedConfig config, LoadedBook loaded, MarketTape tape) = Demo("warmUp.seconds=30");
        Assert.True(Rehearse(config, loaded, tape).Fills > 40);

        Assert.Equal(state, rig.Engine.Pipeline.StateHash);
        Assert.Equivalent(before, rig.Engine.StatusWithLatencies() with { ElapsedSeconds = 0 }, strict: true);
        Assert.Equal(files, rig.Files());

        rig.Venue.Start();
        rig.Engine.Start(rehearsed: true);
        rig.Until(() => rig.Engine.IsMarketClosed);
        RunReport report = rig.Stop();
        Assert.Equal(rig.Venue.Counters.Orders, report.Orders);
        Assert.Equal(report.VenuePosition!.Value, report.EnginePosition);
        Assert.Equal(0.0, report.BytesPerTick);
        Assert.Equal(0.0, report.BytesPerOrder);
        Assert.Equal(report.Decisions, rig.AssertProves().Decisions);
    }

    [Fact]
    public void A_run_after_it_ends_in_the_state_of_a_run_without_it()
    {
        (ResolvedConfig config, LoadedBook loaded, MarketTape tape) = Demo("warmUp.seconds=30");
        var comparison = new PolicyComparison(config.Settings, loaded.Book, loaded.Volatilities, [tape]);
        IReadOnlyList<PathResult> without = comparison.Run("the tape", config.Settings.Underlyings[0]).Paths;
        Assert.True(Rehearse(config, loaded, tape).Orders > 0);
        Assert.Equal(without, comparison.Run("the tape", config.Settings.Underlyings[0]).Paths);
    }

    [Fact]
    public void A_stop_ends_the_rehearsal()
    {
        (ResolvedConfig config, LoadedBook loaded, MarketTape tape) = Demo("warmUp.seconds=30");
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        RehearsalResult result = Rehearsal.Run(config, loaded, tape[0].ExchangeNanos, Nowhere, stopped.Token);
        Assert.False(result.Settled);
        Assert.True(result.Seconds < 25, result.ToString());
    }

    [Fact]
    public void A_run_prints_the_counts_of_its_rehearsal()
    {
        using var program = new WholeProgram();
        int code = program.Execute("run", "--speed", "max", "--duration", "1s", "--warm-up", "1", "--journal", "j");
        Assert.True(code == 0, $"exit code {code}: {program.Error}{program.Output}");
        Assert.Matches(@"^warmed up in \d+\.\d s: [\d,]+ ticks and [\d,]+ orders rehearsed", program.Output);
        Assert.Equal(0, program.Execute("replay", "--prove", "--journal", program.File("j")));
        Assert.Contains(
            $"{program.Report!.Decisions} decisions reproduced, state hash {program.Report.StateHash}", program.Output,
            StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Spectre.Console.IAnsiConsole Nowhere =>
        new Terminal(TextWriter.Null, TextWriter.Null, IsLive: true).CreateConsole();

    private static RehearsalResult Rehearse(ResolvedConfig config, LoadedBook loaded, MarketTape tape) =>
        Rehearsal.Run(config, loaded, tape[0].ExchangeNanos, Nowhere, CancellationToken.None);

    private (ResolvedConfig Config, LoadedBook Loaded, MarketTape Tape) Demo(params ReadOnlySpan<string> sets)
    {
        ResolvedConfig config = EngineRig.Load(_folder, sets);
        MarketTape tape = MarketTape.Read(config.Venue.TapeFile!, config.Settings.Instruments[0]);
        return (config, LoadedBook.Read(config, tape[0].ExchangeNanos), tape);
    }
}

using HedgeFast.Config.Keys;
using HedgeFast.Core.Feed;
using HedgeFast.Report;

namespace HedgeFast.Tests.Program.Commands;

/// <summary>Arguments of <c>run</c>, <c>venue</c> and <c>check</c>.</summary>
public sealed class RunCommandTests
{
    [Fact]
    public void Without_arguments_the_demonstration_runs()
    {
        var program = new CommandRunner();
        Assert.Equal(0, program.Execute());
        Assert.Equal("demo", program.Config!.Name);
        Assert.True(program.Config.Venue.Embedded);
        Assert.Null(program.Options!.Duration);
        Assert.Contains("00000000000000ff", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_reach_the_run()
    {
        var program = new CommandRunner();
        Assert.Equal(
            0,
            program.Execute(
                "run", "--speed", "max", "--duration", "20s", "--journal", "j", "--set", "orders.capTicks=1", "--set",
                "instance=x"));
        Assert.Equal(double.PositiveInfinity, program.Config!.Venue.Speed);
        Assert.Equal(TimeSpan.FromSeconds(20), program.Options!.Duration);
        Assert.Equal(Path.GetFullPath("j"), program.Config.Settings.JournalDirectory);
        Assert.Equal(1, program.Config.Settings.Orders.CapTicks);
        Assert.Equal("x", program.Config.Settings.Instance);
    }

    [Fact]
    public void The_report_is_written_as_JSON()
    {
        string file = Path.Combine(ProgramWithSamples.Folder, $"report-{Guid.NewGuid():N}.json");
        var program = new CommandRunner();
        Assert.Equal(0, program.Execute("run", "--report", file));
        Assert.Equal(ReportJson.Write(program.Report), File.ReadAllText(file));
    }

    [Fact]
    public void A_report_that_can_not_be_written_stops_the_run_before_it_starts()
    {
        var program = new CommandRunner();
        Assert.Equal(
            3,
            program.Execute(
                "run", "--report", Path.Combine(ProgramWithSamples.Folder, "no", "such", "folder", "r.json")));
        Assert.Null(program.Config);
        Assert.Contains("can't be written", program.OnlyError, StringComparison.Ordinal);
    }

    [Fact]
    public void Different_positions_of_engine_and_exchange_are_exit_1()
    {
        var different = new CommandRunner { Report = CommandRunner.ReportOf(engineLots: 5, venueLots: 4) };
        var unknown = new CommandRunner { Report = CommandRunner.ReportOf(engineLots: 5, venueLots: null) };
        Assert.Equal(1, different.Execute("run"));
        Assert.Equal(0, unknown.Execute("run"));
    }

    [Fact]
    public void Missing_files_are_each_a_line_and_exit_3()
    {
        var program = new CommandRunner();
        Assert.Equal(3, program.Execute("run", "--set", "book.file=no-book.csv", "--set", "venue.tape=no-tape.csv"));
        Assert.Equal(2, program.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("book.file: no such file: ", program.Error, StringComparison.Ordinal);
        Assert.Null(program.Config);
    }

    [Fact]
    public void A_run_prints_the_settings_that_were_lowered()
    {
        var program = new CommandRunner();
        Assert.Equal(0, program.Execute("run", "--preset", "low-latency"));
        Assert.Contains("so they yield", program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Venue_options_reach_the_exchange()
    {
        var program = new CommandRunner();
        Assert.Equal(0, program.Execute(
            "venue", "--fix-port", "0", "--feed-port", "6002", "--tape", "sample:btcusd_perp_20240808_top.csv.gz",
            "--speed", "2", "--store", "s", "--transport", "multicast", "--group", "239.1.1.1",
            "--start-when", "at-once"));
        Assert.Equal(0, program.Config!.Venue.FixPort);
        Assert.Equal(6002, program.Config.Venue.FeedPort);
        Assert.Equal(2.0, program.Config.Venue.Speed);
        Assert.Equal(FeedTransport.Multicast, program.Config.Venue.Transport);
        Assert.Equal("239.1.1.1", program.Config.Venue.Group);
        Assert.Equal(Path.GetFullPath("s"), program.Config.Venue.Session.StoreDirectory);
        Assert.Equal(TapeStart.AtOnce, program.Config.Venue.StartWhen);
    }

    [Fact]
    public void A_venue_without_a_tape_is_refused()
    {
        Assert.Equal(2, new CommandRunner().Execute("venue", "--tape", ""));
        Assert.Equal(3, new CommandRunner().Execute("venue", "--tape", "no-such-tape.csv"));
    }

    [Fact]
    public void Check_prints_every_value_with_its_origin()
    {
        var program = new CommandRunner();
        Assert.Equal(0, program.Execute("check", "--preset", "demo", "--set", "orders.capTicks=2"));
        string[] lines = program.Output.Split('\n');
        Assert.Matches(
            @"^orders\.capTicks +2 ticks +--set$",
            Assert.Single(lines, l => l.StartsWith("orders.capTicks", StringComparison.Ordinal)));
        Assert.Matches(
            @"^underlyings\[0\]\.band\.halfWidth +0\.5 units of the underlying +demo\.json:\d+$",
            Assert.Single(lines, l => l.StartsWith("underlyings[0].band.halfWidth", StringComparison.Ordinal)));
        Assert.Matches(
            @"^rings\.market +16384 events +default$",
            Assert.Single(lines, l => l.StartsWith("rings.market", StringComparison.Ordinal)));
        Assert.Contains("schedule   one-core, waiting by yield", lines);
        Assert.Null(program.Config);
    }

    [Fact]
    public void Check_finds_missing_files() =>
        Assert.Equal(3, new CommandRunner().Execute("check", "--preset", "demo", "--set", "book.file=no-book.csv"));

    [Fact]
    public void Check_prints_schema_and_reference()
    {
        var program = new CommandRunner();
        Assert.Equal(0, program.Execute("check", "--schema"));
        Assert.StartsWith("{", program.Output, StringComparison.Ordinal);
        Assert.Equal(0, program.Execute("check", "--keys"));
        Assert.StartsWith("# Configuration keys", program.Output, StringComparison.Ordinal);
    }
}

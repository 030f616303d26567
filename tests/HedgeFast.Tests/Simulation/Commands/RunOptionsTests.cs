using HedgeFast.Simulation.Commands;
using HedgeFast.Simulation.Faults;

namespace HedgeFast.Tests.Simulation.Commands;

/// <summary>The simulator's command line.</summary>
public sealed class RunOptionsTests
{
    [Theory]
    [InlineData("--seedz", "5")]
    [InlineData("--seeds")]
    [InlineData("--seeds", "--first")]
    [InlineData("--seeds", "0")]
    [InlineData("--seeds", "-3")]
    [InlineData("--seeds", "many")]
    [InlineData("--seed", "1.5")]
    [InlineData("--seed", "1", "--first", "2")]
    [InlineData("--window", "a", "--seed", "1")]
    [InlineData("--workers", "0")]
    [InlineData("--minutes", "0")]
    [InlineData("--minutes", "NaN")]
    [InlineData("--chaos", "-1")]
    [InlineData("--without", "VenueRejects,VenueSings")]
    [InlineData("--without", "3")]
    [InlineData("--skip", "0")]
    [InlineData("--skip", "3-1")]
    [InlineData("--skip", "1-2-3")]
    [InlineData("--skip", "a")]
    [InlineData("--skip", "1", "stray")]
    public void A_wrong_argument_is_refused_with_exit_code_2_and_its_name(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();

        Assert.Equal(2, CommandLine.Run(["run", .. args], output, errors));
        Assert.Equal("", output.ToString());
        Assert.Contains(args, arg => errors.ToString().Contains(arg.Split(',')[^1], StringComparison.Ordinal));
        Assert.Single(errors.ToString().TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("dance")]
    [InlineData("shrink")]
    public void A_wrong_command_is_refused_with_exit_code_2(string command)
    {
        using var errors = new StringWriter();

        Assert.Equal(2, CommandLine.Run([command], TextWriter.Null, errors));
        Assert.Contains(command, errors.ToString());
    }

    [Fact]
    public void Help_names_every_option_and_every_kind_of_fault()
    {
        using var output = new StringWriter();

        Assert.Equal(0, CommandLine.Run(["--help"], output, TextWriter.Null));
        foreach ((string name, _, _) in Help.Options)
            Assert.Contains(name, output.ToString());
        foreach (string kind in Enum.GetNames<FaultKind>())
            Assert.Contains(kind, output.ToString());
    }

    [Fact]
    public void Without_arguments_200_seeds_of_the_programs_own_window_run()
    {
        RunOptions options = RunOptions.Parse([]);

        Assert.Equal(200, options.Seeds);
        Assert.Equal(0ul, options.First % SeedWindow.Size);
        Assert.Equal(Environment.ProcessorCount, options.Workers);
    }

    [Fact]
    public void A_seed_alone_runs_once_in_this_process()
    {
        RunOptions options = RunOptions.Parse(["--seed", "42"]);

        Assert.Equal(42ul, options.First);
        Assert.Equal(1, options.Seeds);
        Assert.Equal(1, options.Workers);
    }

    [Fact]
    public void Two_texts_have_windows_apart_and_one_text_always_the_same()
    {
        ulong one = SeedWindow.FirstOf("5290073"), other = SeedWindow.FirstOf("5290074");

        Assert.Equal(one, SeedWindow.FirstOf("5290073"));
        Assert.True(one + SeedWindow.Size <= other || other + SeedWindow.Size <= one);
    }

    [Theory]
    [InlineData("3", "3")]
    [InlineData("3,1,2,7", "1-3,7")]
    [InlineData("1-3,7-9,12-", "1-3,7-9,12-")]
    [InlineData("2-4,6-11,12-", "2-4,6-")]
    public void Faults_left_out_are_written_as_ranges(string given, string written) =>
        Assert.Equal(written, FaultChoice.Parse(given).ToString());

    [Fact]
    public void Faults_left_out_are_not_played()
    {
        FaultChoice choice = FaultChoice.Parse("2-3,6-");

        int[] played = [.. Enumerable.Range(1, 20).Where(choice.Plays)];
        Assert.Equal([1, 4, 5], played);
    }
}

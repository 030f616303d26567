using HedgeFast.Commands;
using HedgeFast.Shell;

namespace HedgeFast.Tests.Program.Commands;

/// <summary>Arguments, help and exit codes.</summary>
public sealed class CommandTreeTests
{
    private static readonly string[] Commands =
        ["run", "venue", "fix-echo", "session", "check", "replay", "compare", "price", "sample-book"];

    public static TheoryData<string> CommandNames => [.. Commands];

    [Fact]
    public void Help_lists_commands_examples_and_every_exit_code()
    {
        var program = new CommandRunner();
        Assert.Equal(0, program.Execute("--help"));
        Assert.All(Commands, c => Assert.Contains($"\n  {c} ", program.Output, StringComparison.Ordinal));
        Assert.Contains("Examples:", program.Output, StringComparison.Ordinal);
        foreach (ExitCode code in Enum.GetValues<ExitCode>())
            Assert.Contains($"\n{(int)code,5}  ", program.Output, StringComparison.Ordinal);
        Assert.Empty(program.Error);
    }

    [Theory]
    [MemberData(nameof(CommandNames))]
    public void Help_of_each_command_names_it_and_the_exit_codes(string command)
    {
        var program = new CommandRunner();
        Assert.Equal(0, program.Execute(command, "--help"));
        Assert.Contains($"hedgefast {command}", program.Output, StringComparison.Ordinal);
        Assert.Contains("Exit codes:", program.Output, StringComparison.Ordinal);
        Assert.Null(program.Config);
    }

    [Fact]
    public void Help_describes_each_exit_code_once() =>
        Assert.Equal(Enum.GetValues<ExitCode>().Order(), HelpText.ExitCodes.Select(e => e.Code).Order());

    [Theory]
    [InlineData("unknown argument '--sped'; did you mean --speed?", "run", "--sped", "10")]
    [InlineData("unknown argument 'bogus'", "bogus")]
    [InlineData("did you mean check?", "chekc")]
    [InlineData("unknown argument '--speed'", "--speed", "10")]
    [InlineData("--duration 5: expected a number and ms, s, m or h", "run", "--duration", "5")]
    [InlineData("--set capTicks: expected KEY=VALUE", "run", "--set", "capTicks")]
    [InlineData("--set =5: expected KEY=VALUE", "run", "--set", "=5")]
    [InlineData("exclude each other", "run", "--preset", "demo", "--config", "x.json")]
    [InlineData("name what to check", "check")]
    [InlineData("--journal", "replay", "--prove")]
    [InlineData("--seed", "sample-book")]
    [InlineData("--seed -1: expected a whole number from 0", "sample-book", "--seed", "-1")]
    [InlineData("--seed x: expected a whole number from 0", "compare", "--seed", "x")]
    [InlineData("--seed needs --synthetic", "compare", "--seed", "7")]
    [InlineData("--paths needs --synthetic", "compare", "--paths", "3")]
    [InlineData("--risk vega: expected profit or delta", "compare", "--risk", "vega")]
    [InlineData("exclude each other", "check", "--keys", "--schema")]
    [InlineData("--report", "run", "--report")]
    [InlineData(
        "venue.speed: \"fast\" is not a number; allowed: max or more than 0, at most 1000000 times  (--speed)", "run",
        "--speed", "fast")]
    [InlineData(
        "venue.fixPort: 70000 is out of range; allowed: 0 to 65535  (--fix-port)", "venue", "--fix-port", "70000")]
    [InlineData("there is no preset \"dmo\"; did you mean demo?", "run", "--preset", "dmo")]
    [InlineData("no such file", "run", "--config", "no-such-file.json")]
    [InlineData("unknown argument '--strike'", "price", "--strike", "5")]
    public void Wrong_arguments_are_one_clear_line_and_exit_2(string message, params string[] arguments)
    {
        var program = new CommandRunner();
        Assert.Equal(2, program.Execute(arguments));
        Assert.Contains(message, program.OnlyError, StringComparison.Ordinal);
        Assert.DoesNotContain("?.", program.OnlyError, StringComparison.Ordinal);
        Assert.Empty(program.Output);
        Assert.Null(program.Config);
    }

    [Fact]
    public void An_argument_file_is_not_read() => Assert.Equal(2, new CommandRunner().Execute("@arguments.txt"));

    [Fact]
    public void Several_errors_are_several_lines_and_a_count()
    {
        var program = new CommandRunner();
        Assert.Equal(
            2, program.Execute("check", "--preset", "demo", "--set", "orders.capTick=1", "--set", "limits.staleMs=0"));
        Assert.Equal(3, program.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.EndsWith("2 errors in demo; nothing was started\n", program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_failure_is_its_message_and_exit_3()
    {
        var program = new CommandRunner { Throws = new StartFailure("fix.port: 127.0.0.1:5001 is taken") };
        Assert.Equal(3, program.Execute("run"));
        Assert.Equal("fix.port: 127.0.0.1:5001 is taken", program.OnlyError);
    }

    [Fact]
    public void An_unexpected_failure_is_exit_4()
    {
        var program = new CommandRunner { Throws = new InvalidOperationException("broken") };
        Assert.Equal(4, program.Execute("run"));
        Assert.Contains("broken", program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Version_is_shown()
    {
        var program = new CommandRunner();
        Assert.Equal(0, program.Execute("--version"));
        Assert.StartsWith("0.", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_passes_folder_proof_and_exit_code()
    {
        var program = new CommandRunner();
        string folder = Directory.CreateTempSubdirectory("journal-").FullName;
        Assert.Equal(1, program.Execute("replay", "--journal", folder, "--prove"));
        Assert.Equal($"{Path.GetFileName(folder)} True", program.Output);
        Directory.Delete(folder);
        Assert.Equal(3, program.Execute("replay", "--journal", folder));
        Assert.Contains("no such folder", program.OnlyError, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_book_goes_to_the_output_or_into_a_file()
    {
        var program = new CommandRunner();
        Assert.Equal(0, program.Execute("sample-book", "--seed", "18446744073709551615"));
        Assert.Equal("book 18446744073709551615\n", program.Output);
        string file = Path.Combine(ProgramWithSamples.Folder, "written.csv");
        Assert.Equal(0, program.Execute("sample-book", "--seed", "7", "--out", file));
        Assert.Equal("book 7\n", File.ReadAllText(file));
        Assert.Equal(3, program.Execute("sample-book", "--seed", "7", "--out", Path.Combine(file, "below-a-file")));
        Assert.Contains("can't be written", program.OnlyError, StringComparison.Ordinal);
    }
}

using System.Globalization;
using HedgeFast.Report;
using HedgeFast.Tests.Program.Commands;

namespace HedgeFast.Tests.Program.Engine;

/// <summary>The file of FIX messages that a run of the program writes.</summary>
public sealed class FixLogFileTests
{
    private const string Password = "open-sesame";

    [Fact]
    public void A_run_writes_every_message_both_ways_and_no_secret()
    {
        using var program = new WholeProgram();
        string secret = program.File("password");
        File.WriteAllText(secret, Password);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        int code = program.Execute(
            "run", "--preset", "demo", "--speed", "max", "--set", "fix.logFile=fix.log", "--set", "fix.user=me",
            "--set", $"fix.secret=file:{secret}");
        Assert.True(code == 0, $"exit code {code}: {program.Error}{program.Output}");

        RunReport report = program.Report!;
        string[] lines = File.ReadAllLines(program.File("fix.log"));
        Assert.All(lines, line => Assert.Matches(
            @"^\d{8}-\d\d:\d\d:\d\d\.\d{9} \d+ [<>] 8=FIX\.4\.4\|9=\d+\|35=.*\|10=\d{3}\|$", line));
        Assert.Equal(
            report.Orders, lines.Count(line => IsSent(line) && line.Contains("|35=D|", StringComparison.Ordinal)));
        Assert.Equal(
            report.Fills, lines.Count(line => !IsSent(line) && line.Contains("|150=F|", StringComparison.Ordinal)));
        Assert.NotEqual(0, report.Fills);

        // From the first logon to the last logout, each direction with every number once.
        Assert.Contains($"|553=me|554={new string('*', Password.Length)}|", lines[0], StringComparison.Ordinal);
        Assert.True(IsSent(lines[0]) && lines[0].Contains("|35=A|", StringComparison.Ordinal));
        Assert.True(!IsSent(lines[^1]) && lines[^1].Contains("|35=5|", StringComparison.Ordinal), lines[^1]);
        foreach (bool sent in (ReadOnlySpan<bool>)[true, false])
        {
            int[] numbers = [.. lines.Where(line => IsSent(line) == sent).Select(SequenceNumber)];
            Assert.Equal(Enumerable.Range(1, numbers.Length), numbers);
        }

        string written = File.ReadAllText(program.File("fix.log")) + program.Output + program.Error;
        Assert.DoesNotContain(Password, written, StringComparison.Ordinal);
    }

    private static bool IsSent(string line) => line.Split(' ')[2] == ">";

    private static int SequenceNumber(string line)
    {
        string field = line.Split('|').First(field => field.StartsWith("34=", StringComparison.Ordinal));
        return int.Parse(field["34=".Length..], CultureInfo.InvariantCulture);
    }
}

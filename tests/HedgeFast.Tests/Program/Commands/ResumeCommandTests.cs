using System.Globalization;
using HedgeFast.Shell;

namespace HedgeFast.Tests.Program.Commands;

/// <summary>
/// `run --resume` by the command line: after an expiry, and after edits that do not touch what is carried.
/// </summary>
public sealed class ResumeCommandTests
{
    [Fact]
    public void After_an_expiry_a_run_resumes_whether_or_not_the_expired_rows_are_still_in_the_book()
    {
        using var program = new WholeProgram();
        File.WriteAllBytes(program.File("book.csv"), WholeProgram.Sample("btc_options.csv"));
        Run(program, "2024-08-08T23:54:00Z");
        Run(program, "2024-08-10T08:00:01Z");
        Assert.Contains("options have expired and count nothing", program.Output, StringComparison.Ordinal);
        Assert.Contains("resumed as run 2", program.Output, StringComparison.Ordinal);

        string[] lines = File.ReadAllLines(program.File("book.csv"));
        int column = Array.IndexOf(lines[0].Split(','), "expiry");
        Assert.True(column >= 0, lines[0]);
        DateTime now = new(2024, 8, 10, 8, 0, 1, DateTimeKind.Utc);
        string[] kept =
        [
            .. lines.Where((line, i) => i == 0 || DateTime.Parse(
                line.Split(',')[column], CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal) > now),
        ];
        Assert.True(kept.Length < lines.Length, $"{kept.Length} of {lines.Length}");
        File.WriteAllLines(program.File("book.csv"), kept);
        Run(program, "2024-08-10T08:00:01Z");
        Assert.Contains("resumed as run 3", program.Output, StringComparison.Ordinal);
        Assert.Contains("resumed with changes: ", program.Output, StringComparison.Ordinal);
        Assert.Contains(
            "book.file: options that have expired were taken out", program.Output, StringComparison.Ordinal);
        Assert.Equal(0, program.Execute("replay", "--prove", "--journal", program.File("j")));
    }

    [Fact]
    public void A_resume_accepts_and_prints_a_changed_limit_and_an_added_operator_file()
    {
        using var program = new WholeProgram();
        File.WriteAllBytes(program.File("book.csv"), WholeProgram.Sample("btc_options.csv"));
        Run(program, "2024-08-08T23:54:00Z");
        Run(program, "2024-08-08T23:54:00Z", "limits.maxOrderLots=15000", "limits.operatorFile=OPERATOR");
        Assert.Contains("limits.maxOrderLots 20000 -> 15000", program.Output, StringComparison.Ordinal);
        Assert.Contains("limits.operatorFile none -> ", program.Output, StringComparison.Ordinal);
        Assert.Equal(0, program.Execute("replay", "--prove", "--journal", program.File("j")));
    }

    [Fact]
    public void Another_book_is_refused_and_the_first_difference_is_named()
    {
        using var program = new WholeProgram();
        File.WriteAllBytes(program.File("book.csv"), WholeProgram.Sample("btc_options.csv"));
        Run(program, "2024-08-08T23:54:00Z");
        string[] lines = File.ReadAllLines(program.File("book.csv"));
        File.WriteAllLines(program.File("book.csv"), lines[..^1]);
        Assert.Equal((int)ExitCode.CannotStart, Execute(program, "2024-08-08T23:54:00Z"));
        Assert.Contains("1 options of the run before are missing or changed", program.Error, StringComparison.Ordinal);
        Assert.Contains(lines[^1].Split(',')[0], program.Error, StringComparison.Ordinal);
    }

    private static void Run(WholeProgram program, string asOf, params string[] sets)
    {
        int code = Execute(program, asOf, sets);
        Assert.True(code == 0, $"exit code {code}: {program.Error}{program.Output}");
    }

    // Nothing listens there: the run begins, finds no exchange and ends.
    private static int Execute(WholeProgram program, string asOf, params string[] sets) => program.Execute(
    [
        "run", "--preset", "demo", "--resume", "--journal", "j", "--duration", "300ms",
        .. new[]
        {
            "venue.embedded=false", "fix.port=1", "feed.port=2", "fix.storeDirectory=store", "warmUp.seconds=0",
            $"book.file={program.File("book.csv")}", $"book.asOf={asOf}",
        }.Concat(sets).SelectMany(set => new[] { "--set", set }),
    ]);
}

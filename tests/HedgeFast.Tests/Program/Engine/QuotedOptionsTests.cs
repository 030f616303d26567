using HedgeFast.Core.Control;
using HedgeFast.Core.Profit;
using HedgeFast.Fix.Os;
using HedgeFast.Report;
using HedgeFast.Shell;
using HedgeFast.Tests.Program.Commands;

namespace HedgeFast.Tests.Program.Engine;

/// <summary>
/// From the command line: the exchange quotes the options of the book, the engine takes their volatilities from these
/// quotes, hedges, and the journal proves.
/// </summary>
public sealed class QuotedOptionsTests
{
    private const int Options = 200;

    // B06, F9: on ticks that an exchange has, with which deep calls trade at intrinsic value and far puts have no bid.
    [Theory]
    [InlineData("0.000000001", "0")]
    [InlineData("0.0001", "1")]
    [InlineData("0.0005", "10")]
    public void The_engine_hedges_on_volatilities_from_the_feed_as_on_those_of_the_book(string tick, string share)
    {
        using var program = new WholeProgram();
        Prepare(program, tick);
        RunReport quoted = Run(
            program, "quoted", "--set", "underlyings[0].volatility.source=quotes", "--set",
                $"book.quotes={program.File("quotes.csv")}", "--set", "venue.optionHalfSpread=0.001",
            "--set", $"underlyings[0].volatility.missingShare={share}");
        RunReport booked = Run(program, "booked");
        Assert.True(
            quoted.Orders > 0, $"{quoted.Orders} orders, {quoted.Ticks} ticks: {program.Output} {program.Error}");
        Assert.Equal(quoted.VenuePosition, quoted.EnginePosition);
        Assert.Equal(booked.MeanAbsDeltaUnhedged, quoted.MeanAbsDeltaUnhedged,
            (tick.Length > 8 ? 0.02 : 0.1) * booked.MeanAbsDeltaUnhedged);
        Assert.Equal(0, program.Execute("replay", "--journal", program.File("quoted"), "--prove"));
    }

    // F9: the example of README.md, at its tick.
    [Fact]
    public void F9_The_example_of_the_readme_hedges()
    {
        using var program = new WholeProgram();
        Assert.Equal(0, program.Execute("sample-book", "--seed", "7", "--out", program.File("book.csv")));
        IEnumerable<string> symbols = File.ReadLines(program.File("book.csv")).Skip(1)
            .Select(line => line.Split(',')[0]);
        File.WriteAllLines(program.File("quotes.csv"), symbols.Select((symbol, i) => $"{symbol},{1001 + i},0.0001")
            .Prepend("symbol,feed_id,tick_size"));
        int code = program.Execute(
            "run", "--speed", "60", "--duration", "4s", "--journal", program.File("j"), "--set",
                $"book.file={program.File("book.csv")}",
            "--set", $"book.quotes={program.File("quotes.csv")}", "--set", "underlyings[0].volatility.source=quotes");
        Assert.True(code == 0 && program.Report!.Orders > 3,
            $"{code}, {program.Report?.Orders} orders: {program.Output} {program.Error}");
        Assert.Equal(0, program.Execute("replay", "--journal", program.File("j"), "--prove"));
    }

    [Fact]
    public void Profit_is_that_of_the_installed_volatilities_and_its_loss_can_be_limited()
    {
        using var program = new WholeProgram();
        Prepare(program, tick: "0.000000001");
        string[] quotes =
        [
            "--set", "underlyings[0].volatility.source=quotes", "--set", $"book.quotes={program.File("quotes.csv")}",
            "--set", "venue.optionHalfSpread=0.001",
        ];
        ProfitParts quoted = Run(program, "quoted", quotes).Profit!.Value;

        // The exchange quotes at the book's volatilities: quotes bring next to nothing by vega, and what happened is
        // explained.
        Assert.True(Math.Abs(quoted.OptionDelta) > 100 && quoted.OptionTheta > 0, $"{quoted}");
        Assert.True(
            Math.Abs(quoted.OptionVega) < 1e-3 * Math.Abs(quoted.OptionDelta) && quoted.OptionVega != 0, $"{quoted}");
        Assert.True(Math.Abs(quoted.OptionResidual) < 0.02 * Math.Abs(quoted.OptionDelta), $"{quoted}");

        // A loss that an earlier run of the day had made, and no book could make good.
        DayProfitFile.Write(Disk.Kernel, program.File("day"), 1_723_075_200_000_000_000, -1_000_000);
        string[] loss =
        [
            "--set", "limits.maxDayLoss=900000", "--set", "limits.lossBasis=book",
            "--set", $"limits.dayFile={program.File("day")}",
        ];
        RunReport limited = Run(program, "limited", [.. quotes, .. loss]);
        Assert.Equal(1, limited.Alerts["loss-limit"]);
        Assert.NotNull(limited.Profit);
        Assert.Equal(0, program.Execute("replay", "--journal", program.File("limited"), "--prove"));
    }

    [Fact]
    public void An_option_that_is_not_in_the_file_is_named()
    {
        using var program = new WholeProgram();
        Prepare(program, tick: "0.0001");
        string[] lines = File.ReadAllLines(program.File("quotes.csv"));
        File.WriteAllLines(program.File("quotes.csv"), lines[..^1]);
        string[] arguments = Arguments(
            program, "j", "--set", "underlyings[0].volatility.source=quotes",
            "--set", $"book.quotes={program.File("quotes.csv")}");
        string complaint = program.Refuse(ExitCode.CannotStart, arguments);
        Assert.Contains(lines[^1].Split(',')[0] + " is not in it", complaint, StringComparison.Ordinal);
    }

    private static void Prepare(WholeProgram program, string tick)
    {
        string[] book = System.Text.Encoding.UTF8.GetString(WholeProgram.Sample("btc_options.csv"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        File.WriteAllLines(program.File("book.csv"), book[..(Options + 1)].Select(line => line.TrimEnd('\r')));
        IEnumerable<string> rows = book[1..(Options + 1)]
            .Select((line, i) => $"{line.Split(',')[0]},{1000 + i},{tick}");
        File.WriteAllLines(program.File("quotes.csv"), rows.Prepend("symbol,feed_id,tick_size"));
    }

    private static string[] Arguments(WholeProgram program, string journal, params string[] more) =>
    [
        "run", "--speed", "max", "--journal", program.File(journal), "--set", $"book.file={program.File("book.csv")}",
        "--set", "underlyings[0].band.halfWidth=0.05", .. more,
    ];

    private static RunReport Run(WholeProgram program, string journal, params string[] more)
    {
        Assert.Equal(0, program.Execute(Arguments(program, journal, more)));
        return program.Report!;
    }
}

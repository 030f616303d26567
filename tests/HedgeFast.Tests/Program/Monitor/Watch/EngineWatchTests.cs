using System.Text.Json;
using HedgeFast.Core.Control;
using HedgeFast.Core.Profit;
using HedgeFast.Fix.Os;
using HedgeFast.Tests.Program.Commands;

namespace HedgeFast.Tests.Program.Monitor.Watch;

/// <summary>The watch of a run, in the whole program.</summary>
public sealed class EngineWatchTests
{
    [Fact]
    public void A_run_tells_where_its_profit_came_from()
    {
        using var program = new WholeProgram();
        Assert.Equal(0, program.Execute("run", "--speed", "max"));
        ProfitParts parts = program.Report!.Profit!.Value;
        Assert.Equal(
            -(program.Report.CostSpread + program.Report.CostFees), parts.Spread + parts.Impact + parts.Fees, 1e-6);
        Assert.True(parts.OptionGamma < 0 && parts.OptionTheta > 0 && parts.OptionVega == 0, $"{parts}");

        // Six minutes in a step or two: what the first and second order leave over is still a small part.
        double explained = Math.Abs(parts.OptionDelta) + Math.Abs(parts.OptionGamma);
        Assert.True(Math.Abs(parts.OptionResidual) < 0.1 * explained, $"{parts}");
        Assert.Contains("profit", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_stops_the_run_and_is_told()
    {
        using var program = new WholeProgram();
        Assert.Equal(0, program.Execute(
            "run", "--speed", "max", "--set", "limits.maxDayLoss=50", "--set", "limits.lossBasis=hedge",
            "--set", "limits.dayFile=day", "--set", "alerts.file=alerts.jsonl"));
        Assert.Equal(1, program.Report!.Alerts["loss-limit"]);
        Assert.Contains("ALERT loss-limit raised: ", program.Error, StringComparison.Ordinal);
        Assert.Contains(File.ReadLines(program.File("alerts.jsonl")), IsLossLimit);
        Assert.NotNull(DayProfitFile.Read(Disk.Kernel, program.File("day")));
    }

    // The tape begins on 2024-08-08; what was lost earlier that day is a loss that this run could not make.
    [Fact]
    public void A_loss_of_an_earlier_run_of_the_day_is_not_forgotten()
    {
        using var program = new WholeProgram();
        DayProfitFile.Write(Disk.Kernel, program.File("day"), 1_723_075_200_000_000_000, -200_000);
        Assert.Equal(0, program.Execute(
            "run", "--speed", "max", "--set", "limits.maxDayLoss=100000", "--set", "limits.dayFile=day"));
        Assert.Equal(1, program.Report!.Alerts["loss-limit"]);
    }

    private static bool IsLossLimit(string line)
    {
        using JsonDocument json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("name").GetString() == "loss-limit"
            && json.RootElement.GetProperty("state").GetString() == "raised";
    }
}

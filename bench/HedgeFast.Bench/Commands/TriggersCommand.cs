using System.CommandLine;
using System.Globalization;
using HedgeFast.Bench.Loop;

namespace HedgeFast.Bench.Commands;

/// <summary>Measures the decision on a tick inside the triggers, by the size of the book.</summary>
internal sealed class TriggersCommand : IBenchCommand
{
    private readonly RootCommand _command;

    public TriggersCommand()
    {
        _command = new RootCommand(Description);
        _command.HelpName = $"HedgeFast.Bench {Name}";
        new SizesAndReport(100, 1_000, 10_000, 100_000).Drive(_command, Measure);
    }

    public string Name => "triggers";

    public string Description =>
        "tick to decision inside the triggers, by the size of the book; --help lists its options";

    public string[] SmokeArguments => ["--options", "1000"];

    public int Run(string[] args) => SizesAndReport.Run(_command, args);

    private static TriggerRow Measure(int options)
    {
        TriggerRow row = new TriggerRun(options).Measure(out double turnNanos);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options,7} options: to decision p50 {row.DecisionNanosP50} ns, p99 {row.DecisionNanosP99} ns; whole "
            + $"turn {turnNanos:F0} ns"));
        return row;
    }
}

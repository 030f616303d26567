using System.Globalization;
using HedgeFast.Bench.Loop;

namespace HedgeFast.Bench.Commands;

/// <summary>Measures the decision on a tick inside the triggers, by the size of the book.</summary>
internal sealed class TriggersCommand : IBenchCommand
{
    private static readonly int[] Sizes = [100, 1_000, 10_000, 100_000];

    public string Name => "triggers";

    public string Description => "[--report FILE]: tick to decision inside the triggers, for 100 to 100,000 options";

    public int Run(string[] args)
    {
        if (args is not ([] or ["--report", _]))
        {
            Console.Error.WriteLine("Usage: triggers [--report FILE]");
            return 2;
        }

        try
        {
            MachineInfo.Read().WriteTo(Console.Out);
            Console.WriteLine("options  to decision: p50  p99 ns  whole turn ns");
            List<TriggerRow> rows = [];
            foreach (int options in Sizes)
            {
                TriggerRun run = new(options);
                rows.Add(run.Measure(out double turnNanos));
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{options,7}  {rows[^1].DecisionNanosP50,16}  {rows[^1].DecisionNanosP99,6}  {turnNanos,13:F0}"));
            }

            if (args.Length == 2)
                ReportFile.Write(args[1], rows);
            return 0;
        }
        catch (Exception e) when (e is InvalidOperationException or PlatformNotSupportedException or IOException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}

using System.Globalization;
using System.Text;
using HedgeFast.Simulation.Coverage;

namespace HedgeFast.Simulation.Commands;

/// <summary>Writes the report at the end of a run.</summary>
internal static class RunReport
{
    private const int Columns = 118;

    public static void Write(RunOptions options, RunTotals totals, TimeSpan wall, TextWriter output)
    {
        double simulated = totals.SimulatedNanos / 1e9, cpu = totals.CpuNanos / 1e9;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{totals.Seeds:N0} seeds from {options.First}, {totals.Failures.Count} failed, {wall.TotalSeconds:F1} s: "
            + $"{totals.Seeds / wall.TotalSeconds:F1} seeds/s with {options.Workers} workers, "
            + $"{simulated / 86_400:F2} simulated days"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{simulated / wall.TotalSeconds:N0} x real time, {simulated / Math.Max(cpu, 1e-9):N0} x on one core, "
            + $"{1e3 * cpu / Math.Max(totals.Seeds, 1):F0} ms of CPU a seed"));
        foreach (string group in States.Groups(totals.Counts))
        {
            string[] parts =
            [
                .. totals.Counts.Where(pair => States.GroupOf(pair.Key) == group)
                    .Select(pair => Part(totals, group, pair.Key, pair.Value)),
            ];
            output.Write(Wrapped(group, parts));
        }
    }

    private static string Part(RunTotals totals, string group, string name, long count)
    {
        string state = name[(group.Length + 2)..];
        string text = string.Create(CultureInfo.InvariantCulture, $"{state} {count:N0}");
        if (group != "fault")
            return text;
        long due = totals.Counts.GetValueOrDefault($"due: {state}");
        return string.Create(CultureInfo.InvariantCulture, $"{text} of {due:N0}");
    }

    private static string Wrapped(string group, string[] parts)
    {
        var text = new StringBuilder(group).Append(": ");
        int column = text.Length;
        for (int i = 0; i < parts.Length; i++)
        {
            string part = i < parts.Length - 1 ? parts[i] + ", " : parts[i];
            if (column + part.Length > Columns)
            {
                text.Append("\n    ");
                column = 4;
            }

            text.Append(part);
            column += part.Length;
        }

        return text.Append('\n').ToString();
    }
}

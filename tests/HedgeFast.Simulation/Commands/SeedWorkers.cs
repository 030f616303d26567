using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HedgeFast.Simulation.Faults;

namespace HedgeFast.Simulation.Commands;

/// <summary>Shares seeds among processes of this program and adds up what they report.</summary>
/// <remarks>
/// Processes, not threads: worlds make much garbage, and one collector of many worlds stops them all. Each worker takes
/// every n-th seed, so that the sum does not depend on which is faster.
/// </remarks>
internal static class SeedWorkers
{
    private const string ProgramName = "hedgefast-simulation";

    /// <summary>Runs the seeds in worker processes.</summary>
    /// <exception cref="InvalidOperationException">A worker ended without a report.</exception>
    public static RunTotals Run(RunOptions options)
    {
        int count = (int)Math.Min(options.Workers, options.Seeds);
        Process[] workers = [.. Enumerable.Range(0, count).Select(index => Start(options, index, count))];
        var totals = new RunTotals();
        try
        {
            // In turn: a worker that waits to write its report has no seeds left.
            foreach (Process worker in workers)
                totals.Add(Read(worker));
        }
        finally
        {
            foreach (Process worker in workers)
            {
                if (!worker.HasExited)
                    worker.Kill();
                worker.Dispose();
            }
        }

        return totals;
    }

    /// <summary>A worker's whole output: its totals as one line of JSON, behind other lines.</summary>
    public static void Write(RunTotals totals, TextWriter output) =>
        output.WriteLine(JsonSerializer.Serialize(totals));

    private static Process Start(RunOptions options, int index, int count)
    {
        var start = new ProcessStartInfo(Program())
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "run", "--worker", "--workers", "1",
                "--first", Text(options.First + (ulong)index),
                "--stride", Text((ulong)count),
                "--seeds", Text((ulong)((options.Seeds - index + count - 1) / count)),
            },
        };
        if (double.IsFinite(options.Minutes))
            Add(start, "--minutes", options.Minutes.ToString(CultureInfo.InvariantCulture));
        if (options.Except.Count > 0)
            Add(start, "--except", string.Join(',', options.Except));
        if (options.Without.Count > 0)
            Add(start, "--without", options.Without.ToString());
        if (options.Choice != FaultChoice.Everything)
            Add(start, "--skip", options.Choice.ToString());
        if (options.ChaosNanos is { } chaos)
            Add(start, "--chaos", (chaos / 1e9).ToString("F9", CultureInfo.InvariantCulture));
        if (options.IsTwice)
            start.ArgumentList.Add("--twice");
        if (options.StopsAtFailure)
            start.ArgumentList.Add("--stop-at-failure");
        return Process.Start(start)!;
    }

    private static void Add(ProcessStartInfo start, string name, string value)
    {
        start.ArgumentList.Add(name);
        start.ArgumentList.Add(value);
    }

    // A test's own process is another program; this one lies beside it.
    private static string Program()
    {
        string? own = Environment.ProcessPath;
        return own is not null && Path.GetFileNameWithoutExtension(own) == ProgramName
            ? own
            : Path.Combine(AppContext.BaseDirectory, ProgramName);
    }

    private static RunTotals Read(Process worker)
    {
        string last = "";
        while (worker.StandardOutput.ReadLine() is { } line)
            last = line;
        worker.WaitForExit();
        if (!last.StartsWith('{'))
            throw new InvalidOperationException($"a worker ended with {worker.ExitCode} and no report: {last}");
        return JsonSerializer.Deserialize<RunTotals>(last)!;
    }

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}

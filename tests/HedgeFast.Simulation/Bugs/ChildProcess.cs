using System.Diagnostics;

namespace HedgeFast.Simulation.Bugs;

/// <summary>Runs a program to its end, or to a time limit.</summary>
internal static class ChildProcess
{
    /// <summary>Runs a program.</summary>
    /// <param name="program">The program.</param>
    /// <param name="folder">Its working folder.</param>
    /// <param name="limit">Time after which the program is ended.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ChildEnd Run(string program, string folder, TimeSpan limit, params IEnumerable<string> arguments)
    {
        var lines = new List<string>();
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.OutputDataReceived += (_, read) => Keep(lines, read.Data);
        process.ErrorDataReceived += (_, read) => Keep(lines, read.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        bool hasEnded = process.WaitForExit(limit);
        if (!hasEnded)
            process.Kill(entireProcessTree: true);

        // Without a limit it also waits for the last lines.
        process.WaitForExit();
        lock (lines)
            return new ChildEnd(hasEnded ? process.ExitCode : null, [.. lines]);
    }

    private static void Keep(List<string> lines, string? line)
    {
        if (line is null)
            return;
        lock (lines)
            lines.Add(line);
    }
}

/// <summary>The end of a program.</summary>
/// <param name="ExitCode">Its exit code; null where the time limit ended it.</param>
/// <param name="Lines">What it wrote, in the order of reading.</param>
internal sealed record ChildEnd(int? ExitCode, IReadOnlyList<string> Lines);

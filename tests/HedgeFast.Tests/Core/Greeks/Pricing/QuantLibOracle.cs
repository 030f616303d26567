using System.Diagnostics;
using System.Globalization;
using HedgeFast.Bench.Peers;

namespace HedgeFast.Tests.Core.Greeks.Pricing;

/// <summary>
/// QuantLib in a process of its own, compiled from <c>tests/interop/quantlib_oracle.cpp</c> when first needed.
/// </summary>
internal static class QuantLibOracle
{
    private const string Install = "apt-get install g++ libquantlib0-dev";

    /// <summary>
    /// Its answers to rows, in their order; skips the calling test where there is no QuantLib or no compiler.
    /// </summary>
    public static double[][] Answer(IReadOnlyCollection<string> rows)
    {
        string source = Path.Combine(Conventions.SourceTree.Repository.Root, "tests", "interop", "quantlib_oracle.cpp");
        string? program = CppProgram.TryBuild(source, ["-std=c++17", "-O2", "-lQuantLib"], out string reason);
        Assert.SkipWhen(program is null, $"QuantLib cannot be asked: {reason} ({Install})");
        var start = new ProcessStartInfo(program!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        Task writing = Task.Run(() =>
        {
            foreach (string row in rows)
                process.StandardInput.WriteLine(row);
            process.StandardInput.Close();
        });
        List<double[]> answers = [];
        while (process.StandardOutput.ReadLine() is { } line)
            answers.Add([.. line.Split(' ').Select(Number)]);
        writing.GetAwaiter().GetResult();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(rows.Count, answers.Count);
        return [.. answers];
    }

    private static double Number(string text) =>
        text.Trim('-') == "nan" ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);
}

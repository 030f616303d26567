using System.Diagnostics;
using System.Globalization;
using HedgeFast.Core.Greeks.American;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Bench.Peers;

/// <summary>Options on a stock with dividends beside QuantLib's finite differences: errors, and CPU time an option.
/// </summary>
internal sealed class DividendRace(TextWriter output)
{
    private const int Seed = 20_261_201;
    private const int Nodes = 500, Steps = 400;

    // QuantLib's own delta is known as far as its two grids agree: to 1e-3 where an ex date is near.
    private const double Agreement = 1e-4;

    private static readonly PeerSource QuantLib = new("quantlib_dividends", "-O2", "-lQuantLib");

    /// <summary>Runs it.</summary>
    /// <param name="count">Options.</param>
    /// <param name="write">File for the options with QuantLib's answers; null without.</param>
    /// <returns>0, or 1 where a delta disagrees.</returns>
    public int Run(int count, string? write)
    {
        IReadOnlyList<DividendOption> options = DividendOption.Draw(count, Seed);
        foreach (DividendOption option in options)
            OptionPricer.Value(option.Terms);
        double own = Timed(() =>
        {
            foreach (DividendOption option in options)
                AmericanFormula.Deltas(option.Terms);
        }) / count;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"microseconds an option, price, delta and gamma: ours {own:F0}"));
        if (QuantLib.Build(out string reason) is not { } program)
        {
            output.WriteLine($"{QuantLib.Name} is absent: {reason}");
            return 0;
        }

        string file = Path.GetTempFileName();
        File.WriteAllLines(file, options.Select(option => option.Line));
        string[] said = Ask(program, file);
        File.Delete(file);
        output.WriteLine($"QuantLib, {Nodes} by {Steps} and twice as many, extrapolated: {said[0]}");
        if (write is not null)
            File.WriteAllLines(write, options.Select((option, i) => $"{option.Line} {said[i + 1]}"));
        bool isSame = true;
        (double worst, string named) = (-1, "");
        double[] deltas = new double[count], prices = new double[count];
        for (int i = 0; i < count; i++)
        {
            double[] n = [.. said[i + 1].Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            OptionValue value = OptionPricer.Value(options[i].Terms);
            isSame &= Math.Abs(value.SpotDelta - n[1]) <= Agreement + (2 * n[3]);
            prices[i] = Math.Abs(value.Price - n[0]) / options[i].Terms.Strike;
            deltas[i] = Math.Abs(value.SpotDelta - n[1]);
            if (deltas[i] > worst)
            {
                worst = deltas[i];
                named = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{options[i].Line}: delta {value.SpotDelta:F6} beside {n[1]:F6}, whose two grids are {n[3]:E1} apart");
            }
        }

        Array.Sort(deltas);
        Array.Sort(prices);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"delta: median {deltas[count / 2]:E1}, p99 {deltas[count * 99 / 100]:E1}, max {deltas[^1]:E1}; price, of the strike: max {prices[^1]:E1}"));
        output.WriteLine($"largest: {named}");
        return isSame ? 0 : 1;
    }

    private static double Timed(Action work)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        work();
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMicroseconds;
    }

    private static string[] Ask(string program, string file)
    {
        string[] arguments = [file, Nodes.ToString(CultureInfo.InvariantCulture), Steps.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string[] said = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return said;
    }
}

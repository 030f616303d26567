using System.Diagnostics;
using System.Globalization;
using HedgeFast.Core.Greeks.American;

namespace HedgeFast.Bench.Peers;

/// <summary>American options, ours beside QuantLib's engine of the same method, in turns: CPU microseconds an option,
/// after the prices are shown to agree.</summary>
internal sealed class AmericanRace(TextWriter output)
{
    private const int Count = 500;
    private const int Turns = 9;
    private const double Agreement = 1e-6;

    private static readonly PeerSource QuantLib = new("quantlib_american", "-O3 -march=native", "-lQuantLib");

    private readonly List<AmericanCase> _options = [];
    private readonly List<string> _lines = [];
    private readonly AmericanPut _put = new();

    /// <summary>Runs the race.</summary>
    /// <returns>0, or 1 where the prices disagree.</returns>
    public int Run()
    {
        Draw();
        double[] prices = [.. _options.Select(option => option.Evaluate(_put).Value)];
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, _lines);
            string? program = QuantLib.Build(out string reason);
            if (program is null)
            {
                output.WriteLine($"{QuantLib.Name} is absent: {reason}");
            }
            else
            {
                double[] high = Ask(program, file, "high", 1);
                double worst = _options.Select((option, i) => Math.Abs(prices[i] - high[i + 1]) / option.Strike).Max();
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"largest distance from QuantLib's high precision: {worst:E1} of the strike"));
                if (!(worst <= Agreement))
                    return 1;
            }

            double own = double.PositiveInfinity, prepared = own, fast = own, accurate = own;
            for (int turn = 0; turn < Turns; turn++)
            {
                own = Math.Min(own, Timed(() => _options.ForEach(option => option.Evaluate(_put))));
                prepared = Math.Min(prepared, Timed(Prepare));
                if (program is null)
                    continue;
                fast = Math.Min(fast, Ask(program, file, "fast", 1)[0]);
                accurate = Math.Min(accurate, turn > 2 ? accurate : Ask(program, file, "accurate", 1)[0]);
            }

            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"microseconds an option: ours {own:F1} (price, delta, gamma), prepared {prepared:F1} (boundary and twelve nodes); QuantLib fast {fast:F1}, accurate {accurate:F1} (price)"));
            return 0;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private void Draw()
    {
        Random random = new(20_261_130);
        for (int i = 0; i < Count; i++)
        {
            double sign = i % 2 == 0 ? 1 : -1, volatility = 0.15 + (0.45 * random.NextDouble());
            double rate = 0.02 + (0.04 * random.NextDouble()), yield = 0.001 + (0.039 * random.NextDouble());
            int days = 3 + random.Next(363);
            double strike = 100 * Math.Exp((random.NextDouble() - 0.5) * 3 * volatility * Math.Sqrt(days / 365.0));
            _options.Add(new AmericanCase(sign, 100, strike, rate, rate - yield, days / 365.0, volatility));
            _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{sign} 100 {strike:R} {rate:R} {yield:R} {volatility:R} {days}"));
        }
    }

    // What AmericanSolver does for an option, without the rings: the boundary, the points, the delta at the nodes of
    // a window of 1.5 %.
    private void Prepare()
    {
        foreach (AmericanCase option in _options)
        {
            _put.Solve(option.Market);
            _put.Place(option.LogMoneyness - 0.015, option.LogMoneyness + 0.015);
            for (int node = 0; node < AmericanWindow.Nodes; node++)
                (option with { Price = option.Price * (0.986 + (0.0025 * node)) }).At(_put);
        }
    }

    private static double Timed(Action work)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        work();
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMicroseconds / Count;
    }

    private static double[] Ask(string program, string file, string scheme, int turns)
    {
        var start = new ProcessStartInfo(program, [file, scheme, turns.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string[] said = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return [.. said.Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
    }
}

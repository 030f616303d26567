using System.Diagnostics;
using System.Globalization;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;

namespace HedgeFast.Bench;

/// <summary>A look at the kernels that takes seconds: nanoseconds an option, the least of many repeats, on every instruction set of the machine.</summary>
internal static class KernelTiming
{
    /// <summary>Writes one line for each size and instruction set.</summary>
    public static void Run(TextWriter output)
    {
        output.WriteLine("options  isa     ns/option  with preparation  plain formula  largest difference");
        foreach (int options in (int[])[1_000, 10_000, 100_000])
        {
            OptionBook book = KernelBook.Create(options);
            double[] deltas = new double[options];
            double plain = Least(options, step => ScalarFormula.Revalue(book, KernelBook.Price(step), KernelBook.Now, deltas), Math.Max(50, 20_000_000 / options / 10));
            foreach (DeltaKernel kernel in DeltaKernel.All.Where(kernel => kernel.IsSupported))
            {
                PortfolioDelta portfolio = KernelBook.Portfolio(book, kernel);
                double difference = KernelBook.Prove(book, portfolio);
                double full = Least(options, step => portfolio.Revalue(0, KernelBook.Price(step), KernelBook.Now), 50_000_000 / options);
                double prepared = Least(options, step => portfolio.Revalue(0, KernelBook.Price(step), KernelBook.Now + (step * 2_000_000_000L)), 20_000_000 / options);
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"{options,7}  {kernel.Name,-6}  {full,9:F3}  {prepared,16:F3}  {plain,13:F2}  {difference:E1}"));
            }
        }
    }

    private static double Least(int options, Func<int, double> revalue, int repeats)
    {
        long least = long.MaxValue;
        double sum = 0;
        for (int step = 0; step < repeats; step++)
        {
            long start = Stopwatch.GetTimestamp();
            sum += revalue(step);
            least = Math.Min(least, Stopwatch.GetTimestamp() - start);
        }

        return double.IsFinite(sum) ? least * 1e9 / Stopwatch.Frequency / options : throw new InvalidOperationException("A delta is not a number.");
    }
}

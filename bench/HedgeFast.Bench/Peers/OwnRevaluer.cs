using System.Diagnostics;
using HedgeFast.Core.Greeks;

namespace HedgeFast.Bench.Peers;

/// <summary>Ours: full revaluation or incremental.</summary>
internal sealed class OwnRevaluer(string name, PortfolioDelta portfolio, double[] prices, bool incremental) : IRevaluer
{
    private int _step;

    public string Name => name;

    public double NanosPerOption(int ticks)
    {
        double sum = 0;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < ticks; i++)
            sum += At(prices[_step++ % prices.Length]);
        double nanos = (Stopwatch.GetTimestamp() - start) * 1e9 / Stopwatch.Frequency;
        return double.IsFinite(sum)
            ? nanos / ticks / portfolio.Deltas.Length
            : throw new InvalidOperationException("A delta is not a number.");
    }

    public void Deltas(double price, double[] deltas)
    {
        At(price);
        portfolio.Deltas.CopyTo(deltas);
    }

    private double At(double price) =>
        incremental ? portfolio[0].Follow(price, KernelBook.Now) : portfolio[0].Revalue(price, KernelBook.Now);
}

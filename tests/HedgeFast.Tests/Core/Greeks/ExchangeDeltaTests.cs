using System.Globalization;
using System.IO.Compression;
using HedgeFast.Core.Greeks;

namespace HedgeFast.Tests.Core.Greeks;

/// <summary>Deltas against those that exchanges publish.</summary>
public sealed class ExchangeDeltaTests
{
    [Fact]
    public void Okx_premium_adjusted_delta_within_its_last_digits()
    {
        int rows = 0;
        double worst = 0;
        foreach (string[] f in Rows("okx_2026-07.csv.gz"))
        {
            double delta = Delta(
                DeltaConvention.NetTransaction, f[2] == "C", Parse(f[3]), Parse(f[4]), (long)(Parse(f[5]) * 1e9),
                Parse(f[6]));
            worst = Math.Max(worst, Math.Abs(delta - Parse(f[7])));
            rows++;
        }

        Assert.Equal(22_810, rows);
        Assert.InRange(worst, 0, 1e-12);
    }

    [Fact]
    public void Deribit_forward_delta_within_the_rounding_of_its_inputs()
    {
        int rows = 0;
        int within = 0;
        double worst = 0;
        foreach (string[] f in Rows("deribit_btc_2026-01-14_18.csv.gz"))
        {
            double forward = Parse(f[6]), strike = Parse(f[4]), volatility = Parse(f[10]) / 100;
            long nanos =
                (long.Parse(f[1], CultureInfo.InvariantCulture) - long.Parse(f[2], CultureInfo.InvariantCulture))
                    * 1_000_000;
            bool isCall = f[3] == "call";
            double error = Math.Abs(
                Delta(DeltaConvention.Forward, isCall, strike, forward, nanos, volatility) - Parse(f[14]));

            // The volatility is published to 0.01 % and the delta to five digits: half a unit of each may be missing.
            double allowed = 5.01e-6;
            foreach (double moved in (double[])[volatility - 5e-5, volatility + 5e-5])
            {
                double change = Delta(DeltaConvention.Forward, isCall, strike, forward, nanos, moved) - Delta(
                    DeltaConvention.Forward, isCall, strike, forward, nanos, volatility);
                allowed = Math.Max(allowed, 5.01e-6 + Math.Abs(change));
            }

            worst = Math.Max(worst, error);
            within += error <= allowed ? 1 : 0;
            rows++;
        }

        Assert.Equal(3_330, rows);
        Assert.InRange(worst, 0, 2e-4);
        Assert.InRange(within / (double)rows, 0.985, 1);
    }

    private static double Delta(
        DeltaConvention convention, bool isCall, double strike, double forward, long nanosToExpiry,
        double volatility) =>
        Books.Portfolio(
            convention,
            rows: Books.Row(isCall, strike, Books.Now + nanosToExpiry, volatility)).Revalue(0, forward, Books.Now);

    private static IEnumerable<string[]> Rows(string file)
    {
        using StreamReader reader = new(
            new GZipStream(File.OpenRead(SharedData.PathOf("delta", file)), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            yield return line.Split(',');
    }

    private static double Parse(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

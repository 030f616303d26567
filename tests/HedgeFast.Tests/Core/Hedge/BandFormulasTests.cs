using HedgeFast.Core.Hedge;

namespace HedgeFast.Tests.Core.Hedge;

/// <summary>The printed numbers of the papers, and what happens where the formulas break.</summary>
public sealed class BandFormulasTests
{
    private const double Gamma = 0.03984439141;

    [Fact]
    public void Whalley_and_wilmott()
    {
        double halfWidth = BandFormulas.WhalleyWilmott(100, Gamma, 0.001, 1, 0, 0.25);
        Assert.Equal(0.06198337475, halfWidth, 1e-11);
        Assert.Equal(2 * halfWidth, BandFormulas.WhalleyWilmott(100, Gamma, 0.008, 1, 0, 0.25), 1e-15);
        Assert.Equal(0.5 * halfWidth, BandFormulas.WhalleyWilmott(100, Gamma, 0.001, 8, 0, 0.25), 1e-15);
        Assert.Equal(4 * halfWidth, BandFormulas.WhalleyWilmott(100, 8 * Gamma, 0.001, 1, 0, 0.25), 1e-14);
        Assert.Equal(halfWidth, BandFormulas.WhalleyWilmott(100, -Gamma, 0.001, 1, 0, 0.25));
    }

    [Fact]
    public void Zakamouline()
    {
        Assert.Equal(1.0e-5, BandFormulas.ZakamoulineH0(5000, 0.0005, 1, 0.2, 0.25), 1e-17);
        Assert.Equal(0.020944, BandFormulas.ZakamoulineH1(0.02, 0.0005, 1, 0.2, 0, 0.25), 5e-7);
    }

    [Fact]
    public void Zakamoulines_variance_is_smaller_long_gamma_and_larger_short()
    {
        double k = -4.76 * Math.Pow(0.0005, 0.78) / Math.Pow(0.25, 0.02) * Math.Pow(1 / 0.2, 0.25) * Math.Pow(
            5000.0 * 5000 * 0.02, 0.15);
        Assert.Equal(1 + k, BandFormulas.ZakamoulineVarianceRatio(5000, 0.02, 0.0005, 1, 0.2, 0, 0.25), 1e-13);
        Assert.Equal(1 - k, BandFormulas.ZakamoulineVarianceRatio(5000, -0.02, 0.0005, 1, 0.2, 0, 0.25), 1e-13);
    }

    [Fact]
    public void Lelands_variance()
    {
        double a = Math.Sqrt(2 / Math.PI) * 0.002 / (0.2 * Math.Sqrt(1.0 / 52));
        Assert.Equal(1 + a, BandFormulas.LelandVarianceRatio(-1, 0.002, 0.2, 1.0 / 52), 1e-15);
        Assert.Equal(1 - a, BandFormulas.LelandVarianceRatio(1, 0.002, 0.2, 1.0 / 52), 1e-15);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-300)]
    [InlineData(1e3)]
    [InlineData(-1e9)]
    public void No_gamma_however_small_or_large_breaks_a_band(double gamma)
    {
        Assert.True(double.IsFinite(BandFormulas.WhalleyWilmott(60_000, gamma, 0.001, 1, 0, 0.1)));
        Assert.True(double.IsFinite(BandFormulas.ZakamoulineH1(gamma, 0.001, 1, 0.5, 0, 0.1)));
        Assert.InRange(BandFormulas.ZakamoulineVarianceRatio(60_000, gamma, 0.5, 1, 0.5, 0, 0.1), 0.01, 100);
        Assert.InRange(BandFormulas.LelandVarianceRatio(gamma, 0.5, 0.1, 1e-9), 0.01, 100);
    }

    [Fact]
    public void At_expiry_and_without_cost_the_bands_are_finite()
    {
        Assert.True(double.IsFinite(BandFormulas.ZakamoulineH0(60_000, 0.001, 1, 0.5, 0)));
        Assert.True(double.IsFinite(BandFormulas.ZakamoulineH1(0.01, 0.001, 1, 0.5, 0, 0)));
        Assert.True(double.IsFinite(BandFormulas.ZakamoulineVarianceRatio(60_000, 0.01, 0.001, 1, 0.5, 0, 0)));
        Assert.Equal(0, BandFormulas.WhalleyWilmott(60_000, 0.01, 0, 1, 0, 0));
        Assert.Equal(0, BandFormulas.ZakamoulineH1(0.01, 0, 1, 0.5, 0, 0.1));
    }

    [Fact]
    public void A_band_of_whole_lots_trades_to_its_nearer_edge()
    {
        var band = new Band(4.79, 5, 5.21);
        Assert.Equal(
            [-1, 2, 0, 0],
            ((double[])[6.0, 3.0, 5.21, 4.79]).Select(delta => BandLots.Lots(delta, delta, band, 1, TradeTo.Edge)));
    }
}

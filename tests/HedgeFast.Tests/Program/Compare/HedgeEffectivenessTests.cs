using HedgeFast.Compare;

namespace HedgeFast.Tests.Program.Compare;

public sealed class HedgeEffectivenessTests
{
    [Theory]
    [InlineData(100, -80, true)]
    [InlineData(100, -125, true)]
    [InlineData(100, -79.9, false)]
    [InlineData(100, -125.1, false)]
    [InlineData(-100, 100, true)]
    [InlineData(100, 100, false)]
    public void Dollar_offset_passes_from_80_to_125_percent(double item, double hedge, bool passes) =>
        Assert.Equal(passes, HedgeEffectiveness.Passes(HedgeEffectiveness.DollarOffset(item, hedge)!.Value));

    [Fact]
    public void Without_gains_to_offset_the_measures_are_null()
    {
        Assert.Null(HedgeEffectiveness.DollarOffset(0, 5));
        Assert.Null(HedgeEffectiveness.VarianceReduction(0, 1));
        Assert.Null(HedgeEffectiveness.Regression([1, 1], [1, 2]));
    }

    [Fact]
    public void Variances_of_25_and_1_are_a_reduction_of_96_percent() =>
        Assert.Equal(0.96, HedgeEffectiveness.VarianceReduction(25, 1)!.Value, 1e-15);

    [Fact]
    public void Regression_of_a_line_is_exact()
    {
        (double slope, double rSquared) = HedgeEffectiveness.Regression([1, 2, 3, 4], [-0.9, -1.8, -2.7, -3.6])!.Value;
        Assert.Equal(-0.9, slope, 1e-14);
        Assert.Equal(1, rSquared, 1e-14);
    }
}

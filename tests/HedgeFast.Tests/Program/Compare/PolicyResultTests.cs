using HedgeFast.Compare;

namespace HedgeFast.Tests.Program.Compare;

public sealed class PolicyResultTests
{
    [Fact]
    public void A_policy_against_itself_has_ratio_1_and_no_interval()
    {
        PolicyResult result = new("own", [Path(10, 4), Path(14, 9), Path(12, 1)]);
        (double ratio, double halfWidth) = result.CostOver(result, EqualRisk.Profit);
        Assert.Equal(1, ratio);
        Assert.Equal(0, halfWidth);
    }

    [Fact]
    public void Twice_the_cost_on_every_path_has_ratio_2_and_no_interval()
    {
        PolicyResult result = new("dear", [Path(20, 4), Path(28, 9)]);
        PolicyResult half = new("own", [Path(10, 4), Path(14, 9)]);
        (double ratio, double halfWidth) = result.CostOver(half, EqualRisk.Profit);
        Assert.Equal(2, ratio);
        Assert.Equal(0, halfWidth);
    }

    // Costs 8 and 12 against 10: the shares differ by -0.2 and 0.2 in turn, a standard error of 0.4 / sqrt(12), and
    // Student's 97.5 % point for three degrees of freedom is 3.182.
    [Fact]
    public void The_interval_is_students_of_the_paired_differences()
    {
        PolicyResult own = new("own", [Path(8, 4), Path(12, 4), Path(8, 4), Path(12, 4)]);
        PolicyResult other = new("other", [Path(10, 4), Path(10, 4), Path(10, 4), Path(10, 4)]);
        (double ratio, double halfWidth) = own.CostOver(other, EqualRisk.Profit);
        Assert.Equal(1, ratio, 12);
        Assert.Equal(3.182 * 0.4 / Math.Sqrt(12), halfWidth, 0.005);
    }

    [Fact]
    public void One_path_has_no_interval()
    {
        PolicyResult one = new("one", [Path(10, 4)]);
        Assert.True(double.IsNaN(one.CostOver(one, EqualRisk.Profit).HalfWidth) && double.IsNaN(one.ProfitDeviation));
    }

    [Fact]
    public void Risk_is_the_root_of_the_mean_square()
    {
        PolicyResult result = new("own", [Path(1, 9), Path(1, 16)]);
        Assert.Equal(Math.Sqrt(12.5), result.Risk(EqualRisk.Profit), 12);
        Assert.Equal(2, result.Risk(EqualRisk.Delta), 12);
        Assert.Equal(Math.Sqrt(3), result.ResidualDeviation, 12);
    }

    private static PathResult Path(double cost, double squaredProfit) => new()
    {
        Samples = 10,
        MeanOff = 1,
        MeanSquaredOff = 4,
        Profit = 0,
        SquaredProfit = squaredProfit,
        SquaredUnhedged = 100,
        Cost = cost,
        Orders = 1,
        StateHash = 0,
    };
}

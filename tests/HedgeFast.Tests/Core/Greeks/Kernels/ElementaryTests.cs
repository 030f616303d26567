using CsCheck;
using HedgeFast.Core.Greeks.Kernels;

namespace HedgeFast.Tests.Core.Greeks.Kernels;

public sealed class ElementaryTests
{
    [Fact]
    public void Log_agrees_with_the_library_to_the_last_place() =>
        Gen.OneOf(
            Gen.Double[0.5, 2], Gen.Double[0.999, 1.001], Gen.Double[1e-12, 1e15],
            Gen.Double.Select(Math.Abs).Where(x => x > 0 && double.IsFinite(x)))
            .Sample(x => AssertNear(Math.Log(x), Elementary.Log(x)), iter: 200_000);

    [Fact]
    public void Exp_agrees_with_the_library_to_the_last_place() =>
        Gen.OneOf(
            Gen.Double[-1e-3, 1e-3], Gen.Double[-1, 1],
            Gen.Double[-700, 700]).Sample(x => AssertNear(Math.Exp(x), Elementary.Exp(x)), iter: 200_000);

    [Fact]
    public void Known_points()
    {
        Assert.Equal(0, Elementary.Log(1));
        Assert.Equal(1, Elementary.Exp(0));
        Assert.Equal(Math.Log(2), Elementary.Log(2));
        Assert.Equal(Math.E, Elementary.Exp(1), 5e-16);
        Assert.Equal(-744.4400719213812, Elementary.Log(double.Epsilon), 1e-12);
    }

    // Both are within one unit of the truth, so that they are within two of each other.
    private static void AssertNear(double expected, double actual) =>
        Assert.True(
            Math.Abs(expected - actual) <= 2 * Math.Max(
                Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected), double.Epsilon),
            $"{expected:R} {actual:R}");
}

using HedgeFast.Core.Hedge;

namespace HedgeFast.Tests.Core.Hedge;

public sealed class InstrumentBasisTests
{
    [Fact]
    public void A_basis_is_unknown_before_its_first_measurement()
    {
        InstrumentBasis basis = default;
        Assert.False(basis.IsWithin(1));
        basis.Add(60_060, 60_000);
        Assert.True(basis.IsWithin(0.0011));
        Assert.False(basis.IsWithin(0.0009));
        Assert.Equal(0.001, basis.InForce, 1e-15);
    }

    [Theory]
    [InlineData(0, 60_000)]
    [InlineData(-1, 60_000)]
    [InlineData(60_000, 0)]
    [InlineData(double.NaN, 60_000)]
    [InlineData(60_000, double.NaN)]
    public void What_is_no_price_is_no_measurement(double mid, double forward)
    {
        InstrumentBasis basis = default;
        Assert.False(basis.Add(mid, forward));
        Assert.False(basis.IsKnown);
    }

    [Fact]
    public void The_guard_checks_the_latest_basis_and_prices_use_the_average()
    {
        InstrumentBasis basis = default;
        for (int i = 0; i < 1_000; i++)
            basis.Add(60_000, 60_000);
        Assert.False(basis.IsWithin(0.005) && basis.Add(61_200, 60_000) && basis.IsWithin(0.005));
        Assert.Equal(0.02, basis.Last, 1e-15);
        Assert.Equal(0.02 / 256, basis.Average, 1e-12);
    }

    [Fact]
    public void The_basis_in_use_ignores_moves_below_a_tenth_of_a_basis_point()
    {
        InstrumentBasis basis = default;
        Assert.True(basis.Add(60_060, 60_000));
        int changes = 0;
        for (int i = 0; i < 10_000; i++)
            changes += basis.Add(60_060.3, 60_000) ? 1 : 0;
        Assert.Equal(0, changes);
        for (int i = 0; i < 10_000; i++)
            changes += basis.Add(60_066, 60_000) ? 1 : 0;
        Assert.InRange(changes, 5, 11);
        Assert.Equal(0.0011, basis.InForce, 1.1e-5);
    }
}

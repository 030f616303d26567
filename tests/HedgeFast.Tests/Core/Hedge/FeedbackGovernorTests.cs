using HedgeFast.Core.Hedge;

namespace HedgeFast.Tests.Core.Hedge;

public sealed class FeedbackGovernorTests
{
    private static readonly GovernorSettings Settings = new() { LinearImpact = 1, FootprintMax = 0.1 };

    [Theory]
    [InlineData(0.2, 1.25)]
    [InlineData(0.5, 2)]
    [InlineData(0.9, 10)]
    [InlineData(0, 1)]
    [InlineData(1, double.PositiveInfinity)]
    [InlineData(1.5, double.PositiveInfinity)]
    public void Amplification(double gain, double expected) =>
        Assert.Equal(expected, FeedbackGovernor.Amplification(gain), 1e-12);

    [Fact]
    public void Short_gamma_feeds_back_and_long_gamma_damps()
    {
        Assert.Equal(0.5, FeedbackGovernor.LoopGain(10, -0.05));
        Assert.Equal(-0.5, FeedbackGovernor.LoopGain(10, 0.05));
    }

    [Fact]
    public void The_footprint_is_the_hedge_of_one_percent_over_the_days_volume() =>
        Assert.Equal(
            0.02 * 60_000 * 60_000 * 0.01 / (1_000 * 60_000.0), FeedbackGovernor.Footprint(-0.02, 60_000, 1_000),
            1e-15);

    [Theory]
    [InlineData(-0.1999, GovernorState.Free)]
    [InlineData(-0.2, GovernorState.Widened)]
    [InlineData(-0.5, GovernorState.Slowed)]
    [InlineData(-0.9, GovernorState.Halted)]
    [InlineData(5, GovernorState.Free)]
    [InlineData(double.NaN, GovernorState.Halted)]
    public void It_widens_slows_and_halts(double gamma, GovernorState expected) =>
        Assert.Equal(expected, FeedbackGovernor.StateAt(Settings, gamma, 100, 1e9));

    [Theory]
    [InlineData(0.019, GovernorState.Free)]
    [InlineData(0.0201, GovernorState.Widened)]
    [InlineData(0.0901, GovernorState.Halted)]
    public void A_large_footprint_does_the_same_for_either_sign(double footprint, GovernorState expected)
    {
        // |G| S 1 % = 1 at this gamma, so the volume sets the footprint.
        Assert.Equal(expected, FeedbackGovernor.StateAt(Settings with { LinearImpact = 0 }, 1, 100, 1 / footprint));
        Assert.Equal(expected, FeedbackGovernor.StateAt(Settings with { LinearImpact = 0 }, -1, 100, 1 / footprint));
    }
}

using HedgeFast.Simulation;

namespace HedgeFast.Tests.Simulation.Kernel;

/// <summary>The randomness of a world: repeatable, even, and forked by name.</summary>
public sealed class DrawTests
{
    [Fact]
    public void A_seed_gives_the_same_numbers_again()
    {
        var one = new Draw(7);
        var two = new Draw(7);
        for (int i = 0; i < 100; i++)
            Assert.Equal(one.Next(), two.Next());
        Assert.NotEqual(one.Next(), new Draw(8).Next());
    }

    [Fact]
    public void A_fork_depends_on_seed_and_name_alone()
    {
        var fresh = new Draw(7);
        var used = new Draw(7);
        used.Next();
        Assert.Equal(fresh.Fork("feed").Next(), used.Fork("feed").Next());
        Assert.NotEqual(fresh.Fork("feed").Next(), fresh.Fork("venue").Next());
        Assert.NotEqual(fresh.Fork("feed").Next(), new Draw(8).Fork("feed").Next());
    }

    [Fact]
    public void Numbers_lie_in_their_range_and_reach_both_ends()
    {
        var draw = new Draw(1);
        int[] counts = new int[10];
        long least = long.MaxValue, most = long.MinValue;
        for (int i = 0; i < 100_000; i++)
        {
            counts[draw.Below(10)]++;
            long between = draw.Between(-3, 3);
            least = Math.Min(least, between);
            most = Math.Max(most, between);
            Assert.InRange(draw.Unit(), 0, 1);
        }

        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
        Assert.Equal(-3, least);
        Assert.Equal(3, most);
        draw.Between(long.MinValue, long.MaxValue);
    }

    [Fact]
    public void A_chance_of_nothing_draws_nothing()
    {
        var one = new Draw(3);
        var two = new Draw(3);
        Assert.False(one.Chance(0));
        Assert.True(one.Chance(1));
        Assert.False(one.OneIn(0));
        Assert.Equal(one.Next(), two.Next());
    }
}

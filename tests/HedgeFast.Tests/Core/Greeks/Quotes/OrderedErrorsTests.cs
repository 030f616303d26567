using HedgeFast.Core.Greeks.Quotes;

namespace HedgeFast.Tests.Core.Greeks.Quotes;

/// <summary>
/// B06: the most that deltas falling in the strike may move their sum by, held against every choice of levels.
/// </summary>
public sealed class OrderedErrorsTests
{
    private const int Seed = 605;

    [Fact]
    public void It_is_the_largest_of_all_falling_choices()
    {
        Random random = new(Seed);
        OrderedErrors errors = new(12);
        int none = 0, smaller = 0;
        for (int run = 0; run < 3_000; run++)
        {
            int count = random.Next(1, 13);
            bool isOneSided = random.Next(3) == 0;
            var strikes = new (double Share, double Middle, double Half)[count];
            errors.Clear();
            for (int k = 0; k < count; k++)
            {
                double middle = isOneSided ? 0.5 / (k + 2) : 0.6 - (0.04 * k) + (0.2 * random.NextDouble());
                strikes[k] = (random.Next(-4, 5), middle, isOneSided ? middle : 0.3 * random.NextDouble());
                errors.Add(strikes[k].Share, strikes[k].Middle, strikes[k].Half);
            }

            double largest = errors.Largest(), naive = Naive(strikes);
            Assert.True(double.IsNaN(naive) == double.IsNaN(largest), $"seed {Seed}, {run}: {naive}, {largest}");
            if (double.IsNaN(naive))
            {
                none++;
                continue;
            }

            Assert.True(Math.Abs(naive - largest) < 1e-12, $"seed {Seed}, {run}: {naive}, {largest}");
            smaller += largest < 0.7 * strikes.Sum(strike => Math.Abs(strike.Share) * strike.Half) ? 1 : 0;
        }

        Assert.True(none > 50 && smaller > 500, $"{none} without, {smaller} smaller");
    }

    [Fact]
    public void Equal_and_opposite_neighbours_nearly_cancel()
    {
        OrderedErrors errors = new(40);
        for (int k = 0; k < 40; k++)
            errors.Add(k % 2 == 0 ? 1 : -1, 0.01, 0.01);
        Assert.Equal(0.02, errors.Largest(), 1e-12);
    }

    [Fact]
    public void Without_strikes_there_is_no_error() => Assert.Equal(0, new OrderedErrors(1).Largest());

    // An optimum lies where each value is at an end of some strike's range.
    private static double Naive((double Share, double Middle, double Half)[] strikes)
    {
        double[] levels = [.. strikes.SelectMany(s => new[] { s.Middle - s.Half, s.Middle + s.Half }).Order()];
        double believed = strikes.Sum(strike => strike.Share * strike.Middle);
        double most = Best(strikes, levels, 1), least = -Best(strikes, levels, -1);
        return double.IsInfinity(most) ? double.NaN : Math.Max(most - believed, believed - least);
    }

    private static double Best((double Share, double Middle, double Half)[] strikes, double[] levels, double sign)
    {
        double[] best = new double[levels.Length];
        foreach ((double share, double middle, double half) in strikes.Reverse())
        {
            double running = double.NegativeInfinity;
            for (int i = 0; i < levels.Length; i++)
            {
                bool isAllowed = levels[i] >= middle - half && levels[i] <= middle + half;
                running = Math.Max(running, isAllowed ? (sign * share * levels[i]) + best[i]
                    : double.NegativeInfinity);
                best[i] = running;
            }
        }

        return best[^1];
    }
}

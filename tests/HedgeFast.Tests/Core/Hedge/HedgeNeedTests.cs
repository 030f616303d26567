using CsCheck;
using HedgeFast.Core.Hedge;

namespace HedgeFast.Tests.Core.Hedge;

public sealed class HedgeNeedTests
{
    // Lots of a size near that of the band, and positions that put the delta on an edge of the band or of a whole lot,
    // to within a few units in the last place.
    private static readonly Gen<Case> GenCases = Gen.Select(
        Gen.Double[0, 2], Gen.Double[0.01, 3], Gen.Int[-40, 40], Gen.Int[0, 5], Gen.Int[0, 5], Gen.OneOf(0, 0.25, 1.0),
        Gen.Double[1e-16, 1e-2], Gen.Double[-1, 1],
        (halfWidth, perLot, lots, buys, sells, fraction, error, place) =>
            new Case(halfWidth, perLot, lots, buys, sells, fraction, error, place));

    [Fact]
    public void What_both_ends_of_an_interval_ask_for_every_delta_of_it_asks_for()
    {
        long same = 0, different = 0;
        GenCases.Sample(
            c =>
            {
                var band = new Band(0.1 - c.HalfWidth, 0.1, 0.1 + c.HalfWidth);
                var position = new PositionDelta(-c.Sells * c.PerLot, c.Buys * c.PerLot, 0);
                double centre = 0.1 + c.HalfWidth + (c.Lots * c.PerLot);
                var tradeTo = new TradeTo(c.Fraction);
                HedgeNeed at(double delta) => HedgeNeed.At(delta, position, band, c.PerLot, tradeTo);
                HedgeNeed low = at(centre - c.Error),
                    high = at(centre + c.Error),
                    inside = at(centre + (c.Place * c.Error));
                Assert.True(low.Lots >= inside.Lots && inside.Lots >= high.Lots);
                Assert.True(low.LotsFromFilled >= inside.LotsFromFilled
                    && inside.LotsFromFilled >= high.LotsFromFilled);
                if (low == high)
                    Assert.Equal(low, inside);
                Interlocked.Increment(ref low == high ? ref same : ref different);
            },
            iter: 200_000);
        Assert.True(same > 10_000 && different > 10_000, $"{same} intervals asked for one thing, {different} for two");
    }

    [Fact]
    public void A_delta_that_is_no_number_asks_for_nothing() =>
        Assert.Equal(default, HedgeNeed.At(double.NaN, default, Band.Symmetric(0, 1), 0.1, TradeTo.Edge));

    private sealed record Case(
        double HalfWidth, double PerLot, int Lots, int Buys, int Sells, double Fraction, double Error, double Place);
}

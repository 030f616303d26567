using CsCheck;
using HedgeFast.Core.Hedge;

namespace HedgeFast.Tests.Core.Hedge;

public sealed class BandLotsTests
{
    private static readonly Band Whole = new(4.79, 5.0, 5.21);

    /// <summary>
    /// The rule for whole lots: to the nearer edge, landing inside, and no trade where none lands inside and trading
    /// would worsen things.
    /// </summary>
    [Theory]
    [InlineData(6.0, -1)]
    [InlineData(3.0, 2)]
    [InlineData(5.22, 0)]
    [InlineData(5.21, 0)]
    [InlineData(4.79, 0)]
    [InlineData(4.78, 0)]
    [InlineData(5.0, 0)]
    public void Trades_to_the_nearer_edge_in_whole_lots(double delta, long lots) =>
        Assert.Equal(lots, BandLots.Lots(delta, delta, Whole, 1, TradeTo.Edge));

    [Fact]
    public void Nets_a_book_to_zero()
    {
        // Hull: +100,000 x .533 - 200,000 x .468 - 50,000 x (-.508) = -14,900: buy 14,900.
        double delta = (100_000 * .533) - (200_000 * .468) - (50_000 * -.508);
        Assert.Equal(14_900, BandLots.Lots(delta, delta, Band.Symmetric(0, 0.5), 1, TradeTo.Centre));
    }

    [Fact]
    public void Trades_to_the_centre_when_told_to() =>
        Assert.Equal(-3, BandLots.Lots(8.2, 8.2, Band.Symmetric(5, 1), 1, TradeTo.Centre));

    [Fact]
    public void A_breach_that_orders_in_flight_may_still_end_is_left_alone()
    {
        Band band = Band.Symmetric(0, 1);
        Assert.Equal(0, BandLots.Lots(0.5, 7, band, 1, TradeTo.Edge));
        Assert.Equal(0, BandLots.Lots(-7, -0.5, band, 1, TradeTo.Edge));
        Assert.Equal(-2, BandLots.Lots(3, 7, band, 1, TradeTo.Edge));
        Assert.Equal(2, BandLots.Lots(-7, -3, band, 1, TradeTo.Edge));
    }

    [Fact]
    public void A_band_on_both_sides_of_which_the_interval_lies_is_not_broken() =>
        Assert.Equal(0, BandLots.Lots(-9, 9, Band.Symmetric(0, 1), 1, TradeTo.Edge));

    [Fact]
    public void Nothing_is_sent_for_a_delta_that_is_no_number()
    {
        Band band = Band.Symmetric(0, 1);
        Assert.Equal(0, BandLots.Lots(double.NaN, double.NaN, band, 1, TradeTo.Edge));
        Assert.Equal(0, BandLots.Lots(5, 5, band, double.NaN, TradeTo.Edge));
        Assert.Equal(0, BandLots.Lots(double.PositiveInfinity, double.PositiveInfinity, band, 1, TradeTo.Edge));
        Assert.Equal(0, BandLots.Lots(5, 5, band, 0, TradeTo.Edge));
    }

    [Fact]
    public void The_trade_ends_the_breach_at_the_nearer_end_and_overshoots_at_no_end()
    {
        Gen<(double, double, double, double)> cases = Gen.Select(
            Gen.Double[-100, 100], Gen.Double[0, 50], Gen.Double[0.5, 10], Gen.Double[0.001, 0.4]);
        cases.Sample((low, width, halfWidth, perLot) =>
        {
            Band band = Band.Symmetric(0, halfWidth);
            double high = low + width;
            long lots = BandLots.Lots(low, high, band, perLot, TradeTo.Edge);
            double moved = lots * perLot;
            const double Slack = 1e-9;
            if (low > band.Upper)
                return lots < 0 && low + moved <= band.Upper + Slack && low + moved >= band.Lower - Slack;
            if (high < band.Lower)
                return lots > 0 && high + moved >= band.Lower - Slack && high + moved <= band.Upper + Slack;
            return lots == 0;
        });
    }

    [Fact]
    public void Sizing_is_symmetric()
    {
        Gen.Select(
            Gen.Double[-100, 100], Gen.Double[0, 50], Gen.Double[0.01, 10], Gen.Double[0.001, 4],
            Gen.Bool).Sample((low, width, halfWidth, perLot, edge) =>
        {
            Band band = Band.Symmetric(0, halfWidth);
            TradeTo to = edge ? TradeTo.Edge : TradeTo.Centre;
            return BandLots.Lots(low, low + width, band, perLot, to) == -BandLots.Lots(
                -(low + width), -low, band, perLot, to);
        });
    }
}

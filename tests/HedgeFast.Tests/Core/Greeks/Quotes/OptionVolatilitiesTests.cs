using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Tests.Core.Greeks.Quotes;

/// <summary>
/// What the portfolio does with volatilities from elsewhere: dynamics, age, what is missing; and with forwards from
/// elsewhere.
/// </summary>
public sealed class OptionVolatilitiesTests
{
    private const long Second = 1_000_000_000;
    private const long Expiry = Books.Now + (Books.Year / 12);

    private static readonly SviParameters Svi = new(0.01, 0.1, -0.4, 0.01, 0.2);

    [Fact]
    public void Sticky_strike_keeps_the_volatility_of_a_strike()
    {
        (PortfolioDelta portfolio, SviSmile smile) = Portfolio(VolatilityDynamics.StickyStrike);
        double expected = Delta(66_000, smile.VolatilityAt(Math.Log(60_000 / 62_000.0)));
        portfolio.Revalue(0, 62_000, Books.Now);
        Assert.Equal(expected, portfolio.Revalue(0, 66_000, Books.Now), 1e-14);
    }

    [Fact]
    public void Sticky_moneyness_reads_the_smile_where_the_forward_is()
    {
        (PortfolioDelta portfolio, SviSmile smile) = Portfolio(VolatilityDynamics.StickyMoneyness);
        foreach (double price in (double[])[62_000, 66_000, 58_000, 62_000])
        {
            Assert.Equal(
                Delta(price, smile.VolatilityAt(Math.Log(60_000 / price))), portfolio.Revalue(0, price, Books.Now),
                1e-14);
        }
    }

    [Fact]
    public void Sticky_moneyness_reads_again_only_when_the_price_has_moved_enough()
    {
        (PortfolioDelta portfolio, SviSmile smile) = Portfolio(VolatilityDynamics.StickyMoneyness);
        portfolio.Revalue(0, 62_000, Books.Now);
        long version = portfolio.Version(0);
        double atStart = smile.VolatilityAt(Math.Log(60_000 / 62_000.0));
        Assert.Equal(Delta(62_060, atStart), portfolio.Revalue(0, 62_060, Books.Now), 1e-14);
        Assert.Equal(version, portfolio.Version(0));
        Assert.NotEqual(Delta(62_070, atStart), portfolio.Revalue(0, 62_070, Books.Now), 1e-9);
        Assert.Equal(version + 1, portfolio.Version(0));
    }

    [Fact]
    public void Without_a_surface_the_smile_is_that_of_the_options_where_the_price_first_was()
    {
        OptionRow[] rows =
        [
            Books.Row(true, 55_000, Expiry, 0.7), Books.Row(true, 60_000, Expiry, 0.5),
            Books.Row(true, 65_000, Expiry, 0.6),
        ];
        OptionBook book = OptionBook.Create(rows, ["BTC"]);
        PortfolioDelta portfolio = Make(
            book, null, new VolatilityRule(VolatilityDynamics.StickyMoneyness, long.MaxValue, 0.001));
        portfolio.Revalue(0, 60_000, Books.Now);
        portfolio.Revalue(0, 60_000 * 65 / 60.0, Books.Now);
        Assert.Equal(Delta(60_000 * 65 / 60.0, 0.5, 65_000), portfolio.Deltas[2], 1e-9);
    }

    [Fact]
    public void A_missing_volatility_is_no_number_until_its_option_has_expired()
    {
        OptionBook book = OptionBook.Create(
            [Books.Row(true, 60_000, Expiry, 0.5), Books.Row(true, 61_000, Books.Now + Second, double.NaN)], ["BTC"]);
        PortfolioDelta portfolio = Make(book, null, VolatilityRule.Default);
        Assert.True(double.IsNaN(portfolio.Revalue(0, 62_000, Books.Now)));
        Assert.Equal(61_000, book.Strikes[portfolio.UnusableOption(0)]);
        Assert.Equal(
            Delta(62_000, 0.5, 60_000, Books.Now + Second), portfolio.Revalue(0, 62_000, Books.Now + Second), 1e-14);
        Assert.Equal(-1, portfolio.UnusableOption(0));
    }

    [Fact]
    public void An_old_volatility_is_no_number_until_a_new_one_comes()
    {
        OptionBook book = OptionBook.Create(
            [Books.Row(true, 60_000, Expiry, double.NaN), Books.Row(true, 61_000, Expiry, double.NaN)], ["BTC"]);
        PortfolioDelta portfolio = Make(
            book, OptionVolatilities.Of(book, [0.5, 0.5], [Books.Now, Books.Now - Second]),
            new VolatilityRule(VolatilityDynamics.StickyStrike, 2 * Second, 0.001));
        Assert.True(double.IsFinite(portfolio.Revalue(0, 62_000, Books.Now + Second)));
        Assert.True(double.IsNaN(portfolio.Revalue(0, 62_000, Books.Now + Second + 1)));
        Assert.Equal(61_000, book.Strikes[portfolio.UnusableOption(0)]);
        portfolio.Use(OptionVolatilities.Of(book, [0.7, 0.7], [Books.Now, Books.Now]));
        Assert.Equal(
            Delta(62_000, 0.7, 60_000, Books.Now + Second + 1) + Delta(62_000, 0.7, 61_000, Books.Now + Second + 1),
            portfolio.Revalue(0, 62_000, Books.Now + Second + 1), 1e-12);
    }

    [Fact]
    public void Volatilities_of_another_book_and_rules_out_of_range_are_refused()
    {
        OptionBook book = OptionBook.Create([Books.Row(true, 60_000, Expiry, 0.5)], ["BTC"]);
        OptionBook other = OptionBook.Create([Books.Row(true, 60_000, Expiry, 0.5)], ["BTC"]);
        Assert.Throws<ArgumentException>(
            () => Make(book, null, VolatilityRule.Default).Use(OptionVolatilities.OfBook(other)));
        Assert.Throws<ArgumentException>(
            () => Make(book, null, new VolatilityRule(VolatilityDynamics.StickyStrike, 0, 0.001)));
        Assert.Throws<ArgumentException>(
            () => Make(book, null, new VolatilityRule(VolatilityDynamics.StickyStrike, 1, double.NaN)));
        Assert.Throws<ArgumentException>(() => Make(book, null, new VolatilityRule(0, 1, 0.1)));
    }

    [Fact]
    public void A_curve_of_forwards_takes_the_place_of_the_carry()
    {
        ForwardCurve curve = new(4) { NowNanos = Books.Now };
        Assert.True(double.IsNaN(curve.LogRatioAt(Expiry)));
        Assert.True(curve.TrySet(Expiry, 63_000, 60_000));
        Assert.True(curve.TrySet(Books.Now + (Books.Year / 4), 64_000, 60_000));
        Assert.False(curve.TrySet(Expiry, double.NaN, 60_000));
        Assert.False(curve.TrySet(Expiry, 1e300, 1e-300));
        Assert.Equal(Math.Log(1.05), curve.LogRatioAt(Expiry), 1e-15);
        Assert.Equal(Math.Log(1.05) / 2, curve.LogRatioAt(Books.Now + (Books.Year / 24)), 1e-15);
        Assert.Equal((Math.Log(1.05) + Math.Log(64 / 60.0)) / 2, curve.LogRatioAt(Books.Now + (Books.Year / 6)), 1e-15);
        Assert.Equal(2 * Math.Log(64 / 60.0), curve.LogRatioAt(Books.Now + (Books.Year / 2)), 1e-15);

        PortfolioDelta portfolio = Books.Portfolio(DeltaConvention.Forward, rows: Books.Row(true, 60_000, Expiry, 0.5));
        portfolio.Use(0, curve);
        Assert.Equal(Delta(60_900 * 1.05, 0.5), portfolio.Revalue(0, 60_900, Books.Now), 1e-14);
    }

    [Fact]
    public void Within_the_averaging_period_the_delta_decays_to_zero()
    {
        const long halfHour = 1_800 * Second;
        OptionRow row = Books.Row(true, 60_000, Books.Now + halfHour, 0.5);
        PortfolioDelta whole = Books.Portfolio(DeltaConvention.NetTransaction, rows: row);
        PortfolioDelta averaged = Books.Portfolio(
            DeltaConvention.NetTransaction, rows: row with { AveragingNanos = halfHour });
        Assert.Equal(whole.Revalue(0, 61_000, Books.Now - Second), averaged.Revalue(0, 61_000, Books.Now - Second));
        foreach (double part in (double[])[0.75, 0.5, 0.1])
        {
            long time = Books.Now + (long)((1 - part) * halfHour);
            Assert.Equal(part * whole.Revalue(0, 61_000, time), averaged.Revalue(0, 61_000, time), 1e-15);
        }

        Assert.Equal(0, averaged.Revalue(0, 61_000, Books.Now + halfHour));
    }

    private static (PortfolioDelta Portfolio, SviSmile Smile) Portfolio(VolatilityDynamics dynamics)
    {
        OptionBook book = OptionBook.Create([Books.Row(true, 60_000, Expiry, double.NaN)], ["BTC"]);
        var surface = new VolatilitySurface(
            [new SurfaceRow("BTC", Expiry, Books.Now, 62_000, double.NaN, double.NaN, Svi)]);
        return (
            Make(book, OptionVolatilities.OfSurface(book, surface), new VolatilityRule(dynamics, long.MaxValue, 0.001)),
            new SviSmile(Svi.A, Svi.B, Svi.Rho, Svi.M, Svi.Sigma, 1 / 12.0));
    }

    private static PortfolioDelta Make(OptionBook book, OptionVolatilities? volatilities, VolatilityRule rule) =>
        new(
            book, [DeltaConvention.Forward], [new UnderlyingCarry(0, 0, Second)], DeltaKernel.Choose(), volatilities,
            [rule]);

    private static double Delta(double price, double volatility, double strike = 60_000, long now = Books.Now) =>
        Books.Portfolio(
            DeltaConvention.Forward, rows: Books.Row(true, strike, Expiry, volatility)).Revalue(0, price, now);
}

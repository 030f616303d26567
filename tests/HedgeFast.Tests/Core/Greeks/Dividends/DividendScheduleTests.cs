using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Pricing;

namespace HedgeFast.Tests.Core.Greeks.Dividends;

/// <summary>Dividends: which count when, what they are worth, and forwards net of them.</summary>
public sealed class DividendScheduleTests
{
    private static readonly Dividend[] Two = [new(1_000, 2), new(2_000, 3)];

    [Fact]
    public void A_dividend_counts_from_after_its_ex_date_backwards_and_until_an_expiry_at_or_behind_it()
    {
        DividendSchedule schedule = new(new DividendRule { Given = Two });
        double Worth(long from, long until) => schedule.PresentValue(from, DayCount.Years(until - from), 0);
        Assert.Equal(5, Worth(0, 2_000));
        Assert.Equal(2, Worth(0, 1_999));
        Assert.Equal(2, Worth(999, 1_000));
        Assert.Equal(3, Worth(1_000, 2_500));
        Assert.Equal(0, Worth(2_000, 9_000));
        Assert.True(schedule.HasAny(999, DayCount.Years(1)));
        Assert.False(schedule.HasAny(1_000, DayCount.Years(999)));
        Assert.Equal((long.MinValue, 1_000), schedule.Around(999));
        Assert.Equal((1_000, 2_000), schedule.Around(1_000));
        Assert.Equal((2_000, long.MaxValue), schedule.Around(2_000));
    }

    [Fact]
    public void Dividends_that_are_none_are_refused_in_words()
    {
        Assert.Null(DividendSchedule.Fault(Two));
        Assert.Contains("rise", DividendSchedule.Fault([Two[1], Two[0]]), StringComparison.Ordinal);
        Assert.Contains("rise", DividendSchedule.Fault([Two[0], Two[0]]), StringComparison.Ordinal);
        foreach (double amount in (double[])[0, -1, double.NaN, double.PositiveInfinity, 2e12])
            Assert.Contains("amount", DividendSchedule.Fault([new Dividend(1, amount)]), StringComparison.Ordinal);
        Dividend[] many = [.. Enumerable.Range(1, DividendLimits.CountMax + 1).Select(i => new Dividend(i, 1))];
        Assert.Contains("more than 64", DividendSchedule.Fault(many), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new DividendSchedule(new DividendRule { Given = many }));
        Assert.Null(DividendSchedule.Of(null));
        Assert.Null(DividendSchedule.Of(new DividendRule()));
    }

    [Fact]
    public void A_forward_is_the_net_price_carried_to_the_expiry()
    {
        DividendSchedule schedule = new(new DividendRule { Given = [new(Books.Now + (Books.Year / 2), 4)] });
        ExpiryMarket market = ExpiryMarket.Of(Books.Now, 1, 100, 0.05, 0.03, schedule);

        // A share held, its yield reinvested, and the dividend lent until the expiry.
        Assert.Equal((100 * Math.Exp(0.03)) - (4 * Math.Exp(0.03 * 0.5)), market.Forward, 1e-12);
        Assert.Equal(100 - (4 * Math.Exp(-0.03 * 0.5)), market.NetSpot, 1e-12);
        Assert.Equal(
            100 * Math.Exp(0.03 / 4), ExpiryMarket.Of(Books.Now, 0.25, 100, 0.05, 0.03, schedule).Forward, 1e-12);
    }

    [Fact]
    public void A_market_file_s_forward_says_the_yield_beside_the_dividends()
    {
        Dictionary<string, DividendSchedule> dividends = new()
        {
            ["X"] = new DividendSchedule(new DividendRule { Given = [new(Books.Now + (Books.Year / 2), 4)] }),
        };
        MarketRow row = new("X", null, Books.Now, 100, 98, 0.05, double.NaN);
        MarketTable table = new([row], dividends);
        Assert.Null(table.Find("X", Books.Now + Books.Year, out ExpiryMarket market));
        Assert.Equal(98, market.Forward);
        Assert.Equal(98, market.NetSpot * Math.Exp((market.Rate - market.Yield) * market.Years), 1e-10);
        MarketTable backwards = new([row with { Spot = double.NaN, DividendYield = 0.02 }], dividends);
        Assert.Null(backwards.Find("X", Books.Now + Books.Year, out market));
        Assert.Equal(98, market.NetSpot * Math.Exp(0.03 * market.Years), 1e-10);
    }
}

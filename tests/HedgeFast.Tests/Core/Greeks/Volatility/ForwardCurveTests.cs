using HedgeFast.Core.Greeks.Volatility;

namespace HedgeFast.Tests.Core.Greeks.Volatility;

public sealed class ForwardCurveTests
{
    private const long Day = Books.Year / 365;
    private const long Near = Books.Now + (30 * Day), Far = Books.Now + (90 * Day);

    [Fact]
    public void Between_two_expiries_the_logarithm_is_linear_in_time_and_outside_the_rate_goes_on()
    {
        ForwardCurve curve = Curve();
        Assert.Equal(Math.Log(1.01), curve.LogRatioAt(Near), 1e-14);
        Assert.Equal((Math.Log(1.01) + Math.Log(1.04)) / 2, curve.LogRatioAt(Books.Now + (60 * Day)), 1e-14);
        Assert.Equal(Math.Log(1.01) / 3, curve.LogRatioAt(Books.Now + (10 * Day)), 1e-14);
        Assert.Equal(Math.Log(1.04) * 2, curve.LogRatioAt(Books.Now + (180 * Day)), 1e-14);
        Assert.Equal(0, curve.LogRatioAt(Books.Now), 1e-14);
    }

    [Fact]
    public void What_has_expired_counts_no_more()
    {
        ForwardCurve curve = Curve();
        curve.NowNanos = Near;
        Assert.Equal(Math.Log(1.04) / 2, curve.LogRatioAt(Books.Now + (60 * Day)), 1e-14);
        Assert.Equal(0, curve.UnusableExpiry(Near, Far));
        curve.NowNanos = Far;
        Assert.True(double.IsNaN(curve.LogRatioAt(Far + Day)));
        Assert.Equal(Far + Day, curve.UnusableExpiry(Far, Far + Day));
        Assert.Equal(0, curve.UnusableExpiry(Far, Far));
    }

    [Fact]
    public void An_expected_forward_is_unusable_until_it_is_set_and_again_when_it_is_old()
    {
        ForwardCurve curve = new(2, ageNanosMax: 1_000);
        Assert.True(curve.TryExpect(Near));
        Assert.True(curve.TryExpect(Far));
        Assert.False(curve.TryExpect(Far + Day));
        Assert.Equal(Near, curve.UnusableExpiry(Books.Now, Far));
        Assert.True(curve.TrySet(Near, 61_000, 60_000, Books.Now));
        Assert.True(curve.Knows(Near));
        Assert.Equal(Far, curve.UnusableExpiry(Books.Now, Near + 1));
        Assert.Equal(0, curve.UnusableExpiry(Books.Now, Near));
        Assert.True(curve.TrySet(Far, 62_000, 60_000, Books.Now + 500));
        Assert.Equal(0, curve.UnusableExpiry(Books.Now + 1_000, Far));
        Assert.Equal(Near, curve.UnusableExpiry(Books.Now + 1_001, Far));
        Assert.True(curve.TryExpect(Near));
        Assert.False(curve.Knows(Near));
        Assert.Equal(Near, curve.UnusableExpiry(Books.Now, Far));
    }

    [Theory]
    [InlineData(0, 60_000)]
    [InlineData(-1, 60_000)]
    [InlineData(double.NaN, 60_000)]
    [InlineData(60_000, double.NaN)]
    [InlineData(60_000, 0)]
    [InlineData(double.PositiveInfinity, 60_000)]
    [InlineData(1e300, 1e-300)]
    public void A_forward_or_price_that_is_none_changes_nothing(double forward, double price)
    {
        ForwardCurve curve = Curve();
        Assert.False(curve.TrySet(Near, forward, price));
        Assert.Equal(Math.Log(1.01), curve.LogRatioAt(Near), 1e-14);
    }

    private static ForwardCurve Curve()
    {
        ForwardCurve curve = new(4) { NowNanos = Books.Now };
        Assert.True(curve.TrySet(Far, 62_400, 60_000));
        Assert.True(curve.TrySet(Near, 60_600, 60_000));
        return curve;
    }
}

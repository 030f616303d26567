using HedgeFast.Core.Book;

namespace HedgeFast.Tests.Core.Book;

public sealed class InstrumentTests
{
    private const long Minute = 60_000_000_000;

    [Theory]
    [InlineData(-31, 1)]
    [InlineData(-30, 1)]
    [InlineData(-15, 0.5)]
    [InlineData(-3, 0.1)]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    public void A_dated_future_decays_over_its_averaging_period(int minutes, double open)
    {
        Instrument future = LoopRig.Perpetual with { ExpiryNanos = LoopRig.ExchangeStart, AveragingNanos = 30 * Minute };
        Assert.Equal(open, future.OpenFraction(LoopRig.ExchangeStart + (minutes * Minute)), 1e-15);
    }

    [Fact]
    public void A_perpetual_does_not_decay_and_without_averaging_all_is_open_until_expiry()
    {
        Assert.Equal(1, LoopRig.Perpetual.OpenFraction(long.MaxValue));
        Instrument future = LoopRig.Perpetual with { ExpiryNanos = LoopRig.ExchangeStart };
        Assert.Equal(1, future.OpenFraction(LoopRig.ExchangeStart - 1));
        Assert.Equal(0, future.OpenFraction(LoopRig.ExchangeStart));
    }
}

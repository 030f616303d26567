using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Tests.Core.Loop;

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
        Instrument future = LoopRig.Perpetual with
        {
            ExpiryNanos = LoopRig.ExchangeStart,
            AveragingNanos = 30 * Minute,
        };
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

    [Fact]
    public void R02_As_many_lots_as_have_room_to_within_one_and_one_at_least()
    {
        var cases = Gen.Select(
            Gen.Bool, Gen.Long[1, 1_000_000_000_000], Gen.Double[1e-6, 1e6], Gen.Double[1e-3, 1e15], Gen.Bool);
        cases.Sample((inverse, lots, price, most, buy) =>
        {
            Instrument instrument = inverse ? LoopRig.Perpetual : LoopRig.Fallback;
            long within = instrument.LotsWithin(buy ? lots : -lots, price, most);
            Assert.Equal(buy, within > 0);
            long size = Math.Abs(within);
            Assert.InRange(size, 1, lots);
            Assert.True(size == 1 || instrument.Notional(size, price) <= most, "beyond the bound");
            Assert.True(size == lots || instrument.Notional(size + 2, price) > most, "less than there is room for");
        });
    }

    [Fact]
    public void R02_A_bound_that_is_whole_lots_is_met_or_missed_by_one_and_never_passed()
    {
        // 3 * 0.001 * 0.1 is not 0.0003 in binary.
        for (long lots = 1; lots <= 10_000; lots++)
        {
            double most = lots * 0.0001;
            long within = LoopRig.Fallback.LotsWithin(1_000_000, 0.1, most);
            Assert.InRange(within, Math.Max(1, lots - 1), lots);
            Assert.True(within == 1 || LoopRig.Fallback.Notional(within, 0.1) <= most);
        }
    }
}

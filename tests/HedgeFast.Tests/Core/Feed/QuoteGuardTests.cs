using HedgeFast.Core.Feed;
using static HedgeFast.Tests.Core.Feed.FeedScene;

namespace HedgeFast.Tests.Core.Feed;

public sealed class QuoteGuardTests
{
    private const long NoPrice = TickProtocol.NoPrice;
    private const long Bound = QuoteGuard.Bound;

    [Theory]
    [InlineData(1000, 5, 1001, 6, QuoteFault.None)]
    [InlineData(1000, 5, 1000, 6, QuoteFault.None)]
    [InlineData(1, 1, 1, 1, QuoteFault.None)]
    [InlineData(Bound, 1, Bound, 1, QuoteFault.None)]
    [InlineData(1000, Bound, 1001, Bound, QuoteFault.None)]
    [InlineData(1001, 5, 1000, 6, QuoteFault.Crossed)]
    [InlineData(0, 5, 1000, 6, QuoteFault.Zero)]
    [InlineData(1000, 5, 0, 6, QuoteFault.Zero)]
    [InlineData(1000, 0, 1001, 6, QuoteFault.Zero)]
    [InlineData(1000, 5, 1001, 0, QuoteFault.Zero)]
    [InlineData(-1, 5, 1001, 6, QuoteFault.Negative)]
    [InlineData(-2, 5, -1, 6, QuoteFault.Negative)]
    [InlineData(1000, -5, 1001, 6, QuoteFault.Negative)]
    [InlineData(1000, 5, 1001, -6, QuoteFault.Negative)]
    [InlineData(NoPrice, 5, 1001, 6, QuoteFault.NoPrice)]
    [InlineData(1000, 5, NoPrice, 6, QuoteFault.NoPrice)]
    [InlineData(1000, NoPrice, 1001, 6, QuoteFault.NoPrice)]
    [InlineData(1000, 5, 1001, NoPrice, QuoteFault.NoPrice)]
    [InlineData(-1, 5, NoPrice, 0, QuoteFault.NoPrice)]
    [InlineData(1000, 5, Bound + 1, 6, QuoteFault.Absurd)]
    [InlineData(1000, 5, long.MaxValue, 6, QuoteFault.Absurd)]
    [InlineData(1000, 5, 1001, Bound + 1, QuoteFault.Absurd)]
    [InlineData(long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, QuoteFault.Absurd)]
    public void A_quote_is_judged(long bid, long bidLots, long ask, long askLots, QuoteFault expected)
    {
        QuoteGuard guard = new([Instrument(0)]);
        Assert.Equal(QuoteFault.NeverQuoted, guard.FaultOf(0));
        Assert.Equal(expected, guard.Judge(0, Quote(1, bid, bidLots, ask, askLots), 0, out bool changed));
        Assert.True(changed);
        Assert.Equal(expected, guard.FaultOf(0));
        Assert.Equal(expected, guard.Judge(0, Quote(2, bid, bidLots, ask, askLots), 0, out changed));
        Assert.False(changed);
    }

    [Theory]
    [InlineData(-2, -1, QuoteFault.None)]
    [InlineData(0, 0, QuoteFault.None)]
    [InlineData(-1, 1, QuoteFault.None)]
    [InlineData(1, -1, QuoteFault.Crossed)]
    [InlineData(-Bound, -Bound, QuoteFault.None)]
    [InlineData(-Bound - 1, 5, QuoteFault.Absurd)]
    [InlineData(NoPrice, 5, QuoteFault.NoPrice)]
    public void Zero_and_negative_prices_are_legal_where_the_instrument_says_so(
        long bid, long ask, QuoteFault expected) =>
        Assert.Equal(expected, new QuoteGuard([Instrument(0, signed: true)]).Judge(0, Quote(1, bid, 5, ask), 0, out _));

    // B06: an option far out of the money has no bid.
    [Theory]
    [InlineData(0, 5, 1, 6, QuoteFault.None)]
    [InlineData(0, 0, 1, 6, QuoteFault.None)]
    [InlineData(NoPrice, NoPrice, 1, 6, QuoteFault.None)]
    [InlineData(5, 0, 6, 6, QuoteFault.None)]
    [InlineData(5, 6, NoPrice, 0, QuoteFault.None)]
    [InlineData(5, 6, 0, 0, QuoteFault.None)]
    [InlineData(0, 0, 0, 0, QuoteFault.Zero)]
    [InlineData(NoPrice, 0, NoPrice, 0, QuoteFault.NoPrice)]
    [InlineData(-1, 0, 5, 5, QuoteFault.Negative)]
    [InlineData(0, 0, Bound + 1, 5, QuoteFault.Zero)]
    [InlineData(7, 5, 6, 5, QuoteFault.Crossed)]
    public void An_option_may_have_one_side(long bid, long bidLots, long ask, long askLots, QuoteFault expected) =>
        Assert.Equal(expected, new QuoteGuard([Instrument(0) with { MaxMoveFraction = double.MaxValue }])
            .Judge(0, Quote(1, bid, bidLots, ask, askLots), 0, out _));

    // Three of the same nanosecond made the reference no number, and the next quote absurd.
    [Fact]
    public void No_move_of_an_option_is_too_large_whatever_the_time_between()
    {
        QuoteGuard guard = new([Instrument(0) with { MaxMoveFraction = double.MaxValue }]);
        foreach ((long ticks, long nanos) in (ReadOnlySpan<(long, long)>)[(5, 1), (6, 1), (7, 1), (9_000, 2), (1, 2),
            (0, 3), (Bound, 3)])
        {
            Assert.Equal(QuoteFault.None, guard.Judge(0, Quote(1, ticks, ticks, Math.Max(1, ticks), 5), nanos, out _));
        }
    }

    [Fact]
    public void A_negative_exchange_time_is_absurd() =>
        Assert.Equal(
            QuoteFault.Absurd,
            new QuoteGuard([Instrument(0)]).Judge(0, Quote(1) with { ExchangeNanos = -1 }, 0, out _));

    [Theory]
    [InlineData(1100, 1100, QuoteFault.None)]
    [InlineData(1100, 1101, QuoteFault.Absurd)]
    [InlineData(900, 900, QuoteFault.None)]
    [InlineData(899, 900, QuoteFault.Absurd)]
    public void A_move_up_to_the_fraction_is_believed(long bid, long ask, QuoteFault expected)
    {
        QuoteGuard guard = new([Instrument(0)]);
        guard.Judge(0, Quote(1, 1000, 5, 1000), 0, out _);
        Assert.Equal(expected, guard.Judge(0, Quote(2, bid, 5, ask), 0, out _));

        // What is judged next is measured from the last good mid: the new one, or still the old one.
        long near = expected == QuoteFault.None ? bid : 1000;
        Assert.Equal(QuoteFault.None, guard.Judge(0, Quote(3, near, 5, near), 0, out _));
    }

    [Fact]
    public void The_last_good_mid_follows_the_market_and_bad_quotes_do_not_move_it()
    {
        QuoteGuard guard = new([Instrument(0)]);
        long now = 0;
        for (long price = 1000; price < 5000; price += 90)
        {
            Assert.Equal(
                QuoteFault.None, guard.Judge(0, Quote(1, price, 5, price + 1), now += QuoteGuard.FollowNanos, out _));
        }

        Assert.Equal(QuoteFault.Crossed, guard.Judge(0, Quote(1, 9000, 5, 10), now, out _));
        Assert.Equal(QuoteFault.None, guard.Judge(0, Quote(1, 4950, 5, 4951), now, out _));
        Assert.Equal(QuoteFault.Absurd, guard.Judge(0, Quote(1, 1000, 5, 1001), now, out _));
    }

    [Fact]
    public void A_row_of_small_steps_gets_no_further_than_the_market_does()
    {
        // Twelve quotes 3 ms apart, each 9 % below the last: each by itself is a move that could be.
        QuoteGuard guard = new([Instrument(0)]);
        guard.Judge(0, Quote(1, 600_000, 5, 600_001), 0, out _);
        double mid = 600_000;
        int taken = 0;
        for (int i = 1; i <= 12; i++)
        {
            mid *= 0.91;
            taken += guard.Judge(0, Quote(2, (long)mid, 5, (long)mid + 1), i * 3_000_000L, out _) == QuoteFault.None
                ? 1
                : 0;
        }

        Assert.Equal(1, taken);
        Assert.Equal(QuoteFault.None, guard.Judge(0, Quote(3, 600_000, 5, 600_001), 40_000_000, out _));
    }

    [Fact]
    public void A_market_that_falls_fast_is_followed_within_the_time_of_a_jump()
    {
        QuoteGuard guard = new([Instrument(0)]);
        long now = 0, blindSince = 0, blind = 0;
        for (double mid = 600_000; mid > 300_000; mid *= 0.999)
        {
            bool isGood = guard.Judge(0, Quote(1, (long)mid, 5, (long)mid + 1), now, out _) == QuoteFault.None;
            blindSince = isGood ? now : blindSince;
            blind = Math.Max(blind, now - blindSince);
            now += 20_000_000;
        }

        Assert.InRange(blind, 0, QuoteGuard.JumpNanos + 20_000_000);
    }

    [Fact]
    public void The_first_quote_counts_once_another_agrees_with_it_a_while_later()
    {
        QuoteGuard guard = new([Instrument(0)], long.MaxValue, null, confirmFirstNanos: 250_000_000);
        for (int i = 0; i < 10; i++)
            Assert.Equal(QuoteFault.Unconfirmed, guard.Judge(0, Quote(1, 10_000, 5, 10_001), i, out _));

        // The market itself says ten times less, and goes on saying so.
        Assert.Equal(QuoteFault.Unconfirmed, guard.Judge(0, Quote(2), 20, out _));
        Assert.Equal(QuoteFault.Unconfirmed, guard.Judge(0, Quote(3), 20 + 249_999_999, out _));
        Assert.Equal(QuoteFault.None, guard.Judge(0, Quote(4), 20 + 250_000_000, out _));
        Assert.Equal(QuoteFault.Absurd, guard.Judge(0, Quote(5, 10_000, 5, 10_001), 20 + 250_000_001, out _));
    }

    [Fact]
    public void The_first_quote_is_held_against_the_last_mark_of_the_run_before()
    {
        QuoteGuard guard = new([Instrument(0), Instrument(1)], long.MaxValue, null, confirmFirstNanos: 250_000_000);
        guard.Carry(0, 1000);
        guard.Carry(1, double.NaN);
        Assert.Equal(QuoteFault.Absurd, guard.Judge(0, Quote(1, 10_000, 5, 10_001), 0, out _));
        Assert.Equal(QuoteFault.None, guard.Judge(0, Quote(2), 1, out _));
        Assert.Equal(QuoteFault.Unconfirmed, guard.Judge(1, Quote(2), 1, out _));
    }

    [Fact]
    public void A_real_jump_is_accepted_after_enough_quotes_and_enough_time()
    {
        QuoteGuard guard = new([Instrument(0)]);
        guard.Judge(0, Quote(1), 0, out _);
        long step = QuoteGuard.JumpNanos / (QuoteGuard.JumpQuotes - 1);
        for (int i = 0; i < QuoteGuard.JumpQuotes - 1; i++)
            Assert.Equal(QuoteFault.Absurd, guard.Judge(0, Quote(2, 2000 + i, 5, 2001 + i), i * step, out _));
        Assert.Equal(
            QuoteFault.None,
            guard.Judge(0, Quote(3, 2010, 5, 2011), (QuoteGuard.JumpQuotes - 1) * step, out bool changed));
        Assert.True(changed);
        Assert.Equal(QuoteFault.Absurd, guard.Judge(0, Quote(4), QuoteGuard.JumpNanos, out _));
    }

    [Fact]
    public void A_burst_of_equal_mistakes_is_not_a_jump()
    {
        QuoteGuard guard = new([Instrument(0)]);
        guard.Judge(0, Quote(1), 0, out _);
        for (int i = 0; i < 1000; i++)
            Assert.Equal(QuoteFault.Absurd, guard.Judge(0, Quote(2, 100, 5, 101), i * 1000, out _));
        Assert.Equal(QuoteFault.None, guard.Judge(0, Quote(3), 2_000_000, out _));
        Assert.Equal(QuoteFault.Absurd, guard.Judge(0, Quote(4, 100, 5, 101), 10 * QuoteGuard.JumpNanos, out _));
    }

    [Theory]
    [InlineData(5001, 5000, 6)]
    [InlineData(5000, Bound + 1, 6)]
    [InlineData(5000, 5001, 0)]
    public void Anything_else_between_breaks_the_run_of_a_jump(long bid, long ask, long askLots)
    {
        QuoteGuard guard = new([Instrument(0)]);
        guard.Judge(0, Quote(1), 0, out _);
        long now = 0;
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < QuoteGuard.JumpQuotes - 1; i++)
            {
                Assert.Equal(
                    QuoteFault.Absurd, guard.Judge(0, Quote(2, 5000, 5, 5001), now += QuoteGuard.JumpNanos, out _));
            }

            Assert.NotEqual(QuoteFault.None, guard.Judge(0, Quote(3, bid, 5, ask, askLots), now, out _));
        }
    }

    [Fact]
    public void A_wandering_price_never_confirms_a_jump()
    {
        QuoteGuard guard = new([Instrument(0)]);
        guard.Judge(0, Quote(1), 0, out _);
        for (int i = 0; i < 50; i++)
        {
            long price = i % 2 == 0 ? 3000 : 6000;
            Assert.Equal(
                QuoteFault.Absurd, guard.Judge(0, Quote(2, price, 5, price + 1), i * QuoteGuard.JumpNanos, out _));
        }
    }

    [Fact]
    public void Near_zero_a_signed_price_may_move_by_the_base()
    {
        QuoteGuard guard = new([Instrument(0, signed: true)]);
        Assert.Equal(QuoteFault.None, guard.Judge(0, Quote(1, -1, 5, 1), 0, out _));
        Assert.Equal(QuoteFault.None, guard.Judge(0, Quote(2, 99, 5, 101), QuoteGuard.FollowNanos, out _));
        Assert.Equal(QuoteFault.Absurd, guard.Judge(0, Quote(3, -50, 5, -50), 2 * QuoteGuard.FollowNanos, out _));
        Assert.Equal(QuoteFault.None, guard.Judge(0, Quote(4, 0, 5, 0), 2 * QuoteGuard.FollowNanos, out _));
    }

    [Fact]
    public void A_halt_outlasts_quotes_and_other_faults_until_opened_and_quoted()
    {
        QuoteGuard guard = new([Instrument(0)]);
        guard.Judge(0, Quote(1), 0, out _);
        Assert.True(guard.SetStatus(0, TradingStatus.Halted));
        Assert.False(guard.SetStatus(0, TradingStatus.Halted));
        Assert.False(guard.SetStatus(0, TradingStatus.Auction));
        Assert.Equal(QuoteFault.Halted, guard.Judge(0, Quote(2), 0, out bool changed));
        Assert.False(changed);
        Assert.False(guard.Forbid(0, QuoteFault.Gap));
        Assert.Equal(QuoteFault.Halted, guard.FaultOf(0));
        Assert.True(guard.SetStatus(0, TradingStatus.Closed));
        Assert.False(guard.SetStatus(0, TradingStatus.Closed));
        Assert.False(guard.SetStatus(0, TradingStatus.Open));
        Assert.Equal(QuoteFault.Halted, guard.FaultOf(0));
        Assert.Equal(QuoteFault.None, guard.Judge(0, Quote(3), 0, out changed));
        Assert.True(changed);
    }
}

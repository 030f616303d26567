using HedgeFast.Core;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Hedge;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Feed;

/// <summary>One quote with a wrong exchange time: at the guard, and at a loop that is given it all the same.</summary>
public sealed class WrongTimeTests
{
    private const long Mid = 600_000;
    private const long Second = LoopRig.Second;
    private const long Day = 86_400 * Second;
    private const long Stale = 2 * Second;

    [Theory]
    [InlineData(60 * Day)]
    [InlineData(400 * Day)]
    [InlineData(long.MaxValue - LoopRig.ExchangeStart)]
    public void A_stamp_far_ahead_is_a_fault_and_the_next_right_quote_is_good(long ahead)
    {
        ExchangeClock clock = new(ClockRule.Live, Stale);
        clock.SetUtc(LoopRig.ExchangeStart, isFirst: true);
        QuoteGuard guard = new([LoopRig.Perpetual], Stale, clock, confirmFirstNanos: 0);
        Assert.Equal(QuoteFault.WrongTime, guard.Judge(0, Frame(LoopRig.ExchangeStart + ahead), 0, out _));
        Assert.Equal(QuoteFault.None, guard.Judge(0, Frame(LoopRig.ExchangeStart), 1, out _));
        Assert.Equal(QuoteFault.WrongTime, guard.Judge(0, Frame(LoopRig.ExchangeStart + ahead), 2, out _));
        Assert.Equal(QuoteFault.None, guard.Judge(0, Frame(LoopRig.ExchangeStart + 1_000_000), 3, out _));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(400)]
    public void T07_A_loop_that_is_given_a_stamp_far_ahead_expires_no_book(int days)
    {
        LoopRig rig = Hedged(ClockRule.Live);
        double delta = rig.Loop.Counters.OptionDelta;
        int sent = rig.Intents.Items.Count;
        Apply(rig, days * Day);
        Assert.Equal(delta, rig.Loop.Counters.OptionDelta);
        Assert.Equal(sent, rig.Intents.Items.Count);
        Assert.Equal(0, rig.Loop.Counters.Hedgeable);
        Assert.Equal(1, rig.Loop.Counters.WrongTimes);
        rig.Tick(Mid + 2);
        Assert.Equal(1, rig.Loop.Counters.Hedgeable);
        Assert.Equal(delta, rig.Loop.Counters.OptionDelta, 1);
    }

    [Fact]
    public void A_loop_whose_time_was_ahead_comes_back_with_the_next_right_quote()
    {
        // A journal from before the bound, or whatever else believes a stamp: the options count zero, and then count
        // again.
        LoopRig rig = Hedged(ClockRule.None);
        double delta = rig.Loop.Counters.OptionDelta;
        Apply(rig, 60 * Day);
        Assert.Equal(0, rig.Loop.Counters.OptionDelta);
        rig.Tick(Mid + 2);
        Assert.Equal(delta, rig.Loop.Counters.OptionDelta, 1);
    }

    [Fact]
    public void No_row_of_stamps_pushes_a_loop_ahead_of_its_monotonic_time()
    {
        MarketState market = new([LoopRig.Perpetual], ClockRule.Live);
        market.TryApplyQuote(Quote(0, 0), out _);
        long ahead = 0;
        for (int i = 1; i < 200; i++)
        {
            market.TryApplyQuote(Quote(i * 1_000_000L, ahead + (30 * Second)), out _);
            ahead = market[0].ExchangeNanos - LoopRig.ExchangeStart;
            Assert.InRange(ahead, 0, MarketState.SlackNanos + (i * 1_000_000L));
        }
    }

    [Fact]
    public void A_loop_after_a_suspension_follows_several_quotes_that_agree()
    {
        // The monotonic clock stood still for a night.
        MarketState market = new([LoopRig.Perpetual], ClockRule.Live);
        Assert.True(market.TryApplyQuote(Quote(0, 0), out _));
        long now = 0;
        int refused = 0;
        while (!market.TryApplyQuote(Quote(now += 60_000_000, (8 * 3_600 * Second) + now), out _))
            refused++;
        Assert.Equal(QuoteGuard.JumpQuotes, refused);
        Assert.Equal(QuoteFault.None, market[0].Fault);
    }

    [Fact]
    public void A_timed_policy_whose_time_was_set_by_a_wrong_clock_is_due_again()
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        UnderlyingSettings timed = settings.Underlyings[0] with
        {
            Policy = new PolicySettings { Kind = PolicyKind.Timed, IntervalNanos = 60 * Second },
        };
        LoopRig rig = new(settings with { Underlyings = [timed] });
        rig.Session(up: true);
        rig.Tick(Mid);
        Settle(rig);
        rig.Tick(Mid + 1);
        Apply(rig, 60 * Day);
        Settle(rig);
        Apply(rig, (60 * Day) + Second);
        int sent = rig.Intents.Items.Count;
        rig.Quote(Mid + 3, elapsedNanos: 120 * Second);
        rig.Loop.EndBatch();
        Assert.True(rig.Intents.Items.Count > sent);
    }

    private static LoopRig Hedged(ClockRule clock)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        LoopRig rig = new(settings with { Feed = settings.Feed with { Clock = clock } });
        rig.Session(up: true);
        rig.Tick(Mid);
        Settle(rig);
        rig.Tick(Mid + 1);
        Settle(rig);
        return rig;
    }

    private static void Settle(LoopRig rig)
    {
        while (rig.Loop.Counters.LiveOrders > 0)
            rig.Fill(rig.LastIntent, rig.LastIntent.Lots, (ulong)(100 + rig.Intents.Items.Count));
    }

    private static void Apply(LoopRig rig, long ahead)
    {
        rig.Loop.Apply(Quote(rig.Now + 1, rig.Now + 1 + ahead));
        rig.Loop.EndBatch();
        rig.Loop.CompleteDecisions();
    }

    private static MarketEvent Quote(long receiveNanos, long sinceStart) => new()
    {
        Kind = MarketEventKind.Quote,
        ReceiveNanos = receiveNanos,
        ExchangeNanos = LoopRig.ExchangeStart + sinceStart,
        BidTicks = Mid - 1,
        AskTicks = Mid + 1,
        BidLots = 1_000,
        AskLots = 1_000,
    };

    private static TickFrame Frame(long nanos) => new()
    {
        Kind = TickFrameKind.Quote,
        Channel = 7,
        Sequence = 1,
        ExchangeNanos = nanos,
        FeedId = 1,
        BidTicks = Mid - 1,
        AskTicks = Mid + 1,
        BidLots = 5,
        AskLots = 5,
    };
}

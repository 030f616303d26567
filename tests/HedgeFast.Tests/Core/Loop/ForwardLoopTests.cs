using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Tests.Core.Greeks;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>
/// A loop whose forwards come from dated futures, or are given: the deltas are those of these forwards, and without one
/// the underlying is not hedged.
/// </summary>
public sealed class ForwardLoopTests
{
    private const long Day = 86_400 * LoopRig.Second;
    private const long Near = LoopRig.ExchangeStart + (30 * Day), Far = LoopRig.ExchangeStart + (90 * Day);
    private const long Mid = 600_000;

    private static readonly (long Expiry, double Strike)[] Options =
    [
        (Near, 60_000), (LoopRig.ExchangeStart + (60 * Day), 62_000), (Far, 61_000),
    ];

    [Theory]
    [InlineData(RevalueMode.EveryTick)]
    [InlineData(RevalueMode.Triggers)]
    public void Futures_give_the_forwards_of_their_expiries_and_of_those_between(RevalueMode mode)
    {
        LoopRig rig = Rig(mode);
        rig.Session(up: true);
        rig.Quote(Mid, instrument: 1);
        rig.Quote(612_000, instrument: 1);
        rig.Quote(630_000, instrument: 2);
        rig.Tick(Mid);
        Assert.Equal(ExpectedDelta(61_200, 63_000, rig.Now), rig.Loop.Counters.OptionDelta, 1e-9);
        Assert.Equal(0, rig.Loop.Counters.UnusableExpiry);
        Assert.Equal(0, rig.Loop.Counters.Conflated);
    }

    [Theory]
    [InlineData(RevalueMode.EveryTick)]
    [InlineData(RevalueMode.Triggers)]
    public void A_new_forward_is_in_use_from_the_next_time_step_on(RevalueMode mode)
    {
        LoopRig rig = Rig(mode);
        rig.Session(up: true);
        QuoteAll(rig, 612_000, 630_000);
        double before = rig.Loop.Counters.OptionDelta;
        QuoteAll(rig, 606_000, 618_000);
        Assert.Equal(before, rig.Loop.Counters.OptionDelta, 1e-3);
        rig.Quote(Mid, elapsedNanos: LoopRig.Second);
        rig.Loop.EndBatch();
        Assert.Equal(ExpectedDelta(60_600, 61_800, rig.Now), rig.Loop.Counters.OptionDelta, 1e-9);
        Assert.True(Math.Abs(rig.Loop.Counters.OptionDelta - before) > 0.1);
    }

    [Theory]
    [InlineData(RevalueMode.EveryTick)]
    [InlineData(RevalueMode.Triggers)]
    public void A_future_that_is_missing_stale_or_halted_stops_hedging_and_its_expiry_is_named(RevalueMode mode)
    {
        LoopRig rig = Rig(mode);
        rig.Session(up: true);
        rig.Quote(612_000, instrument: 1);
        rig.Tick(Mid);
        Assert.Empty(rig.Intents.Items);
        Assert.Equal(Far, rig.Loop.Counters.UnusableExpiry);
        Assert.Equal(0, rig.Loop.Counters.Hedgeable);

        rig.Quote(630_000, instrument: 2);
        rig.Tick(Mid);
        Assert.Single(rig.Intents.Items);
        Assert.Equal(0, rig.Loop.Counters.UnusableExpiry);
        Assert.Equal(1, rig.Loop.Counters.Hedgeable);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, 1);

        rig.Fault(QuoteFault.Halted, instrument: 1);
        rig.Tick(560_000);
        Assert.Single(rig.Intents.Items);
        Assert.Equal(Near, rig.Loop.Counters.UnusableExpiry);

        QuoteAll(rig, 612_000, 630_000);
        rig.Quote(612_000, instrument: 1, elapsedNanos: 9 * LoopRig.Second);
        rig.Quote(560_000, elapsedNanos: 2 * LoopRig.Second);
        rig.Loop.EndBatch();
        Assert.Single(rig.Intents.Items);
        Assert.Equal(Far, rig.Loop.Counters.UnusableExpiry);
        rig.Quote(630_000, instrument: 2);
        rig.Tick(560_000);
        Assert.Equal(2, rig.Intents.Items.Count);
    }

    [Fact]
    public void A_quote_of_a_future_that_came_before_the_first_price_is_used_with_it()
    {
        LoopRig rig = Rig(RevalueMode.EveryTick);
        rig.Quote(612_000, instrument: 1);
        rig.Quote(630_000, instrument: 2);
        rig.Tick(Mid);
        Assert.Equal(ExpectedDelta(61_200, 63_000, rig.Now), rig.Loop.Counters.OptionDelta, 1e-9);
    }

    [Theory]
    [InlineData(RevalueMode.EveryTick)]
    [InlineData(RevalueMode.Triggers)]
    public void Given_forwards_need_no_future(RevalueMode mode)
    {
        LoopRig rig = Rig(
            mode,
            new ForwardRule
            {
                Source = ForwardSource.Given,
                Given = [new ForwardPoint(Far, 1.05), new ForwardPoint(Near, 1.02)],
            });
        rig.Session(up: true);
        rig.Tick(Mid);
        Assert.Equal(ExpectedDelta(61_200, 63_000, rig.Now), rig.Loop.Counters.OptionDelta, 1e-9);
        Assert.Single(rig.Intents.Items);
    }

    [Fact]
    public void Both_modes_send_the_same_orders_and_a_replay_gives_the_same_bits()
    {
        List<string>[] outcomes = [.. new[] { RevalueMode.EveryTick, RevalueMode.Triggers }.Select(mode =>
        {
            LoopRig rig = Rig(mode);
            Walk(rig);
            RecordedRun.AssertReproduced(rig);
            return rig.Records.Items
                .Where(record => record.Kind is JournalKind.Decision or JournalKind.Intent or JournalKind.Refusal)
                .Select(record => $"{record.Kind} {Convert.ToHexString(record.Payload)}").Order().ToList();
        })];
        Assert.True(outcomes[0].Count > 40);
        Assert.Equal(outcomes[0], outcomes[1]);
    }

    private static void Walk(LoopRig rig)
    {
        Random random = new(11);
        rig.Session(up: true);
        long mid = Mid, near = 12_000, far = 30_000;
        ulong execution = 1;
        for (int i = 0; i < 2_000; i++)
        {
            for (int slice = random.Next(40); slice > 0; slice--)
                rig.Loop.DoIdleSlice();
            mid += random.Next(-300, 301);
            if (random.Next(3) == 0)
                rig.Quote(mid + (near += random.Next(-200, 201)), instrument: 1);
            if (random.Next(5) == 0)
                rig.Quote(mid + (far += random.Next(-300, 301)), instrument: 2);
            if (random.Next(200) == 0)
                rig.Fault(QuoteFault.Crossed, instrument: random.Next(1, 3));
            rig.Quote(mid, elapsedNanos: random.Next(1, 400) * 1_000_000L);
            rig.Loop.EndBatch();
            if (rig.Loop.Counters.LiveOrders > 0)
                rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution++);
        }

    }

    private static void QuoteAll(LoopRig rig, long nearTicks, long farTicks)
    {
        rig.Quote(nearTicks, instrument: 1);
        rig.Quote(farTicks, instrument: 2);
        rig.Tick(Mid);
    }

    // Black (1976) on the forward of each expiry; the one between by the mean of the logarithms, because it lies
    // half-way.
    private static double ExpectedDelta(double near, double far, long now)
    {
        double[] forwards = [near, Math.Sqrt(near * far), far];
        double sum = 0;
        for (int i = 0; i < Options.Length; i++)
        {
            double years = (Options[i].Expiry - (LoopRig.ExchangeStart + now)) / (double)Books.Year;
            sum -= 100 * OptionPricer.Value(new OptionTerms
            {
                Type = OptionType.Call,
                Model = OptionModel.Black76,
                Settlement = SettlementKind.Linear,
                Strike = Options[i].Strike,
                Volatility = 0.6,
                Market = new ExpiryMarket(0, years, 60_000, forwards[i], 0, 0),
            }).ForwardDelta;
        }

        return sum;
    }

    private static LoopRig Rig(RevalueMode mode, ForwardRule? rule = null)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        Instrument future(int index, long expiry) =>
            LoopRig.Perpetual with
            {
                Index = index,
                Symbol = "F" + index,
                FeedId = 1 + (uint)index,
                ExpiryNanos = expiry,
            };
        UnderlyingSettings underlying = settings.Underlyings[0] with
        {
            Revalue = mode,
            Delta = DeltaConvention.Forward,
            Forward = rule ?? new ForwardRule { Source = ForwardSource.Future, AgeNanosMax = 10 * LoopRig.Second },
        };
        OptionBook book = OptionBook.Create(
            [
                .. Options.Select(
                    (option, i) =>
                        new OptionRow(
                            "C" + i, "BTC", OptionType.Call, option.Strike, option.Expiry, SettlementKind.Linear,
                            OptionModel.Black76, -100, 1, 0.6)),
            ],
            ["BTC"]);
        return new LoopRig(
            settings with
            {
                Instruments = [LoopRig.Perpetual, future(1, Near), future(2, Far)],
                Underlyings = [underlying],
            },
            book);
    }
}

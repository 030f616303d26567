using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Profit;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core.Profit;

/// <summary>
/// D4: profit and the day's loss are valued in the market of the hedge. What the options have gained is held against a
/// full revaluation written here, with nothing but <see cref="OptionPricer"/>, at the start and at the end.
/// </summary>
public sealed class OneMarketTests
{
    private const long Aug30 = 1_725_004_800_000_000_000, Mar28 = 1_743_148_800_000_000_000;

    public static TheoryData<Forwards, VolatilityDynamics, bool, Settled> Cases()
    {
        var cases = new TheoryData<Forwards, VolatilityDynamics, bool, Settled>();
        cases.AddRange(
            from forwards in Enum.GetValues<Forwards>()
            from dynamics in Enum.GetValues<VolatilityDynamics>()
            from settled in Enum.GetValues<Settled>()
            from hasSurface in new[] { false, true }
            select (forwards, dynamics, hasSurface, settled));

        return cases;
    }

    // D4 a, b: the sum of all steps is V(end) - V(start). Coin is valued at each step's end, so a coin book's sum is
    // that of its steps; the value in coin of each step is the plain one.
    [Theory]
    [MemberData(nameof(Cases))]
    public void D4_options_gain_what_a_full_revaluation_in_the_hedges_market_says(
        Forwards forwards, VolatilityDynamics dynamics, bool hasSurface, Settled settled)
    {
        const int seed = 41;
        var plain = new PlainMarket(forwards, dynamics, hasSurface, settled);
        LoopRig rig = plain.Rig();
        var meter = new ProfitMeter(rig.Settings.Instruments, rig.Settings.Underlyings, rig.Book, plain.Volatilities);
        var random = new Random(seed);
        long mid = 600_000;
        double near = 1.02, far = 1.05;
        double expected = 0, bound = 0, moved = 0, scale = 0, american = 0;

        // A boundary of exercise is kept while it is good for 1e-7 of the strike.
        for (int o = 0; o < rig.Book.Count; o++)
        {
            if (rig.Book.Models[o] is OptionModel.BsmAmerican or OptionModel.Black76American)
                american += 1e-7 * Math.Abs(rig.Book.Quantities[o]) * rig.Book.Strikes[o];
        }

        double[] before = [];
        for (int i = 0; i < 120; i++)
        {
            double last = mid / 10.0;
            if (i > 0)
                mid += random.Next(-600, 601);
            (near, far) = (near + (random.Next(-20, 21) * 1e-6), far + (random.Next(-20, 21) * 1e-6));
            plain.Quote(rig, mid, near, far);
            Assert.True(rig.TryStep(meter), $"seed {seed}, step {i}");
            double price = mid / 10.0;
            double[] values = plain.Values(rig, price, near, far, mid);
            for (int o = 0; o < values.Length && i > 0; o++)
            {
                double money = rig.Book.Quantities[o] * (rig.Book.Settlements[o] == SettlementKind.Inverse ? price : 1);
                expected += money * (values[o] - before[o]);
                scale = Math.Max(scale, Math.Abs(money * values[o]));
            }

            bound += Math.Pow(Math.Abs(price - last) / 60_000, 3);
            moved += Math.Abs(price - last) / 60_000;
            before = values;
            double options = meter.Parts.Options;
            double most = (1e-12 * scale * (i + 1)) + american;
            Assert.True(Math.Abs(expected - options) <= most, $"seed {seed}, step {i}: {options} for {expected}");
        }

        ProfitParts parts = meter.Parts;
        Assert.True(Math.Abs(parts.OptionDelta) + Math.Abs(parts.OptionGamma) > 1_000, $"{parts}");
        Assert.Equal(dynamics == VolatilityDynamics.StickyStrike, parts.OptionVega == 0);
        Assert.True(dynamics == VolatilityDynamics.StickyStrike || Math.Abs(parts.OptionVega) > 20, $"{parts}");
        Assert.Equal(plain.HasForwardGain, Math.Abs(parts.OptionForward) > 1e-6);

        // S^2 V''' of an option is at most .24 / (sigma^2 T), 8 here, and a sixth of it counts: with as much for the
        // third orders with volatility and forward, 3. A delta ages by at most 10 a year, in the 2 s of a step.
        double quantity = rig.Book.Quantities.ToArray().Sum(Math.Abs);
        // An American option on the spot has the forward's gain as if it were held to expiry.
        double residualMax = (american > 0 && forwards == Forwards.Future ? 0.1 * Math.Abs(parts.OptionForward) : 0)
            + (quantity * 60_000 * ((3 * bound) + (6e-7 * moved) + 1e-9));
        Assert.True(
            Math.Abs(parts.OptionResidual) <= residualMax,
            $"residual {parts.OptionResidual}, at most {residualMax}: {parts}");
    }

    // D4 a: 100 short 60,000 calls of 28 Mar 25 over the sample tape. With its forward at 1.15 the hedge follows 46.06
    // BTC, without one 41.66; the report showed 5,666.73 USD for both.
    [Theory]
    [InlineData(1.15, 46.06, 6_260.36)]
    [InlineData(1.0, 41.66, 5_666.73)]
    public void D4a_the_gain_by_delta_is_that_of_the_delta_hedged(double ratio, double delta, double gain)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        UnderlyingSettings underlying = settings.Underlyings[0] with
        {
            Forward = new ForwardRule { Source = ForwardSource.Given, Given = [new ForwardPoint(Mar28, ratio)] },
        };
        OptionBook book = OptionBook.Create([Row("C", OptionType.Call, 60_000, Mar28, 0.6, -100)], ["BTC"]);
        var rig = new LoopRig(settings with { Underlyings = [underlying] }, book);
        ProfitParts parts = OverTheTape(rig);
        Assert.Equal(-delta, rig.Loop.Counters.OptionDelta, 0.02);
        Assert.Equal(gain, parts.OptionDelta, 0.01);
    }

    // D4 b: short 100 each of the 56, 60 and 64 thousand puts of 30 Aug, at 75, 62 and 55 %, over the sample tape.
    [Theory]
    [InlineData(VolatilityDynamics.StickyStrike, -18_847)]
    [InlineData(VolatilityDynamics.StickyMoneyness, -15_684)]
    public void D4b_moving_smiles_are_in_the_profit_of_the_given_book(VolatilityDynamics dynamics, double gain)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        UnderlyingSettings underlying = settings.Underlyings[0] with
        {
            Volatility = VolatilityRule.Default with { Dynamics = dynamics },
        };
        OptionBook book = OptionBook.Create(
            [
                Row("A", OptionType.Put, 56_000, Aug30, 0.75, -100),
                Row("B", OptionType.Put, 60_000, Aug30, 0.62, -100),
                Row("C", OptionType.Put, 64_000, Aug30, 0.55, -100),
            ],
            ["BTC"]);
        ProfitParts parts = OverTheTape(new LoopRig(settings with { Underlyings = [underlying] }, book));
        Assert.Equal(gain, parts.Options, 0.5);
        Assert.Equal(dynamics == VolatilityDynamics.StickyMoneyness, Math.Abs(parts.OptionVega) > 3_000);
    }

    // The limits count what the report shows, tick for tick, and latch on it.
    [Theory]
    [InlineData(Forwards.Given, VolatilityDynamics.StickyMoneyness)]
    [InlineData(Forwards.Future, VolatilityDynamics.StickyStrike)]
    [InlineData(Forwards.Carry, VolatilityDynamics.StickyStrike)]
    public void D4_limits_and_report_have_one_number_and_the_day_latches_on_it(
        Forwards forwards, VolatilityDynamics dynamics)
    {
        const double most = 20_000;
        var plain = new PlainMarket(forwards, dynamics, hasSurface: false, Settled.Coin);
        LoopRig rig = plain.Rig(limits => limits with { MaxDayLoss = most, LossBasis = LossBasis.Book });
        var meter = new ProfitMeter(rig.Settings.Instruments, rig.Settings.Underlyings, rig.Book, plain.Volatilities);
        bool latched = false;
        for (long mid = 600_000; mid < 640_000 && !latched; mid += 200)
        {
            plain.Quote(rig, mid, 1.02, 1.05);
            Assert.True(rig.TryStep(meter));
            rig.Control(new ControlEvent { Kind = ControlKind.BookProfit, Value = meter.Parts.Total });
            Assert.Equal(meter.Parts.Total, rig.Loop.Counters.DayProfit);
            latched = (LimitLatches)rig.Loop.Counters.Latches == LimitLatches.DayLoss;
            Assert.Equal(-meter.Parts.Total >= most, latched);
        }

        Assert.True(latched, $"{meter.Parts}");
        RecordedRun.AssertReproduced(rig);
    }

    // What prices and forwards did while nothing ran is in the next run's profit.
    [Fact]
    public void D4_a_resumed_run_begins_at_the_forwards_of_the_last_mark()
    {
        using var folder = new ResumeRig();
        var plain = new PlainMarket(Forwards.Future, VolatilityDynamics.StickyStrike, hasSurface: false, Settled.Coin);
        LoopRig first = plain.Rig(limits => limits with { LossBasis = LossBasis.Book });
        plain.Quote(first, 600_000, 1.02, 1.05);
        var meter = new ProfitMeter(first.Settings.Instruments, first.Settings.Underlyings, first.Book);
        Assert.True(first.TryStep(meter));
        first.Control(new ControlEvent { Kind = ControlKind.BookProfit, Value = meter.Parts.Total });
        double[] before = plain.Values(first, 60_000, 1.02, 1.05, 600_000);

        LoopRig next = plain.Rig(limits => limits with { LossBasis = LossBasis.Book }, folder.Resume(first));
        meter = new ProfitMeter(next.Settings.Instruments, next.Settings.Underlyings, next.Book);
        plain.Quote(next, 605_000, 1.03, 1.07);
        Assert.True(next.TryStep(meter));
        double[] after = plain.Values(next, 60_500, 1.03, 1.07, 605_000);
        double expected = 0;
        for (int i = 0; i < after.Length; i++)
            expected += next.Book.Quantities[i] * 60_500 * (after[i] - before[i]);
        Assert.True(Math.Abs(meter.Parts.OptionForward) > 1_000, $"{meter.Parts}");
        Assert.Equal(expected, meter.Parts.Options, 1e-6 * Math.Abs(expected));
    }

    // From the first quote of the sample tape to its last, in one step.
    private static ProfitParts OverTheTape(LoopRig rig)
    {
        var meter = new ProfitMeter(rig.Settings.Instruments, rig.Settings.Underlyings, rig.Book);
        (long Bid, long Milliseconds)[] quotes = [(618_047, 1_723_161_257_465), (616_686, 1_723_161_601_073)];
        foreach ((long bidTicks, long milliseconds) in quotes)
        {
            rig.Market(new MarketEvent
            {
                Kind = MarketEventKind.Quote,
                ReceiveNanos = milliseconds * 1_000_000,
                ExchangeNanos = milliseconds * 1_000_000,
                BidTicks = bidTicks,
                AskTicks = bidTicks + 1,
                BidLots = 1_000,
                AskLots = 1_000,
            });
            Assert.True(rig.TryStep(meter));
        }

        return meter.Parts;
    }

    private static OptionRow Row(
        string symbol, OptionType type, double strike, long expiry, double volatility, double quantity) =>
        new(symbol, "BTC", type, strike, expiry, SettlementKind.Inverse, OptionModel.Black76, quantity, 1, volatility);
}

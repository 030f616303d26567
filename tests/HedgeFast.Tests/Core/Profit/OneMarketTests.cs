using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Book.Files;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Profit;
using HedgeFast.Core.Resume;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core.Profit;

/// <summary>
/// D4: profit and the day's loss are valued in the market of the hedge. What the options have gained is held against a
/// full revaluation written here, with nothing but <see cref="OptionPricer"/>, at the start and at the end.
/// </summary>
public sealed class OneMarketTests
{
    private const long Day = 86_400 * LoopRig.Second;
    private const double Rate = 0.03;
    private const long Aug30 = 1_725_004_800_000_000_000, Mar28 = 1_743_148_800_000_000_000;

    /// <summary>Where the forwards of a case come from.</summary>
    public enum Forwards
    {
        Carry,
        Given,
        Future,
    }

    /// <summary>What a case's options are settled in.</summary>
    public enum Settled
    {
        Money,
        Coin,
        Mixed,
    }

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
        foreach (
            (long bidTicks, long milliseconds) in new[] { (618_047, 1_723_161_257_465), (616_686, 1_723_161_601_073) })
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

    // A book of every model and its market in plain words.
    private sealed class PlainMarket(Forwards forwards, VolatilityDynamics dynamics, bool hasSurface, Settled settled)
    {
        private const double Carry = 0.04;
        private const long Near = LoopRig.ExchangeStart + (30 * Day), Far = LoopRig.ExchangeStart + (90 * Day);
        private readonly Dictionary<long, double> _anchors = [];
        private long _firstNanos;
        private readonly OptionBook _book = OptionBook.Create(
            [.. new[] { Near, LoopRig.ExchangeStart + (60 * Day), Far }.SelectMany(expiry => Rows(expiry, settled))],
            ["BTC"]);

        public OptionVolatilities? Volatilities => hasSurface
            ? OptionVolatilities.OfSurface(_book, new VolatilitySurface(
                [.. _book.Slices.ToArray().Select(slice => slice.ExpiryNanos).Distinct().SelectMany(SurfaceRows)]))
            : null;

        public bool HasForwardGain => forwards != Forwards.Given;

        public LoopRig Rig(Func<LimitSettings, LimitSettings>? limits = null, RunStart? start = null)
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
            ForwardRule rule = forwards switch
            {
                Forwards.Given => new ForwardRule
                {
                    Source = ForwardSource.Given,
                    Given = [new ForwardPoint(Near, 1.02), new ForwardPoint(_book.Slices[^1].ExpiryNanos, 1.05)],
                },
                Forwards.Future =>
                    new ForwardRule { Source = ForwardSource.Future, AgeNanosMax = 1_000 * LoopRig.Second },
                _ => new ForwardRule(),
            };
            UnderlyingSettings underlying = settings.Underlyings[0] with
            {
                Delta = DeltaConvention.Forward,
                Rate = Rate,
                Carry = Carry,
                Forward = rule,
                Volatility = VolatilityRule.Default with { Dynamics = dynamics },
            };
            return new LoopRig(
                settings with
                {
                    Instruments = [LoopRig.Perpetual, future(1, Near), future(2, Far)],
                    Underlyings = [underlying],
                    Limits = limits?.Invoke(settings.Limits) ?? settings.Limits,
                },
                _book, Volatilities, start: start);
        }

        // A future's forward is its mid over the latest price, and in use from the next time step on.
        public void Quote(LoopRig rig, long mid, double near, double far)
        {
            rig.Tick(mid);
            _firstNanos = _firstNanos == 0 ? LoopRig.ExchangeStart + rig.Now : _firstNanos;
            rig.Tick((long)Math.Round(mid * near), instrument: 1);
            rig.Tick((long)Math.Round(mid * far), instrument: 2);
            rig.Quote(mid, elapsedNanos: 2 * LoopRig.Second);
            rig.Loop.EndBatch();
        }

        // The value of a unit of each option, in what it is settled in.
        public double[] Values(LoopRig rig, double price, double near, double far, long mid)
        {
            long now = LoopRig.ExchangeStart + rig.Now;
            var values = new double[_book.Count];
            for (int i = 0; i < values.Length; i++)
            {
                long expiry = _book.ExpiryNanos[i];
                double years = (expiry - now) / (365.0 * Day);
                double first = Math.Log(Math.Round(mid * near) / mid), second = Math.Log(Math.Round(mid * far) / mid);
                (double low, double high) = forwards == Forwards.Given
                    ? (Math.Log(1.02), Math.Log(1.05))
                    : (first, second);
                double logRatio = forwards == Forwards.Carry
                    ? Carry * years : low + ((high - low) * (expiry - Near) / (double)(Far - Near));
                double forward = price * Math.Exp(logRatio);
                values[i] = OptionPricer.Value(new OptionTerms
                {
                    Type = _book.Types[i],
                    Model = _book.Models[i],
                    Settlement = _book.Settlements[i],
                    Strike = _book.Strikes[i],
                    Volatility = VolatilityOf(i, forward, rig.Now),
                    Market = new ExpiryMarket(now, years, price, forward, Rate, Rate - (logRatio / years)),
                }).Price;
            }

            return values;
        }

        private double VolatilityOf(int option, double forward, long now)
        {
            double strike = _book.Strikes[option];
            if (_book.Models[option] == OptionModel.Bachelier)
                return _book.Volatilities[option];
            long expiry = _book.ExpiryNanos[option];
            if (hasSurface)
            {
                return Smile(
                    Math.Log(strike / (dynamics == VolatilityDynamics.StickyStrike ? SurfaceForward : forward)));
            }

            if (dynamics == VolatilityDynamics.StickyStrike)
                return _book.Volatilities[option];

            // The smile through the volatilities of its slice, as it stood at the first forward.
            double aged = forwards == Forwards.Carry
                ? Carry * (LoopRig.ExchangeStart + now - _firstNanos) / (365.0 * Day)
                : 0;
            _anchors.TryAdd(expiry, forward * Math.Exp(aged));
            ExpiryKind kind = KindOf(option);
            (double K, double Variance)[] points =
            [
                .. Enumerable.Range(0, _book.Count)
                    .Where(i => _book.ExpiryNanos[i] == expiry && KindOf(i) == kind)
                    .GroupBy(i => Math.Log(_book.Strikes[i] / _anchors[expiry]))
                    .Select(
                        g =>
                            (g.Key, g.Average(i => _book.Volatilities[i] * _book.Volatilities[i]))).OrderBy(p => p.Key),
            ];
            return Interpolated(points, Math.Log(strike / forward));
        }

        private const double SurfaceForward = 61_000;

        private static double Smile(double k) =>
            Interpolated(
                [
                    .. SurfaceStrikes.Select(
                        strike => (Math.Log(strike / SurfaceForward), Math.Pow(SurfaceAt(strike), 2))),
                ],
                k);

        private static double[] SurfaceStrikes { get; } = [50_000, 56_000, 60_000, 64_000, 70_000];

        private static double SurfaceAt(double strike) =>
            0.6 + (1e-5 * (60_000 - strike)) + (1e-10 * Math.Pow(strike - 60_000, 2));

        private static double Interpolated((double K, double Variance)[] points, double k)
        {
            if (k <= points[0].K || k >= points[^1].K)
                return Math.Sqrt(k <= points[0].K ? points[0].Variance : points[^1].Variance);
            int above = Array.FindIndex(points, p => p.K > k);
            double part = (k - points[above - 1].K) / (points[above].K - points[above - 1].K);
            return Math.Sqrt(
                points[above - 1].Variance + (part * (points[above].Variance - points[above - 1].Variance)));
        }

        private ExpiryKind KindOf(int option) => _book.Slices.ToArray().Single(slice => slice.Contains(option)).Kind;

        private static IEnumerable<SurfaceRow> SurfaceRows(long expiry) =>
            SurfaceStrikes.Select(
                strike =>
                    new SurfaceRow(
                        "BTC", expiry, LoopRig.ExchangeStart, SurfaceForward, strike, SurfaceAt(strike), null));

        private static IEnumerable<OptionRow> Rows(long expiry, Settled settled)
        {
            OptionRow row(
                OptionType type, double strike, OptionModel model, SettlementKind settlement, double quantity) => new(
                $"{model}-{settlement}-{strike}-{type}-{expiry}", "BTC", type, strike, expiry, settlement, model,
                quantity, 1,
                model == OptionModel.Bachelier ? 36_000 : SurfaceAt(strike) + 0.01);
            if (settled != Settled.Money)
            {
                yield return row(OptionType.Call, 62_000, OptionModel.Black76, SettlementKind.Inverse, -20);
                yield return row(OptionType.Put, 57_000, OptionModel.Black76, SettlementKind.Inverse, -10);
            }

            if (settled == Settled.Coin)
                yield break;
            yield return row(OptionType.Call, 60_000, OptionModel.Black76, SettlementKind.Linear, -20);
            yield return row(OptionType.Put, 58_000, OptionModel.Bsm, SettlementKind.Linear, 7);
            yield return row(OptionType.Put, 61_000, OptionModel.Bachelier, SettlementKind.Linear, -5);
            yield return row(OptionType.Put, 63_000, OptionModel.BsmAmerican, SettlementKind.Linear, -5);
            yield return row(OptionType.Call, 59_000, OptionModel.Black76American, SettlementKind.Linear, -5);
        }
    }
}

using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Profit;
using HedgeFast.Tests.Core.Greeks;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>
/// B06: options whose quotes imply no volatility, on ticks that exist. The loop hedges while what they leave open is
/// small.
/// </summary>
public sealed class MissingVolatilityLoopTests
{
    private const long Day = 86_400 * LoopRig.Second;
    private const long Mid = 600_000;
    private const double Price = 60_000;

    // Half a coin is the band; a tenth of it may be open.
    private static readonly OptionRow[] Rows =
    [
        Row("ATM", OptionType.Call, 60_000, -20), Row("ITM", OptionType.Call, 52_000, -2),
            Row("OTM", OptionType.Put, 45_000, -2), Row("TWIN", OptionType.Put, 52_000, 2),
    ];

    // B06: mid at intrinsic value, and no bid at all.
    [Theory]
    [InlineData(RevalueMode.EveryTick)]
    [InlineData(RevalueMode.Triggers)]
    public void An_option_whose_delta_is_certain_needs_no_volatility(RevalueMode mode)
    {
        SolverRig rig = Rig(mode, Rows, 0.1);
        Start(rig);
        QuoteOnTicks(rig, Rows);
        Run(rig);
        Assert.Equal(0, rig.Loop.Loop.Counters.UnusableOption);
        Assert.True(Shown(rig).MissingOptions is >= 1 and <= 3, $"{Shown(rig).MissingOptions}");
        Assert.True(Shown(rig).UncertainDelta is > 0 and <= 0.05, $"{Shown(rig).UncertainDelta}");
        Assert.NotEmpty(rig.Loop.Intents.Items);
        double off = Math.Abs(rig.LastDecision().OptionDelta - TrueDelta(rig, Rows));
        Assert.True(off <= Shown(rig).UncertainDelta + 0.03, $"off by {off}, {Shown(rig).UncertainDelta} is open");
        rig.AssertProves();
    }

    // B06: the deep call alone: its quotes say that its delta is nearly that of the coin's.
    [Fact]
    public void A_mid_below_intrinsic_value_counts_with_the_delta_of_exercise()
    {
        OptionRow[] rows = [Row("ITM", OptionType.Call, 48_000, -2)];
        SolverRig rig = Rig(RevalueMode.EveryTick, rows, 0.1);
        Start(rig);
        double intrinsic = (Price - 48_000) / Price;
        rig.QuoteOption(0, intrinsic - 0.003, intrinsic + 0.0001);
        Run(rig);
        Assert.Equal(0, rig.Loop.Loop.Counters.UnusableOption);
        Assert.Equal(-2 * 48_000 / Price, rig.LastDecision().OptionDelta, 0.05);
        Assert.Equal(1, Shown(rig).MissingOptions);
    }

    [Fact]
    public void Without_a_share_one_missing_volatility_stops_its_underlying_as_before()
    {
        SolverRig rig = Rig(RevalueMode.EveryTick, Rows, 0);
        Start(rig);
        QuoteOnTicks(rig, Rows);
        Run(rig);
        Assert.NotEqual(0, rig.Loop.Loop.Counters.UnusableOption);
        Assert.Empty(rig.Loop.Intents.Items);
    }

    [Fact]
    public void What_is_open_above_the_share_stops_the_underlying_and_names_the_worst()
    {
        OptionRow[] rows = [.. Rows, Row("NEVER", OptionType.Call, 61_000, -0.02),
            Row("LARGE", OptionType.Call, 62_000, -0.5)];
        SolverRig rig = Rig(RevalueMode.EveryTick, rows, 0.1);
        Start(rig);
        QuoteOnTicks(rig, Rows);
        Run(rig);
        Assert.Equal("LARGE", Worst(rig));
        Assert.True(Shown(rig).MissingOptions >= 3 && Shown(rig).UncertainDelta > 0.27, $"{Shown(rig).UncertainDelta}");
        Assert.Empty(rig.Loop.Intents.Items);

        // Once it is quoted, the rest is below the share and the small one counts with half a unit.
        QuoteOnTicks(rig, rows, except: "NEVER");
        Run(rig);
        Assert.Equal(0, rig.Loop.Loop.Counters.UnusableOption);
        Assert.NotEmpty(rig.Loop.Intents.Items);
        rig.AssertProves();
    }

    [Fact]
    public void The_put_of_a_strike_gives_the_call_its_volatility()
    {
        OptionRow[] rows = [Row("C", OptionType.Call, 52_000, -2), Row("P", OptionType.Put, 52_000, 1)];
        SolverRig rig = Rig(RevalueMode.EveryTick, rows, 0);
        Start(rig);
        double value = Value(rig, rows[1]);
        rig.QuoteOption(Index(rig, "P"), value - 0.00005, value + 0.00005);
        double intrinsic = (Price - 52_000) / Price;
        rig.QuoteOption(Index(rig, "C"), intrinsic - 0.002, intrinsic - 0.001);
        Run(rig);
        Assert.Equal(0, rig.Loop.Loop.Counters.UnusableOption);
        Assert.Equal(0.6, rig.Loop.Loop.Volatilities[Index(rig, "C")], 0.02);
        Assert.Equal(TrueDelta(rig, rows), rig.LastDecision().OptionDelta, 0.01);
    }

    // The last volatility of a middle holds beside one side that allows it, and one that contradicts it ends it.
    [Fact]
    public void One_side_leaves_the_last_volatility_unless_it_contradicts_it()
    {
        OptionRow[] rows = [Row("ATM", OptionType.Call, 60_000, -1)];
        SolverRig rig = Rig(RevalueMode.EveryTick, rows, 0.1);
        Start(rig);
        double value = Value(rig, rows[0]);
        rig.QuoteOption(0, value);
        Run(rig);
        Assert.Equal(0, Shown(rig).MissingOptions);
        rig.QuoteOption(0, double.NaN, value * 1.2);
        Run(rig);
        Assert.Equal(0, Shown(rig).MissingOptions);
        rig.QuoteOption(0, double.NaN, value * 0.2);
        Run(rig);
        Assert.Equal(1, Shown(rig).MissingOptions);
    }

    [Fact]
    public void A_volatility_that_is_too_old_counts_with_the_whole_of_its_option()
    {
        OptionRow[] rows = [Row("ATM", OptionType.Call, 60_000, -20), Row("SMALL", OptionType.Call, 61_000, -0.02)];
        SolverRig rig = Rig(RevalueMode.EveryTick, rows, 0.1, ageNanosMax: 10 * LoopRig.Second);
        Start(rig);
        QuoteOnTicks(rig, rows);
        Run(rig);
        rig.Tick(Mid, elapsedNanos: 8 * LoopRig.Second);
        QuoteOnTicks(rig, rows, except: "SMALL");
        Run(rig);
        rig.Tick(Mid, elapsedNanos: 4 * LoopRig.Second);
        Assert.Equal(0, rig.Loop.Loop.Counters.UnusableOption);
        Assert.Equal((1L, 0.02), (Shown(rig).MissingOptions, Math.Round(Shown(rig).UncertainDelta, 2)));
        rig.Tick(Mid, elapsedNanos: 9 * LoopRig.Second);
        Assert.Equal("ATM", Worst(rig));
    }

    // Bounds hold for half a percent of the price, and are made anew before that is used up.
    [Fact]
    public void Bounds_follow_the_price()
    {
        SolverRig rig = Rig(RevalueMode.EveryTick, Rows, 0.5);
        Start(rig);
        QuoteOnTicks(rig, Rows);
        Run(rig);
        double before = Shown(rig).UncertainDelta;
        for (long mid = Mid; mid > 0.97 * Mid; mid -= 600)
        {
            rig.Tick(mid);
            Assert.True(Shown(rig).UncertainDelta < 1, $"{Shown(rig).UncertainDelta} at {mid}");
            rig.Settle();
        }

        Assert.NotEqual(before, Shown(rig).UncertainDelta);

        // A fall that nobody could follow leaves the whole open until the next bounds.
        rig.Tick((long)(0.94 * Mid));
        Assert.True(Shown(rig).UncertainDelta > 1, $"{Shown(rig).UncertainDelta}");
        rig.AssertProves();
    }

    // What hedges without every volatility counts its profit without it too: the day's loss would never be seen.
    [Fact]
    public void Profit_does_not_wait_for_an_option_that_nobody_quotes()
    {
        OptionRow[] rows = [.. Rows, Row("NEVER", OptionType.Call, 61_000, -0.02)];
        SolverRig rig = Rig(RevalueMode.EveryTick, rows, 0.1);
        var meter = new ProfitMeter(
            rig.Loop.Settings.Instruments, rig.Loop.Settings.Underlyings, rig.Loop.Book,
            quoted: rig.Loop.Loop.Volatilities);
        Start(rig);
        Assert.False(Step(rig, meter));
        QuoteOnTicks(rig, rows, except: "NEVER");
        Run(rig);
        Assert.True(Step(rig, meter));
        rig.Tick(Mid + 3_000);
        Assert.True(Step(rig, meter));
        Assert.True(Math.Abs(meter.Parts.OptionDelta) > 100, $"{meter.Parts}");

        // Its first quote brings no gain: its value is where it begins.
        ProfitParts before = meter.Parts;
        rig.QuoteOption(Index(rig, "NEVER"), 0.02);
        rig.Settle();
        Assert.True(Step(rig, meter));
        Assert.Equal(before.Total, meter.Parts.Total, 1.0);
    }

    // D4, B06: a volatility that goes and comes again leaves no gain behind, however often it does.
    [Fact]
    public void A_volatility_that_goes_and_comes_again_is_no_gain()
    {
        OptionRow[] rows = [Row("ATM", OptionType.Call, 60_000, -20), Row("OTM", OptionType.Call, 66_000, 20)];
        SolverRig rig = Rig(RevalueMode.EveryTick, rows, 100);
        var meter = new ProfitMeter(
            rig.Loop.Settings.Instruments, rig.Loop.Settings.Underlyings, rig.Loop.Book,
            quoted: rig.Loop.Loop.Volatilities);
        Start(rig);
        double value = Value(rig, rows[1]), tick = rig.TickSize;
        rig.QuoteOption(Index(rig, "ATM"), Value(rig, rows[0]));
        rig.QuoteOption(Index(rig, "OTM"), value - tick, value + tick);
        Run(rig);
        Assert.True(Step(rig, meter));
        for (int i = 0; i < 5; i++)
        {
            rig.QuoteOption(Index(rig, "OTM"), double.NaN, 0.5 * value);
            Run(rig);
            Assert.Equal(1, Shown(rig).MissingOptions);
            Assert.True(Step(rig, meter));
            rig.QuoteOption(Index(rig, "OTM"), value - tick, value + tick);
            Run(rig);
            Assert.Equal(0, Shown(rig).MissingOptions);
            Assert.True(Step(rig, meter));
        }

        // What is left is the theta of some twenty seconds.
        double whole = 20 * value * Price;
        Assert.True(whole > 100, $"{whole}");
        Assert.Equal(0, meter.Parts.Options - meter.Parts.OptionTheta, 0.01 * whole);
    }

    [Theory]
    [InlineData(RevalueMode.EveryTick)]
    [InlineData(RevalueMode.Triggers)]
    public void A_run_on_ticks_that_exist_is_reproduced(RevalueMode mode)
    {
        Random random = new(8);
        OptionRow[] rows =
        [
            .. Rows, Row("NEVER", OptionType.Call, 61_000, -0.05),
                Row("BACH", OptionType.Put, 50_000, -0.5) with { Model = OptionModel.Bachelier,
                Settlement = SettlementKind.Linear, Volatility = 30_000 },
            Row("AMER", OptionType.Put, 70_000, -0.5) with { Model = OptionModel.BsmAmerican,
                Settlement = SettlementKind.Linear },
        ];
        SolverRig rig = Rig(mode, rows, 1);
        rig.Loop.Session(up: true);
        long mid = Mid;
        ulong execution = 1;
        for (int i = 0; i < 600; i++)
        {
            mid += random.Next(-600, 601);
            rig.Tick(mid, elapsedNanos: random.Next(1, 300) * 1_000_000L);
            QuoteOnTicks(rig, rows, except: "NEVER", price: mid / 10.0);
            rig.Work(random);
            if (rig.Loop.Loop.Counters.LiveOrders > 0)
                rig.Loop.Fill(rig.Loop.LastIntent, rig.Loop.LastIntent.Lots, execution++);
        }

        Assert.True(rig.Loop.Loop.Counters.Decisions > 10, $"{rig.Loop.Loop.Counters.Decisions} decisions");
        Assert.Contains(rig.Installed, p => p.Kind == SolverResultKind.Volatility && p.Numbers[1] > 0);
        rig.AssertProves();
    }

    private static bool Step(SolverRig rig, ProfitMeter meter) => rig.Loop.TryStep(meter);

    private static OptionRow Row(string symbol, OptionType type, double strike, double quantity) =>
        Books.Row(type == OptionType.Call, strike, LoopRig.ExchangeStart + (3 * Day), 0.6,
            quantity) with
        { Symbol = symbol, Settlement = SettlementKind.Inverse };

    private static void Start(SolverRig rig)
    {
        rig.Loop.Session(up: true);
        rig.Tick(Mid);
        rig.Settle();
    }

    private static void Run(SolverRig rig)
    {
        rig.Settle();
        rig.Tick(Mid, elapsedNanos: LoopRig.Second);
        rig.Settle();
        rig.Tick(Mid, elapsedNanos: LoopRig.Second);
    }

    // What the exchange shows: the value between its ticks.
    private static void QuoteOnTicks(SolverRig rig, OptionRow[] rows, string? except = null, double price = Price)
    {
        foreach (OptionRow row in rows.Where(row => row.Symbol != except))
        {
            double tick = row.Settlement == SettlementKind.Inverse ? 0.0005 : 30, value = Value(rig, row, price);
            double bid = Math.Floor(value / tick) * tick;
            rig.QuoteOption(Index(rig, row.Symbol), bid > 0 ? bid : double.NaN,
                Math.Max(Math.Ceiling(value / tick), 1) * tick);
        }
    }

    private static double Value(SolverRig rig, OptionRow row, double price = Price) =>
        OptionPricer.Value(Terms(rig, row, price)).Price;

    private static double TrueDelta(SolverRig rig, OptionRow[] rows) =>
        rows.Sum(row => row.Quantity * OptionPricer.Value(Terms(rig, row, Price)).PremiumAdjustedDelta);

    private static OptionTerms Terms(SolverRig rig, OptionRow row, double price)
    {
        long now = LoopRig.ExchangeStart + rig.Loop.Now;
        return OptionTerms.Of(row,
            new ExpiryMarket(now, (row.ExpiryNanos - now) / (double)Books.Year, price, price, 0, 0));
    }

    private static int Index(SolverRig rig, string symbol) => rig.Loop.Book.Symbols.IndexOf(symbol);

    private static string? Worst(SolverRig rig) => rig.Loop.Loop.Counters.UnusableOption is > 0 and var option
        ? rig.Loop.Book.Symbols[(int)option - 1] : null;

    private static HedgeFast.Core.Telemetry.UnderlyingCounters Shown(SolverRig rig) =>
        rig.Loop.Loop.Counters.Underlyings[0];

    private static SolverRig Rig(RevalueMode mode, OptionRow[] rows, double share,
        long ageNanosMax = long.MaxValue)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        bool isForward = rows.Any(row => row.Model == OptionModel.Bachelier);
        UnderlyingSettings underlying = settings.Underlyings[0] with
        {
            Revalue = mode,
            Delta = isForward ? DeltaConvention.Forward : DeltaConvention.NetTransaction,
            Volatility = new VolatilityRule(VolatilityDynamics.StickyStrike, ageNanosMax,
                0.001)
            { Source = VolatilitySource.Quotes, MissingShare = share },
        };
        return new SolverRig(settings with { Underlyings = [underlying] }, OptionBook.Create(rows, ["BTC"]),
            tickMantissa: 1, tickDecimals: 7);
    }
}

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

/// <summary>Volatilities implied from quotes of the options while the loop runs.</summary>
public sealed class QuotedVolatilityLoopTests
{
    private const long Day = 86_400 * LoopRig.Second;
    private const long Mid = 600_000;
    private const double Price = 60_000;

    private static readonly OptionRow[] Rows =
    [
        Row("INV", 61_000, OptionModel.Black76) with { Settlement = SettlementKind.Inverse },
        Row("LIN", 59_000, OptionModel.Bsm),
        Row("BACH", 60_000, OptionModel.Bachelier), Row("AMER", 58_000, OptionModel.BsmAmerican),
    ];

    [Theory]
    [InlineData(RevalueMode.EveryTick)]
    [InlineData(RevalueMode.Triggers)]
    public void Every_model_s_quotes_give_back_the_volatility_they_were_made_with(RevalueMode mode)
    {
        SolverRig rig = Rig(mode);
        rig.Loop.Session(up: true);
        rig.Tick(Mid);
        QuoteAll(rig);
        rig.Settle();
        foreach (SolverResult result in rig.Installed.Where(p => p.Kind == SolverResultKind.Volatility))
        {
            double expected = RowOf(rig, result.Option).Volatility;
            Assert.Equal(expected, result.Numbers[0], 1e-6 * expected);
        }

        rig.Tick(Mid);
        rig.Settle();
        rig.Tick(Mid);
        Assert.Equal(0, rig.Loop.Loop.Counters.UnusableOption);
        Assert.Equal(ExactDelta(rig.Loop.Now), rig.LastDecision().OptionDelta, 1e-3);
    }

    [Theory]
    [InlineData(RevalueMode.EveryTick)]
    [InlineData(RevalueMode.Triggers)]
    public void Without_a_quote_or_with_one_that_implies_nothing_the_option_is_named(RevalueMode mode)
    {
        SolverRig rig = Rig(mode);
        rig.Loop.Session(up: true);
        rig.Tick(Mid);
        Assert.Equal(0, rig.Loop.Loop.Counters.Hedgeable);
        QuoteAll(rig, except: "LIN");
        rig.Settle();
        rig.Tick(Mid);
        Assert.Equal("LIN", Named(rig));
        Assert.Empty(rig.Loop.Intents.Items);

        QuoteAll(rig);
        rig.Settle();
        rig.Tick(Mid);
        rig.Settle();
        rig.Tick(Mid);
        Assert.Null(Named(rig));
        Assert.Single(rig.Loop.Intents.Items);
        rig.Loop.Fill(rig.Loop.LastIntent, rig.Loop.LastIntent.Lots, 1);

        // Below intrinsic value: from the next quote of the underlying on nothing is decided.
        rig.QuoteOption(Index(rig, "LIN"), 500);
        rig.Settle();
        rig.Tick(560_000);
        Assert.Equal("LIN", Named(rig));
        Assert.Single(rig.Loop.Intents.Items);
    }

    [Scenario("M20")]
    [Fact]
    public void A_volatility_that_is_too_old_stops_hedging_until_the_next_quote()
    {
        SolverRig rig = Ready();
        rig.Tick(Mid, elapsedNanos: 11 * LoopRig.Second);
        Assert.NotNull(Named(rig));
        QuoteAll(rig);
        rig.Settle();
        rig.Tick(Mid);
        Assert.Null(Named(rig));
    }

    [Fact]
    public void Profit_waits_for_the_first_volatilities_and_books_their_change_as_vega()
    {
        SolverRig rig = Rig(RevalueMode.EveryTick);
        var meter = new ProfitMeter(
            rig.Loop.Settings.Instruments, rig.Loop.Settings.Underlyings, rig.Loop.Book,
            quoted: rig.Loop.Loop.Volatilities);
        rig.Tick(Mid);
        QuoteAll(rig, except: "AMER");
        rig.Settle();
        Assert.False(rig.Loop.TryStep(meter));
        Assert.Equal(0L, meter.Steps);
        Assert.Equal(default(ProfitParts), meter.Parts);
        QuoteAll(rig);
        rig.Settle();
        Assert.True(rig.Loop.TryStep(meter));

        // Short options lose when volatility rises; what the price says of it is what the model says, to second order.
        ProfitParts before = meter.Parts;
        QuoteAll(rig, factor: 1.02);
        rig.Settle();
        Assert.True(rig.Loop.TryStep(meter));
        double change = 0;
        foreach (OptionRow row in Rows)
        {
            double coin = row.Settlement == SettlementKind.Inverse ? Price : 1;
            change += row.Quantity * coin
                * (OptionPricer.Value(Terms(row, rig.Loop.Now, 1.02, Price)).Price
                    - OptionPricer.Value(Terms(row, rig.Loop.Now, 1, Price)).Price);
        }

        Assert.True(change < -1_000, $"{change}");
        Assert.Equal(change, meter.Parts.Total - before.Total, 1e-3 * -change);
        Assert.Equal(change, meter.Parts.OptionVega - before.OptionVega, 0.02 * -change);

        // A quote that implies no volatility leaves the last one.
        rig.QuoteOption(Index(rig, "LIN"), 1e-9);
        rig.Settle();
        Assert.True(rig.Loop.TryStep(meter));
        Assert.Equal(change, meter.Parts.Total - before.Total, 1e-3 * -change);
    }

    [Fact]
    public void While_the_underlying_has_no_price_nothing_is_solved()
    {
        SolverRig rig = Ready();
        int before = rig.Installed.Count;
        rig.Gap();
        QuoteAll(rig, factor: 1.2);
        rig.Settle();
        Assert.Equal(before, rig.Installed.Count);
        rig.Tick(Mid);
        rig.Settle();
        Assert.Equal(before + Rows.Length, rig.Installed.Count);
    }

    [Fact]
    public void A_new_volatility_is_in_use_from_the_next_time_step_on()
    {
        SolverRig rig = Ready();
        double before = rig.Loop.Loop.Counters.OptionDelta;
        QuoteAll(rig, factor: 1.5);
        rig.Settle();
        rig.Tick(Mid);
        Assert.Equal(before, rig.Loop.Loop.Counters.OptionDelta, 1e-3);
        rig.Tick(Mid, elapsedNanos: LoopRig.Second);
        Assert.True(Math.Abs(rig.Loop.Loop.Counters.OptionDelta - before) > 0.1);
    }

    [Theory]
    [InlineData(RevalueMode.EveryTick)]
    [InlineData(RevalueMode.Triggers)]
    public void A_replay_gives_the_same_bits_whenever_volatilities_were_solved(RevalueMode mode)
    {
        SolverRig rig = Rig(mode);
        Random random = new(8);
        rig.Loop.Session(up: true);
        long mid = Mid;
        ulong execution = 1;
        for (int i = 0; i < 1_500; i++)
        {
            mid += random.Next(-200, 201);
            rig.Tick(mid, elapsedNanos: random.Next(1, 300) * 1_000_000L);
            QuoteAll(rig, factor: 0.9 + (0.2 * random.NextDouble()), price: mid / 10.0);
            rig.Work(random);
            if (rig.Loop.Loop.Counters.LiveOrders > 0)
                rig.Loop.Fill(rig.Loop.LastIntent, rig.Loop.LastIntent.Lots, execution++);
        }

        Assert.True(rig.Loop.Loop.Counters.Decisions > 10, $"{rig.Loop.Loop.Counters.Decisions} decisions");
        Assert.True(rig.Installed.Count > 200);
        rig.AssertProves();
    }

    private static OptionRow Row(string symbol, double strike, OptionModel model) =>
        Books.Row(
            true, strike, LoopRig.ExchangeStart + (30 * Day), model == OptionModel.Bachelier ? 36_000 : 0.6, -25,
            model) with
        { Symbol = symbol };

    private static OptionRow RowOf(SolverRig rig, int option) =>
        Rows.Single(row => row.Symbol == rig.Loop.Book.Symbols[option]);

    private static int Index(SolverRig rig, string symbol) => rig.Loop.Book.Symbols.IndexOf(symbol);

    private static string? Named(SolverRig rig) =>
        rig.Loop.Loop.Counters.UnusableOption is > 0 and var option ? rig.Loop.Book.Symbols[(int)option - 1] : null;

    private static void QuoteAll(SolverRig rig, string? except = null, double factor = 1, double price = Price)
    {
        foreach (OptionRow row in Rows.Where(row => row.Symbol != except))
            rig.QuoteOption(Index(rig, row.Symbol), OptionPricer.Value(Terms(row, rig.Loop.Now, factor, price)).Price);
    }

    private static double ExactDelta(long now)
    {
        double sum = 0;
        foreach (OptionRow row in Rows)
            sum += row.Quantity * OptionPricer.Value(Terms(row, now, 1, Price)).ForwardDelta;
        return sum;
    }

    private static OptionTerms Terms(OptionRow row, long now, double factor, double price)
    {
        double years = (row.ExpiryNanos - (LoopRig.ExchangeStart + now)) / (double)Books.Year;
        return OptionTerms.Of(
            row with { Volatility = factor * row.Volatility },
            new ExpiryMarket(LoopRig.ExchangeStart + now, years, price, price * Math.Exp(0.02 * years), 0.06, 0.04));
    }

    private static SolverRig Ready()
    {
        SolverRig rig = Rig(RevalueMode.EveryTick);
        rig.Tick(Mid);
        QuoteAll(rig);
        rig.Settle();
        rig.Tick(Mid);
        rig.Settle();
        rig.Tick(Mid);
        Assert.Null(Named(rig));
        return rig;
    }

    private static SolverRig Rig(RevalueMode mode)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        UnderlyingSettings underlying = settings.Underlyings[0] with
        {
            Revalue = mode,
            Delta = DeltaConvention.Forward,
            Rate = 0.06,
            Carry = 0.02,
            Volatility = new VolatilityRule(
                VolatilityDynamics.StickyStrike, 10 * LoopRig.Second, 0.001)
            { Source = VolatilitySource.Quotes },
        };
        return new SolverRig(settings with { Underlyings = [underlying] }, OptionBook.Create(Rows, ["BTC"]));
    }
}

using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Quotes;
using HedgeFast.Core.Greeks.Solver;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Profit;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Profit;

/// <summary>
/// Profit by where it came from: it adds up to the change of market value, and each part is what the textbook says.
/// </summary>
public sealed class ProfitMeterTests
{
    private const long Day = 86_400 * LoopRig.Second;
    private const double Rate = 0.03;

    private static readonly Instrument Linear = LoopRig.Perpetual with
    {
        Kind = InstrumentKind.Linear,
        ContractSize = 0.01,
        TakerFee = 0.0004,
    };

    // Options of every model in quote currency, a linear hedge that trades now and then: everything is worth what it is
    // worth whatever the way, so the sum of all steps is the difference of two values.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_parts_of_all_steps_are_the_change_of_market_value(int seed)
    {
        OptionBook book = OptionBook.Create(
            [
                Option("A", OptionModel.Bsm, OptionType.Call, -3),
                Option("B", OptionModel.Black76, OptionType.Put, 2),
                Option("C", OptionModel.BsmAmerican, OptionType.Put, -1),
                Option("D", OptionModel.Black76American, OptionType.Call, 1),
            ],
            ["BTC"]);
        HedgeSettings settings = Settings(Linear);
        var meter = new ProfitMeter(settings.Instruments, settings.Underlyings, book);
        var random = new Random(seed);
        var account = default(HedgeAccount);
        double price = 60_000, cash = 0, start = double.NaN;
        for (int i = 0; i < 200; i++)
        {
            long now = LoopRig.ExchangeStart + (i * 600 * LoopRig.Second);
            price *= 1 + (0.004 * (random.NextDouble() - 0.5));
            double tickPrice = Math.Round(price, 1);
            if (i % 7 == 3)
            {
                long lots = random.Next(-500, 500);
                account.Add(Linear, Fill(lots, tickPrice + Math.Sign(lots) * 0.5, tickPrice, Math.Sign(lots) * 0.1), 1);
                cash -= (lots * 0.01 * (tickPrice + (Math.Sign(lots) * 0.5)))
                    + (0.0004 * Math.Abs(lots) * 0.01 * (tickPrice + (Math.Sign(lots) * 0.5)));
            }

            Step(meter, new HedgeMark { Mid = tickPrice, ExchangeNanos = now, Account = account });
            double value = ValueOf(book, tickPrice, now) + (account.Lots * 0.01 * tickPrice) + cash;
            start = double.IsNaN(start) ? value : start;
            Assert.Equal(value - start, meter.Parts.Total, 1e-6 * Math.Abs(start));
        }

        Assert.True(
            meter.Parts.Fees < 0 && meter.Parts.Spread < 0 && meter.Parts.Impact < 0, $"seed {seed}: {meter.Parts}");
        Assert.Equal(4, meter.Parts.Impact / meter.Parts.Spread, 1e-6);
    }

    [Fact]
    public void Of_an_inverse_contract_coins_are_booked_at_the_price_of_the_step()
    {
        var meter = MeterOf(Settings(LoopRig.Perpetual), OptionBook.Create([], ["BTC"]));
        var account = default(HedgeAccount);
        account.Add(LoopRig.Perpetual, Fill(600, 60_000, 60_000, 0), 1);
        Step(meter, new HedgeMark { Mid = 60_000, ExchangeNanos = 1, Account = account });
        Assert.Equal(0, meter.Parts.Hedge, 1e-9);
        Assert.Equal(-30, meter.Parts.Fees, 1e-9);

        // 60,000 USD of contracts are a coin at 60,000: at 66,000 they have earned 1 - 60,000/66,000 coins.
        Step(meter, new HedgeMark { Mid = 66_000, ExchangeNanos = 2, Account = account });
        Assert.Equal(6_000, meter.Parts.Hedge, 1e-6);

        // Back again: the coins that were earned are lost, at a price at which they are worth less.
        Step(meter, new HedgeMark { Mid = 60_000, ExchangeNanos = 3, Account = account });
        Assert.Equal(6_000 - (6_000.0 * 60_000 / 66_000), meter.Parts.Hedge, 1e-6);
    }

    [Theory]
    [InlineData(SettlementKind.Linear, OptionModel.Bsm)]
    [InlineData(SettlementKind.Inverse, OptionModel.Black76)]
    public void In_small_steps_the_sensitivities_explain_nearly_everything(SettlementKind settlement, OptionModel model)
    {
        OptionBook book = OptionBook.Create(
            [Option("A", model, OptionType.Call, -100) with { Settlement = settlement }], ["BTC"]);
        var meter = MeterOf(Settings(LoopRig.Perpetual), book);
        var random = new Random(5);
        double price = 60_000;
        for (int i = 0; i < 2_000; i++)
        {
            Step(
                meter,
                new HedgeMark { Mid = price, ExchangeNanos = LoopRig.ExchangeStart + (i * 10 * LoopRig.Second) });
            price *= 1 + (0.0006 * (random.NextDouble() - 0.5));
        }

        ProfitParts parts = meter.Parts;
        Assert.True(parts.OptionGamma < 0 && parts.OptionTheta > 0 && parts.OptionVega == 0, $"{parts}");
        Assert.True(Math.Abs(parts.OptionResidual) < 0.005 * Math.Abs(parts.OptionGamma), $"{parts}");
    }

    [Fact]
    public void A_change_of_volatility_is_vegas()
    {
        OptionBook book = OptionBook.Create([Option("A", OptionModel.Bsm, OptionType.Call, -10)], ["BTC"]);
        var meter = MeterOf(Settings(Linear), book);
        HedgeMark[] marks = [new HedgeMark { Mid = 60_000, ExchangeNanos = LoopRig.ExchangeStart }];
        Step(meter, marks);
        meter.Use(OptionVolatilities.Of(book, [0.601], [0]));
        Step(meter, marks);
        ProfitParts parts = meter.Parts;
        Assert.Equal(0, parts.OptionDelta + parts.OptionGamma + parts.OptionTheta);
        Assert.True(parts.OptionVega < 0);
        Assert.True(Math.Abs(parts.OptionResidual) < 0.001 * -parts.OptionVega, $"{parts}");
    }

    [Theory]
    [InlineData(SettlementKind.Linear)]
    [InlineData(SettlementKind.Inverse)]
    public void An_option_that_expires_is_settled_and_gains_nothing_more(SettlementKind settlement)
    {
        OptionRow row = Option(
            "A", settlement == SettlementKind.Linear ? OptionModel.Bsm : OptionModel.Black76, OptionType.Call,
            -10) with
        { Settlement = settlement };
        OptionBook book = OptionBook.Create([row], ["BTC"]);
        var meter = MeterOf(Settings(Linear), book);
        Step(meter, new HedgeMark { Mid = 61_000, ExchangeNanos = row.ExpiryNanos - LoopRig.Second });
        Step(meter, new HedgeMark { Mid = 61_000, ExchangeNanos = row.ExpiryNanos + LoopRig.Second });
        Assert.Equal(0, meter.Parts.Total, 0.5);
        double settled = meter.Parts.Total;
        Step(meter, new HedgeMark { Mid = 70_000, ExchangeNanos = row.ExpiryNanos + (2 * LoopRig.Second) });
        Assert.Equal(settled, meter.Parts.Total, 1e-9);
    }

    [Fact]
    public void A_late_first_step_misses_nothing()
    {
        OptionBook book = OptionBook.Create([Option("A", OptionModel.Bsm, OptionType.Call, -10)], ["BTC"]);
        var early = MeterOf(Settings(Linear), book);
        Step(early, new HedgeMark { Mid = 60_000, ExchangeNanos = LoopRig.ExchangeStart });
        HedgeMark later = new()
        {
            Mid = 60_500,
            ExchangeNanos = LoopRig.ExchangeStart + (60 * LoopRig.Second),
            FirstMid = 60_000,
            FirstExchangeNanos = LoopRig.ExchangeStart,
        };
        Step(early, later);
        var late = MeterOf(Settings(Linear), book);
        Step(late, later);
        Assert.Equal(early.Parts, late.Parts);
        Assert.True(late.Parts.OptionDelta < 0);
    }

    [Fact]
    public void What_has_no_price_yet_waits()
    {
        var meter = MeterOf(
            Settings(Linear), OptionBook.Create([Option("A", OptionModel.Bsm, OptionType.Call, -10)], ["BTC"]));
        Step(meter, default(HedgeMark));
        Step(meter, new HedgeMark { Mid = 60_000, ExchangeNanos = LoopRig.ExchangeStart });
        Assert.Equal(0, meter.Parts.Total);
    }

    // B06: the hedge goes on without the volatility of an option that is certain of its delta; so does the profit.
    [Fact]
    public void B06_an_option_without_a_volatility_is_held_at_intrinsic_value_while_the_hedge_goes_on()
    {
        OptionRow deep = Option("A", OptionModel.Bsm, OptionType.Call, -10) with { Strike = 20_000 };
        OptionBook book = OptionBook.Create([deep, Option("B", OptionModel.Bsm, OptionType.Call, -10)], ["BTC"]);
        HedgeSettings settings = Settings(Linear);
        UnderlyingSettings underlying = settings.Underlyings[0];
        settings = settings with
        {
            Underlyings =
            [
                underlying with { Volatility = underlying.Volatility with { Source = VolatilitySource.Quotes } },
            ],
        };
        var board = new VolatilityBoard(2);
        Quote(board, 1, 0.6);
        var meter = new ProfitMeter(settings.Instruments, settings.Underlyings, book, quoted: board);
        HedgeMark[] marks = [new HedgeMark { Mid = 60_000, ExchangeNanos = LoopRig.ExchangeStart }];
        ExpiryMark[] stopped = [default, default],
            hedged = [new ExpiryMark { IsValued = true }, new ExpiryMark { IsValued = true }];
        Assert.False(meter.Step(marks, stopped));
        Assert.True(meter.Step(marks, hedged));
        marks[0].Mid = 60_100;
        Assert.True(meter.Step(marks, hedged));
        double discount = Math.Exp(-Rate * 30 / 365);
        double other = 10 * discount * 100 * 0.5;
        Assert.Equal(-(10 * discount * 100) - other, meter.Parts.OptionDelta, 0.1 * other);

        // A stand-in is no gain, nor another, nor its first volatility; the next one's is.
        ProfitParts before = meter.Parts;
        foreach (double standIn in (double[])[0.9, 1.2])
        {
            Quote(board, 0, double.NaN, standIn);
            Assert.True(meter.Step(marks, hedged));
            Assert.Equal(before, meter.Parts);
        }

        Quote(board, 0, 1.5);
        Assert.True(meter.Step(marks, hedged));
        Assert.Equal(before, meter.Parts);
        Quote(board, 0, 1.6);
        Assert.True(meter.Step(marks, stopped));
        Assert.True(meter.Parts.OptionVega < 0, $"{meter.Parts}");
    }

    private static void Quote(VolatilityBoard board, int option, double volatility, double standIn = 0)
    {
        SolverResult preparation = new() { Kind = SolverResultKind.Volatility, Option = option };
        preparation.Numbers[0] = volatility;
        preparation.Numbers[1] = standIn;
        board.Take(preparation);
    }

    // Forwards at the price.
    private static void Step(ProfitMeter meter, params HedgeMark[] marks) => meter.Step(marks, new ExpiryMark[8]);

    private static HedgeSettings Settings(Instrument instrument)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        return settings with
        {
            Instruments = [instrument],
            Underlyings = [settings.Underlyings[0] with { Rate = Rate, Carry = 0 }],
        };
    }

    private static OptionRow Option(string symbol, OptionModel model, OptionType type, double quantity) =>
        new(
            symbol, "BTC", type, 60_000, LoopRig.ExchangeStart + (30 * Day), SettlementKind.Linear, model, quantity, 1,
            0.6);

    private static AppliedFill Fill(long lots, double price, double mid, double touch) => new()
    {
        Ticks = (long)Math.Round(price * 10),
        SignedLots = lots,
        ArrivalMid = mid,
        ArrivalTouch = mid + touch,
        Instrument = 0,
    };

    private static double ValueOf(OptionBook book, double price, long utcNanos)
    {
        double sum = 0;
        for (int i = 0; i < book.Count; i++)
        {
            double years = (book.ExpiryNanos[i] - utcNanos) / (365.0 * Day);
            sum += book.Quantities[i] * OptionPricer.Value(new OptionTerms
            {
                Type = book.Types[i],
                Model = book.Models[i],
                Settlement = book.Settlements[i],
                Strike = book.Strikes[i],
                Volatility = book.Volatilities[i],
                Market = new ExpiryMarket(utcNanos, years, price, price, Rate, Rate),
            }).Price;
        }

        return sum;
    }

    private static ProfitMeter MeterOf(HedgeSettings settings, OptionBook book) =>
        new(settings.Instruments, settings.Underlyings, book);
}

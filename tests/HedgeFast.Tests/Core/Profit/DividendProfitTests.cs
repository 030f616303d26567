using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Profit;
using HedgeFast.Core.Resume;
using HedgeFast.Tests.Core.Greeks;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core.Profit;

/// <summary>Profit, the day's loss and what a run leaves to the next across an ex date: the price falls by the amount,
/// who holds the stock receives it, and options lose nothing by it.</summary>
public sealed class DividendProfitTests
{
    private const long Day = 86_400 * LoopRig.Second;
    private const long Mid = 600_000, Fall = 6_000;
    private const double Amount = 600, Rate = 0.06, Carry = 0.05;
    private const long Ex = LoopRig.ExchangeStart + (3 * Day);

    private static readonly Instrument Stock =
        LoopRig.Perpetual with { Symbol = "X", Kind = InstrumentKind.Linear, ContractSize = 1, TakerFee = 0 };

    [Theory]
    [InlineData(50)]
    [InlineData(-50)]
    public void Stock_receives_or_pays_what_its_price_falls_by(long lots)
    {
        LoopRig rig = Rig([Stock with { StartLots = lots }], None, limits: Tight(LossBasis.Hedge));
        var meter = new ProfitMeter(rig.Settings.Instruments, rig.Settings.Underlyings, rig.Book);
        Before(rig);
        Assert.True(rig.TryStep(meter));
        Behind(rig);
        Assert.True(rig.TryStep(meter));
        Assert.Equal(0, meter.Parts.Total, 1e-6);
        Assert.Equal(0, rig.Loop.Counters.DayProfit, 1e-6);
        Assert.Equal(0, rig.Loop.Counters.Latches);
        RecordedRun.AssertReproduced(rig);
    }

    // Neither a dated future, whose price is net of the dividend beforehand, nor a contract in coin.
    [Theory]
    [InlineData(InstrumentKind.Linear, true)]
    [InlineData(InstrumentKind.InversePerpetual, false)]
    public void What_is_not_the_stock_receives_nothing(InstrumentKind kind, bool expires)
    {
        Instrument other = Stock with
        {
            Kind = kind,
            ContractSize = kind == InstrumentKind.Linear ? 1 : 60_000,
            StartLots = 10,
            ExpiryNanos = expires ? Ex + (90 * Day) : null,
        };
        LoopRig rig = Rig([other], None);
        var meter = new ProfitMeter(rig.Settings.Instruments, rig.Settings.Underlyings, rig.Book);
        Before(rig);
        Assert.True(rig.TryStep(meter));
        Behind(rig);
        Assert.True(rig.TryStep(meter));
        Assert.Equal(-10 * Amount, meter.Parts.Hedge, 1e-6);
    }

    [Theory]
    [InlineData(DividendModel.Escrowed, VolatilityDynamics.StickyStrike)]
    [InlineData(DividendModel.Escrowed, VolatilityDynamics.StickyMoneyness)]
    [InlineData(DividendModel.PiecewiseLognormal, VolatilityDynamics.StickyStrike)]
    [InlineData(DividendModel.PiecewiseLognormal, VolatilityDynamics.StickyMoneyness)]
    public void A_hedged_book_has_no_day_s_loss_by_an_ex_date(DividendModel model, VolatilityDynamics dynamics)
    {
        OptionRow[] rows = Rows();
        double delta = 0;
        for (int i = 0; i < rows.Length; i++)
            delta += rows[i].Quantity * ValueOf(rows[i], model, 60_000, Ex - LoopRig.Second).SpotDelta;
        Instrument held = Stock with { StartLots = (long)Math.Round(-delta) };
        var prepared = new SolverRig(
            Settings([held], model, Tight(LossBasis.Book), dynamics: dynamics), OptionBook.Create(rows, ["BTC"]));
        LoopRig rig = prepared.Loop;
        var meter = new ProfitMeter(rig.Settings.Instruments, rig.Settings.Underlyings, rig.Book);
        Before(rig);
        prepared.Settle();
        Before(rig);
        Step(rig, meter);
        ProfitParts first = meter.Parts;
        Behind(rig, mid: Mid - Fall + 300);
        prepared.Settle();
        Step(rig, meter);

        // V(end) - V(start), each by the plain formula; the move beside the dividend is 30.
        double expected = 0, sum = 0;
        foreach (OptionRow row in rows)
        {
            double before = ValueOf(row, model, 60_000, Ex - LoopRig.Second).Price;
            double after = ValueOf(row, model, 59_430, Ex + LoopRig.Second).Price;
            expected += row.Quantity * (after - before);
            sum += Math.Abs(row.Quantity);
        }

        ProfitParts parts = meter.Parts;
        Assert.Equal(default, first);

        // A smile that moves with the price has other volatilities at the end.
        if (dynamics == VolatilityDynamics.StickyStrike)
            Assert.Equal(expected, parts.Options, 1e-7 * 60_000 * sum);
        Assert.Equal(held.StartLots * 30, parts.Hedge, 1e-6);
        Assert.Equal(delta * 30, parts.OptionDelta, 0.02 * Math.Abs(delta * 30));

        // Two grids on either side of the date agree to some 1e-5 of the strike.
        Assert.True(Math.Abs(parts.OptionResidual) < 2e-5 * 60_000 * sum, $"{parts}");
        Assert.True(Math.Abs(parts.OptionForward) < 0.01 * sum, $"{parts}");
        Assert.True(Math.Abs(parts.Total) < 200, $"{parts}");
        Assert.Equal(0, rig.Loop.Counters.Latches);
        Assert.Equal(parts.Total, rig.Loop.Counters.DayProfit, 1e-9);
        RecordedRun.AssertReproduced(rig);
    }

    // An expiry at the close and an ex date in the morning: both lie between two prices, and the settlement was before.
    [Fact]
    public void An_option_that_expires_before_the_ex_date_is_settled_with_the_dividend()
    {
        OptionRow row = Books.Row(true, 59_500, Ex - 3_600 * LoopRig.Second, 0.4, 1, OptionModel.Bsm);
        LoopRig rig = Rig([Stock], [row]);
        var meter = new ProfitMeter(rig.Settings.Instruments, rig.Settings.Underlyings, rig.Book);
        Quote(rig, Mid, Ex - (2 * 3_600 * LoopRig.Second));
        Step(rig, meter);
        double before = ValueOf(row, DividendModel.Escrowed, 60_000, Ex - (2 * 3_600 * LoopRig.Second)).Price;
        Behind(rig);
        Step(rig, meter);
        Assert.Equal(500 - before, meter.Parts.Options, 1e-6);
        Assert.True(Math.Abs(meter.Parts.OptionResidual) < 50, $"{meter.Parts}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_run_that_is_resumed_books_each_dividend_once(bool isResumedBehind)
    {
        using var folder = new ResumeRig();
        Instrument[] held = [Stock with { StartLots = 50 }];
        LoopRig first = Rig(held, None, limits: Tight(LossBasis.Hedge));
        Before(first);
        first.Control(ControlKind.Timer);
        if (isResumedBehind)
        {
            Behind(first, mid: Mid - Fall - 100);
            first.Control(ControlKind.Timer);
            Assert.Equal(-500, first.Loop.Counters.DayProfit, 1e-6);
        }

        LoopRig next = Rig(held, None, limits: Tight(LossBasis.Hedge), start: folder.Resume(first));
        var meter = new ProfitMeter(next.Settings.Instruments, next.Settings.Underlyings, next.Book);
        Behind(next, mid: Mid - Fall - 110);
        Assert.True(next.TryStep(meter));
        Assert.Equal(-550, next.Loop.Counters.DayProfit, 1e-6);
        Assert.Equal(isResumedBehind ? -50 : -550, meter.Parts.Hedge, 1e-6);
        Assert.Equal(0, next.Loop.Counters.Latches);
    }

    // What was held at the start has no price yet when the first quotes come: it counts from the first mark on.
    [Fact]
    public void A_position_that_was_never_marked_before_the_ex_date_gains_nothing_by_it()
    {
        LoopRig rig = Rig([Stock with { StartLots = 50 }], None);
        var meter = new ProfitMeter(rig.Settings.Instruments, rig.Settings.Underlyings, rig.Book);
        Before(rig);
        Behind(rig);
        Assert.True(rig.TryStep(meter));
        Assert.Equal(0, meter.Parts.Total, 1e-6);
    }

    // The plain account: cash of the fills, the stock at its price, and each dividend on what was held at its ex date.
    [Fact]
    public void Profit_of_random_trading_is_cash_and_stock_and_dividends()
    {
        const int seed = 77;
        var random = new Random(seed);
        Dividend[] dividends =
        [
            .. Enumerable.Range(1, 8).Select(i => new Dividend(LoopRig.ExchangeStart + (i * Day), 10 * i)),
        ];
        LoopRig rig = Rig([Stock], None, dividends: dividends);
        rig.Session(up: true);
        var meter = new ProfitMeter(rig.Settings.Instruments, rig.Settings.Underlyings, rig.Book);
        Quote(rig, Mid, LoopRig.ExchangeStart + LoopRig.Second);
        Assert.True(rig.TryStep(meter));
        (double cash, long held, int paid, long now) = (0, 0, 0, LoopRig.ExchangeStart + LoopRig.Second);
        for (int i = 0; i < 300; i++)
        {
            now += random.NextInt64(1, Day / 15);
            long mid = Mid + random.Next(-5_000, 5_001);
            for (; paid < dividends.Length && dividends[paid].ExNanos <= now; paid++)
                cash += held * dividends[paid].Amount;
            Quote(rig, mid, now);
            if (random.Next(2) == 0)
            {
                (long lots, bool buys) = (random.Next(1, 9), random.Next(2) == 0);
                rig.Execute(new ExecutionEvent
                {
                    ReceiveNanos = rig.Now,
                    Kind = ExecutionKind.Fill,
                    Instrument = 0,
                    Side = buys ? Side.Buy : Side.Sell,
                    LastLots = lots,
                    LastTicks = mid,
                    CumLots = lots,
                    OrderId = 1_000 + i,
                    ExecIdLow = (ulong)i + 1,
                });
                (cash, held) = (cash - ((buys ? lots : -lots) * mid / 10.0), held + (buys ? lots : -lots));
            }

            if (random.Next(3) == 0)
                Assert.True(rig.TryStep(meter));
            double expected = cash + (held * mid / 10.0);
            Assert.Equal(held, rig.Position);
            Assert.True(
                Math.Abs(rig.Loop.Ledger.Account(0).Profit(Stock, mid / 10.0) - expected) < 1e-6,
                $"seed {seed}, step {i}");
        }

        Assert.Equal(dividends.Length, paid);
        RecordedRun.AssertReproduced(rig);
    }

    // While the stock is not quoted, another listing of it hedges and marks it: its price is without the dividend.
    [Fact]
    public void A_stock_marked_by_another_listing_has_its_dividend()
    {
        Instrument[] listings = [Stock with { StartLots = 50 }, Stock with { Index = 1, Symbol = "Y", FeedId = 2 }];
        LoopRig rig = Rig(listings, None);
        var meter = new ProfitMeter(rig.Settings.Instruments, rig.Settings.Underlyings, rig.Book);
        foreach (int instrument in (int[])[0, 1, 0, 1])
            Quote(rig, Mid, Ex - LoopRig.Second, instrument);
        Assert.True(rig.TryStep(meter));
        rig.Fault(QuoteFault.Halted);
        Quote(rig, Mid - Fall, Ex + LoopRig.Second, 1);
        Quote(rig, Mid - Fall, Ex + (3 * LoopRig.Second), 1);
        Assert.True(rig.TryStep(meter));
        Assert.Equal(0, meter.Parts.Hedge, 1e-6);
        Quote(rig, Mid - Fall, Ex + (4 * LoopRig.Second));
        Assert.True(rig.TryStep(meter));
        Assert.Equal(0, meter.Parts.Hedge, 1e-6);
        RecordedRun.AssertReproduced(rig);
    }

    // A book without options in it has no forward to wait for.
    private static OptionRow[] None => [Books.Row(true, 60_000, LoopRig.ExchangeStart, 0.4, 0, OptionModel.Bsm)];

    private static OptionRow[] Rows()
    {
        OptionRow row(string symbol, bool isCall, double strike, int days, double quantity, OptionModel model) =>
            Books.Row(
                isCall, strike, LoopRig.ExchangeStart + (days * Day), 0.4, quantity, model) with
            { Symbol = symbol };
        return
        [
            row("A0", true, 60_000, 40, -40, OptionModel.BsmAmerican),
            row("A1", false, 61_000, 40, 15, OptionModel.BsmAmerican),
            row("E0", true, 60_500, 60, -30, OptionModel.Bsm), row("E1", false, 59_500, 20, 10, OptionModel.Bsm),
            row("F0", true, 61_000, 40, 20, OptionModel.Black76),
            row("F1", false, 58_000, 60, -25, OptionModel.Black76American),
        ];
    }

    private static DividendRule Rule(DividendModel model, params Dividend[] dividends) =>
        new() { Model = model, Given = dividends };

    private static OptionValue ValueOf(in OptionRow row, DividendModel model, double price, long nanos) =>
        OptionPricer.Value(OptionTerms.Of(row, ExpiryMarket.Of(
            nanos, (row.ExpiryNanos - nanos) / (double)Books.Year, price, Rate, Carry,
            new DividendSchedule(Rule(model, new Dividend(Ex, Amount))))));

    private static Func<LimitSettings, LimitSettings> Tight(LossBasis basis) =>
        limits => limits with { MaxDayLoss = 2_000, LossBasis = basis };

    private static LoopRig Rig(
        Instrument[] instruments, OptionRow[] rows, DividendModel model = DividendModel.Escrowed,
        Func<LimitSettings, LimitSettings>? limits = null, RunStart? start = null, Dividend[]? dividends = null) =>
        new(Settings(instruments, model, limits, dividends), OptionBook.Create(rows, ["BTC"]), start: start);

    private static HedgeSettings Settings(
        Instrument[] instruments, DividendModel model, Func<LimitSettings, LimitSettings>? limits = null,
        Dividend[]? dividends = null, VolatilityDynamics dynamics = VolatilityDynamics.StickyStrike)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        UnderlyingSettings underlying = settings.Underlyings[0] with
        {
            Delta = DeltaConvention.Spot,
            Rate = Rate,
            Carry = Carry,
            BandHalfWidth = 1e6,
            Dividends = Rule(model, dividends ?? [new Dividend(Ex, Amount)]),
            Volatility = VolatilityRule.Default with { Dynamics = dynamics },
            Fallbacks = [.. instruments.Skip(1).Select(instrument => instrument.Index)],
        };
        return settings with
        {
            Instruments = instruments,
            Underlyings = [underlying],
            Limits = limits?.Invoke(settings.Limits) ?? settings.Limits,
            Orders = LoopRig.CountingForeignFills(settings.Orders),
        };
    }

    private static void Before(LoopRig rig) => Quote(rig, Mid, Ex - LoopRig.Second);

    private static void Behind(LoopRig rig, long mid = Mid - Fall) => Quote(rig, mid, Ex + LoopRig.Second);

    private static void Quote(LoopRig rig, long mid, long exchangeNanos, int instrument = 0)
    {
        rig.Advance(Math.Max(0, exchangeNanos - LoopRig.ExchangeStart - rig.Now));
        rig.Market(new MarketEvent
        {
            Kind = MarketEventKind.Quote,
            ReceiveNanos = rig.Now,
            ExchangeNanos = exchangeNanos,
            Instrument = instrument,
            BidTicks = mid - 1,
            AskTicks = mid + 1,
            BidLots = 1_000,
            AskLots = 1_000,
        });
    }

    private static void Step(LoopRig rig, ProfitMeter meter)
    {
        Assert.True(rig.TryStep(meter));
        rig.Control(new ControlEvent { Kind = ControlKind.BookProfit, Value = meter.Parts.Total });
    }
}

using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Dividends;
using HedgeFast.Core.Greeks.Pricing;
using HedgeFast.Core.Greeks.Volatility;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Profit;
using HedgeFast.Tests.Core.Greeks;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Profit;

/// <summary>
/// D4 beside dividends: what options gain through an ex date is what a full revaluation in the hedge's market says.
/// </summary>
public sealed class DividendRevaluationTests
{
    private const long Day = 86_400 * LoopRig.Second;
    private const long Ex = LoopRig.ExchangeStart + (60 * LoopRig.Second);
    private const double Rate = 0.06, Carry = 0.05, Amount = 600;

    private static readonly OptionRow[] Rows =
    [
        Row(true, 57_000, OptionModel.Bsm, 0.5), Row(false, 60_000, OptionModel.Bsm, 0.4),
        Row(true, 63_000, OptionModel.Black76, 0.35), Row(false, 66_000, OptionModel.Black76, 0.45),
    ];

    // D4
    [Theory]
    [InlineData(DividendModel.Escrowed, VolatilityDynamics.StickyStrike)]
    [InlineData(DividendModel.Escrowed, VolatilityDynamics.StickyMoneyness)]
    [InlineData(DividendModel.PiecewiseLognormal, VolatilityDynamics.StickyMoneyness)]
    public void D4_options_gain_what_the_market_of_the_hedge_says(DividendModel model, VolatilityDynamics dynamics)
    {
        const int seed = 12;
        var rule = new DividendRule { Model = model, Given = [new Dividend(Ex, Amount), new(Ex + Day, Amount)] };
        DividendSchedule schedule = new(rule);
        HedgeSettings settings = LoopRig.MakeSettings();
        UnderlyingSettings underlying = settings.Underlyings[0] with
        {
            Delta = DeltaConvention.Forward,
            Rate = Rate,
            Carry = Carry,
            Dividends = rule,
            Volatility = VolatilityRule.Default with { Dynamics = dynamics },
        };
        var rig = new LoopRig(settings with { Underlyings = [underlying] }, OptionBook.Create(Rows, ["BTC"]));
        var meter = new ProfitMeter(rig.Settings.Instruments, rig.Settings.Underlyings, rig.Book);
        var random = new Random(seed);
        long mid = 600_000;
        double anchor = double.NaN, start = double.NaN, moved = 0;
        for (int i = 0; i < 40; i++)
        {
            mid += random.Next(-600, 601) - (i == 29 ? 6_000 : 0);
            rig.Quote(mid, elapsedNanos: 2 * LoopRig.Second);
            rig.Loop.EndBatch();
            Assert.True(rig.TryStep(meter), $"seed {seed}, step {i}");
            long now = LoopRig.ExchangeStart + rig.Now;
            double value = 0;
            for (int o = 0; o < rig.Book.Count; o++)
            {
                OptionRow row = Rows.Single(row => row.Symbol == rig.Book.Symbols[o]);
                double years = (row.ExpiryNanos - now) / (365.0 * Day);
                var market = ExpiryMarket.Of(now, years, mid / 10.0, Rate, Carry, schedule);
                anchor = double.IsNaN(anchor) ? Math.Log(market.Forward) : anchor;
                double volatility = dynamics == VolatilityDynamics.StickyStrike ? row.Volatility
                    : new PointSmile([.. Rows.Select(r => (Math.Log(r.Strike) - anchor, r.Volatility))])
                        .VolatilityAt(Math.Log(row.Strike / market.Forward));
                value += row.Quantity * OptionPricer.Value(
                    OptionTerms.Of(row, market) with { Volatility = volatility }).Price;
            }

            start = double.IsNaN(start) ? value : start;
            moved = Math.Max(moved, Math.Abs(value - start));
            Assert.True(
                Math.Abs(value - start - meter.Parts.Options) <= 1e-7 * Math.Abs(start),
                $"seed {seed}, step {i}: {meter.Parts.Options} for {value - start}");
        }

        Assert.True(moved > 1_000, $"{moved}");
    }

    private static OptionRow Row(bool isCall, double strike, OptionModel model, double volatility) =>
        Books.Row(isCall, strike, LoopRig.ExchangeStart + (60 * Day), volatility, isCall ? -10 : 10, model) with
        {
            Symbol = $"{isCall}-{strike}",
        };
}

using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Profit;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>
/// What is a fraction of a price has an absolute part where prices may be zero or negative: oil in April 2020.
/// </summary>
public sealed class NegativePriceLoopTests
{
    private const double Width = 1_000;

    private static readonly Instrument Oil = LoopRig.Perpetual with
    {
        Symbol = "CL",
        Kind = InstrumentKind.Linear,
        TickDecimals = 2,
        ContractSize = 1_000,
        TakerFee = 0.0001,
        AllowsNegativePrice = true,
    };

    [Theory]
    [InlineData(PolicyKind.Fixed, OrderStyle.Touch)]
    [InlineData(PolicyKind.Fixed, OrderStyle.Market)]
    [InlineData(PolicyKind.WhalleyWilmott, OrderStyle.Touch)]
    public void From_six_to_minus_six_the_band_is_kept_through_zero(PolicyKind policy, OrderStyle style)
    {
        HedgeSettings settings = Settings(policy, style);
        var rig = new LoopRig(settings, Book());
        rig.Session(up: true);
        ProfitMeter meter = new(settings.Instruments, settings.Underlyings, rig.Book);
        ulong execution = 0;
        for (long ticks = 600; ticks >= -600; ticks--)
        {
            rig.Tick(ticks);
            while (rig.Loop.Counters.LiveOrders > 0)
                rig.Fill(rig.LastIntent, rig.LastIntent.Lots, ++execution);
            double net = rig.Loop.Counters.OptionDelta + (1_000 * rig.Position);
            if (policy == PolicyKind.Fixed)
            {
                Assert.True(
                    Math.Abs(net) <= 2 * Width,
                    $"at {ticks} ticks net {net}, last refusal {(LimitRefusal)rig.Loop.Counters.LastRefusal}");
            }

            Assert.True(rig.TryStep(meter));
            rig.Control(new ControlEvent { Kind = ControlKind.BookProfit, Value = meter.Parts.Total });
        }

        Assert.Equal(0, rig.Loop.Counters.Refusals);
        Assert.Equal(0, rig.Loop.Counters.Latches);
        Assert.True(execution > 10, $"{execution} fills");
        Assert.True(double.IsFinite(meter.Parts.Total), $"{meter.Parts}");
        Assert.True(double.IsFinite(rig.Loop.Counters.BandUpper), $"band to {rig.Loop.Counters.BandUpper}");
        Assert.True(rig.Loop.Ledger.FeeCost > 0, $"fees {rig.Loop.Ledger.FeeCost}");
        Assert.True(rig.Loop.Ledger.SpreadCost > 0, $"spread {rig.Loop.Ledger.SpreadCost}");
    }

    [Fact]
    public void A_market_at_zero_on_both_sides_is_a_market()
    {
        var rig = new LoopRig(Settings(PolicyKind.Fixed, OrderStyle.Touch), Book());
        rig.Session(up: true);
        rig.Quote(0, spreadTicks: 0);
        rig.Loop.EndBatch();
        Assert.Single(rig.Intents.Items, i => i.Kind == IntentKind.New);
    }

    [Theory]
    [InlineData(0, 60, LimitRefusal.PriceCollar)]
    [InlineData(0, 48, LimitRefusal.None)]
    [InlineData(100, 60, LimitRefusal.None)]
    public void The_collar_is_the_wider_of_fraction_and_ticks(long collarTicks, int cap, LimitRefusal refusal)
    {
        HedgeSettings settings = Settings(PolicyKind.Fixed, OrderStyle.Touch);
        var rig = new LoopRig(
            settings with
            {
                Limits = settings.Limits with { CollarTicks = collarTicks },
                Orders = settings.Orders with { CapTicks = cap },
            },
            Book());
        rig.Session(up: true);
        rig.Tick(10);
        Assert.Equal((long)refusal, rig.Loop.Counters.LastRefusal);
    }

    private static HedgeSettings Settings(PolicyKind policy, OrderStyle style)
    {
        HedgeSettings settings = LoopRig.MakeSettings(halfWidth: Width);
        return settings with
        {
            Instruments = [Oil],
            Underlyings =
            [
                settings.Underlyings[0] with
                {
                    Name = "CL", Delta = DeltaConvention.Forward,
                    Policy = new PolicySettings { Kind = policy, RiskAversion = 1e-6 },
                    Costs = new CostSettings { HalfSpreadFraction = 0.001 },
                },
            ],
            Orders = settings.Orders with { CapTicks = 2, Style = style, MarketCollarFraction = 0.01 },
            Limits = settings.Limits with { CollarFraction = 0.05, MaxDayLoss = 1e9 },
        };
    }

    private static OptionBook Book() => OptionBook.Create(
        [
            new OptionRow(
                "C", "CL", OptionType.Call, 0, LoopRig.ExchangeStart + (10 * 86_400 * LoopRig.Second),
                SettlementKind.Linear, OptionModel.Bachelier, -100, 1_000, 20),
        ],
        ["CL"]);
}

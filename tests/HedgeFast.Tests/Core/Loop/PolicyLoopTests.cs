using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>Policies at work in the loop.</summary>
public sealed class PolicyLoopTests
{
    private const long Mid = 600_000;

    public static TheoryData<PolicyKind> Kinds => [.. Enum.GetValues<PolicyKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_same_inputs_give_the_same_records_and_both_modes_the_same_orders(PolicyKind kind)
    {
        LoopRig once = Walk(Settings(kind));
        LoopRig again = Walk(Settings(kind));
        LoopRig triggered = Walk(Settings(kind, u => u with { Revalue = RevalueMode.Triggers }));
        Assert.NotEmpty(once.Intents.Items);
        Assert.Equal(once.Loop.StateHash(), again.Loop.StateHash());
        Assert.Equal(
            once.Records.Items.Select(r => Convert.ToHexString(r.Payload)),
            again.Records.Items.Select(r => Convert.ToHexString(r.Payload)));
        Assert.Equal(Describe(once), Describe(triggered));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_decision_carries_its_reason(PolicyKind kind)
    {
        LoopRig rig = Up(new LoopRig(Settings(kind)));
        rig.Tick(Mid);
        HedgeDecision decision = Decisions(rig).First();
        Assert.Equal(kind, decision.Policy);
        Assert.Equal(DecisionRule.BelowBand, decision.Rule);
        Assert.True(decision.DeltaHigh < decision.BandLower && decision.Lots > 0 && decision.ExpectedCost > 0);
        Assert.Equal(decision.BandLower, decision.AimDelta);
        bool usesGamma = kind is not (PolicyKind.Fixed or PolicyKind.Timed);
        Assert.Equal(usesGamma, decision.Gamma != 0);
    }

    [Fact]
    public void Gamma_is_that_of_the_closed_form()
    {
        LoopRig rig = Up(new LoopRig(Settings(PolicyKind.Gamma)));
        rig.Tick(Mid);

        // The perpetual bends with them: what is traded for is forward gamma, -100 phi(d1) / (F sigma sqrt T) at the
        // money.
        double root = 0.6 * Math.Sqrt((30 - (1.001 / 86_400)) / 365);
        double d1 = 0.5 * root;
        double expected = -100 * Math.Exp(-0.5 * d1 * d1) / Math.Sqrt(2 * Math.PI) / (60_000 * root);
        Assert.Equal(expected, Decisions(rig).First().Gamma, Math.Abs(expected) * 1e-5);
    }

    [Fact]
    public void The_gamma_band_is_the_delta_of_a_move()
    {
        LoopRig rig = Up(
            new LoopRig(Settings(PolicyKind.Gamma, u => u with { Policy = u.Policy with { MoveFraction = 0.002 } })));
        rig.Tick(Mid);
        HedgeDecision decision = Decisions(rig).First();
        Assert.Equal(Math.Abs(decision.Gamma) * 60_000 * 0.002, 0.5 * (decision.BandUpper - decision.BandLower), 1e-12);
    }

    [Fact]
    public void Whalley_and_wilmotts_band_in_the_loop_is_the_formulas()
    {
        LoopRig rig = Up(new LoopRig(Settings(PolicyKind.WhalleyWilmott)));
        rig.Tick(Mid);
        HedgeDecision decision = Decisions(rig).First();
        double cost = 0.0005 + (0.1 / 60_000);
        Assert.Equal(
            BandFormulas.WhalleyWilmott(60_000, decision.Gamma, cost, 1, 0, 30.0 / 365),
            0.5 * (decision.BandUpper - decision.BandLower), 1e-12);
    }

    [Theory]
    [InlineData(PolicyKind.Zakamouline)]
    [InlineData(PolicyKind.Leland)]
    public void The_adjusted_delta_moves_the_target(PolicyKind kind)
    {
        // A book with a strike far from the price has a delta that volatility moves; the middle of a straddle hardly
        // any.
        OptionBook book = LoopRig.ShortCalls(100);
        LoopRig rig = Up(
            new LoopRig(Settings(kind, u => u with { Costs = u.Costs with { HalfSpreadFraction = 0.01 } }), book));
        rig.Tick(650_000);
        HedgeDecision decision = Decisions(rig).First();
        Assert.NotEqual(0, 0.5 * (decision.BandUpper + decision.BandLower), 1e-3);
    }

    [Fact]
    public void Without_gamma_the_narrowest_band_holds()
    {
        OptionBook none = OptionBook.Create(
            [
                new OptionRow(
                    "C", "BTC", OptionType.Call, 1, LoopRig.ExchangeStart + (86_400 * LoopRig.Second),
                    SettlementKind.Linear, OptionModel.Black76, -10, 1, 0.1),
            ],
            ["BTC"]);
        HedgeSettings settings = Settings(
            PolicyKind.WhalleyWilmott,
            u => u with { Delta = DeltaConvention.Forward, Policy = u.Policy with { MinHalfWidth = 0.25 } });
        LoopRig rig = Up(new LoopRig(settings, none));
        rig.Tick(Mid);
        HedgeDecision decision = Decisions(rig).First();
        Assert.Equal(0.25, 0.5 * (decision.BandUpper - decision.BandLower), 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1.5)]
    public void The_hedge_ratio_scales_what_is_hedged(double ratio)
    {
        LoopRig rig = Up(
            new LoopRig(Settings(PolicyKind.Fixed, u => u with { HedgeRatio = ratio, TradeTo = TradeTo.Centre })));
        rig.Tick(Mid);
        rig.Tick(Mid);
        long lots = rig.Intents.Items.Sum(i => i.Lots);
        Assert.Equal(-ratio * rig.Loop.Counters.OptionDelta * 600, lots, 0.5001);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.25)]
    public void A_hedge_may_stop_between_edge_and_centre(double fraction)
    {
        LoopRig rig = Up(new LoopRig(Settings(PolicyKind.Fixed, u => u with { TradeTo = new TradeTo(fraction) })));
        rig.Tick(Mid);
        double after = rig.Loop.Counters.OptionDelta + (rig.LastIntent.Lots / 600.0);
        Assert.Equal(-0.5 * (1 - fraction), after, 0.5001 / 600);
    }

    [Fact]
    public void A_skewed_band_is_wider_above()
    {
        LoopRig rig = Up(new LoopRig(Settings(PolicyKind.Fixed, u => u with { BandSkew = 0.5, TargetDelta = 2 })));
        rig.Tick(Mid);
        HedgeDecision decision = Decisions(rig).First();
        Assert.Equal(1.75, decision.BandLower);
        Assert.Equal(2.75, decision.BandUpper);
    }

    [Fact]
    public void A_timed_policy_waits_for_its_time_and_finishes_what_it_began()
    {
        LoopRig rig = Up(
            new LoopRig(
                Settings(
                    PolicyKind.Timed, u => u with { Policy = u.Policy with { IntervalNanos = 10 * LoopRig.Second } })));
        rig.Tick(Mid);
        OrderIntent first = rig.LastIntent;
        rig.Fill(first, first.Lots - 100, execution: 1);
        rig.End(first, ExecutionKind.Canceled, first.Lots - 100);
        rig.Tick(Mid);
        Assert.Equal(100, rig.LastIntent.Lots);
        rig.Fill(rig.LastIntent, 100, execution: 2);

        rig.Tick(Mid + 20_000);
        rig.Tick(Mid + 40_000);
        Assert.Equal(2, rig.Intents.Items.Count);
        rig.Quote(Mid + 40_000, elapsedNanos: 10 * LoopRig.Second);
        rig.Loop.EndBatch();
        Assert.Equal(3, rig.Intents.Items.Count);
    }

    [Fact]
    public void After_a_hedge_no_order_leaves_until_the_price_moves()
    {
        LoopRig rig = Up(
            new LoopRig(
                Settings(
                    PolicyKind.Fixed,
                    u => u with { BandHalfWidth = 0.01, Policy = u.Policy with { MinMoveFraction = 0.01 } })));
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution: 1);
        rig.Tick(Mid + 5_900);
        Assert.Single(rig.Intents.Items);
        rig.Tick(Mid + 6_000);
        Assert.Equal(2, rig.Intents.Items.Count);
    }

    [Fact]
    public void The_governor_widens_then_halts_and_records_it()
    {
        double gamma = GammaOf();

        // eta that makes the loop gain what is wanted: gain = -eta gamma.
        LoopRig widened = Up(
            new LoopRig(
                Settings(
                    PolicyKind.Fixed,
                    u => u with { Governor = new GovernorSettings { LinearImpact = -0.3 / gamma, WidenFactor = 3 } })));
        widened.Tick(Mid);
        HedgeDecision decision = Decisions(widened).First();
        Assert.Equal(GovernorState.Widened, decision.Governor);
        Assert.Equal(-1.5, decision.BandLower);
        Assert.Equal((long)GovernorState.Widened, widened.Loop.Counters.Governor);

        LoopRig halted = Up(
            new LoopRig(
                Settings(
                    PolicyKind.Fixed,
                    u => u with { Governor = new GovernorSettings { LinearImpact = -0.95 / gamma } })));
        halted.Tick(Mid);
        Assert.Empty(halted.Intents.Items);
        Assert.Equal((long)GovernorState.Halted, halted.Loop.Counters.Governor);
    }

    [Fact]
    public void A_governor_that_halts_from_the_first_quote_on_is_shown_with_triggers_too()
    {
        var governor = new GovernorSettings { LinearImpact = -0.95 / GammaOf() };
        LoopRig rig = Up(
            new LoopRig(
                Settings(PolicyKind.Fixed, u => u with { Governor = governor, Revalue = RevalueMode.Triggers })));
        rig.Tick(Mid);
        rig.Control(ControlKind.Timer);
        Assert.Empty(rig.Intents.Items);
        Assert.Equal((long)GovernorState.Halted, rig.Loop.Counters.Governor);
    }

    [Fact]
    public void Slowed_by_the_governor_hedges_keep_their_distance()
    {
        double gamma = GammaOf();
        LoopRig rig = Up(new LoopRig(Settings(PolicyKind.Fixed, u => u with
        {
            BandHalfWidth = 0.01,
            Governor = new GovernorSettings
            {
                LinearImpact = -0.6 / gamma,
                WidenFactor = 1,
                SlowNanos = 2 * LoopRig.Second,
            },
        })));
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution: 1);
        rig.Tick(Mid + 5_000);
        Assert.Single(rig.Intents.Items);
        rig.Quote(Mid + 5_000, elapsedNanos: 2 * LoopRig.Second);
        rig.Loop.EndBatch();
        Assert.Equal(2, rig.Intents.Items.Count);
    }

    [Fact]
    public void Own_fills_do_not_enter_the_reference_price()
    {
        LoopRig rig = Up(new LoopRig(Settings(PolicyKind.Fixed)));
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent with { LimitTicks = 2 * Mid }, rig.LastIntent.Lots, execution: 1);
        Assert.Equal(Mid / 10.0, rig.Loop.Counters.Price);
    }

    private static double GammaOf()
    {
        LoopRig rig = Up(new LoopRig(Settings(PolicyKind.Gamma)));
        rig.Tick(Mid);
        return Decisions(rig).First().Gamma;
    }

    private static LoopRig Up(LoopRig rig)
    {
        rig.Session(up: true);
        return rig;
    }

    private static HedgeSettings Settings(PolicyKind kind, Func<UnderlyingSettings, UnderlyingSettings>? change = null)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        UnderlyingSettings underlying = settings.Underlyings[0] with
        {
            Policy = new PolicySettings { Kind = kind, IntervalNanos = LoopRig.Second / 10 },
        };
        return settings with { Underlyings = [change?.Invoke(underlying) ?? underlying] };
    }

    private static IEnumerable<HedgeDecision> Decisions(LoopRig rig) =>
        rig.Records.Items.Where(r => r.Kind == JournalKind.Decision).Select(r => r.As<HedgeDecision>());

    private static string Describe(LoopRig rig) =>
        string.Join(
            "\n",
            Decisions(rig).Select(
                d => $"{d.Sequence} {d.Lots} {d.DeltaLow:R} {d.BandLower:R} {d.BandUpper:R} {d.Gamma:R}"));

    // A walk of the price with fills that are whole, partial or late.
    private static LoopRig Walk(HedgeSettings settings)
    {
        const int seed = 7;
        var random = new Random(seed);
        LoopRig rig = Up(new LoopRig(settings));
        long mid = Mid;
        ulong execution = 0;
        int answered = 0;
        for (int i = 0; i < 2_000; i++)
        {
            mid += random.Next(-60, 61);
            rig.Tick(mid);
            for (int s = 0; s < 60; s++)
                rig.Loop.DoIdleSlice();
            while (answered < rig.Intents.Items.Count && random.Next(3) > 0)
            {
                OrderIntent order = rig.Intents.Items[answered++];
                long lots = random.Next(4) == 0 ? order.Lots / 2 : order.Lots;
                if (lots > 0)
                    rig.Fill(order, lots, ++execution);
                if (lots < order.Lots)
                    rig.End(order, ExecutionKind.Canceled, lots);
            }
        }

        return rig;
    }
}

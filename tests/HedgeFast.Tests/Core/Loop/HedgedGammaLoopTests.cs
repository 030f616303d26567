using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Tests.Core.Greeks.Kernels;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>
/// D2 in the loop: band, decision record, governor and adjusted deltas of books with a direction, hedged in inverse and
/// in linear contracts.
/// </summary>
public sealed class HedgedGammaLoopTests
{
    private const long BidTicks = 618_047;
    private const double Price = 61_804.75;
    private const double Volatility = 0.6;
    private const double RiskAversion = 1e-4;

    private static readonly OptionRow ShortCall = Option(OptionType.Call, 60_000, 231.337, -100);
    private static readonly OptionRow LongCall = Option(OptionType.Call, 45_000, 140.337, 100);
    private static readonly OptionRow ShortPut = Option(OptionType.Put, 90_000, 140.337, -100);
    private static readonly OptionRow DeepCall = Option(OptionType.Call, 30_000, 140.337, 100);

    public static TheoryData<int, double, double> Bands => new()
    {
        { 0, -79.8, 0.918 }, { 1, 62.5, 0.780 }, { 2, -76.4, 0.892 }, { 3, 11.1, 0.247 },
    };

    // D2: the decision record of the 45,000 call has gamma .001011 and +-.78, where it had .0001296 and +-.198.
    [Theory]
    [MemberData(nameof(Bands))]
    public void D2_Whalley_and_wilmotts_band_is_that_of_what_is_traded(int book, double gammaPrice, double halfWidth)
    {
        HedgeDecision decision = First(Hedged(PolicyKind.WhalleyWilmott), Row(book));
        Assert.Equal(gammaPrice, decision.Gamma * Price, 0.06);
        Assert.Equal(ForwardGamma(Row(book), Price), decision.Gamma, 2e-5 * Math.Abs(decision.Gamma));
        Assert.Equal(halfWidth, 0.5 * (decision.BandUpper - decision.BandLower), 0.001);
        if (book == 1)
            Assert.Equal(0.001011, decision.Gamma, 5e-7);
    }

    [Fact]
    public void D2_A_long_book_deep_in_the_money_is_free_where_it_was_halted()
    {
        HedgeDecision decision = First(Governed(1_600), DeepCall);
        Assert.Equal(GovernorState.Free, decision.Governor);
        Assert.Equal(-0.29, FeedbackGovernor.LoopGain(1_600, decision.Gamma), 0.005);

        // The same calls short are what feeds itself.
        LoopRig rig = Up(Governed(6_000), DeepCall with { Quantity = -100 });
        Assert.Empty(rig.Intents.Items);
        Assert.Equal((long)GovernorState.Halted, rig.Loop.Counters.Governor);
    }

    // The aim is the delta at the variance of the papers less that at the true one: less variance long gamma, more
    // short gamma.
    [Theory]
    [InlineData(PolicyKind.Leland, true, 100)]
    [InlineData(PolicyKind.Leland, true, -100)]
    [InlineData(PolicyKind.Leland, false, 100)]
    [InlineData(PolicyKind.Leland, false, -100)]
    [InlineData(PolicyKind.Zakamouline, true, 100)]
    [InlineData(PolicyKind.Zakamouline, true, -100)]
    [InlineData(PolicyKind.Zakamouline, false, 100)]
    [InlineData(PolicyKind.Zakamouline, false, -100)]
    public void D2_The_adjusted_delta_of_a_call_deep_in_the_money_has_the_right_sign(
        PolicyKind kind, bool isInverse, double quantity)
    {
        SettlementKind settlement = isInverse ? SettlementKind.Inverse : SettlementKind.Linear;
        OptionRow option = DeepCall with { Quantity = quantity, Settlement = settlement };
        HedgeSettings settings = Hedged(kind, u => u with
        {
            Delta = isInverse ? DeltaConvention.NetTransaction : DeltaConvention.Forward,
            Costs = u.Costs with { HalfSpreadFraction = 0.0005 },
            Policy = u.Policy with { IntervalNanos = 600 * LoopRig.Second, Volatility = Volatility },
        });
        Instrument linear = LoopRig.Perpetual with { Kind = InstrumentKind.Linear, ContractSize = 0.001 };
        if (!isInverse)
            settings = settings with { Instruments = [linear] };
        HedgeDecision decision = First(settings, option);
        double gamma = ForwardGamma(option, Price), cost = 0.001;
        Assert.Equal(gamma, decision.Gamma, 2e-5 * Math.Abs(gamma));

        double change = kind == PolicyKind.Leland
            ? Math.Sqrt(2 / Math.PI) * 2 * cost / (Volatility * Math.Sqrt(600 / (365 * 86_400.0)))
            : 4.76 * Math.Pow(cost, 0.78) / Math.Pow(30.0 / 365, 0.02) * Math.Pow(1 / Volatility, 0.25)
                * Math.Pow(RiskAversion * Price * Price * Math.Abs(gamma), 0.15);
        double ratio = 1 - (Math.Sign(gamma) * change);
        Assert.True(quantity > 0 ? ratio is > 0.01 and < 1 : ratio is > 1 and < 100, $"variance ratio {ratio}");
        double expected = Delta(option, Volatility) - Delta(option, Volatility * Math.Sqrt(ratio));
        Assert.Equal(expected, 0.5 * (decision.BandLower + decision.BandUpper), 1e-6 * Math.Abs(quantity));

        double Delta(OptionRow row, double volatility) =>
            isInverse ? NetTransactionDelta(row, Price, volatility) : ForwardDelta(row, Price, volatility);
    }

    // A share of a book is that share of its options, whatever the policy: the same orders at the same times. A half,
    // so that the bits are the same.
    [Theory]
    [InlineData(PolicyKind.Fixed)]
    [InlineData(PolicyKind.Gamma)]
    [InlineData(PolicyKind.WhalleyWilmott)]
    [InlineData(PolicyKind.Zakamouline)]
    [InlineData(PolicyKind.Timed)]
    [InlineData(PolicyKind.Leland)]
    public void D2_Gamma_honours_the_hedge_ratio(PolicyKind kind)
    {
        const double share = 0.5;
        LoopRig part = Walk(Governed(100, kind, share), ShortCall);
        LoopRig whole = Walk(Governed(100, kind), ShortCall with { Quantity = share * ShortCall.Quantity });
        Assert.NotEmpty(part.Intents.Items);
        Assert.Equal(Orders(whole), Orders(part));
        Assert.Equal(Decisions(whole).Select(d => d.Gamma), Decisions(part).Select(d => d.Gamma));
    }

    // What a linear fallback hedges bends no more, and what is held of the inverse perpetual stays bent: the band takes
    // both as they are.
    [Fact]
    public void D2_With_two_instruments_gamma_is_that_of_the_contracts_held()
    {
        HedgeSettings two = LoopRig.MakeTwo();
        var policy = new PolicySettings { Kind = PolicyKind.Gamma };
        two = two with { Underlyings = [two.Underlyings[0] with { Policy = policy, TargetDelta = 3 }] };
        var rig = new LoopRig(two, OptionBook.Create([LongCall], ["BTC"]));
        rig.Session(up: true);
        rig.Quote(618_000, instrument: 1);
        rig.Tick(618_000);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution: 1);
        long inverse = rig.Loop.Ledger.FilledLots(0);
        Assert.NotEqual(0, inverse);
        AssertBumped(rig, Decisions(rig).Last(), isInverse: true);

        // The perpetual is no longer good: the fallback hedges a move of 5 %.
        rig.Fault(QuoteFault.Gap);
        rig.Tick(649_000, instrument: 1);
        OrderIntent order = rig.LastIntent;
        Assert.Equal(1, order.Instrument);
        HedgeDecision decision = Decisions(rig).Last();
        AssertBumped(rig, decision, isInverse: false);

        // Back in the perpetual, what is held of the fallback does not bend.
        rig.Fill(order, order.Lots, execution: 2);
        rig.Tick(618_000);
        decision = Decisions(rig).Last();
        Assert.Equal((0, 3), (decision.Instrument, (int)decision.Sequence));
        AssertBumped(rig, decision, isInverse: true);
    }

    // The net delta with the contracts that would bring it to the target, moved by a ten thousandth either way.
    private static void AssertBumped(LoopRig rig, in HedgeDecision decision, bool isInverse)
    {
        double price = decision.Price;
        double coins = rig.Loop.Ledger.FilledLots(1) * 0.001, dollars = rig.Loop.Ledger.FilledLots(0) * 100.0;
        double missing = rig.Settings.Underlyings[0].TargetDelta - Net(price);
        if (isInverse)
            dollars += missing * price;
        else
            coins += missing;
        double high = price * 1.0001, low = price * 0.9999;
        Assert.Equal((Net(high) - Net(low)) / (high - low), decision.Gamma, 1e-4 * Math.Abs(decision.Gamma));

        double Net(double at) => NetTransactionDelta(LongCall, at, Volatility) + coins + (dollars / at);
    }

    private static OptionRow Row(int book) => ((OptionRow[])[ShortCall, LongCall, ShortPut, DeepCall])[book];

    private static OptionRow Option(OptionType type, double strike, double days, double quantity)
    {
        long expiry = LoopRig.ExchangeStart + (long)(days * 86_400 * LoopRig.Second);
        return new OptionRow(
            "X", "BTC", type, strike, expiry, SettlementKind.Inverse, OptionModel.Black76, quantity, 1, Volatility);
    }

    private static HedgeSettings Hedged(PolicyKind kind, Func<UnderlyingSettings, UnderlyingSettings>? change = null)
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        UnderlyingSettings underlying = settings.Underlyings[0] with
        {
            Policy = new PolicySettings
            {
                Kind = kind,
                RiskAversion = RiskAversion,
                HorizonYears = 30.0 / 365,
                Volatility = Volatility,
                IntervalNanos = LoopRig.Second / 10,
            },
        };
        return settings with { Underlyings = [change?.Invoke(underlying) ?? underlying] };
    }

    private static HedgeSettings Governed(double linearImpact, PolicyKind kind = PolicyKind.Fixed, double ratio = 1)
    {
        var governor = new GovernorSettings { LinearImpact = linearImpact };
        return Hedged(kind, u => u with { HedgeRatio = ratio, Governor = governor });
    }

    private static HedgeDecision First(HedgeSettings settings, OptionRow option) =>
        Decisions(Up(settings, option)).First();

    private static LoopRig Up(HedgeSettings settings, OptionRow option)
    {
        var rig = new LoopRig(settings, OptionBook.Create([option], ["BTC"]));
        rig.Session(up: true);
        rig.Market(new MarketEvent
        {
            Kind = MarketEventKind.Quote,
            ReceiveNanos = rig.Now,
            ExchangeNanos = LoopRig.ExchangeStart,
            BidTicks = BidTicks,
            AskTicks = BidTicks + 1,
            BidLots = 1_000,
            AskLots = 1_000,
        });
        return rig;
    }

    private static LoopRig Walk(HedgeSettings settings, OptionRow option)
    {
        const int seed = 11;
        var random = new Random(seed);
        LoopRig rig = Up(settings, option);
        long mid = BidTicks;
        ulong execution = 0;
        int answered = 0;
        for (int i = 0; i < 1_000; i++)
        {
            while (answered < rig.Intents.Items.Count)
                rig.Fill(rig.Intents.Items[answered], rig.Intents.Items[answered++].Lots, ++execution);
            mid += random.Next(-400, 401);
            rig.Tick(mid);
        }

        return rig;
    }

    private static IEnumerable<(Side Side, long Lots, long LimitTicks)> Orders(LoopRig rig) =>
        rig.Intents.Items.Select(order => (order.Side, order.Lots, order.LimitTicks));

    private static IEnumerable<HedgeDecision> Decisions(LoopRig rig) =>
        rig.Records.Items.Where(r => r.Kind == JournalKind.Decision).Select(r => r.As<HedgeDecision>());

    private static double Root(OptionRow option, double volatility) =>
        volatility * Math.Sqrt((option.ExpiryNanos - LoopRig.ExchangeStart) / (365.0 * 86_400 * LoopRig.Second));

    private static double D1(OptionRow option, double price, double volatility) =>
        (Math.Log(price / option.Strike) / Root(option, volatility)) + (0.5 * Root(option, volatility));

    private static double NetTransactionDelta(OptionRow option, double price, double volatility)
    {
        double sign = option.Type == OptionType.Call ? 1 : -1;
        double d2 = D1(option, price, volatility) - Root(option, volatility);
        return option.Quantity * sign * option.Strike / price * NormalReference.At(sign * d2);
    }

    private static double ForwardDelta(OptionRow option, double price, double volatility)
    {
        double sign = option.Type == OptionType.Call ? 1 : -1;
        return option.Quantity * sign * NormalReference.At(sign * D1(option, price, volatility));
    }

    private static double ForwardGamma(OptionRow option, double price)
    {
        double d1 = D1(option, price, option.Volatility), density = Math.Exp(-0.5 * d1 * d1) / Math.Sqrt(2 * Math.PI);
        return option.Quantity * density / (price * Root(option, option.Volatility));
    }
}

using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Greeks.Kernels;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Loop;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Core.Telemetry;

namespace HedgeFast.Tests.Core.Loop;

public sealed class DecisionLogTests
{
    private const long Mid = 600_000;
    private static readonly HedgeSettings Settings = Triggered(LoopRig.MakeSettings(halfWidth: 5));

    private readonly LoopCounters _counters = new();
    private readonly MarketState _market = new(Settings.Instruments);
    private readonly ListProducer<JournalRecord> _journal = new();
    private readonly InstrumentChoice _instruments;
    private readonly UnderlyingValuation _valuation;
    private readonly DecisionLog _log;

    public DecisionLogTests()
    {
        var portfolio = new PortfolioDelta(
            LoopRig.ShortCalls(100), [DeltaConvention.NetTransaction], [new UnderlyingCarry(0, 0, LoopRig.Second)],
            DeltaKernel.Choose());
        UnderlyingSettings underlying = Settings.Underlyings[0];
        UnderlyingDelta options = portfolio[0];
        Instrument[] instruments = [.. Settings.Instruments];
        var ledger = new PositionLedger(instruments, Settings.Orders.MaxLive);
        _instruments = new InstrumentChoice(
            instruments, underlying, Settings.Limits.StaleNanos, _market, ledger, new OrderPauses(1, 1), _counters,
            [new InstrumentCounters()]);
        _valuation = new UnderlyingValuation(
            underlying, options, _instruments, new UnderlyingPolicy(underlying, instruments[0], options, []),
            new LiveForwards(underlying, instruments, options, _market), _counters);
        _log = new DecisionLog(new JournalAppender(_journal), 1, LatencyProbe.Off);
        Quote(Mid);
        while (_valuation.BuildStep())
        {
        }
    }

    [Fact]
    public void A_decision_confirmed_by_the_exact_delta_is_no_contradiction()
    {
        Decide(0);
        Assert.Equal(0, _counters.Contradicted);
        Assert.Equal(1, _counters.Revaluations);
        HedgeDecision written = Assert.Single(_journal.Items).As<HedgeDecision>();
        Assert.Equal(_valuation.OptionDelta, written.OptionDelta);
        Assert.Equal(DecisionRule.BelowBand, written.Rule);
        Assert.True(FromCurve(Mid + 10));
    }

    [Fact]
    public void A_decision_contradicted_by_the_exact_delta_is_counted_and_ends_the_use_of_the_curve()
    {
        Decide(1);
        Assert.Equal(1, _counters.Contradicted);
        Assert.False(FromCurve(Mid + 10));
        Assert.False(_valuation.BuildStep());
    }

    private static HedgeSettings Triggered(HedgeSettings settings) =>
        settings with { Underlyings = [settings.Underlyings[0] with { Revalue = RevalueMode.Triggers }] };

    private void Quote(long midTicks)
    {
        _market.TryApplyQuote(
            new MarketEvent
            {
                Kind = MarketEventKind.Quote,
                ReceiveNanos = 1,
                ExchangeNanos = LoopRig.ExchangeStart,
                BidTicks = midTicks - 1,
                AskTicks = midTicks + 1,
            },
            out _);
        Assert.True(_instruments.Refresh(nowNanos: 1));
        Assert.False(_valuation.MoveToQuote());
    }

    private HedgeOrder Order()
    {
        double perLot = _instruments.Lot(0).At(_valuation.Price);
        Assert.True(_valuation.TryFindNeed(default, perLot, out HedgeNeed need));
        return new HedgeOrder(0, perLot, need, need.Lots);
    }

    private bool FromCurve(long midTicks)
    {
        Quote(midTicks);
        long revaluations = _counters.Revaluations;
        Order();
        return _counters.Revaluations == revaluations;
    }

    // As if the curve had asked for so many lots more.
    private void Decide(long tooMany)
    {
        HedgeOrder order = Order();
        Assert.Equal(0, _counters.Revaluations);
        order = order with { Need = order.Need with { Lots = order.Need.Lots + tooMany } };
        var decision = new HedgeDecision { Sequence = 1, Lots = order.Lots, Price = _valuation.Price };
        _log.Add(new OpenDecision(_valuation, decision, order with { IsPlaced = true }, default));
        Assert.Empty(_journal.Items);
        Assert.True(_log.TryComplete());
    }
}

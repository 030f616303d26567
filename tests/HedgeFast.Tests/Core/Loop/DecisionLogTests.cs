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
    private readonly UnderlyingState[] _state = new UnderlyingState[1];
    private readonly Valuation _valuation;
    private readonly DecisionLog _records;

    public DecisionLogTests()
    {
        var portfolio = new PortfolioDelta(
            LoopRig.ShortCalls(100), [DeltaConvention.NetTransaction], [new UnderlyingCarry(0, 0, LoopRig.Second)],
            DeltaKernel.Choose());
        Instrument[] instruments = [.. Settings.Instruments];
        var ledger = new PositionLedger(instruments, Settings.Orders.MaxLive);
        _valuation = new Valuation(
            Settings, portfolio, _market, ledger, new OrderPauses(1, 1), _counters, [new InstrumentCounters()], _state,
            requests: null);
        var appender = new JournalAppender(_journal);
        _records = new DecisionLog(Settings, _valuation, appender, _state);
        Quote(Mid);
        while (_valuation.DoIdleSlice())
        {
        }
    }

    [Fact]
    public void A_decision_that_the_exact_delta_bears_out_is_no_contradiction()
    {
        Decide(0);
        Assert.Equal(0, _counters.Contradicted);
        Assert.Equal(1, _counters.Revaluations);
        HedgeDecision written = Assert.Single(_journal.Items).As<HedgeDecision>();
        Assert.Equal(_state[0].OptionDelta, written.OptionDelta);
        Assert.Equal(DecisionRule.BelowBand, written.Rule);
        Assert.True(FromCurve(Mid + 10));
    }

    [Fact]
    public void A_decision_that_the_exact_delta_contradicts_is_counted_and_ends_the_use_of_the_curve()
    {
        Decide(1);
        Assert.Equal(1, _counters.Contradicted);
        Assert.False(FromCurve(Mid + 10));
        Assert.False(_valuation.DoIdleSlice());
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
        _valuation.TakeQuote(0, _valuation.Hedges(0), ref _state[0], nowNanos: 1);
    }

    private HedgeOrder Order()
    {
        double perLot = _valuation.Hedges(0).Lot(0).At(_state[0].Price);
        Assert.True(_valuation.TryFindNeed(0, default, _valuation.Policy(0).Band, perLot, out HedgeNeed need));
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
        StateDigest digest = default;
        _records.Add(new HedgeDecision { Sequence = 1, Lots = order.Lots, Price = _state[0].Price }, order, default);
        Assert.Empty(_journal.Items);
        Assert.True(_records.TryComplete(ref digest));
    }
}

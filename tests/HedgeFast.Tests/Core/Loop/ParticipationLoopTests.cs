using HedgeFast.Core;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core.Loop;

/// <summary>
/// Orders sliced by the traded volume: a tenth of what others trade in a second. The need is thousands of lots.
/// </summary>
public sealed class ParticipationLoopTests
{
    private const long Mid = 600_000;

    private readonly LoopRig _rig;

    public ParticipationLoopTests()
    {
        HedgeSettings settings = LoopRig.MakeSettings();
        _rig = new LoopRig(
            settings with { Orders = settings.Orders with { VolumeShare = 0.1, VolumeWindowNanos = LoopRig.Second } });
        _rig.Session(up: true);
    }

    [Fact]
    public void Where_nobody_trades_nothing_is_hedged_and_it_is_tried_again()
    {
        _rig.Tick(Mid);
        Assert.Empty(_rig.Intents.Items);
        Assert.Equal(1, _rig.Loop.Counters.VolumeWaits);
        _rig.Trade(5_000);
        _rig.Control(ControlKind.Timer);
        Assert.Equal((500L, 1L), (_rig.LastIntent.Lots, _rig.Loop.Counters.VolumeWaits));
    }

    [Fact]
    public void Slices_together_keep_to_the_share_and_own_fills_are_no_volume()
    {
        _rig.Trade(5_000);
        _rig.Tick(Mid);
        OrderIntent first = _rig.LastIntent;
        Assert.Equal(500, first.Lots);

        // The print of our own fill changes nothing for the better: of 5,500 printed 5,000 are others', and their share
        // is used up.
        _rig.Trade(500);
        _rig.Fill(first, 500, execution: 1);
        _rig.Tick(Mid);
        Assert.Single(_rig.Intents.Items);

        _rig.Trade(2_000);
        _rig.Tick(Mid);
        Assert.Equal((2, 200L), (_rig.Intents.Items.Count, _rig.LastIntent.Lots));

        // A fill told twice is one fill. Of 8,500 printed 700 are ours, filled or still out: 780 less 700 are left.
        _rig.Fill(first, 500, execution: 1);
        _rig.Trade(1_000);
        _rig.Tick(Mid);
        Assert.Equal((3, 80L), (_rig.Intents.Items.Count, _rig.LastIntent.Lots));
    }

    [Fact]
    public void When_the_window_has_passed_the_volume_is_gone()
    {
        _rig.Trade(5_000);
        _rig.Control(ControlKind.Timer, elapsedNanos: LoopRig.Second);
        _rig.Tick(Mid);
        Assert.Empty(_rig.Intents.Items);
    }

    [Fact]
    public void The_same_records_give_the_same_slices()
    {
        var random = new Random(5);
        for (int i = 0; i < 400; i++)
        {
            _rig.Trade(random.Next(4_000));
            _rig.Tick(Mid + random.Next(-2_000, 2_001));
            if (_rig.Loop.Counters.LiveOrders == 0)
                continue;
            OrderIntent order = _rig.Intents.Items.Last(o => o.Kind == IntentKind.New);
            _rig.Fill(order, order.Lots, (ulong)i + 1);
        }

        Assert.True(_rig.Loop.Counters.Orders > 50, $"{_rig.Loop.Counters.Orders} orders");
        RecordedRun.AssertReproduced(_rig);

        // With other trades it would have been another run.
        IEnumerable<JournalRecord> altered = _rig.Records.Items.Select(r =>
            r.Kind == JournalKind.Market
                && r.As<MarketEvent>() is { Kind: MarketEventKind.Trade, BidLots: > 2_000 } trade
                ? JournalRecord.Of(r.Kind, r.Sequence, trade with { BidLots = 1 })
                : r);
        Assert.NotNull(RecordedRun.Prove(_rig, altered).Difference);
    }

    [Fact]
    public void A_fill_that_names_no_instrument_is_traded_volume_of_its_order_s()
    {
        _rig.Trade(5_000);
        _rig.Tick(Mid);
        OrderIntent first = _rig.LastIntent;
        _rig.Execute(new ExecutionEvent
        {
            ReceiveNanos = _rig.Now,
            Kind = ExecutionKind.Fill,
            OrderId = first.OrderId,
            Instrument = -1,
            Side = first.Side,
            LastLots = 500,
            LastTicks = first.LimitTicks,
            CumLots = 500,
            ExecIdLow = 1,
        });
        Assert.Equal(500, _rig.Position);
        _rig.Tick(Mid);
        Assert.Single(_rig.Intents.Items);
    }
}

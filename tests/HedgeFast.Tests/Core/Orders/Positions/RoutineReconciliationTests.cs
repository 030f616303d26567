using HedgeFast.Core.Limits;
using HedgeFast.Tests.Core.Loop;
using HedgeFast.Tests.Core.Resume;

namespace HedgeFast.Tests.Core.Orders.Positions;

/// <summary>Positions compared from time to time while hedging goes on.</summary>
public sealed class RoutineReconciliationTests
{
    private const long Every = 10 * LoopRig.Second;

    private readonly PositionRig _rig = new(everyNanos: Every);
    private readonly long _btc;
    private readonly long _eth;

    public RoutineReconciliationTests() => (_btc, _eth) = _rig.Hedge();

    private int Asked => _rig.Sent(IntentKind.Positions).Count();

    [Fact]
    public void It_is_asked_again_and_again_and_holds_nothing_back()
    {
        for (int round = 1; round < 5; round++)
        {
            int asked = Asked;
            _rig.Wait(Every);
            Assert.Equal(asked + 1, Asked);
            Assert.Equal(0L, _rig.Counters.Recovering);

            // The price moves and an order fills while the answer is on its way, which is from before.
            long before = _rig.Loop.Position;
            int orders = _rig.Orders(0);
            _rig.Loop.Tick(PositionRig.BtcMid + (round * 20_000));
            Assert.Equal(orders + 1, _rig.Orders(0));
            OrderIntent order = _rig.Sent(IntentKind.New).Last();
            _rig.Loop.Fill(order, order.Lots, (ulong)(100 + round));
            _rig.Answer((0, before), (1, _eth));
            _rig.Wait(LoopRig.Second);
            Assert.Equal(asked + 2, Asked);
            _rig.Answer((0, _rig.Loop.Position), (1, _eth));
            Assert.Equal(0L, _rig.Instruments[0].Differs);
            Assert.Equal(0L, _rig.Counters.PositionsUnconfirmed);
        }
    }

    [Fact]
    public void A_difference_that_is_told_twice_stops_its_underlying()
    {
        _rig.Wait(Every);
        _rig.Answer((0, _btc + 5), (1, _eth));
        Assert.Equal(2, Asked);
        Assert.Equal(0L, _rig.Instruments[0].Differs);
        _rig.Wait(LoopRig.Second);
        Assert.Equal(3, Asked);
        _rig.Answer((0, _btc + 5), (1, _eth));
        Assert.Equal(1L, _rig.Instruments[0].Differs);
        Assert.Equal(_btc, _rig.Instruments[0].OurLots);
        Assert.Equal(_btc + 5, _rig.Instruments[0].TheirLots);
        Assert.Equal(0L, _rig.Instruments[1].Differs);
        Assert.Equal(0, _rig.Counters.PositionsUnconfirmed);
    }

    [Fact]
    public void One_that_is_gone_at_the_second_answer_was_only_late()
    {
        _rig.Wait(Every);
        _rig.Answer((0, 0), (1, _eth));
        _rig.Wait(LoopRig.Second);
        _rig.Answer((0, _btc), (1, _eth));
        Assert.Equal(0L, _rig.Instruments[0].Differs);
        Assert.Equal(0L, _rig.Counters.PositionsUnconfirmed);

        // And does not count when another one comes later.
        _rig.Wait(Every);
        _rig.Answer((0, 0), (1, _eth));
        Assert.Equal(0L, _rig.Instruments[0].Differs);
    }

    [Fact]
    public void No_answer_is_told_and_stops_nothing()
    {
        _rig.Wait(Every);
        _rig.Wait(6 * LoopRig.Second);
        Assert.Equal(1L, _rig.Counters.PositionsUnconfirmed);
        Assert.Equal(0L, _rig.Instruments[0].Differs);
        Assert.Equal(0L, _rig.Counters.Recovering);
        _rig.Wait(Every);
        Assert.Equal(3, Asked);
    }

    [Fact]
    public void A_replay_asks_at_the_same_times()
    {
        _rig.Wait(Every);
        _rig.Answer((0, _btc + 5), (1, _eth));
        _rig.Wait(LoopRig.Second);
        _rig.Answer((0, _btc + 5), (1, _eth));
        _rig.Settle(0, _btc + 5);
        _rig.Wait(Every);
        Assert.Equal(_btc + 5, _rig.Loop.Position);
        RecordedRun.AssertReproduced(_rig.Loop);
    }
}

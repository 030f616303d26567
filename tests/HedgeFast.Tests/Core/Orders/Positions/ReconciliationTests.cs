using HedgeFast.Core.Book;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Core.Orders.Positions;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Orders.Positions;

/// <summary>Whether the exchange holds what we hold, asked after each logon.</summary>
public sealed class ReconciliationTests
{
    private readonly PositionRig _rig = new();

    [Fact]
    public void Nothing_new_leaves_before_the_exchange_has_confirmed_what_we_hold()
    {
        _rig.Up().Ticks();
        Assert.Single(_rig.Sent(IntentKind.Positions));
        Assert.Empty(_rig.Sent(IntentKind.New));
        Assert.Equal(1L, _rig.Counters.Recovering);
        _rig.Answer();
        _rig.Wait(5_000_000);
        Assert.Equal(1, _rig.Orders(0));
        Assert.Equal(1, _rig.Orders(1));
        Assert.Equal(0L, _rig.Counters.Recovering);
        Assert.Equal(0L, _rig.Counters.PositionsUnconfirmed);
        Assert.All(_rig.Instruments, instrument => Assert.Equal(0, instrument.Differs));
    }

    [Fact]
    public void Without_the_key_nobody_asks()
    {
        var loop = new LoopRig();
        loop.Session(up: true);
        loop.Tick(PositionRig.BtcMid);
        Assert.Equal(IntentKind.New, Assert.Single(loop.Intents.Items).Kind);
    }

    [Fact]
    public void Equal_positions_in_several_instruments_are_confirmed_at_every_logon()
    {
        (long btc, long eth) = _rig.Hedge();
        _rig.Loop.Session(up: false);
        _rig.Up().Answer((1, eth), (0, btc));
        Assert.Equal(2, _rig.Sent(IntentKind.Positions).Count());
        Assert.Equal(0L, _rig.Counters.Recovering);
        Assert.All(_rig.Instruments, instrument => Assert.Equal(0, instrument.Differs));
    }

    [Fact]
    public void A_difference_stops_its_underlying_alone_and_names_both_sides()
    {
        _rig.Up().Answer((0, 7));
        _rig.Ticks();
        _rig.Wait(LoopRig.Second);
        Assert.Equal(0, _rig.Orders(0));
        Assert.Equal(1, _rig.Orders(1));
        Assert.Equal(1L, _rig.Instruments[0].Differs);
        Assert.Equal(0L, _rig.Instruments[0].OurLots);
        Assert.Equal(7L, _rig.Instruments[0].TheirLots);
        Assert.Equal(0L, _rig.Instruments[1].Differs);
    }

    [Fact]
    public void What_a_whole_answer_leaves_out_is_not_held_there()
    {
        (long btc, long eth) = _rig.Hedge();
        _rig.Loop.Session(up: false);
        _rig.Up().Answer((0, btc));
        Assert.Equal(0L, _rig.Instruments[0].Differs);
        Assert.Equal(1L, _rig.Instruments[1].Differs);
        Assert.Equal(eth, _rig.Instruments[1].OurLots);
        Assert.Equal(0L, _rig.Instruments[1].TheirLots);
    }

    [Fact]
    public void Positions_in_what_is_not_traded_here_count_as_reports_and_as_nothing_else()
    {
        _rig.Up().Answer((-1, 500), (-1, -3));
        Assert.Equal(0L, _rig.Counters.Recovering);
        Assert.Equal(0L, _rig.Counters.PositionsUnconfirmed);
        Assert.All(_rig.Instruments, instrument => Assert.Equal(0, instrument.Differs));
    }

    [Fact]
    public void A_settlement_with_a_number_that_was_not_told_is_refused_and_has_the_positions_asked_for_again()
    {
        _rig.Up().Answer((0, 7));
        int asked = _rig.Sent(IntentKind.Positions).Count();
        _rig.Settle(0, 9);
        Assert.Equal(1L, _rig.Counters.RequestsRefused);
        Assert.Equal(asked + 1, _rig.Sent(IntentKind.Positions).Count());
        _rig.Answer((0, 9));
        _rig.Settle(0, 9);
        Assert.Equal(9L, _rig.Loop.Position);
        Assert.Equal(1L, _rig.Counters.RequestsRefused);
    }

    [Fact]
    public void The_operator_takes_the_exchanges_position_and_it_is_journaled()
    {
        _rig.Up().Answer((0, 7));
        _rig.Ticks();
        _rig.Settle(0, 7);
        Assert.Equal(7L, _rig.Loop.Position);
        Assert.Equal(0L, _rig.Instruments[0].Differs);
        Assert.Equal(0L, _rig.Counters.RequestsRefused);
        CarriedPosition adopted = Assert.Single(
            _rig.Loop.Records.Items, record => record.Kind == JournalKind.Adoption).As<CarriedPosition>();
        Assert.Equal(0, adopted.Instrument);
        Assert.Equal(7L, adopted.Lots);
        _rig.Wait(5_000_000);
        Assert.Equal(1, _rig.Orders(0));
    }

    [Fact]
    public void The_operator_keeps_ours_and_the_next_logon_asks_again()
    {
        _rig.Up().Answer((0, 7));
        _rig.Settle(0, 0);
        Assert.Equal(0L, _rig.Loop.Position);
        Assert.Equal(0L, _rig.Instruments[0].Differs);
        Assert.Equal(0L, _rig.Counters.RequestsRefused);
        Assert.DoesNotContain(_rig.Loop.Records.Items, record => record.Kind == JournalKind.Adoption);
        _rig.Loop.Session(up: false);
        _rig.Up().Answer((0, 7));
        Assert.Equal(1, _rig.Instruments[0].Differs);
    }

    [Fact]
    public void A_number_that_is_neither_sides_another_instrument_and_nobody_settle_nothing()
    {
        _rig.Up().Answer((0, 7));
        _rig.Settle(0, 3);
        _rig.Settle(1, 0);
        _rig.Settle(-1, 7);
        _rig.Settle(0, 7, name: "");
        Assert.Equal(4L, _rig.Counters.RequestsRefused);
        Assert.Equal(1L, _rig.Instruments[0].Differs);
        Assert.Equal(0L, _rig.Loop.Position);
    }

    [Fact]
    public void While_the_exchange_is_asked_nothing_can_be_settled()
    {
        _rig.Up().Answer((0, 7));
        _rig.Loop.Session(up: false);
        _rig.Up().Settle(0, 7);
        Assert.Equal(1L, _rig.Counters.RequestsRefused);
        Assert.Equal(0L, _rig.Loop.Position);
    }

    [Fact]
    public void No_answer_in_time_is_an_alarm_and_hedging_goes_on_from_our_own_count()
    {
        _rig.Up().Ticks();
        _rig.Wait(4 * LoopRig.Second);
        Assert.Equal(1L, _rig.Counters.Recovering);
        Assert.Equal(0L, _rig.Counters.PositionsUnconfirmed);
        _rig.Wait(LoopRig.Second);
        Assert.Equal(0L, _rig.Counters.Recovering);
        Assert.Equal(1L, _rig.Counters.PositionsUnconfirmed);
        _rig.Ticks();
        Assert.Equal(1, _rig.Orders(0));
        Assert.Equal(1, _rig.Orders(1));

        // An answer that comes after all changes nothing.
        _rig.Answer((0, 7));
        Assert.Equal(0, _rig.Instruments[0].Differs);
    }

    [Fact]
    public void Half_an_answer_says_what_it_says()
    {
        _rig.Up().Say(ExecutionKind.Position, instrument: 0, lots: 7, count: 2, report: 1);
        Assert.Equal(1L, _rig.Counters.Recovering);
        Assert.Equal(0L, _rig.Instruments[0].Differs);
        _rig.Wait(5 * LoopRig.Second);
        Assert.Equal(0L, _rig.Counters.Recovering);
        Assert.Equal(1L, _rig.Counters.PositionsUnconfirmed);
        Assert.Equal(1L, _rig.Instruments[0].Differs);
        Assert.Equal(0L, _rig.Instruments[1].Differs);
    }

    [Fact]
    public void Reports_of_an_unknown_number_are_judged_when_the_time_is_over()
    {
        _rig.Up().Say(ExecutionKind.Position, instrument: 0, lots: 0, report: 1);
        _rig.Say(ExecutionKind.Position, instrument: 1, lots: -4, report: 2);
        Assert.Equal(1, _rig.Counters.Recovering);
        _rig.Wait(5 * LoopRig.Second);
        Assert.Equal(0L, _rig.Counters.Recovering);
        Assert.Equal(0L, _rig.Counters.PositionsUnconfirmed);
        Assert.Equal(0L, _rig.Instruments[0].Differs);
        Assert.Equal(1L, _rig.Instruments[1].Differs);
    }

    [Fact]
    public void A_refused_request_is_an_alarm_at_once()
    {
        _rig.Up().Say(ExecutionKind.PositionsRefused);
        Assert.Equal(0L, _rig.Counters.Recovering);
        Assert.Equal(1L, _rig.Counters.PositionsUnconfirmed);
        _rig.Ticks();
        Assert.Equal(1, _rig.Orders(0));
        Assert.Equal(1, _rig.Orders(1));
    }

    [Fact]
    public void A_report_told_twice_counts_once_and_two_of_one_instrument_are_added()
    {
        _rig.Up().Say(ExecutionKind.Position, instrument: 0, lots: 5, count: 2, report: 1);
        _rig.Say(ExecutionKind.Position, instrument: 0, lots: 5, count: 2, report: 1);
        Assert.Equal(1, _rig.Counters.Recovering);
        _rig.Say(ExecutionKind.Position, instrument: 0, lots: -3, count: 2, report: 2);
        Assert.Equal(0L, _rig.Counters.Recovering);
        Assert.Equal(2L, _rig.Instruments[0].TheirLots);
    }

    [Fact]
    public void The_answer_to_an_older_request_is_passed_over()
    {
        long first = _rig.Up().Request.RequestId;
        _rig.Loop.Session(up: false);
        _rig.Up().Say(ExecutionKind.Position, instrument: 0, lots: 7, count: 1, report: 1, request: first);
        Assert.Equal(1L, _rig.Counters.Recovering);
        Assert.Equal(0L, _rig.Instruments[0].Differs);

        // The same report of the newer request is another one.
        _rig.Say(ExecutionKind.Position, instrument: 0, lots: 0, count: 1, report: 1);
        Assert.Equal(0L, _rig.Counters.Recovering);
        Assert.Equal(0L, _rig.Instruments[0].Differs);
    }

    [Fact]
    public void A_fill_on_its_way_with_the_answer_is_no_difference_and_the_exchange_is_asked_again()
    {
        var rig = new PositionRig(TimeInForce.Day);
        rig.Up().Answer();
        rig.Ticks();
        OrderIntent resting = rig.Sent(IntentKind.New).First(intent => intent.Instrument == 0);
        rig.Loop.Session(up: false);
        rig.Up();
        Status(rig, rig.Sent(IntentKind.New));
        rig.Answer((0, 10));
        Assert.Equal(1L, rig.Counters.Recovering);
        Assert.Equal(0L, rig.Instruments[0].Differs);
        Assert.Equal(2, rig.Sent(IntentKind.Positions).Count());

        // The fill that the exchange has counted already comes.
        rig.Loop.Fill(resting, 10, execution: 1);
        rig.Wait(500_000_000);
        Assert.Equal(3, rig.Sent(IntentKind.Positions).Count());
        rig.Answer((0, 10));
        Assert.Equal(0L, rig.Counters.Recovering);
        Assert.Equal(0L, rig.Instruments[0].Differs);
        Assert.Equal(0L, rig.Counters.PositionsUnconfirmed);
    }

    [Fact]
    public void A_difference_beyond_all_that_may_fill_is_one_and_what_rests_is_cancelled()
    {
        var rig = new PositionRig(TimeInForce.Day);
        rig.Up().Answer();
        rig.Ticks();
        rig.Loop.Session(up: false);
        rig.Up();
        Status(rig, rig.Sent(IntentKind.New));
        rig.Answer((0, -1));
        Assert.Equal(0L, rig.Counters.Recovering);
        Assert.Equal(1L, rig.Instruments[0].Differs);
        Assert.Equal(0L, rig.Instruments[1].Differs);
        Assert.Equal(0, Assert.Single(rig.Sent(IntentKind.Cancel)).Instrument);
    }

    [Fact]
    public void A_fill_that_comes_after_the_difference_was_found_has_it_asked_about_again()
    {
        _rig.Up().Answer((0, 7));
        _rig.Ticks();
        _rig.Loop.Execute(
            new ExecutionEvent
            {
                ReceiveNanos = _rig.Loop.Now,
                Kind = ExecutionKind.Fill,
                Instrument = 0,
                Side = Side.Buy,
                LastLots = 7,
                LastTicks = PositionRig.BtcMid,
                ExecIdLow = 1,
            });
        Assert.Equal(2, _rig.Sent(IntentKind.Positions).Count());
        Assert.Equal(0L, _rig.Counters.Recovering);
        Assert.Equal(0, _rig.Orders(0));
        _rig.Answer((0, 7));
        Assert.Equal(0, _rig.Instruments[0].Differs);
        _rig.Wait(5_000_000);
        Assert.Equal(1, _rig.Orders(0));
    }

    // Both instruments hedged, and the positions confirmed before.

    private static void Status(PositionRig rig, IEnumerable<OrderIntent> orders)
    {
        foreach (OrderIntent order in orders.ToArray())
        {
            rig.Loop.Execute(new ExecutionEvent
            {
                ReceiveNanos = rig.Loop.Now,
                Kind = ExecutionKind.Status,
                OrderId = order.OrderId,
                RequestId = order.OrderId,
                Instrument = order.Instrument,
                Side = order.Side,
                LeavesLots = order.Lots,
            });
        }
    }

    [Fact]
    public void While_one_position_is_settled_by_hand_the_exchange_is_asked_about_another_in_doubt_again()
    {
        var rig = new PositionRig();
        (long btc, long eth) = rig.Hedge();
        foreach (int instrument in (int[])[0, 1])
        {
            rig.Loop.Execute(
                new ExecutionEvent
                {
                    ReceiveNanos = rig.Loop.Now,
                    Kind = ExecutionKind.Unreadable,
                    Instrument = instrument,
                });
        }

        rig.Wait(5_000_000);
        int asked = rig.Sent(IntentKind.Positions).Count();
        rig.Settle(0, btc);
        rig.Wait(5_000_000);
        Assert.Equal(asked + 1, rig.Sent(IntentKind.Positions).Count());
        rig.Answer((0, btc), (1, eth));
        Assert.Equal((long)DoubtReasons.None, rig.Instruments[1].Doubt);
    }
}

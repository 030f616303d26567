using HedgeFast.Core;
using HedgeFast.Core.Book;
using HedgeFast.Core.Control;
using HedgeFast.Core.Feed;
using HedgeFast.Core.Greeks;
using HedgeFast.Core.Hedge;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Limits;
using HedgeFast.Core.Orders;
using HedgeFast.Tests.Core.Greeks;
using HedgeFast.Tests.Core.Loop;

namespace HedgeFast.Tests.Core.Orders;

/// <summary>
/// Two hedge instruments on one underlying: a preferred inverse perpetual, 0, and a linear one behind it, 1, that
/// trades 0.1 % above.
/// </summary>
public sealed class InstrumentChoiceTests
{
    private const long Mid = 600_000;
    private const long FallbackMid = 600_600;

    [Fact]
    public void The_preferred_one_is_traded_while_it_is_fit()
    {
        LoopRig rig = Ready(LoopRig.MakeTwo());
        rig.Tick(Mid);
        Assert.Equal(0, rig.LastIntent.Instrument);
        Assert.Single(rig.Intents.Items);
        Assert.Equal(0.001, rig.Loop.Instruments[1].Basis, 1e-12);
    }

    [Theory]
    [InlineData(QuoteFault.Stale)]
    [InlineData(QuoteFault.Halted)]
    [InlineData(QuoteFault.Crossed)]
    public void A_fault_of_the_preferred_one_sends_new_hedges_to_the_next_and_its_return_brings_them_back(
        QuoteFault fault)
    {
        LoopRig rig = Hedged(LoopRig.MakeTwo());
        rig.Fault(fault);
        Assert.Equal(1, rig.Loop.Counters.Hedgeable);
        rig.Tick(FallbackMid + 9_000, instrument: 1);
        Assert.Equal(1, rig.LastIntent.Instrument);
        Assert.Equal(2, rig.Intents.Items.Count);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution: 2);
        AssertInBand(rig);

        rig.Tick(Mid + 18_000);
        Assert.Equal(0, rig.LastIntent.Instrument);
        Assert.Equal(3, rig.Intents.Items.Count);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution: 3);
        AssertInBand(rig);
        Assert.Equal(2, rig.Loop.Counters.Fallbacks);
        Assert.True(rig.Loop.Ledger.FilledLots(0) != 0 && rig.Loop.Ledger.FilledLots(1) != 0);
    }

    [Fact]
    public void While_the_fallback_is_in_use_the_price_is_its_mid_less_its_basis()
    {
        LoopRig rig = Hedged(LoopRig.MakeTwo());
        rig.Fault(QuoteFault.Stale);
        Assert.Equal(60_000, rig.Loop.Counters.Price, 1e-6);
        rig.Tick(606_606, instrument: 1);
        Assert.Equal(60_600, rig.Loop.Counters.Price, 1e-6);
        Assert.Equal(0.001f, LastDecision(rig).Basis, 1e-6f);
    }

    [Fact]
    public void A_fallback_that_was_never_quoted_beside_the_preferred_one_is_not_used()
    {
        LoopRig rig = new(LoopRig.MakeTwo());
        rig.Session(up: true);
        rig.Tick(FallbackMid, instrument: 1);
        Assert.Equal(0, rig.Loop.Counters.Hedgeable);
        Assert.Empty(rig.Intents.Items);
    }

    [Fact]
    public void A_basis_out_of_its_range_forbids_the_fallback_until_it_is_back()
    {
        LoopRig rig = Hedged(LoopRig.MakeTwo(LoopRig.Fallback with { MaxBasisFraction = 0.002 }));
        rig.Tick(Mid + 1_500, instrument: 1);
        rig.Fault(QuoteFault.Stale);
        rig.Tick(Mid + 9_000, instrument: 1);
        Assert.Equal(0, rig.Loop.Counters.Hedgeable);
        Assert.Single(rig.Intents.Items);

        rig.Tick(Mid + 600);
        rig.Tick(Mid + 1_200, instrument: 1);
        rig.Fault(QuoteFault.Stale);
        rig.Tick(Mid + 9_600, instrument: 1);
        Assert.Equal(1, rig.LastIntent.Instrument);
    }

    [Fact]
    public void A_preferred_one_that_falls_silent_is_given_up_when_its_quote_is_too_old()
    {
        LoopRig rig = Hedged(LoopRig.MakeTwo());
        rig.Quote(FallbackMid + 9_000, elapsedNanos: 2 * LoopRig.Second, instrument: 1);
        rig.Loop.EndBatch();
        Assert.Single(rig.Intents.Items);
        rig.Tick(FallbackMid + 9_000, instrument: 1);
        Assert.Equal(1, rig.LastIntent.Instrument);
    }

    [Fact]
    public void The_next_one_waits_as_long_as_configured_and_a_timer_is_enough_to_end_the_wait()
    {
        LoopRig rig = Hedged(LoopRig.MakeTwo(fallbackAfterNanos: LoopRig.Second));
        rig.Fault(QuoteFault.Crossed);
        rig.Tick(FallbackMid + 9_000, instrument: 1);
        Assert.Equal(0, rig.Loop.Counters.Hedgeable);
        rig.Control(ControlKind.Timer, elapsedNanos: LoopRig.Second - 2_000_000);
        Assert.Single(rig.Intents.Items);
        rig.Control(ControlKind.Timer, elapsedNanos: 2_000_000);
        Assert.Equal(1, rig.LastIntent.Instrument);
        Assert.Equal(2, rig.Intents.Items.Count);
    }

    [Fact]
    public void One_bad_quote_within_that_time_changes_nothing()
    {
        LoopRig rig = Hedged(LoopRig.MakeTwo(fallbackAfterNanos: LoopRig.Second));
        rig.Fault(QuoteFault.Crossed);
        rig.Tick(FallbackMid + 9_000, instrument: 1);
        rig.Tick(Mid + 9_000);
        Assert.Equal(0, rig.LastIntent.Instrument);
        Assert.Equal(2, rig.Intents.Items.Count);
        Assert.Equal(0, rig.Loop.Counters.Fallbacks);
    }

    [Fact]
    public void What_is_in_flight_in_one_is_not_hedged_again_in_the_other()
    {
        LoopRig rig = Ready(LoopRig.MakeTwo());
        rig.Tick(Mid);
        OrderIntent first = rig.LastIntent;
        rig.Fault(QuoteFault.Disconnected);
        for (int i = 0; i < 5; i++)
            rig.Tick(FallbackMid - i, instrument: 1);
        Assert.Single(rig.Intents.Items);

        // It comes to nothing: now the other one is for all of it.
        rig.End(first, ExecutionKind.Canceled);
        Assert.Equal(1, rig.LastIntent.Instrument);
        Assert.Equal(2, rig.Intents.Items.Count);
        double needed = first.Lots * 100 / 60_000.0;
        Assert.Equal(needed, rig.LastIntent.Lots * 0.001, 0.01);
    }

    [Fact]
    public void A_need_that_grows_while_an_order_is_open_elsewhere_is_hedged_by_the_difference()
    {
        LoopRig rig = Ready(LoopRig.MakeTwo());
        rig.Tick(Mid);
        OrderIntent first = rig.LastIntent;
        rig.Fault(QuoteFault.Disconnected);
        rig.Tick(FallbackMid + 15_000, instrument: 1);
        OrderIntent second = rig.LastIntent;
        Assert.Equal(1, second.Instrument);
        rig.Fill(first, first.Lots, execution: 1);
        rig.Fill(second, second.Lots, execution: 2);
        AssertInBand(rig);
        Assert.Equal(2, rig.Intents.Items.Count);
    }

    [Fact]
    public void A_full_position_sends_the_hedge_to_the_next_one()
    {
        HedgeSettings settings = LoopRig.MakeTwo(LoopRig.Fallback with { ContractSize = 0.1 });
        LoopRig rig = Ready(
            settings with
            {
                Limits = settings.Limits with { MaxPositionLots = 1_000, MaxOrderLots = 1_000, OvershootLots = 1 },
            });
        rig.Tick(Mid);
        Assert.Equal(0, rig.LastIntent.Instrument);
        Assert.Equal(1_000L, rig.LastIntent.Lots);
        rig.Fill(rig.LastIntent, 1_000, execution: 1);
        Assert.Equal(1, rig.LastIntent.Instrument);
        Assert.Equal(0, rig.Loop.Counters.Refusals);
        Assert.Equal(60_000, rig.Loop.Counters.Price);
    }

    [Fact]
    public void Where_none_has_room_the_limit_refuses_in_the_first()
    {
        HedgeSettings settings = LoopRig.MakeTwo();
        LoopRig rig = Ready(
            settings with
            {
                Limits = settings.Limits with { MaxPositionLots = 100, MaxOrderLots = 100, OvershootLots = 1 },
            });
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, 100, execution: 1);
        rig.Fill(rig.LastIntent, 100, execution: 2);
        Assert.Equal([0, 1], rig.Intents.Items.Select(intent => intent.Instrument));
        Assert.Equal(0, LastDecision(rig).Instrument);
        Assert.Equal(1, rig.Loop.Counters.Refusals);
    }

    [Fact]
    public void After_a_reject_the_next_one_takes_over_for_the_pause()
    {
        LoopRig rig = Ready(LoopRig.MakeTwo());
        rig.Tick(Mid);
        rig.End(rig.LastIntent, ExecutionKind.Rejected);
        Assert.Equal(1, rig.LastIntent.Instrument);
        Assert.Equal(2, rig.Intents.Items.Count);
        rig.End(rig.LastIntent, ExecutionKind.Rejected);
        Assert.Equal(2, rig.Intents.Items.Count);
        rig.Quote(Mid, elapsedNanos: rig.Settings.Orders.RejectPauseNanos);
        rig.Loop.EndBatch();
        Assert.Equal(0, rig.LastIntent.Instrument);
        Assert.Equal(3, rig.Intents.Items.Count);
    }

    [Fact]
    public void A_latch_and_a_kill_stop_every_instrument()
    {
        LoopRig rig = Ready(LoopRig.MakeTwo());
        rig.Control(ControlKind.Kill);
        rig.Tick(Mid);
        rig.Tick(FallbackMid, instrument: 1);
        rig.Fault(QuoteFault.Stale);
        rig.Tick(FallbackMid, instrument: 1);
        Assert.Empty(rig.Intents.Items);
    }

    [Fact]
    public void A_future_in_its_averaging_period_hands_over_and_its_position_decays()
    {
        long expiry = LoopRig.ExchangeStart + (100 * LoopRig.Second);
        HedgeSettings settings = LoopRig.MakeTwo();
        settings = settings with
        {
            Instruments =
            [
                LoopRig.Perpetual with { ExpiryNanos = expiry, AveragingNanos = 60 * LoopRig.Second },
                LoopRig.Fallback,
            ],
        };
        LoopRig rig = Hedged(settings);
        double hedged = HeldDelta(rig);

        rig.Quote(Mid, elapsedNanos: 68 * LoopRig.Second);
        rig.Quote(FallbackMid, instrument: 1);
        rig.Loop.EndBatch();
        Assert.Equal(1, rig.LastIntent.Instrument);
        double open = (100 - (rig.Now / (double)LoopRig.Second)) / 60;
        Assert.Equal(hedged * open, rig.Loop.Counters.NetDelta - rig.Loop.Counters.OptionDelta, 1e-6);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution: 2);
        AssertInBand(rig);
    }

    [Fact]
    public void The_forward_of_a_dated_future_carries_as_configured()
    {
        // A year of 5 %: at e^.05 times the perpetual it has no basis, and to the spot price its delta is that much
        // more.
        Instrument future = LoopRig.Fallback with
        {
            ExpiryNanos = LoopRig.ExchangeStart + (365 * 86_400 * LoopRig.Second),
            ContractSize = 1,
        };
        HedgeSettings settings = LoopRig.MakeTwo(future);
        settings = settings with
        {
            Underlyings = [settings.Underlyings[0] with { Carry = 0.05, Delta = DeltaConvention.Spot }],
        };
        LoopRig rig = new(
            settings,
            OptionBook.Create([Books.Row(true, 60_000, Books.Now + Books.Year, 0.6, model: OptionModel.Bsm)], ["BTC"]));
        rig.Session(up: true);
        rig.Tick(Mid);
        rig.Tick((long)Math.Round(Mid * Math.Exp(0.05) / 2) * 2, instrument: 1);
        Assert.Equal(0, rig.Loop.Instruments[1].Basis, 1e-5);
        rig.Execute(
            new ExecutionEvent
            {
                ReceiveNanos = rig.Now,
                Kind = ExecutionKind.Fill,
                Instrument = 1,
                Side = Side.Buy,
                LastLots = 10,
                LastTicks = Mid,
                ExecIdLow = 77,
            });
        rig.Tick(Mid);
        Assert.Equal(10 * Math.Exp(0.05), rig.Loop.Counters.NetDelta - rig.Loop.Counters.OptionDelta, 1e-6);
    }

    [Fact]
    public void The_market_is_closed_when_every_instrument_is()
    {
        LoopRig rig = Hedged(LoopRig.MakeTwo());
        Close(rig, 0);
        Assert.Equal(0, rig.Loop.Counters.MarketClosed);
        Close(rig, 1);
        Assert.Equal(1, rig.Loop.Counters.MarketClosed);
    }

    [Fact]
    public void What_rests_in_the_other_instrument_on_the_wrong_side_is_cancelled()
    {
        HedgeSettings settings = LoopRig.MakeTwo();
        OrderSettings orders = LoopRig.CountingForeignFills(settings.Orders);
        LoopRig rig = Ready(
            settings with
            {
                Orders = orders with { TimeInForce = TimeInForce.Day, CancelAfterNanos = 3_600 * LoopRig.Second },
            });
        rig.Tick(Mid);
        OrderIntent resting = rig.LastIntent;
        rig.Execute(
            new ExecutionEvent
            {
                ReceiveNanos = rig.Now,
                Kind = ExecutionKind.New,
                OrderId = resting.OrderId,
                Instrument = 0,
                Side = resting.Side,
            });
        rig.Tick(FallbackMid, instrument: 1);

        // A fill that nobody ordered turns the need around, and the preferred one is not there to act on.
        rig.Quote(FallbackMid, elapsedNanos: 2 * LoopRig.Second, instrument: 1);
        rig.Loop.EndBatch();
        long twice = (long)(2 * resting.Lots * 100 / 60_000.0 / 0.001);
        rig.Execute(
            new ExecutionEvent
            {
                ReceiveNanos = rig.Now,
                Kind = ExecutionKind.Fill,
                Instrument = 1,
                Side = resting.Side,
                LastLots = twice,
                LastTicks = FallbackMid,
                ExecIdLow = 5,
            });
        Assert.Contains(rig.Intents.Items, i => i.Kind == IntentKind.Cancel && i.OrderId == resting.OrderId);
        Assert.Contains(
            rig.Intents.Items, i => i.Kind == IntentKind.New && i.Instrument == 1 && i.Side != resting.Side);
    }

    // The fallback is quoted and the session up; the first quote of the preferred one brings the first order.
    private static LoopRig Ready(HedgeSettings settings)
    {
        LoopRig rig = new(settings);
        rig.Tick(FallbackMid, instrument: 1);
        rig.Session(up: true);
        return rig;
    }

    private static LoopRig Hedged(HedgeSettings settings)
    {
        LoopRig rig = Ready(settings);
        rig.Tick(Mid);
        rig.Fill(rig.LastIntent, rig.LastIntent.Lots, execution: 1);
        AssertInBand(rig);
        return rig;
    }

    private static HedgeDecision LastDecision(LoopRig rig) =>
        rig.Records.Items.Last(r => r.Kind == JournalKind.Decision).As<HedgeDecision>();

    private static void AssertInBand(LoopRig rig) =>
        Assert.InRange(rig.Loop.Counters.OptionDelta + HeldDelta(rig), -0.5 - 1e-9, 0.5 + 1e-9);

    private static double HeldDelta(LoopRig rig) => rig.Settings.Instruments.Sum(i =>
        rig.Loop.Ledger.FilledLots(i.Index) * i.OpenFraction(LoopRig.ExchangeStart + rig.Now) * i.DeltaPerLot(
            rig.Loop.Counters.Price * (1 + (i.Index * 0.001))));

    private static void Close(LoopRig rig, int instrument)
    {
        rig.Loop.Apply(
            new MarketEvent
            {
                Kind = MarketEventKind.Closed,
                ReceiveNanos = rig.Now,
                Instrument = instrument,
                Fault = QuoteFault.Halted,
            });
        rig.Loop.EndBatch();
    }
}

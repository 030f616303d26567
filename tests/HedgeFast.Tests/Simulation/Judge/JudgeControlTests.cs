using System.Globalization;
using HedgeFast.Core.Limits;
using HedgeFast.Simulation.Faults;
using HedgeFast.Simulation.Judge;
using HedgeFast.Simulation.Judge.Orders;
using HedgeFast.Simulation.Judge.Wire;
using HedgeFast.Simulation.Run;
using HedgeFast.Simulation.Worlds;
using static HedgeFast.Tests.Simulation.Judge.JudgeRig;

namespace HedgeFast.Tests.Simulation.Judge;

/// <summary>Each check of the judge fails in a world that is tampered with, and none in a clean one.</summary>
public sealed class JudgeControlTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void A_clean_world_breaks_no_invariant(int seed) => Assert.Equal("", Play(Plan((ulong)seed)));

    [Fact]
    public void A_fill_that_does_not_count_is_found_in_the_position() => Assert.Equal("position", Play(Plan(), world =>
        world.Judge.ChangesSeen = seen => seen.Type == "8" && seen.Has(32) ? With(seen, 150, "0") : seen));

    [Fact]
    public void A_fill_that_the_engine_cannot_know_is_found_outside_the_interval() => Assert.Equal(
        "interval", Play(Plan(), world => world.Judge.ChangesSeen = seen =>
        {
            world.Venue.Exchange.Positions[0]++;
            return seen;
        }));

    [Fact]
    public void An_order_after_a_kill_is_found() => Assert.Equal("kill", Play(Plan(), world => world.Judge.OnKill()));

    [Fact]
    public void An_order_after_a_kill_file_is_found() =>
        Assert.Equal("kill", Play(Plan(), world => world.Judge.OnKillFile(exists: true)));

    [Fact]
    public void An_order_after_a_kill_and_a_named_rearm_is_allowed() => Assert.Equal("", Play(Plan(), world =>
    {
        world.Judge.OnKill();
        world.Judge.OnSaid("rearm Quinn\n");
    }));

    [Fact]
    public void An_order_after_a_rearm_and_a_kill_is_found() => Assert.Equal("kill", Play(Plan(), world =>
    {
        world.Judge.OnSaid("rearm Quinn\n");
        world.Judge.OnKill();
    }));

    [Fact]
    public void An_order_after_a_stop_is_found() => Assert.Equal("stop", Play(Plan(), world => world.Judge.OnStop()));

    [Fact]
    public void An_order_while_a_limit_is_latched_is_found()
    {
        WorldPlan plan = Plan();
        plan = plan with
        {
            Settings = plan.Settings with { Limits = plan.Settings.Limits with { MaxDayCost = 1e-6 } },
        };
        Assert.Equal("latch", Play(plan, world => OrderInPlaceOfHeartbeat(world, () => true)));
    }

    [Fact]
    public void An_order_while_a_position_is_in_doubt_is_found() => Assert.Equal("doubt", Play(Foreign(), world =>
    {
        bool isDoubtful = false;
        world.Judge.ChangesSeen = seen =>
        {
            if (!isDoubtful && seen.Type == "8" && seen.Has(32))
            {
                isDoubtful = true;
                world.Venue.Exchange.TradeForeign(0, isBuy: true, lots: 3);
            }

            return seen;
        };
        OrderInPlaceOfHeartbeat(world, () => isDoubtful);
    }));

    [Fact]
    public void A_foreign_fill_without_a_doubt_is_found() => Assert.Equal("no-doubt", Play(Plan(), world =>
        world.Judge.ChangesSeen = seen => seen.Type == "8" && seen.Has(32) ? With(seen, 11, "DESK-9") : seen));

    [Fact]
    public void An_order_of_too_many_lots_is_found() => Assert.Equal(
        "maxOrderLots", PlayWithSent(sent => sent.Type == "D" ? With(sent, 38, "9999999") : sent));

    [Fact]
    public void Orders_beyond_the_position_limit_are_found()
    {
        WorldPlan plan = Plan();
        LimitSettings limits = plan.Settings.Limits;
        plan = plan with
        {
            Settings = plan.Settings with
            {
                Limits = limits with { MaxPositionLots = limits.MaxOrderLots },
            },
        };
        string most = limits.MaxOrderLots.ToString(CultureInfo.InvariantCulture);
        Assert.Equal("maxPositionLots", Play(plan, world => world.Judge.ChangesSent = sent =>
            sent.Type == "D" ? With(sent, 38, most) : sent));
    }

    [Fact]
    public void An_order_far_from_the_market_is_found() => Assert.Equal(
        "collar", PlayWithSent(sent => sent.Type == "D" ? With(sent, 44, "10") : sent));

    [Fact]
    public void An_order_without_a_new_quote_is_found() => Assert.Equal("stale", Play(Plan(), world =>
    {
        int quotes = 0;
        Action<int, HedgeFast.Simulation.Outside.SimTouch>? pass = world.Feed.Quoted;
        world.Feed.Quoted = (instrument, touch) =>
        {
            if (quotes++ < 20)
                pass!(instrument, touch);
        };
        OrderInPlaceOfHeartbeat(world, () => world.Timeline.Now > 9_000_000_000);
    }));

    [Fact]
    public void An_id_used_twice_is_found() => Assert.Equal(
        "id", PlayWithSent(sent => sent.Type == "D" ? With(sent, 11, "sim-1-1") : sent));

    [Fact]
    public void A_number_left_out_is_found() => Assert.Equal("sequence", PlayWithSent(sent =>
        sent.Sequence < 5 ? sent : With(sent, 34, (sent.Sequence + 1).ToString(CultureInfo.InvariantCulture))));

    [Fact]
    public void An_order_sent_again_is_found() => Assert.Equal("replay", PlayWithSent(sent => sent.Type == "D"
        ? new WireMessage(sent.Text.Replace("\u000149=", "\u000143=Y\u000149=", StringComparison.Ordinal), sent.Link)
        : sent));

    [Fact]
    public void An_order_before_the_logon_is_found() => Assert.Equal("session", Play(Plan(), world =>
        world.Judge.ChangesSeen = seen => seen.Type == "0" ? With(seen, 112, "99") : seen));

    [Fact]
    public void An_order_before_the_positions_are_answered_is_found()
    {
        WorldPlan plan = Plan();
        plan = plan with
        {
            Settings = plan.Settings with { Orders = plan.Settings.Orders with { ReconcilePositions = true } },
        };
        Assert.Equal("recovery", Play(plan, world => world.Judge.ChangesSeen = seen =>
            seen.Type is "AP" or "AO" ? With(seen, 710, "other") : seen));
    }

    [Fact]
    public void Too_many_orders_in_a_second_are_found()
    {
        var world = new World(Plan());
        var account = new WireAccount(world.Plan.Settings.Instruments) { Seen = (_, _) => { } };
        account.BeginSent(Order(1), world.Process);
        var rates = new RateInvariants(world, account);
        for (int i = 1; i <= world.Plan.Settings.Limits.OrdersPerSecond; i++)
            rates.OnSent(Order(i));
        Assert.Equal("ordersPerSecond", Assert.Throws<InvariantException>(() => rates.OnSent(Order(99))).Invariant);
    }

    [Fact]
    public void An_order_against_one_of_ours_is_found()
    {
        var world = new World(Plan());
        var account = new WireAccount(world.Plan.Settings.Instruments) { Seen = (_, _) => { } };
        account.BeginSent(Order(1), world.Process);
        account.EndSent(Order(1), now: 0);
        account.Enter(Of("35=8|11=sim-1-1|17=e1|150=0|39=0|54=1|151=5|14=0"), place: 1, now: 0);
        var limits = new LimitInvariants(world, account);
        WireMessage other = With(Order(2), 54, "2");
        Assert.Equal("self-match", Assert.Throws<InvariantException>(() => limits.OnSent(other)).Invariant);
        limits.OnSent(Order(3));
    }

    [Fact]
    public void Too_many_logons_in_a_minute_are_found()
    {
        var world = new World(Plan());
        var account = new WireAccount(world.Plan.Settings.Instruments) { Seen = (_, _) => { } };
        var numbers = new SequenceInvariants(world, account);
        int most = world.Plan.Endpoint.LogonsPerMinute;
        for (int i = 1; i <= most; i++)
            numbers.OnSent(Of($"35=A|34={i}", link: i));
        WireMessage last = Of($"35=A|34={most + 1}", link: most + 1);
        Assert.Equal("logons", Assert.Throws<InvariantException>(() => numbers.OnSent(last)).Invariant);
    }

    // A world in which others may trade for our account, and none does by itself.
    private static WorldPlan Foreign() => Plan() with
    {
        Faults = default(FaultSet).With(FaultKind.VenueFillsForeign),
        FaultEveryNanos = long.MaxValue / 1_000,
    };

    private static WireMessage Order(int number) =>
        Of($"35=D|34={number}|11=sim-1-{number}|55=BTC-PERP|54=1|38=5|44=50000|59=0");

    // Where no order of the engine's own is due, one stands in for its heartbeat.
    private static void OrderInPlaceOfHeartbeat(World world, Func<bool> isTime)
    {
        WireMessage order = default;
        int number = 1_000_000;
        world.Judge.ChangesSent = sent =>
        {
            if (sent.Type == "D")
                order = sent;
            if (sent.Type != "0" || order.Text is null || !isTime())
                return sent;
            WireMessage late = With(order, 34, sent.Sequence.ToString(CultureInfo.InvariantCulture));
            return With(late, 11, $"sim-1-{++number}");
        };
    }
}

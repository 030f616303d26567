using HedgeFast.Core.Feed;
using HedgeFast.Core.Journal;
using HedgeFast.Core.Orders;
using HedgeFast.Fix.Os;
using HedgeFast.Report;
using HedgeFast.Venue.Market;

namespace HedgeFast.Tests.Program.Engine;

/// <summary>The whole tape through the whole engine and back, over real FIX sessions and real sockets.</summary>
public sealed class EndToEndTests
{
    [Theory]
    [InlineData("one-core")]
    [InlineData("two-core")]
    public void The_bundled_tape_is_hedged_and_everything_adds_up(string schedule)
    {
        using var rig = new EngineRig(null, $"schedule.kind={schedule}");
        rig.Engine.Start();
        rig.PlayInStep(row => row);
        RunReport report = rig.Stop();

        Assert.Equal(19_136, rig.Venue.Counters.Ticks);

        // The first quotes of the tape wait for one that agrees with them a quarter of a second later.
        long unconfirmed = rig.Engine.Pipeline.Feed.Counters.Count(QuoteFault.Unconfirmed);
        Assert.InRange(unconfirmed, 1, 100);
        Assert.Equal(19_136 - unconfirmed, report.Ticks);
        Assert.Equal(report.VenuePosition, report.EnginePosition);
        Assert.InRange(report.Orders, 21, report.Decisions);
        Assert.Equal(rig.Venue.Counters.Orders, report.Orders);
        Assert.Equal(rig.Venue.Counters.Fills, report.Fills);
        Assert.Equal(0, report.Rejects);

        // The promise: after a decision |net delta| is never beyond the band by more than what is in flight can bring
        // back.
        Assert.Equal(0, rig.Counters.MaxExcess);
        Assert.True(
            report.MaxAbsDeltaHedged < report.MaxAbsDeltaUnhedged,
            $"{report.MaxAbsDeltaHedged} hedged, {report.MaxAbsDeltaUnhedged} unhedged");

        Assert.Equal(0, report.BytesPerTick);
        Assert.Equal(0, report.BytesPerOrder);
        Assert.Equal(report.Decisions, rig.AssertProves().Decisions);
    }

    [Fact]
    public void Refusals_partial_fills_and_cut_connections_end_with_equal_positions()
    {
        using var rig = new EngineRig(venue => venue with
        {
            UnpacedRowsPerSecond = 20_000,
            Faults = new VenueFaults
            {
                RejectEvery = 5,
                MaxFillLots = 60,
                DisconnectAt = new HashSet<int> { 3_000, 3_001, 7_000, 12_000, 19_135 },
            },
        });
        rig.Venue.Start();
        rig.Engine.Start();
        rig.Until(() => rig.Engine.IsMarketClosed);
        rig.Until(() => rig.Counters.SessionUp != 0 && rig.Counters.LiveOrders == 0);
        RunReport report = rig.Stop();
        Assert.Equal(report.VenuePosition, report.EnginePosition);
        Assert.NotEqual(0, report.EnginePosition);
        Assert.True(report.Rejects > 0, "the exchange refused nothing");
        Assert.Equal(rig.Venue.Counters.Fills, report.Fills);
        Assert.Equal(0, rig.Counters.MaxExcess);
        rig.AssertProves();
    }

    [Theory]
    [InlineData("touch")]
    [InlineData("market")]
    [InlineData("passive")]
    public void Every_style_against_queues_latency_and_every_fault_ends_with_equal_positions(string style)
    {
        using var rig = new EngineRig(
            venue => venue with
            {
                UnpacedRowsPerSecond = 20_000,
                LevelTicks = 2,
                LatencyNanos = 20_000_000,
                JitterNanos = 30_000_000,
                Seed = 20240808,
                Faults = new VenueFaults
                {
                    RejectEvery = 23,
                    RefuseCancelEvery = 5,
                    MaxFillLots = 200,
                    DisconnectAt = new HashSet<int> { 5_000, 12_000 },
                    Scenarios =
                    [
                        new(VenueScenarioKind.NoAnswer, 29), new(VenueScenarioKind.Bust, 11),
                        new(VenueScenarioKind.Overfill, 7), new(VenueScenarioKind.LateFill, 5),
                        new(VenueScenarioKind.FillBeforeAck, 3), new(VenueScenarioKind.DuplicateExecution, 2),
                    ],
                },
            },
            $"orders.style={style}", "orders.crossAfterMs=20", "orders.repriceMs=1", "orders.cancelAfterMs=10",
            "orders.rejectPauseMs=5", "orders.depthShare=0.5");
        rig.Venue.Start();
        rig.Engine.Start();
        rig.Until(() => rig.Engine.IsMarketClosed);
        rig.Until(() => rig.Counters.SessionUp != 0 && rig.Counters.LiveOrders == 0);
        RunReport report = rig.Stop();
        Assert.Equal(report.VenuePosition, report.EnginePosition);
        Assert.True(report.Orders > 30, $"{report.Orders} orders");
        Assert.NotEqual(0, rig.Counters.OrderAlarms);
        rig.AssertProves();
    }

    [Fact]
    public void An_exchange_that_dies_in_the_middle_of_the_tape_is_found_again_and_positions_are_equal()
    {
        using var rig = new EngineRig(venue => venue with { UnpacedRowsPerSecond = 20_000 });
        rig.Venue.Start();
        rig.Engine.Start();
        foreach (int row in new[] { 5_000, 10_000 })
        {
            rig.Until(() => rig.Venue.NextRow >= row);
            rig.RestartVenue();
            Assert.InRange(rig.Venue.NextRow, row, 19_000);
            rig.Venue.Start();
        }

        rig.Until(() => rig.Engine.IsMarketClosed);
        RunReport report = rig.Stop();
        Assert.Equal(report.VenuePosition, report.EnginePosition);
        Assert.NotEqual(0, report.EnginePosition);
        Assert.Equal(rig.Venue.Account(0).Fills, report.Fills);
        Assert.Equal(0, rig.Counters.MaxExcess);
        rig.AssertProves();
    }

    [Fact]
    public void An_order_that_never_reached_the_exchange_counts_until_the_exchange_says_so()
    {
        using EngineRig rig = WithOrderUnread();
        Assert.True(rig.Venue.AbortConnections());
        rig.Until(() => rig.Counters.SessionUp == 0);
        Assert.Equal(1, rig.Counters.LiveOrders);
        Assert.Equal(1, rig.Counters.Orders);
        Assert.NotEqual(0, rig.Counters.InFlightBuyLots + rig.Counters.InFlightSellLots);

        RunReport report = GoOnToTheEnd(rig);

        // The first number was that of the request for positions.
        Assert.Contains(
            Executions(rig.JournalDirectory),
            e => e is { Kind: ExecutionKind.Status, OrderId: 2, LeavesLots: 0, CumLots: 0 });
        Assert.Equal(rig.Venue.Counters.Orders + 1, report.Orders);
    }

    [Fact]
    public void An_order_that_filled_while_the_session_broke_counts_once()
    {
        using EngineRig rig = WithOrderUnread();
        rig.VenueRounds = 1;
        rig.Until(() => rig.Venue.Counters.Fills > 0);
        rig.VenueRounds = 0;
        Assert.True(rig.Venue.AbortConnections());
        rig.Until(() => rig.Counters.SessionUp == 0);

        // The engine may have read the fill before the end of the connection and lost a second order to it; the first
        // one arrived.
        RunReport report = GoOnToTheEnd(rig);
        Assert.InRange(report.Orders - rig.Venue.Counters.Orders, 0, 1);
    }

    // The exchange works in the test's thread only, and it has not yet read the order that lies in its socket.
    private static EngineRig WithOrderUnread()
    {
        var rig = new EngineRig(venue => venue with { IdleNanos = 0 });
        rig.Engine.Pipeline.Control.Kill();
        rig.Engine.Start();
        rig.Until(() => rig.Counters.Killed != 0);
        rig.VenueRounds = 1;
        rig.Until(() => rig.Counters is { SessionUp: not 0, Recovering: 0, Revaluations: > 0 });
        rig.VenueRounds = 0;
        rig.Engine.Pipeline.Control.Rearm("Q");
        rig.Until(() => rig.Engine.Pipeline.Orders.Sent.Value == 1);
        return rig;
    }

    private static RunReport GoOnToTheEnd(EngineRig rig)
    {
        rig.VenueRounds = 1;
        rig.Until(() => rig.Engine.IsMarketClosed);
        RunReport report = rig.Stop();
        Assert.Equal(report.VenuePosition, report.EnginePosition);
        Assert.NotEqual(0, report.EnginePosition);
        Assert.Equal(rig.Venue.Counters.Fills, report.Fills);
        Assert.Equal(0, rig.Counters.MaxExcess);
        rig.AssertProves();
        return report;
    }

    private static IEnumerable<ExecutionEvent> Executions(string journal)
    {
        using var reader = new JournalReader(Disk.Kernel, journal);
        while (reader.TryRead(out JournalRecord record))
        {
            if (record.Kind == JournalKind.Execution)
                yield return record.As<ExecutionEvent>();
        }
    }
}

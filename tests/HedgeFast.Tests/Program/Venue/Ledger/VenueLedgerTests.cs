using CsCheck;
using HedgeFast.Core.Book;
using HedgeFast.Tests.Program.Venue.Market;
using HedgeFast.Venue.Ledger;
using HedgeFast.Venue.Market;

namespace HedgeFast.Tests.Program.Venue.Ledger;

public sealed class VenueLedgerTests
{
    [Fact]
    public void Position_money_and_used_ids_survive_a_restart()
    {
        using var rig = new LedgerRig();
        rig.Send("a", Side.Buy, 7, 102);
        rig.Send("b", Side.Sell, 2, 100);
        VenueAccount before = rig.Market.Account(0);
        rig.Reopen();

        VenueAccount after = rig.Market.Account(0);
        Assert.Equal(5, after.PositionLots);
        Assert.Equal(before.Cash, after.Cash);
        Assert.Equal(before.Fees, after.Fees);
        Assert.Equal(before.Fills, after.Fills);
        rig.Deliver();
        rig.Send("a", Side.Buy, 7, 102);
        VenueReport report = Assert.Single(rig.Deliver());
        report.Shows(kind: VenueReportKind.Rejected, reason: VenueReason.DuplicateClOrdId);
    }

    [Fact]
    public void Unsent_reports_are_sent_after_a_restart_under_the_same_execution_id()
    {
        using var rig = new LedgerRig();
        rig.Send("a", Side.Buy, 12, 102);
        List<VenueReport> sent = rig.Deliver(most: 1);
        rig.Reopen();

        List<VenueReport> again = rig.Deliver();
        Assert.Equal([VenueReportKind.Trade, VenueReportKind.Canceled], again.Select(r => r.Kind));
        Assert.All(again, r => Assert.True(r.PossResend));
        Assert.Equal([(1L, 1L), (1L, 2L), (1L, 3L)], sent.Concat(again).Select(r => (r.Epoch, r.Number)));
        Assert.Equal(102L, again[0].LastTicks);
        Assert.Equal(10L, again[0].LastLots);
        Assert.Equal("a", again[0].ClOrdId.ToString());
        Assert.Equal(12L, again[0].Lots);
        Assert.Equal(10L, (long)again[0].FilledLotTicks / 102);

        rig.Reopen();
        Assert.Empty(rig.Deliver());
    }

    [Fact]
    public void A_filled_order_that_was_enlarged_is_open_at_a_restart_which_cancels_it()
    {
        using var rig = new LedgerRig();
        rig.Send("a", Side.Buy, 4, 102, TimeInForce.Day);
        rig.Market.Replace(new ReplaceRequest
        {
            OrigClOrdId = "a"u8,
            Order = new NewOrderRequest
            {
                Owner = 0,
                ClOrdId = "b"u8,
                Symbol = "BTCUSD_PERP"u8,
                Side = Side.Buy,
                Lots = 20,
                LimitNanos = 102 * 500_000_000L,
                TimeInForce = TimeInForce.Day,
            },
        });
        rig.Deliver();
        rig.Reopen();

        VenueReport report = Assert.Single(rig.Deliver());
        report.Shows(
            kind: VenueReportKind.Canceled, reason: VenueReason.Restarted, clOrdId: "b", cumLots: 10, leavesLots: 0);
    }

    [Fact]
    public void A_restart_cancels_open_orders_and_reports_it()
    {
        using var rig = new LedgerRig();
        rig.Send("a", Side.Buy, 14, 102, TimeInForce.Day);
        rig.Deliver();
        rig.Reopen();

        VenueReport report = Assert.Single(rig.Deliver());
        report.Shows(kind: VenueReportKind.Canceled, reason: VenueReason.Restarted, cumLots: 10, leavesLots: 0);
        Assert.Equal(0, rig.Market.OpenOrders);
        rig.Reopen();
        Assert.Empty(rig.Deliver());
        rig.Market.QueryStatus(0, "a"u8, "BTCUSD_PERP"u8, Side.Buy, default);
        Assert.Equal(VenueOrderStatus.Canceled, Assert.Single(rig.Deliver()).Status);
    }

    [Fact]
    public void A_cancel_that_was_answered_stays_answered_after_a_restart()
    {
        using var rig = new LedgerRig();
        rig.Send("a", Side.Buy, 1, 90, TimeInForce.Day);
        rig.Market.Cancel(
            new CancelRequest { Owner = 0, ClOrdId = "x"u8, OrigClOrdId = "a"u8, Symbol = "BTCUSD_PERP"u8 });
        rig.Reopen();
        Assert.Equal(["a", "x"], rig.Deliver().Select(r => r.ClOrdId.ToString()));
        rig.Market.Cancel(
            new CancelRequest
            {
                Owner = 0,
                ClOrdId = "x"u8,
                OrigClOrdId = "a"u8,
                Symbol = "BTCUSD_PERP"u8,
                MayBeRepeated = true,
            });
        VenueReport status = Assert.Single(rig.Deliver());
        status.Shows(kind: VenueReportKind.Status, status: VenueOrderStatus.Canceled);
    }

    [Fact]
    public void Execution_ids_do_not_repeat_over_restarts()
    {
        using var rig = new LedgerRig();
        var ids = new HashSet<(long, long)>();
        for (int start = 0; start < 4; start++)
        {
            for (int i = 0; i < 5; i++)
                rig.Send($"{start}.{i}", Side.Buy, 3, 102);
            foreach (VenueReport report in rig.Deliver())
                Assert.True(ids.Add((report.Epoch, report.Number)));
            rig.Reopen();
        }

        Assert.True(ids.Count >= 40);
    }

    [Fact]
    public void A_ledger_cut_anywhere_opens_with_a_prefix_of_what_happened()
    {
        using var rig = new LedgerRig();
        for (int i = 0; i < 4; i++)
            rig.Send("o" + i, Side.Buy, 2 + i, 102);
        rig.Deliver();
        rig.Ledger.Dispose();
        byte[] whole = File.ReadAllBytes(rig.Path);
        Gen.Int[0, whole.Length].Sample(length =>
        {
            File.WriteAllBytes(rig.Path, whole[..length]);
            rig.Open();
            Assert.Contains(rig.Market.Account(0).PositionLots, new long[] { 0, 2, 5, 9, 10 });
            Assert.Equal(0, rig.Market.OpenOrders);
            // What was opened after a cut must open again, and then hold nothing new.
            long position = rig.Market.Account(0).PositionLots;
            rig.Reopen();
            Assert.Equal(position, rig.Market.Account(0).PositionLots);
            rig.Ledger.Dispose();
        }, iter: 150, threads: 1);
    }

    [Fact]
    public void A_damaged_record_in_the_middle_is_an_error_that_names_the_place()
    {
        using var rig = new LedgerRig();
        for (int i = 0; i < 4; i++)
            rig.Send("o" + i, Side.Buy, 1, 102);
        rig.Ledger.Dispose();
        byte[] whole = File.ReadAllBytes(rig.Path);
        Gen.Int[8, whole.Length - 400].Sample(at =>
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x20;
            File.WriteAllBytes(rig.Path, damaged);
            var error = Assert.Throws<InvalidDataException>(() => rig.Open());
            Assert.Contains("venue.ledger is damaged at byte", error.Message, StringComparison.Ordinal);
        }, iter: 150, threads: 1);
        File.WriteAllBytes(rig.Path, whole);
        rig.Open();
        Assert.Equal(4, rig.Market.Account(0).PositionLots);
    }

    [Fact]
    public void Zeros_behind_the_last_record_are_dropped()
    {
        using var rig = new LedgerRig();
        rig.Send("a", Side.Buy, 3, 102);
        rig.Ledger.Dispose();
        File.AppendAllBytes(rig.Path, new byte[100]);
        rig.Open();
        Assert.Equal(3, rig.Market.Account(0).PositionLots);
    }

    [Fact]
    public void A_file_that_is_no_ledger_and_a_ledger_of_another_market_are_refused()
    {
        using var rig = new LedgerRig();
        rig.Send("a", Side.Buy, 3, 102);
        var other = Assert.Throws<InvalidDataException>(() => rig.Reopen("ETHUSD_PERP"));
        Assert.Contains("holds executions in BTCUSD_PERP", other.Message, StringComparison.Ordinal);
        rig.Open("ETHUSD_PERP", MarketRig.Symbol);
        Assert.Equal(0L, rig.Market.Account(0).PositionLots);
        Assert.Equal(3L, rig.Market.Account(1).PositionLots);
        rig.Ledger.Dispose();

        File.WriteAllText(rig.Path, "recv_ns,exchange_ms\n");
        var error = Assert.Throws<InvalidDataException>(() => rig.Open());
        Assert.Contains("is not a venue ledger", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_venue_on_the_same_ledger_is_refused()
    {
        using var rig = new LedgerRig();
        VenueLedger first = rig.Ledger;
        var error = Assert.Throws<IOException>(() => rig.Open());
        Assert.Contains("another venue may hold it", error.Message, StringComparison.Ordinal);
        first.Dispose();
        rig.Open();
        Assert.Equal(0, rig.Market.Account(0).PositionLots);
    }
}

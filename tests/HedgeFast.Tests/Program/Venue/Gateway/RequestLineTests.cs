using System.Text;
using HedgeFast.Core.Book;
using HedgeFast.Tests.Program.Venue.Market;
using HedgeFast.Venue.Gateway;
using HedgeFast.Venue.Market;

namespace HedgeFast.Tests.Program.Venue.Gateway;

public sealed class RequestLineTests
{
    private const long Milli = 1_000_000;

    private readonly MarketRig _rig = new();

    [Fact]
    public void Without_latency_a_request_reaches_the_market_at_once()
    {
        var line = new RequestLine(_rig.Market, new TapeDelay());
        Submit(line, "a");
        Assert.Equal(VenueReportKind.New, _rig.Reports[0].Kind);
    }

    [Fact]
    public void A_request_meets_the_market_of_its_arrival()
    {
        var line = new RequestLine(_rig.Market, new TapeDelay(5 * Milli));
        line.ReleaseUntil(0);
        Submit(line, "a");
        line.ReleaseUntil(4 * Milli);
        Assert.Empty(_rig.Reports);
        _rig.Quote(100, 10, 101, 10);
        line.ReleaseUntil(5 * Milli);
        _rig.Last.Shows(kind: VenueReportKind.Trade, lastTicks: 101);
        Assert.Equal(0, line.Waiting);
    }

    [Fact]
    public void Jitter_keeps_the_order_of_requests_and_is_the_same_for_the_same_seed()
    {
        string first = Play(seed: 3);
        Assert.Equal(first, Play(seed: 3));
        Assert.NotEqual(first, Play(seed: 4));
    }

    [Fact]
    public void Cancels_and_status_requests_are_delayed_too()
    {
        var line = new RequestLine(_rig.Market, new TapeDelay(Milli));
        Submit(line, "a", limitTicks: 90);
        line.Cancel(new CancelRequest { Owner = 0, ClOrdId = "c"u8, OrigClOrdId = "a"u8, Symbol = "BTCUSD_PERP"u8 });
        line.QueryStatus(0, "a"u8, "BTCUSD_PERP"u8, Side.Buy, "q"u8);
        Assert.Empty(_rig.Reports);
        line.ReleaseUntil(2 * Milli);
        Assert.Equal(
            [VenueReportKind.New, VenueReportKind.Canceled, VenueReportKind.Status],
            _rig.Reports.Select(report => report.Kind));
    }

    [Fact]
    public void After_the_last_row_no_request_is_delayed()
    {
        var line = new RequestLine(_rig.Market, new TapeDelay(1_000 * Milli));
        Submit(line, "a");
        line.ReleaseUntil(long.MaxValue);
        Assert.NotEmpty(_rig.Reports);
        Submit(line, "b");
        Assert.Equal(0, line.Waiting);
    }

    [Fact]
    public void An_id_too_long_to_be_kept_is_refused_and_not_cut()
    {
        var line = new RequestLine(_rig.Market, new TapeDelay(Milli));
        Submit(line, new string('x', IdText.MaxBytes + 1));
        Assert.Equal(VenueReason.BadClOrdId, _rig.Last.Reason);
    }

    private static string Play(int seed)
    {
        var rig = new MarketRig();
        var line = new RequestLine(rig.Market, new TapeDelay(Milli, 20 * Milli, seed));
        var arrivals = new StringBuilder();
        int told = 0;
        for (int i = 0; i < 100; i++)
        {
            line.ReleaseUntil(i * Milli);
            for (; told < rig.Reports.Count; told++)
                arrivals.Append(
                    rig.Reports[told].Kind == VenueReportKind.New ? $"{i}:{rig.Reports[told].ClOrdId} " : "");
            Submit(line, $"o{i:000}");
        }

        string[] ids =
        [
            .. arrivals.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(item => item.Split(':')[1]),
        ];
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        return arrivals.ToString();
    }

    private static void Submit(RequestLine line, string id, long limitTicks = 102) => line.Submit(new NewOrderRequest
    {
        Owner = 0,
        ClOrdId = Encoding.ASCII.GetBytes(id),
        Symbol = "BTCUSD_PERP"u8,
        Side = Side.Buy,
        Lots = 1,
        LimitNanos = limitTicks * 500_000_000,
        TimeInForce = TimeInForce.Day,
    });
}

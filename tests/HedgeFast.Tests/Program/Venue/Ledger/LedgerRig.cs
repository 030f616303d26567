using System.Text;
using HedgeFast.Core.Book;
using HedgeFast.Fix.Os;
using HedgeFast.Tests.Program.Venue.Market;
using HedgeFast.Venue.Gateway;
using HedgeFast.Venue.Ledger;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Venue.Ledger;

/// <summary>
/// A market, its outbox and its ledger in a folder of its own, as the host puts them together; can be closed and opened
/// again.
/// </summary>
internal sealed class LedgerRig : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hedgefast-venue-");

    public LedgerRig() => Open();

    public string Path => System.IO.Path.Combine(_folder.FullName, "venue.ledger");

    public ReportOutbox Outbox { get; private set; } = null!;

    public SimulatedMarket Market { get; private set; } = null!;

    public VenueLedger Ledger { get; private set; } = null!;

    public void Open(params string[] symbols)
    {
        Outbox = new ReportOutbox(1);
        var instruments = (symbols.Length == 0 ? [MarketRig.Symbol] : symbols).Select(
            (s, i) => MarketRig.Perp(s, i)).ToArray();
        Market = new SimulatedMarket(instruments, Outbox, epoch: 0);
        Ledger = new VenueLedger(Disk.Kernel, Path, instruments, ["CLIENT"], Market);
        long epoch = Ledger.LastEpoch + 1;
        Ledger.BeginEpoch(epoch);
        Outbox.Attach(Ledger);
        Market.EndRestore(epoch);
        Market.OnQuote(0, new TopOfBook(100, 10, 102, 10), 5);
    }

    public void Reopen(params string[] symbols)
    {
        Ledger.Dispose();
        Open(symbols);
    }

    public void Send(string id, Side side, long lots, long ticks, TimeInForce tif = TimeInForce.ImmediateOrCancel) =>
        Market.Submit(new NewOrderRequest
        {
            Owner = 0,
            ClOrdId = Encoding.ASCII.GetBytes(id),
            Symbol = "BTCUSD_PERP"u8,
            Side = side,
            Lots = lots,
            LimitNanos = ticks * 500_000_000,
            TimeInForce = tif,
        });

    /// <summary>Sends at most <paramref name="most"/> waiting reports and returns them.</summary>
    public List<VenueReport> Deliver(int most = int.MaxValue)
    {
        var channel = new Channel(most);
        Outbox.Flush(0, channel);
        return channel.Sent;
    }

    public void Dispose()
    {
        Ledger.Dispose();
        _folder.Delete(recursive: true);
    }

    private sealed class Channel(int most) : IReportChannel
    {
        public List<VenueReport> Sent { get; } = [];

        public bool TrySend(in VenueReport report)
        {
            if (Sent.Count == most)
                return false;
            Sent.Add(report);
            return true;
        }
    }
}

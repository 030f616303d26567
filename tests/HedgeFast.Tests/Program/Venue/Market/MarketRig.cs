using System.Text;
using HedgeFast.Core.Book;
using HedgeFast.Venue.Market;
using HedgeFast.Venue.Tape;

namespace HedgeFast.Tests.Program.Venue.Market;

/// <summary>A market with one instrument (tick 0.5, 10 USD a lot) whose reports are kept.</summary>
internal sealed class MarketRig : IVenueReportSink
{
    public const string Symbol = "BTCUSD_PERP";

    public MarketRig(VenueFaults? faults = null, bool open = true)
    {
        Market = new SimulatedMarket([Perp()], this, epoch: 7, faults);
        if (open)
            Quote(100, 10, 102, 10);
    }

    public SimulatedMarket Market { get; }

    public List<VenueReport> Reports { get; } = [];

    public VenueReport Last => Reports[^1];

    public static Instrument Perp(string symbol = Symbol, int index = 0) => new()
    {
        Index = index,
        Symbol = symbol,
        FeedId = 1u + (uint)index,
        Underlying = 0,
        Kind = InstrumentKind.InversePerpetual,
        TickMantissa = 5,
        TickDecimals = 1,
        ContractSize = 100,
        TakerFee = 0.0005,
    };

    public void OnReport(in VenueReport report) => Reports.Add(report);

    public TopOfBook Top { get; private set; }

    public int Quotes { get; private set; }

    public void Quote(long bid, long bidLots, long ask, long askLots, long nanos = 1_000)
    {
        Top = new TopOfBook(bid, bidLots, ask, askLots);
        Quotes++;
        Market.OnQuote(0, Top, nanos);
    }

    /// <summary>Sends an order and returns what it led to.</summary>
    public VenueReport[] Send(
        string id,
        Side side,
        long lots,
        long ticks,
        TimeInForce tif = TimeInForce.ImmediateOrCancel,
        string symbol = Symbol,
        int owner = 0,
        bool repeated = false,
        bool limit = true,
        long? nanos = null)
    {
        int before = Reports.Count;
        Market.Submit(new NewOrderRequest
        {
            Owner = owner,
            ClOrdId = Encoding.ASCII.GetBytes(id),
            Symbol = Encoding.ASCII.GetBytes(symbol),
            Side = side,
            Lots = lots,
            LimitNanos = nanos ?? ticks * 500_000_000,
            TimeInForce = tif,
            IsLimit = limit,
            MayBeRepeated = repeated,
        });
        return [.. Reports.Skip(before)];
    }

    public VenueReport Cancel(string id, string orig, int owner = 0, bool repeated = false)
    {
        Market.Cancel(new CancelRequest
        {
            Owner = owner,
            ClOrdId = Encoding.ASCII.GetBytes(id),
            OrigClOrdId = Encoding.ASCII.GetBytes(orig),
            Symbol = "BTCUSD_PERP"u8,
            MayBeRepeated = repeated,
        });
        return Last;
    }

    /// <summary>Sends a replace and returns what it led to.</summary>
    public VenueReport[] Replace(
        string id, string orig, Side side, long lots, long ticks, TimeInForce tif = TimeInForce.Day,
        bool repeated = false)
    {
        int before = Reports.Count;
        Market.Replace(new ReplaceRequest
        {
            OrigClOrdId = Encoding.ASCII.GetBytes(orig),
            Order = new NewOrderRequest
            {
                Owner = 0,
                ClOrdId = Encoding.ASCII.GetBytes(id),
                Symbol = "BTCUSD_PERP"u8,
                Side = side,
                Lots = lots,
                LimitNanos = ticks * 500_000_000,
                TimeInForce = tif,
                MayBeRepeated = repeated,
            },
        });
        return [.. Reports.Skip(before)];
    }

    public VenueReport Status(string id, int owner = 0)
    {
        Market.QueryStatus(owner, Encoding.ASCII.GetBytes(id), "BTCUSD_PERP"u8, Side.Buy, "q1"u8);
        return Last;
    }
}

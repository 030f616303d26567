using System.Text;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Transport;
using HedgeFast.Tests.Program.Venue.Market;

namespace HedgeFast.Tests.Program.Venue.Gateway;

/// <summary>
/// A trading client over a real socket: sends what a test tells it and keeps every answer as a map from tag to text.
/// </summary>
internal sealed class VenueClient : IFixApplication, IDisposable
{
    private readonly FixInitiator _initiator;

    public VenueClient(VenueFolder folder, int port, TimeProvider time)
    {
        var settings = new FixSessionSettings
        {
            SenderCompId = "HEDGEFAST",
            TargetCompId = "VENUE",
            StoreDirectory = folder.File("client"),
        };
        _initiator = new FixInitiator(
            settings,
            new FixEndpoint
            {
                Host = "127.0.0.1",
                Port = port,
                ReconnectMinNanos = 1_000_000,
                ReconnectMaxNanos = 1_000_000,
            },
            this,
            time);
    }

    /// <summary>Every execution report, cancel reject and business reject, in order of arrival.</summary>
    public List<Dictionary<int, string>> Answers { get; } = [];

    public Dictionary<int, string> Last => Answers[^1];

    public bool IsUp => _initiator.Session.IsLoggedOn && _initiator.Session.IsSynchronised;

    public int Logons { get; private set; }

    public string? LogoutReason { get; private set; }

    public string? LastError => _initiator.LastError;

    /// <summary>
    /// Fills whose ExecID had not been seen before, signed lots: what a client makes of answers that may come twice.
    /// </summary>
    public long Position =>
        Answers.Where(a => a.GetValueOrDefault(Tags.ExecType) == "F").DistinctBy(a => a[Tags.ExecID])
        .Sum(a => (a[Tags.Side] == "1" ? 1 : -1) * long.Parse(a[Tags.LastQty]));

    public IEnumerable<string> Types =>
        Answers.Select(a => a[Tags.MsgType] == "8" ? a[Tags.ExecType] : a[Tags.MsgType]);

    public int DoWork() => _initiator.DoWork(64);

    public bool Order(
        string id, char side, string quantity, string price, char timeInForce = '3', string symbol = MarketRig.Symbol,
        bool possResend = false)
    {
        FixBody body = _initiator.Session.Begin("D"u8);
        if (possResend)
            body.Add(Tags.PossResend, (byte)'Y');
        body.Add(Tags.ClOrdID, Encoding.ASCII.GetBytes(id));
        body.Add(Tags.Symbol, Encoding.ASCII.GetBytes(symbol));
        body.Add(Tags.Side, (byte)side);
        body.AddTimestamp(Tags.TransactTime, 0);
        body.Add(Tags.OrderQty, Encoding.ASCII.GetBytes(quantity));
        body.Add(Tags.OrdType, (byte)'2');
        body.Add(Tags.Price, Encoding.ASCII.GetBytes(price));
        body.Add(Tags.TimeInForce, (byte)timeInForce);
        return _initiator.Session.TrySend(ref body);
    }

    public bool Cancel(string id, string orig)
    {
        FixBody body = _initiator.Session.Begin("F"u8);
        body.Add(Tags.OrigClOrdID, Encoding.ASCII.GetBytes(orig));
        body.Add(Tags.ClOrdID, Encoding.ASCII.GetBytes(id));
        body.Add(Tags.Symbol, "BTCUSD_PERP"u8);
        body.Add(Tags.Side, (byte)'1');
        body.AddTimestamp(Tags.TransactTime, 0);
        return _initiator.Session.TrySend(ref body);
    }

    public bool Status(string id)
    {
        FixBody body = _initiator.Session.Begin("H"u8);
        body.Add(Tags.ClOrdID, Encoding.ASCII.GetBytes(id));
        body.Add(Tags.Symbol, "BTCUSD_PERP"u8);
        body.Add(Tags.Side, (byte)'1');
        body.Add(Tags.OrdStatusReqID, "ask"u8);
        return _initiator.Session.TrySend(ref body);
    }

    public bool Raw(string msgType, params (int Tag, string Value)[] fields)
    {
        FixBody body = _initiator.Session.Begin(Encoding.ASCII.GetBytes(msgType));
        foreach ((int tag, string value) in fields)
            body.Add(tag, Encoding.ASCII.GetBytes(value));
        return _initiator.Session.TrySend(ref body);
    }

    public void OnLogon(FixSession session) => Logons++;

    public void OnLogout(FixSession session, string reason) => LogoutReason = reason;

    public void OnMessage(FixSession session, in FixMessage message)
    {
        var fields = new Dictionary<int, string>();
        foreach (FixField field in message.Fields)
            fields.TryAdd(field.Tag, Encoding.ASCII.GetString(field.Value));
        Answers.Add(fields);
    }

    public bool ShouldReplay(ReadOnlySpan<byte> msgType) => false;

    public void Dispose() => _initiator.Dispose();
}

using System.Text;
using BenchmarkDotNet.Attributes;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;

namespace HedgeFast.Bench;

/// <summary>One order out and one report in: the codec alone, then the whole session with its store on disk.</summary>
[MemoryDiagnoser]
public class FixCodecBenchmarks
{
    private const long Now = 1_772_461_800_123_456_789;
    private const long ResetEvery = 500_000;

    private readonly OutgoingFrame _frame = new("FIX.4.4", "HEDGE", "VENUE", 1024);
    private readonly Sink _sink = new();
    private byte[] _report = [];
    private string _folder = "";
    private FileMessageStore _store = null!;
    private FileMessageStore _bare = null!;
    private FixSession _session = null!;
    private long _sequence;

    [GlobalSetup]
    public void Setup()
    {
        string order = Show(Encode(42));
        const string expected = "|35=D|34=42|49=HEDGE|52=20260302-14:30:00.123|56=VENUE|11=H1-7|21=1|55=BTC-PERP|54=1|60=20260302-14:30:00.123456789|38=2.5|40=2|44=65432.50|59=3|10=";
        if (!order.Contains(expected, StringComparison.Ordinal)) throw new InvalidOperationException($"Wrong order: {order}");

        FixBody reportBody = _frame.Begin("8"u8);
        OrderMessages.WriteExecutionReport(ref reportBody, new OrderReport
        {
            OrderID = "V-000123"u8,
            ExecID = "E-000456"u8,
            ClOrdID = "H1-7"u8,
            Symbol = "BTC-PERP"u8,
            ExecType = (byte)'F',
            OrdStatus = (byte)'2',
            Side = (byte)'1',
            OrderQty = 25,
            LastQty = 25,
            CumQty = 25,
            QuantityDecimals = 1,
            LastPx = 6_543_250,
            AvgPx = 6_543_250,
            PriceDecimals = 2,
            TransactTime = Now,
        });
        _report = _frame.Complete(ref reportBody, 7, Now, default).ToArray();
        if (DecodeExecutionReport() != 6_543_250 + 25 + 0 + 25 + Now + 'F' + 4) throw new InvalidOperationException($"Wrong report: {Show(_report)}");

        _folder = Directory.CreateTempSubdirectory("hedgefast-bench-").FullName;
        _store = new FileMessageStore(_folder, "FIX.4.4", "HEDGE", "VENUE", FsyncPolicy.None, 8192, 256 << 20);
        _bare = new FileMessageStore(_folder, "FIX.4.4", "BARE", "VENUE", FsyncPolicy.None, 8192, 256 << 20);
        var settings = new FixSessionSettings { SenderCompId = "HEDGE", TargetCompId = "VENUE", StoreDirectory = _folder };
        _session = new FixSession(settings, FixRole.Acceptor, _store, _sink, _sink);
        LogOn();
        if (!BuildStoreAndSend() || _store.NextOutgoing != 3 || !_sink.Last.Contains("|35=D|34=2|", StringComparison.Ordinal)) throw new InvalidOperationException("The session did not send.");
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _store.Dispose();
        _bare.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Header, body, length and checksum of a NewOrderSingle.</summary>
    [Benchmark]
    public int EncodeNewOrderSingle() => Encode(++_sequence).Length;

    /// <summary>Framing, checksum, header and all fields of an ExecutionReport.</summary>
    [Benchmark]
    public long DecodeExecutionReport()
    {
        FixMessage.TryRead(_report, out FixMessage message);
        var view = new ExecutionReportView(message);
        view.TryGetLastPx(2, out long px);
        view.TryGetLastQty(1, out long last);
        view.TryGetLeavesQty(1, out long leaves);
        view.TryGetCumQty(1, out long cum);
        view.TryGetTransactTime(out long time);
        return px + last + leaves + cum + time + view.ExecType + view.ClOrdID.Length;
    }

    /// <summary>The store alone.</summary>
    [Benchmark]
    public long Append()
    {
        if (_bare.NextOutgoing > ResetEvery) _bare.Reset();
        _bare.Append(_bare.NextOutgoing, _report);
        return _bare.NextOutgoing;
    }

    /// <summary>A NewOrderSingle through the session into a store on disk and an output that takes it.</summary>
    [Benchmark]
    public bool BuildStoreAndSend()
    {
        if (_store.NextOutgoing > ResetEvery) Restart();
        FixBody body = _session.Begin("D"u8);
        Write(ref body);
        return _session.TrySend(ref body);
    }

    private static void Write(ref FixBody body) => OrderMessages.WriteNewOrderSingle(ref body, new OrderRequest
    {
        ClOrdID = "H1-7"u8,
        Symbol = "BTC-PERP"u8,
        Side = (byte)'1',
        OrdType = (byte)'2',
        TimeInForce = (byte)'3',
        Quantity = 25,
        QuantityDecimals = 1,
        Price = 6_543_250,
        PriceDecimals = 2,
        TransactTime = Now,
    });

    private static string Show(ReadOnlySpan<byte> bytes) => Encoding.ASCII.GetString(bytes).Replace('\u0001', '|');

    private ReadOnlySpan<byte> Encode(long seqNum)
    {
        FixBody body = _frame.Begin("D"u8);
        Write(ref body);
        return _frame.Complete(ref body, seqNum, Now, default);
    }

    private void Restart()
    {
        _session.OnDisconnected("the store starts anew");
        _store.Reset();
        LogOn();
    }

    private void LogOn()
    {
        var peer = new OutgoingFrame("FIX.4.4", "VENUE", "HEDGE", 1024);
        FixBody logon = peer.Begin("A"u8);
        logon.Add(Tags.EncryptMethod, (byte)'0');
        logon.Add(Tags.HeartBtInt, 30);
        var input = new FixFrameBuffer(1024);
        input.Append(peer.Complete(ref logon, 1, Now, default));
        _session.OnConnected(0, Now);
        _session.OnBytes(input, 1, 0, Now);
    }

    private sealed class Sink : IFixOutput, IFixApplication
    {
        private readonly byte[] _last = new byte[1024];
        private int _length;

        public string Last => Show(_last.AsSpan(0, _length));

        public bool TrySend(ReadOnlySpan<byte> message)
        {
            message.CopyTo(_last);
            _length = message.Length;
            return true;
        }

        public void Close(string reason)
        {
        }

        public void OnLogon(FixSession session)
        {
        }

        public void OnLogout(FixSession session, string reason)
        {
        }

        public void OnMessage(FixSession session, in FixMessage message)
        {
        }

        public bool ShouldReplay(ReadOnlySpan<byte> msgType) => false;
    }
}

using BenchmarkDotNet.Attributes;
using HedgeFast.Bench.Peers;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Store;

namespace HedgeFast.Bench;

/// <summary>One order out and one report in: the codec alone, then the whole session with its store on disk.</summary>
[MemoryDiagnoser]
public class FixCodecBenchmarks
{
    private const long ResetEvery = 500_000;

    private readonly CodecTiming _codec = new();
    private readonly Sink _sink = new();
    private string _folder = "";
    private FileMessageStore _store = null!;
    private FileMessageStore _bare = null!;
    private FixSession _session = null!;
    private long _sequence;

    [GlobalSetup]
    public void Setup()
    {
        _folder = Directory.CreateTempSubdirectory("hedgefast-bench-").FullName;
        _store = new FileMessageStore(
            Disk.Kernel, _folder, "FIX.4.4", "HEDGE", "VENUE", FsyncPolicy.None, 8192, 256 << 20);
        _bare = new FileMessageStore(
            Disk.Kernel, _folder, "FIX.4.4", "BARE", "VENUE", FsyncPolicy.None, 8192, 256 << 20);
        var settings = new FixSessionSettings
        {
            SenderCompId = "HEDGE",
            TargetCompId = "VENUE",
            StoreDirectory = _folder,
        };
        _session = new FixSession(settings, FixRole.Acceptor, _store, _sink, _sink);
        LogOn();
        if (!BuildStoreAndSend() || _store.NextOutgoing != 3
            || !_sink.Last.Contains("|35=D|34=2|", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The session did not send.");
        }
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
    public int EncodeNewOrderSingle() => _codec.Encode(++_sequence).Length;

    /// <summary>Framing, checksum, header and all fields of an ExecutionReport.</summary>
    [Benchmark]
    public long DecodeExecutionReport() => _codec.Decode();

    /// <summary>The store alone.</summary>
    [Benchmark]
    public long Append()
    {
        if (_bare.NextOutgoing > ResetEvery)
            _bare.Reset();
        _bare.Append(_bare.NextOutgoing, _codec.Report);
        return _bare.NextOutgoing;
    }

    /// <summary>A NewOrderSingle through the session into a store on disk and an output that takes it.</summary>
    [Benchmark]
    public bool BuildStoreAndSend()
    {
        if (_store.NextOutgoing > ResetEvery)
            Restart();
        FixBody body = _session.Begin("D"u8);
        SampleOrders.WriteOrder(ref body);
        return _session.TrySend(ref body);
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
        input.Append(peer.Complete(ref logon, 1, SampleOrders.Now, default));
        _session.OnConnected(0, SampleOrders.Now);
        _session.OnBytes(input, 1, 0, SampleOrders.Now);
    }

    private sealed class Sink : IFixOutput, IFixApplication
    {
        private readonly byte[] _last = new byte[1024];
        private int _length;

        public string Last => SampleOrders.Show(_last.AsSpan(0, _length));

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

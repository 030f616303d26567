using System.Runtime.ExceptionServices;
using System.Security.Authentication;
using HedgeFast.Core.Ring;
using HedgeFast.Fix.Codec;
using HedgeFast.Fix.Dictionary;
using HedgeFast.Fix.Log;
using HedgeFast.Fix.Os;
using HedgeFast.Fix.Session;
using HedgeFast.Fix.Session.Recovery;
using HedgeFast.Fix.Store;
using HedgeFast.Fix.Transport;
using HedgeFast.Tests.Fix;
using HedgeFast.Tests.Fix.Scenarios;
using HedgeFast.Tests.Fix.Transport;

namespace HedgeFast.Tests.Allocations;

/// <summary>Managed bytes per message, once warm: none, from the codec to real sockets.</summary>
public sealed class FixAllocationTests : IDisposable
{
    private const int WarmRounds = 60_000;
    private const int Rounds = 10_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("hedgefast-alloc-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Encoding_and_decoding_allocate_nothing()
    {
        var frame = new OutgoingFrame("FIX.4.4", "HEDGE", "VENUE", 1024);
        long sum = 0;
        Assert.Equal(0, Measure(() =>
        {
            FixBody body = frame.Begin("8"u8);
            OrderMessages.WriteExecutionReport(ref body, Report());
            FixMessage.TryRead(frame.Complete(ref body, 7, 1_772_461_800_123_456_789, default), out FixMessage message);
            var view = new ExecutionReportView(message);
            view.TryGetLastPx(2, out long px);
            message.TryGetTimestamp(Tags.TransactTime, out long time);
            foreach (FixField field in message.Fields)
                sum += field.Tag;
            sum += px + time;
        }));
        Assert.NotEqual(0, sum);
    }

    [Fact]
    public void Logging_a_message_and_writing_it_allocates_nothing()
    {
        byte[] bytes = FixText.Frame("35=D|34=2|49=V|52=20260302-14:30:00|56=H|11=a|554=secret|");
        using var log = new FixMessageLog(Path.Combine(_folder, "fix.log"));
        long written = 0;
        Assert.Equal(0, Measure(() =>
        {
            log.Add(bytes, isSent: true, 5, 1_772_461_800_123_456_789);
            written += log.Write();
        }));
        Assert.Equal(WarmRounds + Rounds, written);
        Assert.Equal(0, log.Dropped);
    }

    [Fact]
    public void Holding_a_message_against_a_dictionary_and_reading_its_groups_allocates_nothing()
    {
        byte[] bytes = FixText.Frame(
            "35=D|34=2|49=V|52=20260302-14:30:00|56=H|11=a|55=X|54=1|40=1|"
                + "78=2|79=x|80=1|539=1|524=p|79=y|80=2|95=3|96=a|b|");
        var validator = new MessageValidator(
            new DictionaryRules { Application = ScenarioSettings.SmallDictionary.Value });
        var held = new HeldMessages(4, 1024);
        // An array: without optimisation the runtime allocates at each use of a span of constants that are no bytes.
        int[] members = [80, 539, 524];
        long entries = 0;
        Assert.Equal(0, Measure(() =>
        {
            FixMessage.TryRead(bytes, out FixMessage message);
            Assert.True(validator.Check(message).IsNone);
            foreach (FixFields entry in new FixGroup(message.Body, 78, 79, members))
            {
                entries += entry.IsMalformed
                ? 0
                : 1;
            }

            Assert.True(held.TryKeep(message, answered: false));
            Assert.True(held.TryTake(2, out _, out _));
        }));
        Assert.Equal(2 * (WarmRounds + Rounds), entries);
    }

    [Fact]
    public void The_measurement_sees_a_string()
    {
        var frame = new OutgoingFrame("FIX.4.4", "HEDGE", "VENUE", 1024);
        string last = "";
        Assert.True(Measure(() =>
        {
            FixBody body = frame.Begin("8"u8);
            last = frame.Complete(ref body, 7, 0, default).Length.ToString(
                System.Globalization.CultureInfo.InvariantCulture) + "!";
        }) >= Rounds * 24L);
        Assert.NotEmpty(last);
    }

    [Fact]
    public void Sessions_over_a_pipe_in_memory_and_stores_on_disk_allocate_nothing()
    {
        var time = new ManualTime();
        var application = new CountingApplication();
        var pipeA = new MemoryPipe();
        var pipeB = new MemoryPipe();
        using FileMessageStore storeA = Store("HEDGE", "VENUE"), storeB = Store("VENUE", "HEDGE");
        var a = new FixSession(SessionPair.Settings("HEDGE", "VENUE"), FixRole.Initiator, storeA, application, pipeB);
        var b = new FixSession(SessionPair.Settings("VENUE", "HEDGE"), FixRole.Acceptor, storeB, application, pipeA);
        b.OnConnected(time.Mono, time.Utc);
        a.OnConnected(time.Mono, time.Utc);
        void Exchange()
        {
            time.Advance(100_000);
            b.OnBytes(pipeB.Input, 100, time.Mono, time.Utc);
            a.OnBytes(pipeA.Input, 100, time.Mono, time.Utc);
            a.OnTimer(time.Mono, time.Utc);
            b.OnTimer(time.Mono, time.Utc);
        }

        for (int i = 0; i < 5; i++)
            Exchange();
        Assert.True(a.IsSynchronised && b.IsSynchronised);
        Assert.Equal(0, Measure(() =>
        {
            SendOrder(a);
            SendReport(b);
            Exchange();
        }));
        Assert.Equal(2 * (WarmRounds + Rounds), application.Messages);
    }

    [Fact]
    public void Sessions_over_real_sockets_allocate_nothing() => Assert.Equal(0, MeasureSockets(null, null, 0));

    [Fact]
    public void Waiting_for_bytes_allocates_nothing_either() => Assert.Equal(0, MeasureSockets(null, null, 1_000));

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public void Sessions_under_tls_allocate_nothing(SslProtocols protocol)
    {
        var authority = new TestCertificates("Test Root");
        Assert.Equal(
            0,
            OnOneCpu(
                () =>
                    MeasureSockets(
                        new FixTlsSettings { Certificate = authority.Issue("localhost") },
                        new FixTlsSettings { Roots = authority.Roots, Protocols = protocol }, 0)));
    }

    // The runtime pools the state of an SslStream's reads by CPU: a thread that comes to a CPU for the first time makes
    // it anew, once.
    private static long OnOneCpu(Func<long> measure)
    {
        long bytes = -1;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            CpuAffinity.TryPin(CpuAffinity.Allowed()[0]);
            try
            {
                bytes = measure();
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
        return bytes;
    }

    private long MeasureSockets(FixTlsSettings? venueTls, FixTlsSettings? traderTls, long idleWaitNanos)
    {
        var application = new CountingApplication();
        using var acceptor = new FixAcceptor(
            new FixAcceptorSettings
            {
                Sessions = [SessionPair.Settings("VENUE", "HEDGE")],
                Tls = venueTls,
                IdleWaitNanos = idleWaitNanos,
            },
            application,
            TimeProvider.System,
            _ => Store("VENUE", "HEDGE"));
        using FileMessageStore store = Store("HEDGE", "VENUE");
        var endpoint = new FixEndpoint
        {
            Host = "localhost",
            Port = acceptor.BoundPort,
            Tls = traderTls,
            IdleWaitNanos = idleWaitNanos,
        };
        using var initiator = new FixInitiator(
            SessionPair.Settings("HEDGE", "VENUE"), endpoint, application, TimeProvider.System, store);
        long start = TimeProvider.System.GetTimestamp();
        while (!initiator.Session.IsSynchronised)
        {
            initiator.DoWork(10);
            acceptor.DoWork(10);
            Assert.True(TimeProvider.System.GetElapsedTime(start).TotalSeconds < 60, initiator.LastError);
        }

        long bytes = Measure(() =>
        {
            long before = application.Messages;
            SendOrder(initiator.Session);
            SendReport(acceptor.Sessions[0]);
            for (int i = 0; i < 1_000_000 && application.Messages < before + 2; i++)
            {
                initiator.DoWork(10);
                acceptor.DoWork(10);
            }
        });
        Assert.Equal(2 * (WarmRounds + Rounds), application.Messages);
        return bytes;
    }

    private static long Measure(Action action)
    {
        for (int i = 0; i < WarmRounds; i++)
            action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Rounds; i++)
            action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void SendOrder(FixSession session)
    {
        FixBody body = session.Begin("D"u8);
        OrderMessages.WriteNewOrderSingle(ref body, new OrderRequest
        {
            ClOrdID = "H1-7"u8,
            Symbol = "BTC"u8,
            Side = (byte)'1',
            OrdType = (byte)'2',
            Quantity = 5,
            Price = 6_543_250,
            PriceDecimals = 2,
            TransactTime = 1_772_461_800_123_456_789,
        });
        Assert.True(session.TrySend(ref body));
    }

    private static void SendReport(FixSession session)
    {
        FixBody body = session.Begin("8"u8);
        OrderMessages.WriteExecutionReport(ref body, Report());
        Assert.True(session.TrySend(ref body));
    }

    private static OrderReport Report() => new()
    {
        OrderID = "o-1"u8,
        ExecID = "e-1"u8,
        ClOrdID = "H1-7"u8,
        Symbol = "BTC"u8,
        ExecType = (byte)'F',
        OrdStatus = (byte)'2',
        Side = (byte)'1',
        OrderQty = 5,
        LastQty = 5,
        CumQty = 5,
        LastPx = 6_543_250,
        AvgPx = 6_543_250,
        PriceDecimals = 2,
        TransactTime = 1_772_461_800_123_456_789,
    };

    // Large enough that neither store rolls while it's measured: a new segment is made from managed parts.
    private FileMessageStore Store(string sender, string target) =>
        new(Disk.Kernel, _folder, "FIX.4.4", sender, target, FsyncPolicy.None, 8192, 64 << 20);

    private sealed class MemoryPipe : IFixOutput
    {
        public FixFrameBuffer Input { get; } = new(8192);

        public bool TrySend(ReadOnlySpan<byte> message) => Input.Append(message) == message.Length;

        public void Close(string reason) => Assert.Fail(reason);
    }

    private sealed class CountingApplication : IFixApplication
    {
        public long Messages { get; private set; }

        public void OnLogon(FixSession session)
        {
        }

        public void OnLogout(FixSession session, string reason)
        {
        }

        public void OnMessage(FixSession session, in FixMessage message) => Messages++;

        public bool ShouldReplay(ReadOnlySpan<byte> msgType) => false;
    }
}
